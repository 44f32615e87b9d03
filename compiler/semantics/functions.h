#pragma once
// The closed table of functions: which are over a profile's events, which over the population, and which of one or two values.

#include <cstdint>
#include <span>
#include <string_view>

#include "runtime/plan/plan.h"

namespace seg::semantics {

enum class FunctionKind : std::uint8_t { Aggregate, Population, Value };

/// What a function of values takes. `Day`: a date, or a timestamp for its local date. `Birthday`: the same, held against today.
enum class Takes : std::uint8_t { Text, Number, Roundable, TwoExact, Instant, Day, Birthday };

struct Function {
  std::string_view name;
  FunctionKind kind;
  plan::Op op = plan::Op::Now;  ///< of a Value: what it is in the Plan
  Takes takes = Takes::Number;  ///< of a Value
};

std::span<const Function> functions();
const Function* find_function(std::string_view name);

}  // namespace seg::semantics
