#pragma once
// One case: a Plan on a batch, through both engines.

#include <memory>
#include <optional>
#include <string>

#include "runtime/jit/session.h"
#include "runtime/plan/plan.h"

namespace seg::differential {

struct Difference {
  std::optional<std::size_t> segment;  ///< none where a cut differs
  std::int64_t row = 0;
  std::string what;
};

/// Cuts of every stage, then members, unknowns and faults, then members alone. `plan` holds the parameters that are evaluated;
/// `session` may be compiled with others. `cuts` are the interpreter's afterwards.
std::optional<Difference> compare_engines(const jit::Session& session, const plan::Plan& plan, const columns::Batch& batch,
                                          std::int64_t now, columns::Cuts& cuts);

/// Null with `error` set; what is thrown is an error, too.
std::unique_ptr<jit::Session> compile(const plan::Plan& plan, const jit::CompileOptions& options, std::string& error);

/// The same after compiling the Plan as it is; the error of a compilation that failed is a difference, too.
std::optional<Difference> compile_and_compare(const plan::Plan& plan, const jit::CompileOptions& options, const columns::Batch& batch,
                                              std::int64_t now);

}  // namespace seg::differential
