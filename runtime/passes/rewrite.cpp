#include "runtime/passes/rewrite.h"

namespace seg::passes {

using namespace plan;

namespace {

NodeId copy_keyed(Builder& builder, const Plan& old, const Node& node, std::span<const NodeId> operands) {
  const std::size_t own = fold_operands(old, node).size();
  std::vector<KeyPair> keys;
  for (std::size_t index = own; index < operands.size(); index += 2) keys.push_back({operands[index], operands[index + 1]});
  if (row_of(node.op).signature == Signature::AsOf) return builder.as_of(operands.first(own), keys);
  return builder.keyed_fold(node.op, folded_stream(old, node), operands.first(own), keys);
}

}  // namespace

NodeId copy_node(Builder& builder, const Plan& old, const Node& node, std::span<const NodeId> operands) {
  if (node.op == Op::Parameter) return builder.literal(old.parameters.slots[node.payload]);
  if (node.op == Op::Now) return builder.now();
  if (node.op == Op::ProfileField) return builder.profile_field(node.payload);
  if (node.op == Op::EventField) return builder.event_field(node.stream, node.payload);
  if (node.op == Op::EventAt) return builder.event_at(node.stream);
  if (node.op == Op::Lookup) return builder.lookup(node.table, node.payload, operands[0]);
  if (node.op == Op::InSet || node.op == Op::ListAnyIn) return builder.in_set(operands[0], old.parameters.sets[node.payload]);
  if (node.op == Op::Rescale) return builder.rescale(operands[0], node.type.scale);
  const Signature signature = row_of(node.op).signature;
  if (is_keyed(node) || signature == Signature::AsOf) return copy_keyed(builder, old, node, operands);
  if (signature == Signature::Fold || signature == Signature::Scan) return builder.fold(node.op, node.stream, operands);
  return builder.apply(node.op, operands);
}

std::vector<NodeId> replaced_operands(const Plan& old, const Node& node, const std::vector<NodeId>& replaced) {
  std::vector<NodeId> operands;
  operands.reserve(node.operand_count);
  for (const NodeId operand : old.operands_of(node)) operands.push_back(replaced[operand]);
  return operands;
}

int truth_of(const Plan& plan, NodeId id) {
  const Node& node = plan.nodes[id];
  if (node.op != Op::Parameter || node.type != bool_type()) return -1;
  return static_cast<int>(plan.parameters.slots[node.payload].number);
}

Plan rewrite(const Plan& old, const Rule& rule) {
  Builder builder(old.schema);
  std::vector<NodeId> replaced;
  replaced.reserve(old.nodes.size());
  for (NodeId id = 0; id < old.nodes.size(); ++id) replaced.push_back(rule(builder, id, replaced));
  for (const Segment& segment : old.segments) {
    builder.add_segment(segment.name, replaced[segment.root], segment.audited == kNone ? kNone : replaced[segment.audited]);
  }
  for (const CutLabel& cut : old.cuts) {
    const NodeId id = replaced[cut.node];
    if (id != kNone && row_of(builder.node(id).op).signature == Signature::Cut) builder.label_cut(id, cut.text);
  }
  return std::move(builder).finish();
}

}  // namespace seg::passes
