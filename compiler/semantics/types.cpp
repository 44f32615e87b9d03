#include "compiler/semantics/types.h"

#include <fmt/format.h>

#include <array>
#include <numeric>

namespace seg::semantics {

using plan::Kind;
using plan::Type;

namespace {

constexpr std::array<std::int64_t, kMaxScale + 1> kPowers = [] {
  std::array<std::int64_t, kMaxScale + 1> powers{};
  std::int64_t power = 1;
  for (std::size_t exponent = 0; exponent <= kMaxScale; ++exponent) {
    powers[exponent] = power;
    if (exponent < kMaxScale) power *= 10;
  }
  return powers;
}();

std::string enum_text(const plan::EnumType& type) {
  std::string text = "enum(";
  for (std::size_t index = 0; index < type.values.size(); ++index) {
    if (index > 0) text += type.ordered ? " < " : ", ";
    if (index == 4) return text + "…)";
    text += type.values[index];
  }
  return text + ")";
}

std::string money_text(const plan::Schema& schema, Type type) {
  const std::string& currency = schema.units[type.unit];
  if (type.fraction || type.scale == minor_unit(currency)) return fmt::format("money({})", currency);
  return fmt::format("money({},{})", currency, type.scale);
}

}  // namespace

std::string written_type(const plan::Schema& schema, Type type) {
  if (type.list) return fmt::format("list({})", written_type(schema, plan::element_of(type)));
  switch (type.kind) {
    case Kind::Bool:
      return "bool";
    case Kind::Int:
      return "int";
    case Kind::Float:
      return "float";
    case Kind::Decimal:
      return fmt::format("decimal({},{})", kMaxScale, type.scale);
    case Kind::Money:
      return money_text(schema, type);
    case Kind::Ratio:
      return "ratio";
    case Kind::String:
      return "string";
    case Kind::Enum:
      return enum_text(schema.enums[type.unit]);
    case Kind::Id:
      return type.unit == plan::kNoUnit ? "id" : fmt::format("id({})", schema.units[type.unit]);
    case Kind::Date:
      return "date";
    case Kind::Timestamp:
      return "timestamp";
    case Kind::Duration:
      return "duration";
  }
  return "";
}

std::string described(const plan::Schema& schema, Type type) {
  if (type.list) return fmt::format("a `{}`", written_type(schema, type));
  switch (type.kind) {
    case Kind::Bool:
      return "a condition (bool)";
    case Kind::Int:
      return "a whole number (int)";
    case Kind::Float:
      return "a float";
    case Kind::Decimal:
      return "a decimal";
    case Kind::Money:
      return fmt::format("money in {}", schema.units[type.unit]);
    case Kind::Ratio:
      return "a ratio";
    case Kind::String:
      return "text (string)";
    case Kind::Enum:
      if (schema.enums[type.unit].name == plan::kWeekdayEnum) return "a day of the week";
      return fmt::format("a value of `{}`", schema.enums[type.unit].name);
    case Kind::Id:
      return type.unit == plan::kNoUnit ? "an id" : fmt::format("an id of `{}`", schema.units[type.unit]);
    case Kind::Date:
      return "a date";
    case Kind::Timestamp:
      return "a timestamp";
    case Kind::Duration:
      return "a duration";
  }
  return "";
}

bool has_unit(Type type) { return !type.list && (type.kind == Kind::Money || type.kind == Kind::Duration); }
bool is_exact_number(Type type) { return has_unit(type) || (plan::is_plain_number(type) && type.kind != Kind::Float); }
bool is_number(Type type) { return is_exact_number(type) || (!type.list && type.kind == Kind::Float); }
bool is_fraction(Type type) { return plan::form_of(type) == plan::Form::Fraction; }

bool is_ordered(const plan::Schema& schema, Type type) {
  if (type.list) return false;
  if (type.kind == Kind::Enum) return schema.enums[type.unit].ordered;
  return type.kind != Kind::Bool && type.kind != Kind::Id;
}

bool is_comparable(Type a, Type b) {
  if (a.list || b.list) return false;
  if (plan::is_plain_number(a) && plan::is_plain_number(b)) return true;
  const auto is_day_or_instant = [](Type type) { return type.kind == Kind::Date || type.kind == Kind::Timestamp; };
  if (is_day_or_instant(a) && is_day_or_instant(b)) return true;
  return a.kind == b.kind && a.unit == b.unit;
}

Type fraction_of(Type type) {
  if (has_unit(type)) return {type.kind, true, 0, type.unit};
  return plan::ratio_type();
}

std::int64_t power_of_ten(std::uint8_t exponent) { return kPowers[exponent]; }

std::optional<std::int64_t> rescaled(std::int64_t mantissa, std::uint8_t from, std::uint8_t to) {
  if (from <= to) {
    std::int64_t result = 0;
    if (__builtin_mul_overflow(mantissa, power_of_ten(static_cast<std::uint8_t>(to - from)), &result)) return std::nullopt;
    return result;
  }
  const std::int64_t divisor = power_of_ten(static_cast<std::uint8_t>(from - to));
  if (mantissa % divisor != 0) return std::nullopt;
  return mantissa / divisor;
}

std::uint8_t minor_unit(std::string_view currency) {
  struct Row {
    std::string_view currency;
    std::uint8_t digits;
  };
  static constexpr Row rows[] = {{"BHD", 3}, {"BIF", 0}, {"CLP", 0}, {"DJF", 0}, {"GNF", 0}, {"IQD", 3}, {"ISK", 0}, {"JOD", 3},
                                 {"JPY", 0}, {"KMF", 0}, {"KRW", 0}, {"KWD", 3}, {"LYD", 3}, {"OMR", 3}, {"PYG", 0}, {"RWF", 0},
                                 {"TND", 3}, {"UGX", 0}, {"VND", 0}, {"VUV", 0}, {"XAF", 0}, {"XOF", 0}, {"XPF", 0}};
  for (const Row& row : rows) {
    if (row.currency == currency) return row.digits;
  }
  return 2;
}

plan::Literal number_literal(Type type, std::int64_t number) {
  plan::Literal literal;
  literal.type = type;
  literal.number = number;
  return literal;
}

plan::Literal int_literal(std::int64_t value) { return number_literal(plan::int_type(), value); }
plan::Literal bool_literal(bool value) { return number_literal(plan::bool_type(), value ? 1 : 0); }

std::optional<plan::Literal> fraction_literal(Type type, std::int64_t number, std::int64_t denominator) {
  if (number == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
  const std::int64_t divisor = std::gcd(number, denominator);
  plan::Literal literal = number_literal(type, number / divisor);
  literal.denominator = denominator / divisor;
  return literal;
}

}  // namespace seg::semantics
