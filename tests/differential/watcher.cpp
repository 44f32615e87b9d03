#include "tests/differential/watcher.h"

#include <algorithm>

namespace seg::differential {
namespace {

using columns::State;
using interpreter::Machine;
using interpreter::Value;
using interpreter::Wide;
using plan::NodeId;
using plan::Op;
using plan::Signature;

constexpr std::int64_t kRows = 64;

constexpr std::size_t kKeyedEvents = 20;

bool is_empty(plan::Type type, const Value& value) {
  if (value.state != State::Known) return false;
  return type.list ? elements_of(value).empty() : plan::is_text(type) && value.text.empty();
}

/// Whether two of the values are equal.
bool has_equal_pair(std::vector<Value> values, plan::Type type) {
  const interpreter::ByValue less{type};
  std::sort(values.begin(), values.end(), less);
  return std::adjacent_find(values.begin(), values.end(), [&](const Value& a, const Value& b) { return !less(a, b); }) != values.end();
}

bool beyond_64_bits(Wide product) { return product > INT64_MAX || product < INT64_MIN; }

}  // namespace

plan::Type Watcher::key_of(const plan::Node& node) const {
  const auto operands = plan.operands_of(node);
  switch (plan::row_of(node.op).signature) {
    case Signature::Leaf:
    case Signature::Lookup:
      return node.type;
    case Signature::Threshold:
    case Signature::Test:
    case Signature::Logic:
    case Signature::Score:
      return node.op == Op::IsKnown ? type_of(operands[0]) : plan::bool_type();
    case Signature::AsOf:
    case Signature::Fold:
    case Signature::Scan:
      return type_of(operands[plan::row_of(node.op).arity > 3 ? 3 : 2]);
    case Signature::Filter:
      return type_of(operands[1]);
    case Signature::Equality:
    case Signature::Order:
    case Signature::Membership:
    case Signature::TextTest:
    case Signature::Sum:
    case Signature::Difference:
    case Signature::Product:
    case Signature::Quotient:
    case Signature::Conversion:
    case Signature::Calendar:
    case Signature::Pattern:
    case Signature::TextChange:
    case Signature::TextSize:
    case Signature::ListElement:
    case Signature::ListMembership:
    case Signature::ListPair:
    case Signature::Rounding:
    case Signature::Remainder:
    case Signature::Steps:
    case Signature::DateShift:
    case Signature::DatePair:
    case Signature::LocalPart:
    case Signature::DatePart:
    case Signature::Cut:
      break;
  }
  return type_of(operands[0]);
}

void Watcher::run(const columns::Batch& batch, const columns::Cuts& cuts, std::int64_t now) {
  std::vector<NodeId> roots;
  for (const plan::Segment& segment : plan.segments) {
    roots.push_back(segment.root);
    if (segment.audited != plan::kNone) roots.push_back(segment.audited);
  }
  Machine evaluated(plan, roots, batch, cuts, now);
  machine = &evaluated;
  for (std::int64_t row = 0; row < std::min(batch.rows, kRows); ++row) {
    evaluated.evaluate(row);
    see_row();
  }
  machine = nullptr;
  see_cuts(cuts, batch.rows);
}

void Watcher::see_row() {
  event = 0;
  for (const NodeId id : machine->program().constants) see(id);
  for (const NodeId id : machine->program().nodes) {
    const plan::Node& node = plan.nodes[id];
    const std::size_t events = node.rate == plan::Rate::Event ? machine->instants(node.stream).size() : 1;
    const Signature signature = plan::row_of(node.op).signature;
    if (signature == Signature::AsOf) see_join(node);
    if (plan::is_keyed(node)) {
      for (event = 0; event < std::min(events, kKeyedEvents); ++event) see_keyed(node);
    } else if (signature == Signature::Fold || signature == Signature::Scan) {
      see_fold(id);
    } else if (signature != Signature::AsOf) {
      for (event = 0; event < events; ++event) see(id);
    }
    event = 0;
  }
}

void Watcher::see(NodeId id) {
  const plan::Node& node = plan.nodes[id];
  if (plan::row_of(node.op).signature == Signature::Cut) return;
  const Value& found = value(id);
  matrix.note(node.op, key_of(node), Condition::Seen);
  if (plan::row_of(node.op).signature == Signature::Leaf || node.op == Op::Lookup) {
    const bool own = node.op != Op::Lookup || value(plan.operands_of(node)[0]).state == State::Known;
    if (found.state == State::Unknown) matrix.note(node.op, node.type, Condition::Unknown);
    if (found.state == State::Fault && own) matrix.note(node.op, node.type, Condition::Overflow);
    if (is_empty(node.type, found)) matrix.note(node.op, node.type, Condition::Empty);
    return;
  }
  see_operands(node);
  see_known(id);
  if (plan::takes_zone(node.op)) see_zone(id);
  // What is a fault over known operands is a fault of its own.
  const auto operands = plan.operands_of(node);
  const bool all_known =
      std::all_of(operands.begin(), operands.end(), [&](NodeId operand) { return value(operand).state == State::Known; });
  if (all_known && found.state == State::Fault) matrix.note(node.op, key_of(node), Condition::Overflow);
}

/// With a zone that is not known, or that there is not.
void Watcher::see_zone(NodeId id) {
  const plan::Node& node = plan.nodes[id];
  const auto operands = plan.operands_of(node);
  const auto arity = static_cast<std::size_t>(plan::row_of(node.op).arity);
  if (operands.size() == arity) return;
  const plan::Type key = key_of(node);
  matrix.note_keyed(node.op, key, Condition::Seen);
  const State zone = value(operands[arity]).state;
  if (zone == State::Unknown) matrix.note_keyed(node.op, key, Condition::Unknown);
  const bool known = std::all_of(operands.begin(), operands.end(), [&](NodeId operand) { return value(operand).state == State::Known; });
  if (known && value(id).state == State::Unknown) matrix.note_keyed(node.op, key, Condition::Empty);
}

void Watcher::see_operands(const plan::Node& node) {
  for (const NodeId operand : plan.operands_of(node)) {
    if (value(operand).state == State::Unknown && operand_kind(type_of(operand)) == operand_kind(key_of(node))) {
      matrix.note(node.op, key_of(node), Condition::Unknown);
    }
  }
}

void Watcher::see_known(NodeId id) {
  const plan::Node& node = plan.nodes[id];
  const auto operands = plan.operands_of(node);
  const plan::Type key = key_of(node);
  const Value& first = value(operands[0]);
  const Signature signature = plan::row_of(node.op).signature;
  if (signature == Signature::Steps && value(id).state == State::Known) {
    const auto equal = [&](NodeId operand) { return compare(first, key, value(operand), type_of(operand)) == 0; };
    if (std::any_of(operands.begin() + 1, operands.end(), equal)) matrix.note(node.op, key, Condition::Tie);
  }
  if (signature == Signature::Threshold) {
    const auto trues = std::count_if(operands.begin() + 1, operands.end(), [&](NodeId operand) { return is_true(value(operand)); });
    if (trues == first.number) matrix.note(node.op, key, Condition::Tie);
  }
  if (signature == Signature::Membership) {
    if (is_true(value(id))) matrix.note(node.op, key, Condition::Tie);
    if (plan.parameters.sets[node.payload].elements.empty()) matrix.note(node.op, key, Condition::Empty);
  }
  const bool list_test = signature == Signature::ListElement || signature == Signature::ListMembership || signature == Signature::ListPair;
  if (list_test || signature == Signature::Pattern) {
    if (is_true(value(id))) matrix.note(node.op, key, Condition::Tie);
    if (is_empty(key, first)) matrix.note(node.op, key, Condition::Empty);
  }
  if ((signature == Signature::TextChange || signature == Signature::TextSize) && is_empty(key, first))
    matrix.note(node.op, key, Condition::Empty);
  if (operands.size() != 2 || first.state != State::Known || value(operands[1]).state != State::Known) return;
  if (node.op == Op::Mean && value(operands[1]).number == 0 && value(operands[1]).real == 0) matrix.note(node.op, key, Condition::Empty);
  if (signature == Signature::Equality || signature == Signature::Order || signature == Signature::TextTest) see_comparison(node);
}

void Watcher::see_comparison(const plan::Node& node) {
  const auto operands = plan.operands_of(node);
  const plan::Type key = key_of(node);
  const plan::Type other = type_of(operands[1]);
  const Value& a = value(operands[0]);
  const Value& b = value(operands[1]);
  if (compare(a, key, b, other) == 0) matrix.note(node.op, key, Condition::Tie);
  if (plan::is_text(key)) {
    if (a.text.empty() || b.text.empty()) matrix.note(node.op, key, Condition::Empty);
    return;
  }
  const bool a_real = key.kind == plan::Kind::Float;
  const bool b_real = other.kind == plan::Kind::Float;
  if (a_real && b_real) return;
  if (a_real || b_real) {
    // An exact number that no double has.
    const std::int64_t number = a_real ? b.number : a.number;
    if (number > std::int64_t{1} << 53 || number < -(std::int64_t{1} << 53)) matrix.note(node.op, key, Condition::Overflow);
    return;
  }
  const interpreter::Quotient left = quotient_of(a, key);
  const interpreter::Quotient right = quotient_of(b, other);
  if (beyond_64_bits(Wide{left.number} * right.denominator) || beyond_64_bits(Wide{right.number} * left.denominator)) {
    matrix.note(node.op, key, Condition::Overflow);
  }
}

void Watcher::see_window(const plan::Node& node, std::int64_t at) {
  const auto operands = plan.operands_of(node);
  const std::int64_t from = value(operands[0]).number;
  const std::int64_t to = value(operands[1]).number;
  if (at == from && from < to) matrix.note_half(node.op, key_of(node), false);
  if (at == to && from < to) matrix.note_half(node.op, key_of(node), true);
}

Watcher::Tally Watcher::tally_of(const plan::Node& node) {
  const auto operands = plan.operands_of(node);
  const auto instants = machine->instants(node.stream);
  Tally tally;
  for (event = instants.size(); event-- > 0;) {
    const std::int64_t at = instants[event];
    see_window(node, at);
    if (at < value(operands[0]).number || at >= value(operands[1]).number) continue;
    const Value& condition = value(operands[2]);
    tally.fault = tally.fault || condition.state == State::Fault;
    const bool has_value = operands.size() > 3;
    if (!has_value && condition.state == State::Unknown) matrix.note(node.op, key_of(node), Condition::Unknown);
    if (!is_true(condition)) continue;
    tally.instants.push_back(at);
    // What a scan says of the event.
    tally.results.push_back(value(static_cast<NodeId>(&node - plan.nodes.data())));
    if (!has_value) continue;
    const Value& found = value(operands[3]);
    tally.fault = tally.fault || found.state == State::Fault;
    if (found.state == State::Unknown) matrix.note(node.op, key_of(node), Condition::Unknown);
    if (found.state == State::Known) tally.known.push_back(found);
  }
  event = 0;
  return tally;
}

void Watcher::see_fold(NodeId id) {
  const plan::Node& node = plan.nodes[id];
  const auto operands = plan.operands_of(node);
  matrix.note(node.op, key_of(node), Condition::Seen);
  if (value(operands[0]).state != State::Known || value(operands[1]).state != State::Known) return;
  const Tally tally = tally_of(node);
  const bool is_scan = plan::row_of(node.op).signature == Signature::Scan;
  if (is_scan) return see_scan(node, tally);
  const Value& result = value(id);
  if (tally.instants.empty()) matrix.note(node.op, key_of(node), Condition::Empty);
  if (result.state == State::Fault && !tally.fault) matrix.note(node.op, key_of(node), Condition::Overflow);
  if (result.state == State::Known) see_tie(node, tally, result);
}

void Watcher::see_scan(const plan::Node& node, const Tally& tally) {
  const plan::Type key = key_of(node);
  if (tally.instants.empty()) matrix.note(node.op, key, Condition::Empty);
  for (std::size_t index = 0; index < tally.results.size(); ++index) {
    const bool at_once = index > 0 && tally.instants[index] == tally.instants[index - 1];
    if (node.op == Op::Gap && tally.results[index].state == State::Fault) matrix.note(node.op, key, Condition::Overflow);
    if (node.op == Op::FirstOfValue ? is_false(tally.results[index]) : at_once) matrix.note(node.op, key, Condition::Tie);
  }
}

/// Of a row: the inner events against the window, and the outer ones' bounds against all inner values.
void Watcher::see_join(const plan::Node& node) {
  const auto operands = plan::fold_operands(plan, node);
  const plan::Type key = key_of(node);
  matrix.note(node.op, key, Condition::Seen);
  if (value(operands[0]).state != State::Known || value(operands[1]).state != State::Known) return;
  const auto instants = machine->instants(plan::folded_stream(plan, node));
  std::vector<std::int64_t> values;
  bool any = false;
  for (std::size_t inner = 0; inner < instants.size(); ++inner) {
    see_window(node, instants[inner]);
    const bool inside = instants[inner] >= value(operands[0]).number && instants[inner] < value(operands[1]).number;
    if (!inside || !is_true(machine->value_at(operands[2], inner))) continue;
    any = true;
    const Value& found = machine->value_at(operands[3], inner);
    if (found.state == State::Unknown) matrix.note(node.op, key, Condition::Unknown);
    if (found.state == State::Known) values.push_back(found.number);
  }
  if (!any) matrix.note(node.op, key, Condition::Empty);
  for (event = 0; event < std::min(machine->instants(node.stream).size(), kKeyedEvents); ++event) {
    const Value& bound = value(operands[4]);
    const bool tie = bound.state == State::Known && std::find(values.begin(), values.end(), bound.number) != values.end();
    if (tie) matrix.note(node.op, key, Condition::Tie);
  }
  event = 0;
}

/// Of an outer event: how many inner events have its keys, whatever the window.
void Watcher::see_keyed(const plan::Node& node) {
  const auto keys = plan::key_operands(plan, node);
  const plan::Type key = type_of(keys[0]);
  matrix.note_keyed(node.op, key, Condition::Seen);
  for (std::size_t pair = 1; pair < keys.size(); pair += 2) {
    if (value(keys[pair]).state == State::Unknown) matrix.note_keyed(node.op, key, Condition::Unknown);
    if (value(keys[pair]).state != State::Known) return;
  }
  std::size_t matches = 0;
  for (std::size_t inner = 0; inner < machine->instants(plan::folded_stream(plan, node)).size(); ++inner) {
    bool equal = true;
    for (std::size_t pair = 0; pair < keys.size() && equal; pair += 2) {
      const Value& own = machine->value_at(keys[pair], inner);
      const plan::Type type = type_of(keys[pair]);
      equal = own.state == State::Known && compare(own, type, value(keys[pair + 1]), type) == 0;
    }
    matches += equal ? 1 : 0;
  }
  if (matches == 0) matrix.note_keyed(node.op, key, Condition::Empty);
  if (matches > 1) matrix.note_keyed(node.op, key, Condition::Tie);
}

void Watcher::see_tie(const plan::Node& node, const Tally& tally, const Value& result) {
  const plan::Type key = key_of(node);
  const std::size_t counted = tally.instants.size();
  bool tie = false;
  if (node.op == Op::MinOf || node.op == Op::MaxOf) {
    tie = std::count_if(tally.known.begin(), tally.known.end(), [&](const Value& value) { return compare(value, key, result, key) == 0; }) >
          1;
  }
  if (node.op == Op::CountDistinct) tie = static_cast<std::int64_t>(tally.known.size()) > result.number;
  if (node.op == Op::ModeOf || node.op == Op::MedianOf) tie = has_equal_pair(tally.known, key);
  if (node.op == Op::AtLeastTrue)
    tie = std::count_if(tally.known.begin(), tally.known.end(), interpreter::is_true) == value(plan.operands_of(node)[4]).number;
  if (node.op == Op::NthOf && counted > 1) {
    const auto nth = static_cast<std::size_t>(value(plan.operands_of(node)[4]).number);
    tie = nth < counted && tally.instants[counted - nth] == tally.instants[counted - nth - 1];
  }
  if (node.op == Op::FirstOf && counted > 1) tie = tally.instants[counted - 1] == tally.instants[counted - 2];
  if (node.op == Op::LastOf && counted > 1) tie = tally.instants[0] == tally.instants[1];
  if (tie) matrix.note(node.op, key, Condition::Tie);
}

void Watcher::see_cuts(const columns::Cuts& cuts, std::int64_t rows) {
  for (std::size_t index = 0; index < cuts.size(); ++index) {
    const plan::Node& node = plan.nodes[plan.cuts[index].node];
    const plan::Type key = key_of(node);
    const columns::CutValue& cut = cuts[index];
    matrix.note(node.op, key, Condition::Seen);
    if (cut.population == 0) matrix.note(node.op, key, Condition::Empty);
    if (cut.population < rows) matrix.note(node.op, key, Condition::Unknown);
    if (cut.state == State::Fault) matrix.note(node.op, key, Condition::Overflow);
    const bool is_mean = node.op == Op::CutAverage || node.op == Op::CutMedian;
    if (cut.tied > (is_mean ? 0 : 1)) matrix.note(node.op, key, Condition::Tie);
  }
}

}  // namespace seg::differential
