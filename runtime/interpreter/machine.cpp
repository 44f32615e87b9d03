#include "runtime/interpreter/machine.h"

#include <algorithm>

namespace seg::interpreter {
namespace {

using plan::NodeId;
using plan::Op;
using plan::Rate;
using plan::Signature;

std::vector<Value> ascending(const plan::LiteralSet& set) {
  std::vector<Value> values;
  values.reserve(set.elements.size());
  for (const plan::Literal& element : set.elements) values.push_back(value_of(element));
  std::sort(values.begin(), values.end(), ByValue{set.type});
  return values;
}

Value value_of(const columns::CutValue& cut) { return {cut.state, cut.number, cut.denominator, cut.real, {}}; }

bool takes_events(const plan::Node& node) {
  const Signature signature = plan::row_of(node.op).signature;
  return signature == Signature::Fold || signature == Signature::Scan || signature == Signature::AsOf;
}

}  // namespace

Machine::Machine(const plan::Plan& plan, std::span<const NodeId> roots, const columns::Batch& batch, const columns::Cuts& cuts,
                 std::int64_t now)
    : plan_(plan),
      batch_(batch),
      now_(now),
      program_(make_program(plan, roots)),
      series_(plan.nodes.size()),
      events_(plan.schema.streams.size()),
      zones_(plan.schema.zone) {
  for (NodeId id = 0; id < series_.size(); ++id) {
    series_[id].values.resize(1);
    if (plan.nodes[id].rate == Rate::Event) series_[id].mask = ~std::size_t{0};
  }
  for (const plan::LiteralSet& set : plan.parameters.sets) sets_.push_back(ascending(set));
  for (const std::uint32_t table : program_.tables) {
    rows_.emplace(table, Rows(*batch.tables[table], plan.schema.tables[table].key));
  }
  for (const plan::Node& node : plan.nodes) {
    if (node.op == Op::Matches) patterns_.try_emplace(plan.operands_of(node)[1], pattern_of(node));
  }
  for (std::size_t index = 0; index < std::min(cuts.size(), plan.cuts.size()); ++index) {
    series_[plan.cuts[index].node].values[0] = value_of(cuts[index]);
  }
  for (const NodeId id : program_.constants) evaluate_node(id);
  storage_.settle();
}

std::optional<texts::Pattern> Machine::pattern_of(const plan::Node& node) const {
  const plan::Node& pattern = plan_.nodes[plan_.operands_of(node)[1]];
  return texts::compile_pattern(plan_.parameters.slots[pattern.payload].text).pattern;
}

void Machine::evaluate(std::int64_t row) {
  row_ = row;
  storage_.drop();
  find_events(row);
  for (const NodeId id : program_.nodes) evaluate_node(id);
}

void Machine::find_events(std::int64_t row) {
  for (const std::uint32_t index : program_.streams) {
    const columns::Stream& stream = batch_.streams[index];
    const std::int64_t* begin = stream.at + stream.offsets[row];
    const std::int64_t* end = std::upper_bound(begin, stream.at + stream.offsets[row + 1], now_);
    events_[index] = {stream.offsets[row], {begin, end}};
  }
}

void Machine::evaluate_node(NodeId id) {
  const plan::Node& node = plan_.nodes[id];
  if (plan::row_of(node.op).signature == Signature::Cut) return;
  std::vector<Value>& values = series_[id].values;
  if (node.rate == Rate::Event) values.resize(events_[node.stream].at.size());
  if (takes_events(node)) return evaluate_fold(id);
  Operands operands{plan_, plan_.operands_of(node), series_};
  for (; operands.event < values.size(); ++operands.event) values[operands.event] = apply(node, operands);
}

void Machine::evaluate_fold(NodeId id) {
  const plan::Node& node = plan_.nodes[id];
  const auto operands = plan::fold_operands(plan_, node);
  const auto series = [&](std::size_t index) -> const Series& { return series_[operands[index]]; };
  FoldOperands fold{node.op, events_[plan::folded_stream(plan_, node)].at, series(0).values[0], series(1).values[0], series(2)};
  if (operands.size() > 3) {
    fold.value = &series(3);
    fold.value_type = plan_.nodes[operands[3]].type;
  }
  std::vector<Value>& values = series_[id].values;
  if (plan::row_of(node.op).signature == Signature::AsOf) {
    return join_by_time(fold, series(4), keys_of(node), values);
  }
  if (operands.size() > 4) fold.number = &series(4).values[0];
  if (node.rate != Rate::Event) {
    values[0] = folds_.fold(fold);
  } else if (plan::is_keyed(node)) {
    folds_.keyed_fold(fold, keys_of(node), values);
  } else {
    folds_.scan(fold, values);
  }
}

std::vector<Keys> Machine::keys_of(const plan::Node& node) const {
  std::vector<Keys> keys;
  const auto pairs = plan::key_operands(plan_, node);
  for (std::size_t index = 0; index < pairs.size(); index += 2) {
    keys.push_back({series_[pairs[index]], series_[pairs[index + 1]], plan_.nodes[pairs[index]].type});
  }
  return keys;
}

Value Machine::leaf(const plan::Node& node, std::size_t event) {
  if (node.op == Op::Parameter) return interpreter::value_of(plan_.parameters.slots[node.payload]);
  if (node.op == Op::Now) return integer(now_);
  if (node.op == Op::ProfileField) return read(batch_.profile[node.payload], row_, storage_);
  const Events& events = events_[node.stream];
  if (node.op == Op::EventAt) return integer(events.at[event]);
  return read(batch_.streams[node.stream].fields[node.payload], events.begin + static_cast<std::int64_t>(event), storage_);
}

Value Machine::lookup(const plan::Node& node, const Value& key) {
  if (key.state != State::Known) return key;
  const auto row = rows_.at(node.table).find(key.text);
  return row ? read(batch_.tables[node.table]->fields[node.payload], *row, storage_) : unknown();
}

Value Machine::apply(const plan::Node& node, const Operands& operands) {
  switch (plan::row_of(node.op).signature) {
    case Signature::Leaf:
      return leaf(node, operands.event);
    case Signature::Lookup:
      return lookup(node, operands[0]);
    case Signature::Logic:
    case Signature::Threshold:
    case Signature::Test:
      return apply_logic(node.op, operands);
    case Signature::Score:
      return apply_score(operands);
    case Signature::Equality:
    case Signature::Order:
      return apply_comparison(node.op, operands);
    case Signature::Membership:
      return apply_membership(operands, sets_[node.payload]);
    case Signature::TextTest:
      return apply_text_test(node.op, operands);
    case Signature::Pattern:
      return apply_pattern(operands, patterns_.at(operands.nodes[1]));
    case Signature::TextChange:
      return apply_text_change(node.op, operands, storage_);
    case Signature::TextSize:
      return apply_text_size(operands);
    case Signature::ListElement:
    case Signature::ListPair:
      return apply_list_test(node.op, operands);
    case Signature::ListMembership:
      return apply_list_membership(operands, sets_[node.payload]);
    case Signature::Sum:
    case Signature::Difference:
    case Signature::Product:
    case Signature::Quotient:
    case Signature::Conversion:
      return apply_arithmetic(node.op, node.type, operands);
    case Signature::Rounding:
      return apply_rounding(node.op, operands);
    case Signature::Remainder:
      return apply_remainder(operands);
    case Signature::Calendar:
    case Signature::LocalPart:
      return apply_zone(node.op, operands, zones_);
    case Signature::DatePart:
      return apply_date_part(node.op, operands);
    case Signature::DateShift:
    case Signature::DatePair:
      return apply_date_pair(node.op, operands);
    case Signature::Filter:
      return apply_filter(operands);
    case Signature::Steps:
      return apply_steps(operands);
    case Signature::AsOf:
    case Signature::Fold:
    case Signature::Scan:
    case Signature::Cut:
      break;  // folds, scans and joins by time have their own function, cuts are given
  }
  return fault();
}

}  // namespace seg::interpreter
