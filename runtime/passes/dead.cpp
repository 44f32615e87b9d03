// Nodes that no segment needs go, and with them their parameters, sets and cuts. Exact: no segment's value reads them.

#include "runtime/passes/rewrite.h"

namespace seg::passes {

using namespace plan;

Plan drop_dead(const Plan& old) {
  std::vector<bool> needed(old.nodes.size(), false);
  for (const Segment& segment : old.segments) {
    needed[segment.root] = true;
    if (segment.audited != kNone) needed[segment.audited] = true;
  }
  // Operands stand before their users: one way back finds all.
  for (std::size_t id = old.nodes.size(); id-- > 0;) {
    if (!needed[id]) continue;
    for (const NodeId operand : old.operands_of(old.nodes[id])) needed[operand] = true;
  }
  return rewrite(old, [&](Builder& builder, NodeId id, const std::vector<NodeId>& replaced) {
    if (!needed[id]) return kNone;
    const Node& node = old.nodes[id];
    return copy_node(builder, old, node, replaced_operands(old, node, replaced));
  });
}

}  // namespace seg::passes
