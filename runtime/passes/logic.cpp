// Three-valued logic made smaller. Each rule holds for true, false, unknown and fault alike:
//
//   and(x…, true) = and(x…)     and(x…, false) = false      or likewise, exchanged     and(x) = x      and() = true
//   and(and(x…), y…) = and(x…, y…): false if any is false, else a fault if any is one, else unknown if any is, else true
//   and(x, x, y…) = and(x, y…): the same four questions
//   at_least(n, x…, false) = at_least(n, x…): neither a true nor an unknown nor a fault
//   not(not(x)) = x     not(true) = false     not(a < b) = b <= a     not(a <= b) = b < a: comparisons are Strict and values known to
//                       be numbers, dates or texts are totally ordered (a float that is not a number is a fault)
//   (x = true) = x      (x = false) = not x
//
// Not exact, and so not here: or(a, and(a, b)) = a (unknown or a fault where a is unknown and b a fault), and(x, not x) = false.
//
// Nested operands move up only from a node that nothing else uses: a shared one stays shared, and lists do not grow.

#include <algorithm>
#include <unordered_set>

#include "runtime/passes/rewrite.h"

namespace seg::passes {

using namespace plan;

namespace {

/// How often each node is an operand or a root.
std::vector<std::uint32_t> uses_of(const Plan& plan) {
  std::vector<std::uint32_t> uses(plan.nodes.size(), 0);
  for (const NodeId operand : plan.operands) ++uses[operand];
  for (const Segment& segment : plan.segments) {
    ++uses[segment.root];
    if (segment.audited != kNone) ++uses[segment.audited];
  }
  return uses;
}

/// Nodes whose operands move up into their only user, an `and` in an `and` or an `or` in an `or`.
std::vector<bool> dissolved_nodes(const Plan& plan) {
  const std::vector<std::uint32_t> uses = uses_of(plan);
  std::vector<bool> dissolved(plan.nodes.size(), false);
  for (const Node& node : plan.nodes) {
    if (node.op != Op::And && node.op != Op::Or) continue;
    for (const NodeId operand : plan.operands_of(node)) {
      if (plan.nodes[operand].op == node.op && uses[operand] == 1) dissolved[operand] = true;
    }
  }
  return dissolved;
}

/// The operands of a node with those of dissolved ones in their places. A loop: chains may be long.
std::vector<NodeId> flat_operands(const Plan& plan, const Node& node, const std::vector<bool>& dissolved) {
  std::vector<NodeId> flat;
  const auto own = plan.operands_of(node);
  std::vector<NodeId> pending(own.rbegin(), own.rend());
  while (!pending.empty()) {
    const NodeId id = pending.back();
    pending.pop_back();
    if (!dissolved[id]) {
      flat.push_back(id);
      continue;
    }
    const auto inner = plan.operands_of(id);
    pending.insert(pending.end(), inner.rbegin(), inner.rend());
  }
  return flat;
}

/// And, Or over new operands.
NodeId fold_connective(Builder& builder, Op op, const std::vector<NodeId>& operands) {
  const int neutral = op == Op::And ? 1 : 0;
  std::vector<NodeId> kept;
  std::unordered_set<NodeId> seen;
  for (const NodeId operand : operands) {
    const int truth = truth_of(builder.plan(), operand);
    if (truth == 1 - neutral) return operand;
    if (truth == -1 && seen.insert(operand).second) kept.push_back(operand);
  }
  if (kept.empty()) return builder.truth(neutral == 1);
  return kept.size() == 1 ? kept.front() : builder.apply(op, kept);
}

NodeId fold_not(Builder& builder, NodeId operand) {
  if (const int truth = truth_of(builder.plan(), operand); truth != -1) return builder.truth(truth == 0);
  const auto inner = builder.plan().operands_of(operand);
  const Op op = builder.node(operand).op;
  if (op == Op::Not) return inner[0];
  if (op == Op::Less) return builder.apply(Op::LessEqual, {inner[1], inner[0]});
  if (op == Op::LessEqual) return builder.apply(Op::Less, {inner[1], inner[0]});
  return builder.apply(Op::Not, {operand});
}

NodeId fold_at_least(Builder& builder, std::vector<NodeId> operands) {
  const auto is_false = [&](NodeId operand) { return truth_of(builder.plan(), operand) == 0; };
  operands.erase(std::remove_if(operands.begin() + 1, operands.end(), is_false), operands.end());
  return builder.apply(Op::AtLeast, operands);
}

NodeId fold_equal(Builder& builder, const std::vector<NodeId>& operands) {
  for (std::size_t side = 0; side < 2; ++side) {
    const int truth = truth_of(builder.plan(), operands[side]);
    if (truth == 1) return operands[1 - side];
    if (truth == 0) return fold_not(builder, operands[1 - side]);
  }
  return builder.apply(Op::Equal, operands);
}

}  // namespace

Plan fold_logic(const Plan& old) {
  const std::vector<bool> dissolved = dissolved_nodes(old);
  return rewrite(old, [&](Builder& builder, NodeId id, const std::vector<NodeId>& replaced) {
    const Node& node = old.nodes[id];
    if (dissolved[id]) return kNone;
    if (node.op == Op::And || node.op == Op::Or) {
      std::vector<NodeId> operands = flat_operands(old, node, dissolved);
      for (NodeId& operand : operands) operand = replaced[operand];
      return fold_connective(builder, node.op, operands);
    }
    std::vector<NodeId> operands = replaced_operands(old, node, replaced);
    if (node.op == Op::Not) return fold_not(builder, operands[0]);
    if (node.op == Op::AtLeast) return fold_at_least(builder, std::move(operands));
    if (node.op == Op::Equal) return fold_equal(builder, operands);
    return copy_node(builder, old, node, operands);
  });
}

}  // namespace seg::passes
