// Folds that say the same become one node.
//
// min and max of `at` are first and last of `at`: events are sorted by it, it is never unknown and never a fault, and all four are
// unknown where no event counts and a fault where a condition in the window is one.
//
// An event counts where the condition is true, and a condition that is a fault makes a fault. Whether it is false or unknown does
// not matter, so unknown_false around a whole condition changes nothing. (It does below an `and`: `false and fault` is false.) The same
// holds for scans. It does not for keyed folds and joins by time, whose inner keys and values may be faults where the condition is unknown and not where it is false.
//
// An average is a sum and a count, each shared as a node of its own; nothing else is replaced, since an aggregate that only some
// thresholds could use would have to be added again for the next one.

#include "runtime/passes/rewrite.h"

namespace seg::passes {

using namespace plan;

Plan share_aggregates(const Plan& old) {
  return rewrite(old, [&](Builder& builder, NodeId id, const std::vector<NodeId>& replaced) {
    Node node = old.nodes[id];
    std::vector<NodeId> operands = replaced_operands(old, node, replaced);
    const Signature signature = row_of(node.op).signature;
    if (signature == Signature::Fold || signature == Signature::Scan) {
      const bool is_plain = builder.node(operands[2]).op == Op::UnknownFalse && !is_keyed(node);
      if (is_plain) operands[2] = builder.plan().operands_of(operands[2])[0];
      const bool of_at = operands.size() > 3 && builder.node(operands[3]).op == Op::EventAt;
      if (of_at && node.op == Op::MinOf) node.op = Op::FirstOf;
      if (of_at && node.op == Op::MaxOf) node.op = Op::LastOf;
    }
    return copy_node(builder, old, node, operands);
  });
}

}  // namespace seg::passes
