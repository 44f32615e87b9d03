#pragma once
// Hir → Plan. Fragments of all segments meet in one hash-consed table.

#include <span>
#include <vector>

#include "compiler/semantics/hir.h"
#include "runtime/plan/plan.h"

namespace seg::lower {

/// One Plan for all segments of a workspace, each trait and segment lowered once. Before the passes.
plan::Plan link(const hir::Hir& hir);

struct Linked {
  plan::Plan plan;
  std::vector<plan::NodeId> nodes;  ///< of the values that were asked for, in their order
};
/// The same Plan with the nodes of some expressions, which explanations evaluate.
Linked link_values(const hir::Hir& hir, std::span<const hir::ExprId> values);

}  // namespace seg::lower
