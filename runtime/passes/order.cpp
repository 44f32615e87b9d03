// Operands that commute stand in the order of their nodes, so that `a = b` and `b = a` are one node.
//
// Exact: and, or and at_least ask how many operands are true, false, unknown or faults; eq is symmetric; exact sums and products do
// not depend on the order, and neither do those of two IEEE doubles. A sum of a timestamp and a duration keeps its order, which its
// signature asks for.

#include <algorithm>

#include "runtime/passes/rewrite.h"

namespace seg::passes {

using namespace plan;

Plan order_operands(const Plan& old) {
  return rewrite(old, [&](Builder& builder, NodeId id, const std::vector<NodeId>& replaced) {
    const Node& node = old.nodes[id];
    std::vector<NodeId> operands = replaced_operands(old, node, replaced);
    const bool commutes = node.op == Op::And || node.op == Op::Or || node.op == Op::Equal || node.op == Op::Multiply ||
                          (node.op == Op::Add && builder.node(operands[0]).type == builder.node(operands[1]).type);
    if (commutes) std::sort(operands.begin(), operands.end());
    if (node.op == Op::AtLeast) std::sort(operands.begin() + 1, operands.end());
    return copy_node(builder, old, node, operands);
  });
}

}  // namespace seg::passes
