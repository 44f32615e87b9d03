#include "compiler/semantics/literals.h"

#include <charconv>
#include <numeric>

#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

using plan::Kind;
using plan::Type;

namespace {

struct ToWritten {
  template <typename Node>
  std::optional<WrittenValue> operator()(const Node& node) const {
    if constexpr (std::is_same_v<Node, ast::IntLiteral>)
      return WrittenNumber{node.value, 0, false};
    else if constexpr (std::is_same_v<Node, ast::DecimalLiteral>)
      return WrittenNumber{node.mantissa, node.scale, false};
    else if constexpr (std::is_same_v<Node, ast::PercentLiteral>)
      return WrittenNumber{node.mantissa, node.scale, true};
    else if constexpr (std::is_same_v<Node, ast::MoneyLiteral>)
      return WrittenAmount{node.mantissa, node.scale, node.currency};
    else if constexpr (std::is_constructible_v<WrittenValue, const Node&>)
      return WrittenValue(node);
    else
      return std::nullopt;
  }
};

/// The value with its sign changed; only numbers, amounts and lengths have one, and the smallest number has none.
std::optional<WrittenValue> minus(WrittenValue value) {
  std::int64_t* number = nullptr;
  if (auto* plain = std::get_if<WrittenNumber>(&value)) number = &plain->mantissa;
  if (auto* amount = std::get_if<WrittenAmount>(&value)) number = &amount->mantissa;
  if (auto* quantity = std::get_if<ast::QuantityLiteral>(&value)) number = &quantity->count;
  if (number == nullptr || __builtin_sub_overflow(std::int64_t{0}, *number, number)) return std::nullopt;
  return value;
}

}  // namespace

std::optional<Written> written_literal(const ast::Ast& ast, ast::ExprId id) {
  const Span span = ast[id].span;
  bool negative = false;
  while (true) {
    if (const auto* bracket = std::get_if<ast::BracketExpr>(&ast[id].node)) {
      id = bracket->inner;
    } else if (const auto* negate = std::get_if<ast::NegateExpr>(&ast[id].node)) {
      negative = !negative;
      id = negate->operand;
    } else {
      break;
    }
  }
  std::optional<WrittenValue> value = std::visit(ToWritten{}, ast[id].node);
  if (value && negative) value = minus(*value);
  if (!value) return std::nullopt;
  return Written{*value, span};
}

std::optional<plan::Literal> ratio_of(const WrittenNumber& number) {
  std::int64_t mantissa = number.mantissa;
  int scale = number.scale + (number.percent ? 2 : 0);
  while (scale > 0 && mantissa % 10 == 0) {
    if (mantissa == 0) scale = 1;
    mantissa /= 10;
    --scale;
  }
  // A percentage of 17 or 18 digits: halve and divide by five what can be, in place of 10^20.
  std::int64_t denominator = 1;
  for (int digit = 0; digit < scale; ++digit) {
    for (const std::int64_t prime : {2, 5}) {
      if (mantissa % prime == 0)
        mantissa /= prime;
      else if (__builtin_mul_overflow(denominator, prime, &denominator))
        return std::nullopt;
    }
  }
  return fraction_literal(plan::ratio_type(), mantissa, denominator);
}

