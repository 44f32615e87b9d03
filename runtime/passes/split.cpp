// An `and` or `or` of more than 64 operands becomes a tree of such of at most 64, for the JIT's limit on a basic block.
// Exact: the reverse of moving nested operands up (logic.cpp). at_least stays as it is: how many are true does not come apart so.

#include <algorithm>

#include "runtime/passes/rewrite.h"

namespace seg::passes {

using namespace plan;

namespace {

constexpr std::size_t kWidest = 64;

NodeId build_tree(Builder& builder, Op op, std::vector<NodeId> operands) {
  while (operands.size() > kWidest) {
    std::vector<NodeId> groups;
    for (std::size_t begin = 0; begin < operands.size(); begin += kWidest) {
      const std::size_t size = std::min(kWidest, operands.size() - begin);
      const auto group = std::span<const NodeId>(operands).subspan(begin, size);
      groups.push_back(size == 1 ? group[0] : builder.apply(op, group));
    }
    operands = std::move(groups);
  }
  return builder.apply(op, operands);
}

}  // namespace

Plan split_wide(const Plan& old) {
  return rewrite(old, [&](Builder& builder, NodeId id, const std::vector<NodeId>& replaced) {
    const Node& node = old.nodes[id];
    std::vector<NodeId> operands = replaced_operands(old, node, replaced);
    const bool wide = (node.op == Op::And || node.op == Op::Or) && operands.size() > kWidest;
    return wide ? build_tree(builder, node.op, std::move(operands)) : copy_node(builder, old, node, operands);
  });
}

}  // namespace seg::passes
