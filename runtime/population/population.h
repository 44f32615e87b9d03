#pragma once
// Cuts of the population: what ops.def says of the operators of signature Cut, from the values that were observed.

#include <span>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/plan/plan.h"

namespace seg::population {

/// One cut of an operand. `share` is from 0 to 1 (positive denominator), of CutRank the rank; CutAverage and CutMedian do not read it.
struct Wanted {
  plan::Op op;
  std::int64_t share = 0;
  std::int64_t share_denominator = 1;
};

/// The wanted cuts of one operand of type `type`; `vectors` hold its values, in any order and split.
std::vector<columns::CutValue> cut_values(plan::Type type, std::span<const Wanted> wanted,
                                          std::span<const columns::ValueVector* const> vectors);

}  // namespace seg::population
