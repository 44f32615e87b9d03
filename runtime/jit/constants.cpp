#include "runtime/jit/constants.h"

#include <algorithm>
#include <cmath>

namespace seg::jit {
namespace {

using columns::State;
using kernels::Fraction;
using kernels::Ordering;
using plan::Form;
using plan::Kind;
using plan::NodeId;
using plan::Op;

class Constants {
 public:
  Constants(const plan::Plan& plan, const plan::Parameters& parameters, const columns::Cuts& cuts, std::int64_t now,
            const DayStartTable* day_starts)
      : plan_(plan), parameters_(parameters), cuts_(cuts), now_(now), day_starts_(day_starts), values_(plan.nodes.size()) {}

  std::vector<ConstantValue> run() {
    std::size_t cut = 0;
    for (NodeId id = 0; id < plan_.nodes.size(); ++id) {
      const plan::Node& node = plan_.nodes[id];
      if (plan::row_of(node.op).signature == plan::Signature::Cut) {
        if (cut < cuts_.size()) values_[id] = of_cut(cuts_[cut]);
        ++cut;
      } else if (node.rate <= plan::Rate::Cut) {
        values_[id] = compute(node);
      }
    }
    return std::move(values_);
  }

 private:
  static ConstantValue known(std::int64_t number) { return {State::Known, number, 1, 0, {}}; }
  static ConstantValue truth(bool value) { return known(value ? 1 : 0); }
  static ConstantValue fault() { return {State::Fault, 0, 1, 0, {}}; }
  static ConstantValue checked(bool fits, ConstantValue value) { return fits ? value : fault(); }
  static ConstantValue real(double value) { return std::isfinite(value) ? ConstantValue{State::Known, 0, 1, value, {}} : fault(); }
  static ConstantValue fraction(bool fits, Fraction value) { return checked(fits, {State::Known, value.number, value.denominator, 0, {}}); }

  static ConstantValue of_cut(const columns::CutValue& cut) { return {cut.state, cut.number, cut.denominator, cut.real, {}}; }
  static ConstantValue of_literal(const plan::Literal& literal) {
    return {State::Known, literal.number, literal.denominator, literal.real, literal.text};
  }

  const ConstantValue& at(const plan::Node& node, std::size_t operand) const { return values_[plan_.operands_of(node)[operand]]; }
  plan::Type type_at(const plan::Node& node, std::size_t operand) const { return plan_.nodes[plan_.operands_of(node)[operand]].type; }

  ConstantValue compute(const plan::Node& node) const {
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
        return strict(node);
      case plan::Signature::Fold:  // of profile rate
      case plan::Signature::Lookup:
      case plan::Signature::Score:
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
      case plan::Signature::Scan:
      case plan::Signature::Cut:
        break;
    }
    return fault();
  }

