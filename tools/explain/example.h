#pragma once
// The `example`s of a segment, ready for an engine.

#include <deque>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/semantics/hir.h"
#include "runtime/columns/column.h"

namespace seg::explain {

/// The same workspace, but that any field may be unknown: an example leaves out what does not matter to it.
hir::Hir with_optional_fields(hir::Hir hir);

/// The Plan of all segments, before the passes, and what the cuts that examples give are in it.
struct ExamplePlan {
  plan::Plan plan;
  std::unordered_map<std::uint32_t, plan::NodeId> cuts;  ///< by the index of ExampleCut::cut
};
ExamplePlan plan_of(const hir::Hir& hir);

/// One profile. The batch points into `buffers`.
struct ExampleProfile {
  columns::Batch batch;
  std::deque<std::vector<std::uint8_t>> buffers;
};
ExampleProfile profile_of(const hir::Example& example, const plan::Schema& schema);

/// The cuts of the Plan as the example gives them; those that it does not give are unknown.
columns::Cuts cuts_of(const hir::Example& example, const ExamplePlan& linked);

}  // namespace seg::explain
