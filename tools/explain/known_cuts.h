#pragma once
// The cuts of one Plan out of those of another: of the workspace before the passes, of some segments after them.

#include <string>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/plan/plan.h"

namespace seg::explain {

/// What a cut is, by what it is a cut of.
struct KnownCut {
  std::string definition;  ///< population::definitions in the Plan that it is from
  std::string settled;     ///< as the passes leave it: of all that they make one cut the same
  columns::CutValue value;
};

/// `cuts` as Plan::cuts.
std::vector<KnownCut> known_cuts(const plan::Plan& plan, const columns::Cuts& cuts);

/// The cuts of a Plan, before the passes or after them, out of those that are known; the others are unknown.
columns::Cuts cuts_of(const plan::Plan& plan, const std::vector<KnownCut>& known);

}  // namespace seg::explain
