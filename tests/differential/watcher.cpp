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

bool beyond_64_bits(Wide product) { return product > INT64_MAX || product < INT64_MIN; }

}  // namespace

plan::Type Watcher::key_of(const plan::Node& node) const {
  const auto operands = plan.operands_of(node);
  switch (plan::row_of(node.op).signature) {
    case Signature::Leaf:
      return node.type;
    case Signature::Threshold:
    case Signature::Test:
    case Signature::Logic:
      return node.op == Op::IsKnown ? type_of(operands[0]) : plan::bool_type();
    case Signature::Fold:
      return type_of(operands.back());
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
      break;
  }
  return type_of(operands[0]);
}

void Watcher::run(const columns::Batch& batch, const columns::Cuts& cuts, std::int64_t now) {
  std::vector<NodeId> roots;
  for (const plan::Segment& segment : plan.segments) roots.push_back(segment.root);
  Machine machine(plan, roots, batch, cuts, now);
  tallies.assign(plan.nodes.size(), {});
  machine.watch_events([&](const interpreter::Walk& walk, std::int64_t at) { see_event(walk, at, machine); });
  for (std::int64_t row = 0; row < std::min(batch.rows, kRows); ++row) {
    machine.evaluate(row);
    for (const NodeId id : machine.program().constants) see(id, machine);
    for (const interpreter::Level& level : machine.program().levels) {
      for (const NodeId id : level.profile_nodes) see(id, machine);
      for (const interpreter::Walk& walk : level.walks) {
        for (const NodeId id : walk.folds) {
          see_fold(id, tallies[id], machine);
          tallies[id] = {};
        }
      }
    }
  }
  see_cuts(cuts, batch.rows);
}

void Watcher::see(NodeId id, const Machine& machine) {
  const plan::Node& node = plan.nodes[id];
  if (plan::row_of(node.op).signature == Signature::Cut) return;
  const Value& value = machine.value(id);
  matrix.note(node.op, key_of(node), Condition::Seen);
  if (plan::row_of(node.op).signature == Signature::Leaf) {
    if (value.state == State::Unknown) matrix.note(node.op, node.type, Condition::Unknown);
    if (value.state == State::Fault) matrix.note(node.op, node.type, Condition::Overflow);
    if (value.state == State::Known && plan::is_text(node.type) && value.text.empty()) matrix.note(node.op, node.type, Condition::Empty);
    return;
  }
  see_operands(node, machine);
  see_known(node, machine);
  // What is a fault over known operands is a fault of its own.
  const auto operands = plan.operands_of(node);
  const bool all_known =
      std::all_of(operands.begin(), operands.end(), [&](NodeId operand) { return machine.value(operand).state == State::Known; });
  if (all_known && value.state == State::Fault) matrix.note(node.op, key_of(node), Condition::Overflow);
}

void Watcher::see_operands(const plan::Node& node, const Machine& machine) {
  for (const NodeId operand : plan.operands_of(node)) {
    if (machine.value(operand).state == State::Unknown && operand_kind(type_of(operand)) == operand_kind(key_of(node))) {
      matrix.note(node.op, key_of(node), Condition::Unknown);
    }
  }
}

void Watcher::see_known(const plan::Node& node, const Machine& machine) {
  const auto operands = plan.operands_of(node);
  const plan::Type key = key_of(node);
  const Value& first = machine.value(operands[0]);
  const Signature signature = plan::row_of(node.op).signature;
  if (signature == Signature::Threshold) {
    const auto trues = std::count_if(operands.begin() + 1, operands.end(), [&](NodeId operand) { return is_true(machine.value(operand)); });
    if (trues == first.number) matrix.note(node.op, key, Condition::Tie);
  }
  if (signature == Signature::Membership) {
    if (is_true(machine.value(static_cast<NodeId>(&node - plan.nodes.data())))) matrix.note(node.op, key, Condition::Tie);
    if (plan.parameters.sets[node.payload].elements.empty()) matrix.note(node.op, key, Condition::Empty);
  }
  if (operands.size() != 2 || first.state != State::Known || machine.value(operands[1]).state != State::Known) return;
  if (node.op == Op::Mean && machine.value(operands[1]).number == 0 && machine.value(operands[1]).real == 0)
    matrix.note(node.op, key, Condition::Empty);
  if (signature == Signature::Equality || signature == Signature::Order || signature == Signature::TextTest) see_comparison(node, machine);
}

void Watcher::see_comparison(const plan::Node& node, const Machine& machine) {
  const auto operands = plan.operands_of(node);
  const plan::Type key = key_of(node);
  const plan::Type other = type_of(operands[1]);
  const Value& a = machine.value(operands[0]);
  const Value& b = machine.value(operands[1]);
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

void Watcher::see_event(const interpreter::Walk& walk, std::int64_t at, const Machine& machine) {
  for (const NodeId id : walk.event_nodes) see(id, machine);
  for (const NodeId id : walk.folds) {
    const plan::Node& node = plan.nodes[id];
    const auto operands = plan.operands_of(node);
    const Value& from = machine.value(operands[0]);
    const Value& to = machine.value(operands[1]);
    if (from.state != State::Known || to.state != State::Known) continue;
    if (at == from.number && from.number < to.number) matrix.note_half(node.op, key_of(node), false);
    if (at == to.number && from.number < to.number) matrix.note_half(node.op, key_of(node), true);
    if (at < from.number || at >= to.number) continue;
    const Value& condition = machine.value(operands[2]);
    Tally& tally = tallies[id];
    tally.fault = tally.fault || condition.state == State::Fault;
    if (node.op == Op::Count && condition.state == State::Unknown) matrix.note(node.op, key_of(node), Condition::Unknown);
    if (!is_true(condition)) continue;
    ++tally.counted;
    tally.instants.push_back(at);
    if (node.op == Op::Count) continue;
    const Value& value = machine.value(operands[3]);
    tally.fault = tally.fault || value.state == State::Fault;
    if (value.state == State::Unknown) matrix.note(node.op, key_of(node), Condition::Unknown);
    if (value.state == State::Known) tally.known.push_back(value);
  }
}

void Watcher::see_fold(NodeId id, const Tally& tally, const Machine& machine) {
  const plan::Node& node = plan.nodes[id];
  const auto operands = plan.operands_of(node);
  matrix.note(node.op, key_of(node), Condition::Seen);
  if (machine.value(operands[0]).state != State::Known || machine.value(operands[1]).state != State::Known) return;
  const Value& result = machine.value(id);
  if (tally.counted == 0) matrix.note(node.op, key_of(node), Condition::Empty);
  if (result.state == State::Fault && !tally.fault) matrix.note(node.op, key_of(node), Condition::Overflow);
  if (result.state == State::Known) see_tie(node, tally, result);
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
    if (cut.tied > (node.op == Op::CutAverage ? 0 : 1)) matrix.note(node.op, key, Condition::Tie);
  }
}

}  // namespace seg::differential