  ConstantValue logic(const plan::Node& node) const {
    const ConstantValue& first = at(node, 0);
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

  ConstantValue threshold(const plan::Node& node) const {
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

  ConstantValue strict(const plan::Node& node) const {
    State state = State::Known;
    for (const NodeId id : plan_.operands_of(node)) {
      if (values_[id].state == State::Fault) return fault();
      if (values_[id].state == State::Unknown) state = State::Unknown;
    }
    if (state == State::Unknown) return {};
    switch (plan::row_of(node.op).signature) {
      case plan::Signature::Membership:
        return truth(in_set(node));
      case plan::Signature::Equality:
      case plan::Signature::Order:
      case plan::Signature::TextTest:
        return truth(holds(node));
      case plan::Signature::Product:
        return product(node);
      case plan::Signature::Quotient:
        return quotient(node);
      case plan::Signature::Conversion:
        return conversion(node);
      case plan::Signature::Calendar: {
        ConstantValue result = known(0);
        return checked(day_starts_->of(at(node, 0).number, result.number), result);
      }
      case plan::Signature::Sum:
      case plan::Signature::Difference:
        return sum(node);
      case plan::Signature::Leaf:
      case plan::Signature::Logic:
      case plan::Signature::Threshold:
      case plan::Signature::Test:
      case plan::Signature::Fold:
      case plan::Signature::Lookup:
      case plan::Signature::Score:
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
      case plan::Signature::Scan:
      case plan::Signature::Cut:
        break;
    }
    return fault();
  }

  static Fraction quotient_of(const ConstantValue& value, plan::Type type) {
    if (plan::form_of(type) == Form::Fraction) return {value.number, value.denominator};
    return {value.number, kernels::power_of_ten(type.scale)};
  }

  static Ordering compare(const ConstantValue& a, plan::Type a_type, const ConstantValue& b, plan::Type b_type) {
    const bool a_float = plan::form_of(a_type) == Form::Float64;
    const bool b_float = plan::form_of(b_type) == Form::Float64;
    if (a_float && b_float) return a.real < b.real ? Ordering::Less : a.real == b.real ? Ordering::Equal : Ordering::Greater;
    if (a_float) return kernels::compare(a.real, quotient_of(b, b_type));
    if (b_float) return static_cast<Ordering>(-static_cast<int>(kernels::compare(b.real, quotient_of(a, a_type))));
    return kernels::compare(quotient_of(a, a_type), quotient_of(b, b_type));
  }

  bool holds(const plan::Node& node) const {
    const ConstantValue& a = at(node, 0);
    const ConstantValue& b = at(node, 1);
    if (plan::is_text(type_at(node, 0))) return text_holds(node.op, a.text, b.text);
    const Ordering order = compare(a, type_at(node, 0), b, type_at(node, 1));
    if (node.op == Op::Equal) return order == Ordering::Equal;
    return order == Ordering::Less || (node.op == Op::LessEqual && order == Ordering::Equal);
  }

  bool in_set(const plan::Node& node) const {
    const plan::LiteralSet& set = parameters_.sets[node.payload];
    const plan::Type type = type_at(node, 0);
    return std::any_of(set.elements.begin(), set.elements.end(), [&](const plan::Literal& element) {
      if (plan::is_text(type)) return element.text == at(node, 0).text;
      return compare(at(node, 0), type, of_literal(element), type) == Ordering::Equal;
    });
  }

  ConstantValue sum(const plan::Node& node) const {
    const ConstantValue& a = at(node, 0);
    const bool negates = node.op == Op::Negate;
    const ConstantValue& b = negates ? a : at(node, 1);
    if (plan::form_of(node.type) == Form::Float64) return real(negates ? -a.real : node.op == Op::Add ? a.real + b.real : a.real - b.real);
    if (plan::form_of(node.type) == Form::Fraction) {
      const Fraction x{a.number, a.denominator};
      const Fraction y{b.number, b.denominator};
      Fraction result;
      const bool fits = negates              ? kernels::negate(x, result)
                        : node.op == Op::Add ? kernels::add(x, y, result)
                                             : kernels::subtract(x, y, result);
      return fraction(fits, result);
    }
    ConstantValue result = known(0);
    if (negates) return checked(kernels::subtract(std::int64_t{0}, a.number, result.number), result);
    if (type_at(node, 0).kind == Kind::Date) return dates(node, result);
    return checked(
        node.op == Op::Add ? kernels::add(a.number, b.number, result.number) : kernels::subtract(a.number, b.number, result.number),
        result);
  }

  ConstantValue dates(const plan::Node& node, ConstantValue result) const {
    const std::int64_t a = at(node, 0).number;
    const std::int64_t b = at(node, 1).number;
    if (type_at(node, 1).kind == Kind::Date) return checked(kernels::days_between(a, b, result.number), result);
    return checked(node.op == Op::Add ? kernels::add_days(a, b, result.number) : kernels::subtract_days(a, b, result.number), result);
  }

  ConstantValue product(const plan::Node& node) const {
    const ConstantValue& a = at(node, 0);
    const ConstantValue& b = at(node, 1);
    if (plan::form_of(node.type) == Form::Float64) return real(a.real * b.real);
    if (plan::form_of(node.type) == Form::Fraction) {
      Fraction result;
      const bool fits = kernels::multiply(Fraction{a.number, a.denominator}, Fraction{b.number, b.denominator}, result);
      return fraction(fits, result);
    }
    ConstantValue result = known(0);
    return checked(kernels::multiply(a.number, b.number, result.number), result);
  }

  ConstantValue quotient(const plan::Node& node) const {
    const ConstantValue& a = at(node, 0);
    const ConstantValue& b = at(node, 1);
    const bool floats = plan::form_of(node.type) == Form::Float64;
    if (node.op == Op::Mean && (floats ? b.real == 0 : b.number == 0)) return {};
    if (floats) return real(a.real / b.real);
    Fraction result;
    const bool fits = kernels::divide(quotient_of(a, type_at(node, 0)), quotient_of(b, type_at(node, 1)), result);
    return fraction(fits, result);
  }

  ConstantValue conversion(const plan::Node& node) const {
    const ConstantValue& a = at(node, 0);
    const plan::Type type = type_at(node, 0);
    if (node.op == Op::Rescale) {
      ConstantValue result = known(0);
      return checked(kernels::multiply(a.number, kernels::power_of_ten(node.type.scale - type.scale), result.number), result);
    }
    const Fraction value = quotient_of(a, type);
    return node.op == Op::ToFraction ? fraction(true, value) : real(kernels::to_float(value));
  }

  const plan::Plan& plan_;
  const plan::Parameters& parameters_;
  const columns::Cuts& cuts_;
  std::int64_t now_;
  const DayStartTable* day_starts_;
  std::vector<ConstantValue> values_;
};

}  // namespace

std::vector<ConstantValue> compute_constants(const plan::Plan& plan, const plan::Parameters& parameters, const columns::Cuts& cuts,
                                             std::int64_t now, const DayStartTable* day_starts) {
  return Constants(plan, parameters, cuts, now, day_starts).run();
}

bool text_holds(Op op, std::string_view a, std::string_view b) {
  if (op == Op::Contains) return a.find(b) != std::string_view::npos;
  if (op == Op::StartsWith) return a.starts_with(b);
  if (op == Op::EndsWith) return a.ends_with(b);
  if (op == Op::Equal) return a == b;
  return op == Op::Less ? a < b : a <= b;
}

}  // namespace seg::jit
