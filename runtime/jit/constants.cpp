#include "runtime/jit/constants.h"

#include <algorithm>
#include <cmath>

#include "runtime/jit/text_cache.h"
#include "runtime/texts/change.h"

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
  explicit Constants(const ConstantSources& sources)
      : plan_(sources.plan),
        parameters_(sources.parameters),
        cuts_(sources.cuts),
        now_(sources.now),
        zone_(sources.zone),
        batch_(sources.batch),
        values_(plan_.nodes.size()) {}

  ConstantValues run() {
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

 private:
  static ConstantValue known(std::int64_t number) { return {State::Known, number, 1, 0, {}}; }
  static ConstantValue text(std::string_view value) { return {State::Known, 0, 1, 0, value}; }
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

  ConstantValue compute(NodeId id) {
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
      case plan::Signature::Lookup:
        return strict(node);
      case plan::Signature::Score:
        return score(node);
      case plan::Signature::Fold:
      case plan::Signature::Scan:  // of profile or event rate
      case plan::Signature::Filter:
      case plan::Signature::Steps:
      case plan::Signature::DateShift:
      case plan::Signature::DatePair:
      case plan::Signature::AsOf:
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

  ConstantValue score(const plan::Node& node) const {
    std::int64_t points = 0;
    for (std::size_t index = 0; index < node.operand_count; index += 2) {
      const ConstantValue& condition = at(node, index + 1);
      if (condition.state == State::Fault) return fault();
      if (condition.state == State::Known && condition.number != 0) kernels::add(points, at(node, index).number, points);
    }
    return known(points);
  }

  ConstantValue strict(const plan::Node& node) {
    State state = State::Known;
    for (const NodeId id : plan_.operands_of(node)) {
      if (values_[id].state == State::Fault) return fault();
      if (values_[id].state == State::Unknown) state = State::Unknown;
    }
    return state == State::Unknown ? ConstantValue{} : of_known(node);
  }

  /// A strict operator over known operands.
  ConstantValue of_known(const plan::Node& node) {
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
        return checked(zone_.day_starts->of(at(node, 0).number, result.number), result);
      }
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
      case plan::Signature::LocalPart:
        return known(local_part(node.op, at(node, 0).number));
      case plan::Signature::DatePart:
        return date_part(node.op, at(node, 0).number);
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
      case plan::Signature::Steps:
      case plan::Signature::DateShift:
      case plan::Signature::DatePair:
      case plan::Signature::AsOf:
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
    if (node.op == Op::Abs && a.number >= 0 && !(a.real < 0)) return a;
    const bool negates = node.op == Op::Negate || node.op == Op::Abs;
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

  ConstantValue rounded(const plan::Node& node) const {
    const ConstantValue& a = at(node, 0);
    const plan::Type type = type_at(node, 0);
    if (plan::form_of(type) == Form::Float64) {
      ConstantValue result = known(0);
      const bool fits = node.op == Op::Round   ? kernels::round(a.real, result.number)
                        : node.op == Op::Floor ? kernels::floor(a.real, result.number)
                                               : kernels::ceil(a.real, result.number);
      return checked(fits, result);
    }
    const Fraction value = quotient_of(a, type);
    return known(node.op == Op::Round ? kernels::round(value) : node.op == Op::Floor ? kernels::floor(value) : kernels::ceil(value));
  }

  std::int64_t local_part(Op op, std::int64_t instant) const {
    constexpr std::int64_t kDaySeconds = 86'400;
    const std::int64_t second = kernels::floor_divide(instant, plan::kMicrosPerSecond);
    const std::int64_t local = second + kernels::offset_at(zone_.local_times->days(), second);
    const std::int64_t day = kernels::floor_divide(local, kDaySeconds);
    if (op == Op::LocalDate) return day;
    const std::int64_t minutes = (local - day * kDaySeconds) / 60;
    return op == Op::LocalHour ? minutes / 60 : minutes % 60;
  }

  static ConstantValue date_part(Op op, std::int64_t days) {
    const kernels::Civil civil = kernels::civil_of(days);
    if (op == Op::YearOf) return known(civil.year);
    if (op == Op::MonthOf) return known(civil.month);
    if (op == Op::DayOf) return known(civil.day);
    if (op == Op::DayOfYear) return known(civil.day_of_year);
    if (op == Op::WeekdayOf) return known(kernels::weekday_of(days));
    const ConstantValue start = known(op == Op::MonthStart ? kernels::month_start_of(days) : kernels::quarter_start_of(days));
    // A first day before the least one wraps around and stands behind its date.
    return checked(start.number <= days, start);
  }

  ConstantValue list_test(const plan::Node& node) const {
    const auto operands = plan_.operands_of(node);
    const auto list = elements_at(batch_, plan_, operands[0], at(node, 0).number);
    std::vector<ConstantElement> wanted;
    if (node.op == Op::ListAnyIn) {
      for (const plan::Literal& element : parameters_.sets[node.payload].elements) wanted.push_back({true, element.number, element.text});
      // Unlike an empty list of values, an empty set leaves a list with unknown elements undecided.
      if (wanted.empty() && std::any_of(list.begin(), list.end(), [](const ConstantElement& element) { return !element.known; })) return {};
    } else if (node.op == Op::ListContains) {
      const bool is_text = plan::is_text(type_at(node, 1));
      wanted.push_back({true, is_text ? 0 : at(node, 1).number, std::string(at(node, 1).text)});
    } else {
      wanted = elements_at(batch_, plan_, operands[1], at(node, 1).number);
    }
    const bool all = node.op == Op::ListContainsAll;
    bool open = false;
    for (const ConstantElement& value : wanted) {
      bool found = false;
      const State state = contains_element(list, value, found);
      if (state == State::Known && found != all) return truth(!all);
      open = open || state != State::Known;
    }
    return open ? ConstantValue{} : truth(all);
  }

  const plan::Plan& plan_;
  const plan::Parameters& parameters_;
  const columns::Cuts& cuts_;
  std::int64_t now_;
  const ZoneTables& zone_;
  const columns::Batch& batch_;
  std::vector<ConstantValue> values_;
  std::deque<std::string> texts_;
};

}  // namespace

ConstantValues compute_constants(const ConstantSources& sources) { return Constants(sources).run(); }

}  // namespace seg::jit
