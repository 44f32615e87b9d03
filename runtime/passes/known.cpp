// Some values are known for every profile, event and `now`: then is_known is true, and unknown_true, unknown_false and is_true change nothing.
//
// Always known: literals, `now`, an event's time, a required field that is no float (columns::validate refuses unknown values in it;
// a float may be a fault), what is_known and is_true say, counts, at_least_true and first_of_value over operands that are always known (never a fault
// of their own), and truth, scores, comparisons, texts, parts of dates and ages of what is always known (they are Kleene or Strict and never a
// fault of their own). Not: tests of lists, whose elements may be unknown; matches, whose pattern may not compile; what a zone says.
// The average's count of known values thus is the plain count where the field is required.
//
// The two suffixes leave faults as they are, so applied to one of themselves the outer one changes nothing either:
// what stands below has no unknown left that is no fault. is_true and the condition of when take unknown as false: unknown_false below them
// changes nothing.

#include <algorithm>

#include "runtime/passes/rewrite.h"

namespace seg::passes {

using namespace plan;

namespace {

bool is_required(const Schema& schema, const Node& node) {
  const auto& fields = node.op == Op::ProfileField ? schema.profile : schema.streams[node.stream].fields;
  return !fields[node.payload].optional && node.type.kind != Kind::Float;
}

/// Signatures whose operators are known where their operands are.
bool keeps_known(const Node& node) {
  switch (row_of(node.op).signature) {
    case Signature::Logic:
    case Signature::Threshold:
    case Signature::Equality:
    case Signature::Order:
    case Signature::Membership:
    case Signature::TextTest:
    case Signature::TextChange:
    case Signature::TextSize:
    case Signature::Steps:
    case Signature::Score: return true;
    case Signature::Fold: return node.op == Op::Count || node.op == Op::CountDistinct || node.op == Op::AtLeastTrue;
    case Signature::Scan: return node.op == Op::FirstOfValue;
    case Signature::DatePair: return node.op == Op::Age;
    case Signature::DatePart: return node.type == int_type() || node.op == Op::WeekdayOf;
    case Signature::Leaf:
    case Signature::Test:
    case Signature::Sum:
    case Signature::Difference:
    case Signature::Product:
    case Signature::Quotient:
    case Signature::Conversion:
    case Signature::Calendar:
    case Signature::Lookup:
    case Signature::Pattern:
    case Signature::ListElement:
    case Signature::ListMembership:
    case Signature::ListPair:
    case Signature::Rounding:
    case Signature::Remainder:
    case Signature::LocalPart:
    case Signature::Filter:
    case Signature::DateShift:
    case Signature::AsOf:
    case Signature::Cut: return false;
  }
  return false;
}

std::vector<bool> always_known(const Plan& plan) {
  std::vector<bool> known(plan.nodes.size(), false);
  for (std::size_t id = 0; id < plan.nodes.size(); ++id) {
    const Node& node = plan.nodes[id];
    if (node.op == Op::ProfileField || node.op == Op::EventField) {
      known[id] = is_required(plan.schema, node);
    } else if (row_of(node.op).signature == Signature::Leaf || node.op == Op::IsKnown || node.op == Op::IsTrue) {
      known[id] = true;
    } else {
      const auto operands = plan.operands_of(node);
      known[id] = keeps_known(node) && std::all_of(operands.begin(), operands.end(), [&](NodeId operand) { return known[operand]; });
    }
  }
  return known;
}

/// The operand itself, or what stands below an unknown_false there.
NodeId without_suffix(const Builder& builder, NodeId operand) {
  return builder.node(operand).op == Op::UnknownFalse ? builder.plan().operands_of(operand)[0] : operand;
}

bool is_suffix(Op op) { return op == Op::UnknownTrue || op == Op::UnknownFalse; }

}  // namespace

Plan simplify_known(const Plan& old) {
  const std::vector<bool> known = always_known(old);
  return rewrite(old, [&](Builder& builder, NodeId id, const std::vector<NodeId>& replaced) {
    const Node& node = old.nodes[id];
    if (node.op == Op::IsKnown && known[old.operands_of(node)[0]]) return builder.truth(true);
    std::vector<NodeId> operands = replaced_operands(old, node, replaced);
    if (node.op == Op::IsTrue && known[old.operands_of(node)[0]]) return operands[0];
    if (node.op == Op::IsTrue || node.op == Op::When) operands[0] = without_suffix(builder, operands[0]);
    if (is_suffix(node.op)) {
      if (known[old.operands_of(node)[0]] || is_suffix(builder.node(operands[0]).op)) return operands[0];
    }
    return copy_node(builder, old, node, operands);
  });
}

}  // namespace seg::passes
