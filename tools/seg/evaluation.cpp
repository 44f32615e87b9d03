#include "tools/seg/evaluation.h"

#include <fmt/format.h>

namespace seg::cli {
namespace {

using Outcome = std::variant<Evaluation, EvaluationFailure>;

Outcome run_on(const plan::Plan& plan, const columns::Batch& batch, std::int64_t now, engine::Backend backend, unsigned threads) {
  const bool is_jit = backend == engine::Backend::Jit;
  auto made = engine::Engine::create(plan, backend);
  if (!made)
    return EvaluationFailure{Exit::Internal,
                             fmt::format("the {} cannot take this program: {}", is_jit ? "jit" : "interpreter", made.error)};
  Evaluation evaluation;
  evaluation.result = made.value->run(batch, now, {columns::Entry::Audit, threads}, &evaluation.timing);
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

Outcome run_on_both(const plan::Plan& plan, const columns::Batch& batch, std::int64_t now, unsigned threads,
                    const std::function<std::string_view(std::int64_t)>& key_of) {
  Outcome first = run_on(plan, batch, now, engine::Backend::Jit, threads);
  Outcome second = run_on(plan, batch, now, engine::Backend::Interpreter, threads);
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

Outcome evaluate(const plan::Plan& plan, const columns::Batch& batch, std::int64_t now, EngineChoice choice, unsigned threads,
                 const std::function<std::string_view(std::int64_t)>& key_of) {
  switch (choice) {
    case EngineChoice::Jit:
      return run_on(plan, batch, now, engine::Backend::Jit, threads);
    case EngineChoice::Interpreter:
      return run_on(plan, batch, now, engine::Backend::Interpreter, threads);
    case EngineChoice::Both:
      return run_on_both(plan, batch, now, threads, key_of);
    case EngineChoice::BestThereIs:
      break;
  }
  Outcome first = run_on(plan, batch, now, engine::Backend::Jit, threads);
  const auto* failure = std::get_if<EvaluationFailure>(&first);
  if (failure == nullptr) return first;
  Outcome second = run_on(plan, batch, now, engine::Backend::Interpreter, threads);
  if (auto* evaluation = std::get_if<Evaluation>(&second)) evaluation->warning = failure->message + "; the interpreter did the work";
  return second;
}

}  // namespace seg::cli
