#pragma once
// What is computed once an evaluation: constants, cuts, and what depends on nothing else.

#include <string_view>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/jit/day_starts.h"
#include "runtime/kernels/exact.h"
#include "runtime/plan/plan.h"

namespace seg::jit {

/// A node's one value. `number` is 0 or 1 for bools; for fractions it goes with `denominator`.
struct ConstantValue {
  columns::State state = columns::State::Unknown;
  std::int64_t number = 0;
  std::int64_t denominator = 1;
  double real = 0;
  std::string_view text;
};

/// Of every node of constant or cut rate, by node; other entries mean nothing. Cuts that `cuts` does not have are unknown.
/// The texts point into `parameters`. `day_starts` may be null where the Plan has no DayStart.
std::vector<ConstantValue> compute_constants(const plan::Plan& plan, const plan::Parameters& parameters, const columns::Cuts& cuts,
                                             std::int64_t now, const DayStartTable* day_starts);

/// `a` in a relation of the Plan to `b`: Equal, Less, LessEqual, Contains, StartsWith, EndsWith.
bool text_holds(plan::Op op, std::string_view a, std::string_view b);

}  // namespace seg::jit
