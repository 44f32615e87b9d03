#include "compiler/lower/lower.h"

#include <algorithm>
#include <numeric>

#include "compiler/lower/lowering.h"

namespace seg::lower {

namespace {

/// Positions of the segments in the order of their sources and places.
std::vector<std::size_t> in_order_of_text(const hir::Hir& hir) {
  std::vector<std::size_t> order(hir.segments.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return hir.segments[a].span < hir.segments[b].span; });
  return order;
}

/// In the order of the typed form each trait and segment stands before its users, so that a reference never recurses.
void lower_declarations(Lowering& lowering) {
  for (const hir::Trait& trait : lowering.hir.traits) lowering.traits.push_back(lower_expr(lowering, trait.value));
  for (const hir::Segment& segment : lowering.hir.segments) lowering.segments.push_back(lower_expr(lowering, segment.where));
  for (const std::size_t index : in_order_of_text(lowering.hir)) {
    const hir::Segment& segment = lowering.hir.segments[index];
    if (segment.imported) continue;
    const plan::NodeId audited = segment.arm ? lower_expr(lowering, segment.arm->audited) : plan::kNone;
    lowering.builder.add_segment(segment.name, lowering.segments[index], audited);
  }
}

}  // namespace

plan::Plan link(const hir::Hir& hir) {
  Lowering lowering(hir);
  lower_declarations(lowering);
  return std::move(lowering.builder).finish();
}

Linked link_values(const hir::Hir& hir, std::span<const hir::ExprId> values) {
  Lowering lowering(hir);
  lower_declarations(lowering);
  std::vector<plan::NodeId> nodes;
  for (const hir::ExprId value : values) nodes.push_back(lower_expr(lowering, value));
  return {std::move(lowering.builder).finish(), std::move(nodes)};
}

}  // namespace seg::lower
