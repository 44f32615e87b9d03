#include "runtime/plan/plan.h"

namespace seg::plan {
namespace {

constexpr OpRow kRows[] = {
#define OPERATOR(id, text, arity, signature, unknown, uses_now, weight, comment) \
  {Op::id, text, arity, Signature::signature, UnknownRule::unknown, uses_now, weight, comment},
#include "runtime/plan/ops.def"
#undef OPERATOR
};

}  // namespace

std::span<const OpRow> op_rows() { return kRows; }

const OpRow& row_of(Op op) { return kRows[static_cast<std::size_t>(op)]; }

bool is_keyed(const Node& node) {
  const Signature signature = row_of(node.op).signature;
  return (signature == Signature::Fold || signature == Signature::AsOf) && node.payload != kNone;
}

bool takes_zone(Op op) {
  const Signature signature = row_of(op).signature;
  return signature == Signature::Calendar || signature == Signature::LocalPart;
}

std::span<const NodeId> fold_operands(const Plan& plan, const Node& node) {
  return plan.operands_of(node).first(static_cast<std::size_t>(row_of(node.op).arity));
}

std::span<const NodeId> key_operands(const Plan& plan, const Node& node) {
  if (!is_keyed(node)) return {};
  return plan.operands_of(node).subspan(static_cast<std::size_t>(row_of(node.op).arity));
}

std::uint32_t folded_stream(const Plan& plan, const Node& node) {
  // The value's, which is of event rate.
  if (row_of(node.op).signature == Signature::AsOf) return plan.nodes[plan.operands_of(node)[3]].stream;
  return is_keyed(node) ? plan.nodes[key_operands(plan, node).front()].stream : node.stream;
}

}  // namespace seg::plan
