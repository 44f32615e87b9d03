#pragma once
// Plan to Plan: named passes that keep members, unknowns and faults of every segment to the bit, for all data that fits the schema
// (columns::validate). They look at the values of bool literals only: other parameters may change without compiling again.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/plan/plan.h"

namespace seg::passes {

struct Pass {
  std::string_view name;
  std::string_view comment;
  plan::Plan (*run)(const plan::Plan& plan);
  /// Run in rounds with its neighbours until nothing changes: one pass may make work for another.
  bool in_rounds;
};

/// In the order in which they run.
std::span<const Pass> passes();

#ifdef NDEBUG
inline constexpr bool kVerifyByDefault = false;
#else
inline constexpr bool kVerifyByDefault = true;
#endif

struct PassOptions {
  std::vector<std::string> skip;  ///< names of passes; one that does not exist throws std::invalid_argument
  bool verify = kVerifyByDefault;  ///< after each pass; a Plan that does not verify throws std::logic_error
};

/// The Plan must verify. Segments keep their names and order, cuts their labels; cuts that no segment needs go.
plan::Plan run_passes(plan::Plan plan, const PassOptions& options = {});

}  // namespace seg::passes
