#include <algorithm>

#include "runtime/jit/constant_rules.h"
#include "runtime/jit/text_cache.h"
#include "runtime/texts/change.h"

namespace seg::jit {

using columns::State;
using kernels::Ordering;
using plan::NodeId;
using plan::Op;

ConstantValues compute_constants(const ConstantSources& sources) { return Constants(sources).run(); }

ConstantValues Constants::run() {
  std::size_t cut = 0;
  for (NodeId id = 0; id < plan_.nodes.size(); ++id) {
    const plan::Node& node = plan_.nodes[id];
    if (plan::row_of(node.op).signature == plan::Signature::Cut) {
      if (cut < cuts_.size()) values_[id] = of_cut(cuts_[cut]);
      ++cut;
    } else if (node.rate <= plan::Rate::Cut) {
      values_[id] = compute(id);
    }
  }
  return {std::move(values_), std::move(texts_)};
}

ConstantValue Constants::compute(NodeId id) {
  const plan::Node& node = plan_.nodes[id];
  switch (plan::row_of(node.op).signature) {
    case plan::Signature::Leaf:
      return node.op == Op::Now ? known(now_) : of_literal(parameters_.slots[node.payload]);
    case plan::Signature::Logic:
      return logic(node);
    case plan::Signature::Threshold:
      return threshold(node);
    case plan::Signature::Test:
      return truth(at(node, 0).state == State::Known);
    case plan::Signature::Equality:
    case plan::Signature::Order:
    case plan::Signature::Membership:
    case plan::Signature::TextTest:
    case plan::Signature::Sum:
    case plan::Signature::Difference:
    case plan::Signature::Product:
    case plan::Signature::Quotient:
    case plan::Signature::Conversion:
    case plan::Signature::Calendar:
    case plan::Signature::Pattern:
    case plan::Signature::TextChange:
    case plan::Signature::TextSize:
    case plan::Signature::ListElement:
    case plan::Signature::ListMembership:
    case plan::Signature::ListPair:
    case plan::Signature::Rounding:
    case plan::Signature::Remainder:
    case plan::Signature::LocalPart:
    case plan::Signature::DatePart:
    case plan::Signature::DateShift:
    case plan::Signature::DatePair:
    case plan::Signature::Lookup:
    case plan::Signature::Steps:
      return strict(node);
    case plan::Signature::Filter:
      return filtered(at(node, 0), at(node, 1));
    case plan::Signature::Score:
      return score(node);
    case plan::Signature::Fold:
    case plan::Signature::Scan:  // of profile or event rate
    case plan::Signature::AsOf:
    case plan::Signature::Cut:
      break;
  }
  return fault();
}

ConstantValue Constants::strict(const plan::Node& node) {
  State state = State::Known;
  for (const NodeId id : plan_.operands_of(node)) {
    if (values_[id].state == State::Fault) return fault();
    if (values_[id].state == State::Unknown) state = State::Unknown;
  }
  return state == State::Unknown ? ConstantValue{} : of_known(node);
}

ConstantValue Constants::of_known(const plan::Node& node) {
  switch (plan::row_of(node.op).signature) {
    case plan::Signature::Membership:
      return truth(in_set(node));
    case plan::Signature::Equality:
    case plan::Signature::Order:
    case plan::Signature::TextTest:
      return truth(holds(node.op, plan_.operands_of(node)[0], plan_.operands_of(node)[1]));
    case plan::Signature::Product:
      return product(node);
    case plan::Signature::Quotient:
      return quotient(node);
    case plan::Signature::Conversion:
      return conversion(node);
    case plan::Signature::Calendar:
    case plan::Signature::LocalPart:
    case plan::Signature::DatePart:
    case plan::Signature::DateShift:
    case plan::Signature::DatePair:
      return calendar(node);
    case plan::Signature::Pattern:
      return truth(compiled_pattern(at(node, 1).text).found_in(at(node, 0).text));
    case plan::Signature::TextChange:
      if (node.type.list) return at(node, 0);
      return text(texts_.emplace_back(changed_text(node.op, at(node, 0).text)));
    case plan::Signature::TextSize:
      return known(texts::length(at(node, 0).text));
    case plan::Signature::ListElement:
    case plan::Signature::ListMembership:
    case plan::Signature::ListPair:
      return list_test(node);
    case plan::Signature::Rounding:
      return rounded(node);
    case plan::Signature::Remainder: {
      ConstantValue result = known(0);
      return checked(kernels::modulo(at(node, 0).number, at(node, 1).number, result.number), result);
    }
    case plan::Signature::Steps:
      return known(reached(node));
    case plan::Signature::Lookup:
      return looked_up(batch_, plan_.schema, node, at(node, 0).text);
    case plan::Signature::Sum:
    case plan::Signature::Difference:
      return sum(node);
    case plan::Signature::Leaf:
    case plan::Signature::Logic:
    case plan::Signature::Threshold:
    case plan::Signature::Test:
    case plan::Signature::Score:
    case plan::Signature::Fold:
    case plan::Signature::Scan:
    case plan::Signature::Filter:
    case plan::Signature::AsOf:
    case plan::Signature::Cut:
      break;
  }
  return fault();
}

ConstantValue Constants::logic(const plan::Node& node) const {
  const ConstantValue& first = at(node, 0);
  if (node.op == Op::IsTrue) return truth(first.state == State::Known && first.number != 0);
  if (node.op == Op::Not) return first.state == State::Known ? truth(first.number == 0) : first;
  if (node.op == Op::UnknownTrue || node.op == Op::UnknownFalse)
    return first.state == State::Unknown ? truth(node.op == Op::UnknownTrue) : first;
  const std::int64_t deciding = node.op == Op::Or ? 1 : 0;
  State undecided = State::Known;
  for (const NodeId id : plan_.operands_of(node)) {
    const ConstantValue& value = values_[id];
    if (value.state == State::Known && value.number == deciding) return known(deciding);
    if (value.state != State::Known && undecided != State::Fault) undecided = value.state;
  }
  return undecided == State::Known ? known(1 - deciding) : ConstantValue{undecided, 0, 1, 0, {}};
}

ConstantValue Constants::filtered(const ConstantValue& condition, const ConstantValue& value) {
  if (condition.state != State::Known) return condition;
  return condition.number != 0 ? value : ConstantValue{};
}

ConstantValue Constants::threshold(const plan::Node& node) const {
  std::int64_t trues = 0;
  std::int64_t open = 0;
  bool any_fault = false;
  for (const NodeId id : plan_.operands_of(node).subspan(1)) {
    const ConstantValue& value = values_[id];
    trues += value.state == State::Known && value.number != 0 ? 1 : 0;
    open += value.state == State::Known ? 0 : 1;
    any_fault = any_fault || value.state == State::Fault;
  }
  const std::int64_t wanted = at(node, 0).number;
  if (trues >= wanted) return truth(true);
  if (trues + open < wanted) return truth(false);
  return {any_fault ? State::Fault : State::Unknown, 0, 1, 0, {}};
}

ConstantValue Constants::score(const plan::Node& node) const {
  std::int64_t points = 0;
  for (std::size_t index = 0; index < node.operand_count; index += 2) {
    const ConstantValue& condition = at(node, index + 1);
    if (condition.state == State::Fault) return fault();
    if (condition.state == State::Known && condition.number != 0) kernels::add(points, at(node, index).number, points);
  }
  return known(points);
}

bool Constants::holds(Op op, NodeId left, NodeId right) const { return constants_hold(plan_, values_, op, left, right); }

bool constants_hold(const plan::Plan& plan, const std::vector<ConstantValue>& values, Op op, NodeId left, NodeId right) {
  const ConstantValue& a = values[left];
  const ConstantValue& b = values[right];
  const plan::Type type = plan.nodes[left].type;
  if (plan::is_text(type)) return text_holds(op, a.text, b.text);
  const Ordering order = Constants::compare(a, type, b, plan.nodes[right].type);
  if (op == Op::Equal) return order == Ordering::Equal;
  return order == Ordering::Less || (op == Op::LessEqual && order == Ordering::Equal);
}

std::int64_t Constants::reached(const plan::Node& node) const {
  const auto operands = plan_.operands_of(node);
  return std::count_if(operands.begin() + 1, operands.end(), [&](NodeId step) { return holds(Op::LessEqual, step, operands[0]); });
}

bool Constants::in_set(const plan::Node& node) const {
  const plan::LiteralSet& set = parameters_.sets[node.payload];
  const plan::Type type = type_at(node, 0);
  return std::any_of(set.elements.begin(), set.elements.end(), [&](const plan::Literal& element) {
    if (plan::is_text(type)) return element.text == at(node, 0).text;
    return compare(at(node, 0), type, of_literal(element), type) == Ordering::Equal;
  });
}

}  // namespace seg::jit
