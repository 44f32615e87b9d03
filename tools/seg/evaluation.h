#pragma once
// One run over a data set, on one engine or on both.

#include <string>
#include <string_view>
#include <variant>

#include "runtime/engine/engine.h"
#include "tools/seg/command.h"

namespace seg::cli {

enum class EngineChoice : std::uint8_t { BestThereIs, Jit, Interpreter, Both };

struct Evaluation {
  engine::Result result;
  plan::Plan plan;        ///< what was evaluated: the order of the segments and cuts of `result`
  engine::Timing timing;  ///< of the engine that made `result`
  std::string engine;     ///< `jit`, `interpreter` or `both`
  std::string warning;    ///< why it was not the JIT, where that was nobody's wish
};
struct EvaluationFailure {
  Exit exit;
  std::string message;
};

struct Work {
  const plan::Plan& plan;
  const columns::Batch& batch;
  std::int64_t now;
  unsigned threads;
  const columns::Cuts* cuts = nullptr;  ///< in the place of those of this population
};

/// `key_of` names a row's profile when the engines differ.
std::variant<Evaluation, EvaluationFailure> evaluate(const Work& work, EngineChoice choice,
                                                     const std::function<std::string_view(std::int64_t)>& key_of);

}  // namespace seg::cli