namespace {

/// The nearest double, ties to even.
double nearest_double(const WrittenNumber& number) {
  const int exponent = -(number.scale + (number.percent ? 2 : 0));
  const std::string text = fmt::format("{}e{}", number.mantissa, exponent);
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Without zeros at the end of its digits.
WrittenNumber shortest(WrittenNumber number) {
  while (number.scale > 0 && number.mantissa % 10 == 0) {
    number.mantissa /= 10;
    --number.scale;
  }
  return number;
}

/// An exact number with its own type: an int, or a decimal of the digits that it needs.
plan::Literal own_number(WrittenNumber number) {
  number = shortest(number);
  return number.scale == 0 ? int_literal(number.mantissa) : number_literal(plan::decimal_type(number.scale), number.mantissa);
}

std::optional<plan::Literal> number_as(const WrittenNumber& number, const Type* wanted) {
  if (wanted != nullptr && wanted->kind == Kind::Float) {
    constexpr std::int64_t exact = std::int64_t{1} << 53;
    const bool exact_or_decimal = number.percent || number.scale > 0 || (number.mantissa >= -exact && number.mantissa <= exact);
    if (exact_or_decimal) {
      plan::Literal literal = number_literal(plan::float_type(), 0);
      literal.real = nearest_double(number);
      return literal;
    }
  }
  if (number.percent || (wanted != nullptr && is_fraction(*wanted))) return ratio_of(number);
  if (wanted != nullptr && wanted->kind == Kind::Decimal) {
    if (const auto value = rescaled(number.mantissa, number.scale, wanted->scale)) return number_literal(*wanted, *value);
  }
  if (wanted == nullptr && number.scale > 0) return number_literal(plan::decimal_type(number.scale), number.mantissa);
  return own_number(number);
}

/// Money of the other side's scale, or of the currency's minor unit, or of the digits that were written.
plan::Literal amount_as(const WrittenAmount& amount, std::uint16_t unit, std::uint8_t minor, const Type* wanted) {
  if (wanted != nullptr && wanted->fraction) {
    if (auto literal = fraction_literal(*wanted, amount.mantissa, power_of_ten(amount.scale))) return *literal;
  }
  const std::uint8_t scale = wanted != nullptr && !wanted->fraction ? wanted->scale : minor;
  if (const auto value = rescaled(amount.mantissa, amount.scale, scale)) return number_literal(plan::money_type(unit, scale), *value);
  const WrittenNumber own = shortest({amount.mantissa, amount.scale, false});
  return number_literal(plan::money_type(unit, own.scale), own.mantissa);
}

/// What a literal is called when it clashes with the other side, and how it could be written.
struct Clash {
  std::string what;
  std::string label;
  std::string fix;         ///< the text to write instead, where there is one
  std::string declare_as;  ///< the type that a field would need for the literal to stand
};

bool is_field(const Checker& checker, hir::ExprId id) {
  const hir::Node& node = checker.hir[id].node;
  return std::holds_alternative<hir::ProfileField>(node) || std::holds_alternative<hir::EventField>(node) ||
         std::holds_alternative<hir::Lookup>(node);
}

void report_clash(Checker& checker, Span span, const Expected& expected, const Clash& clash) {
  const std::string other = described(checker.hir.schema.plan, expected.type);
  Diagnostic& diagnostic = checker.diagnostics.report(Code::NotComparable, span, other, clash.what);
  diagnostic.label(span, clash.label);
  if (expected.other) explain_type(checker, diagnostic, *expected.other);
  if (expected.type.list) diagnostic.note("a list is asked what it holds: `tags contain \"vip\"`");
  if (clash.fix.empty()) return;
  std::string title = fmt::format("write `{}`", clash.fix);
  if (expected.other && !clash.declare_as.empty() && is_field(checker, *expected.other)) {
    title += fmt::format(", or declare `{}` as {}", shown(checker, checker.hir[*expected.other].span), clash.declare_as);
  }
  diagnostic.fix(replacement(std::move(title), span, clash.fix));
}

struct LiteralCheck {
  Checker& checker;
  Span span;
  const Expected* expected;

  const Type* wanted() const { return expected == nullptr ? nullptr : &expected->type; }
  bool wants(Kind kind) const { return expected != nullptr && expected->type.kind == kind; }
  const plan::Schema& schema() const { return checker.hir.schema.plan; }

  Checked clash(std::string what, std::string label, std::string fix = {}, std::string declare_as = {}) const {
    report_clash(checker, span, *expected, {std::move(what), std::move(label), std::move(fix), std::move(declare_as)});
    return std::nullopt;
  }
  Checked misplaced(std::string_view what, std::string_view advice) const {
    checker.diagnostics.report(Code::MisplacedLiteral, span, what, advice);
    return std::nullopt;
  }
  /// A literal of a type that does not depend on the other side.
  Checked fixed(plan::Literal literal, std::string what, std::string label) const {
    if (expected != nullptr && !is_comparable(expected->type, literal.type)) return clash(std::move(what), std::move(label));
    return checker.constant(std::move(literal), span);
  }

  Checked operator()(const WrittenNumber& number) const {
    if (expected != nullptr && !plan::is_plain_number(expected->type)) {
      const std::string text = shown(checker, span);
      std::string fix;
      if (wants(Kind::Money)) fix = fmt::format("{} {}", text, schema().units[expected->type.unit]);
      if (wants(Kind::Duration) && number.scale == 0) fix = fmt::format("{} days", text);
      if (wants(Kind::String) || wants(Kind::Id)) fix = fmt::format("\"{}\"", text);
      const bool unit = wants(Kind::Money) || wants(Kind::Duration);
      return clash(number.percent ? "a percentage" : "a plain number",
                   number.percent ? "this is a percentage"
                   : unit         ? "this has no unit"
                                  : "this is a number",
                   fix);
    }
    const auto literal = number_as(number, wanted());
    if (!literal) {
      checker.diagnostics.report(Code::DoesNotFit, span, shown(checker, span));
      return std::nullopt;
    }
    return checker.constant(*literal, span);
  }

  Checked operator()(const WrittenAmount& amount) const {
    const std::string_view currency = checker.text(amount.currency);
    plan::Schema& known = checker.hir.schema.plan;
    if (expected != nullptr && (expected->type.kind != Kind::Money || known.units[expected->type.unit] != currency)) {
      const std::string number = normalised(checker, span).substr(0, normalised(checker, span).rfind(' '));
      std::string fix;
      if (wants(Kind::Money))
        fix = fmt::format("{} {}", number, known.units[expected->type.unit]);
      else if (plan::is_plain_number(expected->type))
        fix = number;
      const std::string declare_as = wants(Kind::Money) ? fmt::format("money({})", currency) : std::string();
      return clash(fmt::format("money in {}", currency), fmt::format("this is {}", currency), fix, declare_as);
    }
    return checker.constant(amount_as(amount, known.unit(currency), minor_unit(currency), wanted()), span);
  }

  Checked operator()(const ast::QuantityLiteral& quantity) const {
    const auto micros = duration_micros(checker, quantity, span);
    if (!micros) return std::nullopt;
    if (wants(Kind::Duration) && expected->type.fraction) {
      if (auto literal = fraction_literal(expected->type, *micros, 1)) return checker.constant(*literal, span);
    }
    return fixed(number_literal(plan::duration_type(), *micros), "a duration", "this is a duration");
  }

  Checked operator()(const ast::DateLiteral& date) const {
    return fixed(number_literal(plan::date_type(), date.days), "a date", "this is a date");
  }
  Checked operator()(const ast::TimestampLiteral& instant) const {
    return fixed(number_literal(plan::timestamp_type(), instant.micros), "a timestamp", "this is a timestamp");
  }
  Checked operator()(const ast::BoolLiteral& literal) const {
    return fixed(bool_literal(literal.value), "true or false", "this is a bool");
  }
  Checked operator()(const ast::MonthLiteral&) const {
    return misplaced("a month", "put spaces around `-` to subtract; a month stands after `in`");
  }
  Checked operator()(const ast::YearLiteral&) const { return misplaced("a year", "a year stands after `in`"); }
  Checked operator()(const ast::ClockLiteral&) const { return misplaced("a time of day", "a time of day stands after `send`"); }

  Checked operator()(const ast::StringLiteral& literal) const {
    const std::string_view text = checker.text(literal.text);
    if (wants(Kind::Enum)) return enum_value(checker, expected->type, text, span);
    plan::Literal value = number_literal(wants(Kind::Id) ? expected->type : plan::string_type(), 0);
    value.text = text;
    if (expected != nullptr && !is_comparable(expected->type, value.type)) {
      const bool bare = wants(Kind::Date) || wants(Kind::Timestamp) || plan::is_plain_number(expected->type) || wants(Kind::Bool);
      return clash("text", "this is text", bare && !text.empty() ? std::string(text) : std::string());
    }
    return checker.constant(std::move(value), span);
  }
};

}  // namespace

Checked check_literal(Checker& checker, const Written& written, const Expected* expected) {
  const LiteralCheck check{checker, written.span, expected};
  // Nothing that is written as one value is a list.
  if (expected != nullptr && expected->type.list) return check.clash("one value", "this is one value");
  return std::visit(check, written.value);
}

std::optional<std::int64_t> duration_micros(Checker& checker, const ast::QuantityLiteral& quantity, Span span) {
  std::int64_t seconds = 0;
  switch (quantity.unit) {
    case ast::Unit::Second:
      seconds = 1;
      break;
    case ast::Unit::Minute:
      seconds = 60;
      break;
    case ast::Unit::Hour:
      seconds = 3'600;
      break;
    case ast::Unit::Day:
      seconds = 86'400;
      break;
    case ast::Unit::Week:
      seconds = 7 * 86'400;
      break;
    case ast::Unit::Month:
    case ast::Unit::Quarter:
    case ast::Unit::Year:
      break;
  }
  if (quantity.calendar || seconds == 0) {
    checker.diagnostics.report(Code::CalendarLength, span, shown(checker, span), "its days differ from time to time")
        .note(
            "it stands in a window, `in last 3 months`, and beside a date or a timestamp, `signup_at + 3 months`; `90 days` is a duration");
    return std::nullopt;
  }
  std::int64_t micros = 0;
  if (__builtin_mul_overflow(quantity.count, seconds * plan::kMicrosPerSecond, &micros)) {
    checker.diagnostics.report(Code::DoesNotFit, span, shown(checker, span));
    return std::nullopt;
  }
  return micros;
}

std::optional<std::uint32_t> find_enum_value(const Checker& checker, Type type, std::string_view name) {
  const auto& values = checker.hir.schema.plan.enums[type.unit].values;
  for (std::size_t index = 0; index < values.size(); ++index) {
    if (values[index] == name) return static_cast<std::uint32_t>(index);
  }
  return std::nullopt;
}

Checked enum_value(Checker& checker, Type type, std::string_view name, Span span) {
  if (const auto index = find_enum_value(checker, type, name)) return checker.constant(number_literal(type, *index), span);
  const plan::EnumType& declared = checker.hir.schema.plan.enums[type.unit];
  Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownEnumValue, span, name, declared.name);
  const std::vector<std::string_view> candidates(declared.values.begin(), declared.values.end());
  suggest_name(checker, diagnostic, span, name, candidates);
  diagnostic.note(fmt::format("its values are {}", fmt::join(declared.values, ", ")));
  return std::nullopt;
}

}  // namespace seg::semantics
