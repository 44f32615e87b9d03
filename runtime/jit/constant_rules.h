#pragma once
// The inside of compute_constants: one object for one evaluation, its operators spread over constant*.cpp.

#include <cmath>

#include "runtime/jit/constants.h"

namespace seg::jit {

class Constants {
 public:
  explicit Constants(const ConstantSources& sources)
      : plan_(sources.plan),
        parameters_(sources.parameters),
        cuts_(sources.cuts),
        now_(sources.now),
        zone_(sources.zone),
        batch_(sources.batch),
        values_(plan_.nodes.size()) {}
  ConstantValues run();
  static kernels::Ordering compare(const ConstantValue& a, plan::Type a_type, const ConstantValue& b, plan::Type b_type);

 private:
  static ConstantValue known(std::int64_t number) { return {columns::State::Known, number, 1, 0, {}}; }
  static ConstantValue text(std::string_view value) { return {columns::State::Known, 0, 1, 0, value}; }
  static ConstantValue truth(bool value) { return known(value ? 1 : 0); }
  static ConstantValue fault() { return {columns::State::Fault, 0, 1, 0, {}}; }
  static ConstantValue checked(bool fits, ConstantValue value) { return fits ? value : fault(); }
  static ConstantValue real(double value) { return std::isfinite(value) ? ConstantValue{columns::State::Known, 0, 1, value, {}} : fault(); }
  static ConstantValue fraction(bool fits, kernels::Fraction value) {
    return checked(fits, {columns::State::Known, value.number, value.denominator, 0, {}});
  }

  static ConstantValue of_cut(const columns::CutValue& cut) { return {cut.state, cut.number, cut.denominator, cut.real, {}}; }
  static ConstantValue of_literal(const plan::Literal& literal) {
    return {columns::State::Known, literal.number, literal.denominator, literal.real, literal.text};
  }

  const ConstantValue& at(const plan::Node& node, std::size_t operand) const { return values_[plan_.operands_of(node)[operand]]; }
  plan::Type type_at(const plan::Node& node, std::size_t operand) const { return plan_.nodes[plan_.operands_of(node)[operand]].type; }

  ConstantValue compute(plan::NodeId id);
  ConstantValue strict(const plan::Node& node);
  /// A strict operator over known operands.
  ConstantValue of_known(const plan::Node& node);

  // logic
  ConstantValue logic(const plan::Node& node) const;
  ConstantValue threshold(const plan::Node& node) const;
  ConstantValue score(const plan::Node& node) const;
  static ConstantValue filtered(const ConstantValue& condition, const ConstantValue& value);

  // comparisons
  bool holds(plan::Op op, plan::NodeId left, plan::NodeId right) const;
  /// How many of the steps the first operand reaches.
  std::int64_t reached(const plan::Node& node) const;
  bool in_set(const plan::Node& node) const;

  // numbers
  static kernels::Fraction quotient_of(const ConstantValue& value, plan::Type type);
  ConstantValue sum(const plan::Node& node) const;
  ConstantValue dates(const plan::Node& node, ConstantValue result) const;
  ConstantValue product(const plan::Node& node) const;
  ConstantValue quotient(const plan::Node& node) const;
  ConstantValue conversion(const plan::Node& node) const;
  ConstantValue rounded(const plan::Node& node) const;

  // calendar
  /// Calendar, LocalPart, DatePart, DateShift and DatePair over known operands.
  ConstantValue calendar(const plan::Node& node) const;
  ConstantValue zoned(const plan::Node& node, const kernels::ZoneDays& zone) const;
  static ConstantValue date_part(plan::Op op, std::int64_t days);

  // lists
  ConstantValue list_test(const plan::Node& node) const;

  const plan::Plan& plan_;
  const plan::Parameters& parameters_;
  const columns::Cuts& cuts_;
  std::int64_t now_;
  const kernels::ZoneDays* zone_;
  const columns::Batch& batch_;
  std::vector<ConstantValue> values_;
  std::deque<std::string> texts_;
};

}  // namespace seg::jit
