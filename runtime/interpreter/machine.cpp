#include "runtime/interpreter/machine.h"

#include <algorithm>

#include "runtime/interpreter/operators.h"

namespace seg::interpreter {
namespace {

using plan::Kind;
using plan::NodeId;
using plan::Op;
using plan::Signature;

std::vector<Value> ascending(const plan::LiteralSet& set) {
  std::vector<Value> values;
  values.reserve(set.elements.size());
  for (const plan::Literal& element : set.elements) values.push_back(value_of(element));
  std::sort(values.begin(), values.end(), ByValue{set.type});
  return values;
}

Value value_of(const columns::CutValue& cut) { return {cut.state, cut.number, cut.denominator, cut.real, {}}; }

}  // namespace

Machine::Machine(const plan::Plan& plan, std::span<const NodeId> roots, const columns::Batch& batch, const columns::Cuts& cuts,
                 std::int64_t now)
    : plan_(plan),
      batch_(batch),
      now_(now),
      program_(make_program(plan, roots)),
      values_(plan.nodes.size()),
      zone_(calendar::Zone::find(plan.schema.zone)) {
  for (const plan::LiteralSet& set : plan.parameters.sets) sets_.push_back(ascending(set));
  for (std::size_t index = 0; index < std::min(cuts.size(), plan.cuts.size()); ++index)
    values_[plan.cuts[index].node] = value_of(cuts[index]);
  for (const NodeId id : program_.constants) values_[id] = apply(id);
}

void Machine::evaluate(std::int64_t row) {
  row_ = row;
  for (const Level& level : program_.levels) {
    for (const NodeId id : level.profile_nodes) values_[id] = apply(id);
    for (const Walk& walk : level.walks) evaluate(walk);
  }
}

void Machine::evaluate(const Walk& walk) {
  folds_.clear();
  for (const NodeId id : walk.folds) {
    const Operands operands{plan_, plan_.operands_of(id), values_};
    folds_.push_back(begin_fold(plan_.nodes[id].op, operands.type(operands.size() - 1), operands[0], operands[1]));
  }
  const columns::Stream& stream = batch_.streams[walk.stream];
  for (event_ = stream.offsets[row_ + 1]; event_-- > stream.offsets[row_];) {
    const std::int64_t at = stream.at[event_];
    if (at > now_) continue;
    for (const NodeId id : walk.event_nodes) values_[id] = apply(id);
    if (watch_) watch_(walk, at);
    for (std::size_t index = 0; index < folds_.size(); ++index) {
      const Operands operands{plan_, plan_.operands_of(walk.folds[index]), values_};
      add_event(folds_[index], at, operands[2], operands.size() > 3 ? &operands[3] : nullptr);
    }
  }
  for (std::size_t index = 0; index < folds_.size(); ++index) values_[walk.folds[index]] = finish_fold(folds_[index]);
}

Value Machine::read(const columns::Column& column, std::int64_t index) const {
  if (!column.validity.at(index)) return unknown();
  switch (column.type.kind) {
    case Kind::Bool:
      return truth(column.flags.at(index));
    case Kind::Date:
    case Kind::Enum:
      return integer(column.as<std::int32_t>()[index]);
    case Kind::String:
    case Kind::Id:
      return text(column.dictionary->at(column.as<std::int32_t>()[index]));
    case Kind::Float:
      return real(column.as<double>()[index]);
    case Kind::Int:
    case Kind::Decimal:
    case Kind::Money:
    case Kind::Timestamp:
    case Kind::Duration:
      return integer(column.as<std::int64_t>()[index]);
    case Kind::Ratio:
      break;  // no column holds one
  }
  return fault();
}

Value Machine::apply(NodeId id) const {
  const plan::Node& node = plan_.nodes[id];
  const Operands operands{plan_, plan_.operands_of(node), values_};
  if (node.op == Op::Parameter) return interpreter::value_of(plan_.parameters.slots[node.payload]);
  if (node.op == Op::Now) return integer(now_);
  if (node.op == Op::ProfileField) return read(batch_.profile[node.payload], row_);
  if (node.op == Op::EventField) return read(batch_.streams[node.stream].fields[node.payload], event_);
  if (node.op == Op::EventAt) return integer(batch_.streams[node.stream].at[event_]);
  switch (plan::row_of(node.op).signature) {
    case Signature::Logic:
    case Signature::Threshold:
    case Signature::Test:
      return apply_logic(node.op, operands);
    case Signature::Equality:
    case Signature::Order:
      return apply_comparison(node.op, operands);
    case Signature::Membership:
      return apply_membership(operands, sets_[node.payload]);
    case Signature::TextTest:
      return apply_text_test(node.op, operands);
    case Signature::Sum:
    case Signature::Difference:
    case Signature::Product:
    case Signature::Quotient:
    case Signature::Conversion:
      return apply_arithmetic(node.op, node.type, operands);
    case Signature::Calendar:
      return apply_calendar(operands, zone_);
    case Signature::Leaf:
    case Signature::Fold:
    case Signature::Lookup:
    case Signature::Score:
    case Signature::Pattern:
    case Signature::TextChange:
    case Signature::TextSize:
    case Signature::ListElement:
    case Signature::ListMembership:
    case Signature::ListPair:
    case Signature::Rounding:
    case Signature::Remainder:
    case Signature::LocalPart:
    case Signature::DatePart:
    case Signature::Scan:
    case Signature::Cut:
      break;  // leaves are above, folds are of walks, cuts are given
  }
  return values_[id];
}

}  // namespace seg::interpreter
