#pragma once
// A Plan under construction over one profile whose fields are all unknown, with literals, unknowns and faults of every type at hand.

#include <initializer_list>
#include <string>
#include <vector>

#include "runtime/interpreter/interpret.h"
#include "runtime/plan/plan.h"

namespace seg::test {

using columns::State;
using plan::NodeId;
using plan::Op;
using plan::Type;

inline constexpr std::uint16_t kEuro = 0;

inline plan::Schema unknown_schema() {
  plan::Schema schema;
  schema.name = "rig";
  schema.zone = "Africa/Cairo";
  schema.key = {"key", plan::string_type(), false, 0};
  schema.units = {"EUR"};
  schema.enums = {{"tier", {"bronze", "silver", "gold"}, true}};
  schema.weekdays();
  schema.profile = {{"flag", plan::bool_type(), true, 0},   {"count", plan::int_type(), true, 0},
                    {"score", plan::float_type(), true, 0}, {"country", plan::string_type(), true, 0},
                    {"birth", plan::date_type(), true, 0},  {"seen", plan::timestamp_type(), true, 0}};
  return schema;
}

/// One value of a node, as interpret_values gives it.
struct Found {
  State state = State::Unknown;
  std::int64_t number = 0;
  std::int64_t denominator = 1;
  double real = 0;
};

class Rig {
 public:
  plan::Builder plan{unknown_schema()};

  NodeId truth(bool value) { return plan.truth(value); }
  NodeId integer(std::int64_t value) { return plan.integer(value); }
  NodeId number(Type type, std::int64_t value) { return plan.literal({type, value, 1, 0, {}}); }
  NodeId decimal(std::int64_t value, std::uint8_t scale) { return number(plan::decimal_type(scale), value); }
  NodeId euros(std::int64_t value, std::uint8_t scale = 2) { return number(plan::money_type(kEuro, scale), value); }
  NodeId ratio(std::int64_t value, std::int64_t denominator) { return plan.literal({plan::ratio_type(), value, denominator, 0, {}}); }
  NodeId real(double value) { return plan.literal({plan::float_type(), 0, 1, value, {}}); }
  NodeId text(std::string value) { return plan.literal({plan::string_type(), 0, 1, 0, std::move(value)}); }
  NodeId tier(std::int64_t value) { return number({plan::Kind::Enum, false, 0, 0}, value); }
  NodeId date(std::int64_t days) { return number(plan::date_type(), days); }
  NodeId instant(std::int64_t micros) { return number(plan::timestamp_type(), micros); }
  NodeId duration(std::int64_t micros) { return number(plan::duration_type(), micros); }

  NodeId unknown_truth() { return plan.profile_field(0); }
  NodeId unknown_integer() { return plan.profile_field(1); }
  NodeId unknown_real() { return plan.profile_field(2); }
  NodeId unknown_text() { return plan.profile_field(3); }
  NodeId unknown_date() { return plan.profile_field(4); }
  NodeId unknown_instant() { return plan.profile_field(5); }
  NodeId fault_integer() { return apply(Op::Add, {integer(INT64_MAX), integer(1)}); }
  NodeId fault_ratio() { return apply(Op::Divide, {integer(1), integer(0)}); }
  NodeId fault_truth() { return apply(Op::Less, {fault_ratio(), integer(1)}); }

  NodeId apply(Op op, std::initializer_list<NodeId> operands) { return plan.apply(op, operands); }

  Found value(NodeId node) const {
    static const auto dictionary = std::make_shared<const columns::Dictionary>();
    static const std::uint8_t none = 0;
    columns::Batch batch;
    batch.rows = 1;
    for (const plan::Field& field : plan.plan().schema.profile) {
      columns::Column column{field.type, 1, nullptr, {&none, 0}, {&none, 0}, dictionary};
      batch.profile.push_back(column);
    }
    const NodeId nodes[] = {node};
    const auto values = interpreter::interpret_values(plan.plan(), nodes, batch, {}, 0);
    const columns::ValueVector& vector = values.at(0);
    Found found{vector.state.at(0)};
    if (!vector.number.empty()) found.number = vector.number.at(0);
    if (!vector.denominator.empty()) found.denominator = vector.denominator.at(0);
    if (!vector.real.empty()) found.real = vector.real.at(0);
    return found;
  }
  /// `t`, `f`, `u` (unknown) or `!` (fault).
  char truth_of(NodeId node) const {
    const Found found = value(node);
    if (found.state == State::Fault) return '!';
    if (found.state == State::Unknown) return 'u';
    return found.number != 0 ? 't' : 'f';
  }
  /// A bool of the given state.
  NodeId state(char which) {
    if (which == '!') return fault_truth();
    if (which == 'u') return unknown_truth();
    return truth(which == 't');
  }
};

}  // namespace seg::test
