#include "tools/seg/evaluation.h"

#include <fmt/format.h>

#include <chrono>

namespace seg::cli {
namespace {

using Outcome = std::variant<Evaluation, EvaluationFailure>;

/// The members alone: the cuts are known.
engine::Result with_cuts(const engine::Engine& engine, const Work& work, const engine::Options& options, engine::Timing& timing) {
  const auto begin = std::chrono::steady_clock::now();
  engine::Result result{engine.evaluate(work.batch, *work.cuts, work.now, options), *work.cuts};
  timing.evaluate_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  return result;
}

Outcome run_on(const Work& work, engine::Backend backend) {
  const bool is_jit = backend == engine::Backend::Jit;
  auto made = engine::Engine::create(work.plan, backend);
  if (!made)
    return EvaluationFailure{Exit::Internal,
                             fmt::format("the {} cannot take this program: {}", is_jit ? "jit" : "interpreter", made.error)};
  Evaluation evaluation;
  const engine::Options options{columns::Entry::Audit, work.threads};
  evaluation.result = work.cuts != nullptr ? with_cuts(*made.value, work, options, evaluation.timing)
                                           : made.value->run(work.batch, work.now, options, &evaluation.timing);
  evaluation.timing.compile_seconds = made.value->compile_seconds();
  evaluation.plan = made.value->plan();
  evaluation.engine = is_jit ? "jit" : "interpreter";
  return evaluation;
}

std::string cut_difference(const Evaluation& jit, const Evaluation& interpreter) {
  for (std::size_t i = 0; i < jit.result.cuts.size() && i < interpreter.result.cuts.size(); ++i) {
    if (!(jit.result.cuts[i] == interpreter.result.cuts[i]))
      return fmt::format("the engines differ in the cut `{}`", jit.plan.cuts[i].text);
  }
  return "";
}

Outcome run_on_both(const Work& work, const std::function<std::string_view(std::int64_t)>& key_of) {
  Outcome first = run_on(work, engine::Backend::Jit);
  Outcome second = run_on(work, engine::Backend::Interpreter);
  auto* jit = std::get_if<Evaluation>(&first);
  auto* interpreter = std::get_if<Evaluation>(&second);
  if (jit == nullptr) return first;
  if (interpreter == nullptr) return second;
  if (const auto found = engine::first_difference(jit->result.segments, interpreter->result.segments)) {
    return EvaluationFailure{Exit::Internal, fmt::format("the engines differ: profile `{}`, segment {}: {}", key_of(found->row),
                                                         jit->plan.segments[found->segment].name, found->what)};
  }
  if (const std::string problem = cut_difference(*jit, *interpreter); !problem.empty()) return EvaluationFailure{Exit::Internal, problem};
  jit->engine = "both";
  return first;
}

}  // namespace

Outcome evaluate(const Work& work, EngineChoice choice, const std::function<std::string_view(std::int64_t)>& key_of) {
  switch (choice) {
    case EngineChoice::Jit:
      return run_on(work, engine::Backend::Jit);
    case EngineChoice::Interpreter:
      return run_on(work, engine::Backend::Interpreter);
    case EngineChoice::Both:
      return run_on_both(work, key_of);
    case EngineChoice::BestThereIs:
      break;
  }
  Outcome first = run_on(work, engine::Backend::Jit);
  const auto* failure = std::get_if<EvaluationFailure>(&first);
  if (failure == nullptr) return first;
  Outcome second = run_on(work, engine::Backend::Interpreter);
  if (auto* evaluation = std::get_if<Evaluation>(&second)) evaluation->warning = failure->message + "; the interpreter did the work";
  return second;
}

}  // namespace seg::cli
