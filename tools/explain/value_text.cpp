#include "tools/explain/value_text.h"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "runtime/calendar/calendar.h"

namespace seg::explain {
namespace {

__extension__ typedef __int128 Wide;

std::string decimal_text(std::int64_t number, std::uint8_t scale) {
  if (scale == 0) return fmt::format("{}", number);
  const bool negative = number < 0;
  std::string digits = fmt::format("{}", negative ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number));
  if (digits.size() <= scale) digits.insert(0, scale + 1u - digits.size(), '0');
  digits.insert(digits.size() - scale, ".");
  return (negative ? "-" : "") + digits;
}

std::string duration_text(std::int64_t micros) {
  struct Unit {
    std::int64_t micros;
    const char* name;
  };
  static constexpr Unit kUnits[] = {
      {plan::kMicrosPerDay, "days"}, {3600 * plan::kMicrosPerSecond, "hours"}, {60 * plan::kMicrosPerSecond, "minutes"}};
  for (const Unit& unit : kUnits) {
    if (micros % unit.micros == 0) return fmt::format("{} {}", micros / unit.micros, unit.name);
  }
  if (micros % plan::kMicrosPerSecond == 0) return fmt::format("{} seconds", micros / plan::kMicrosPerSecond);
  return fmt::format("{} seconds", decimal_text(micros, 6));
}

/// The unit that stands behind a number of this type.
std::string unit_suffix(const plan::Schema& schema, plan::Type type) {
  if (type.kind == plan::Kind::Money && type.unit != plan::kNoUnit) return " " + schema.units[type.unit];
  return "";
}

/// A fraction as a decimal where it is one of at most six digits behind the point.
ValueText fraction_text(std::int64_t numerator, std::int64_t denominator, const std::string& suffix) {
  Wide scaled = numerator;
  for (std::uint8_t scale = 0; scale <= 6; ++scale, scaled *= 10) {
    const Wide whole = scaled / denominator;
    const bool fits = whole >= std::numeric_limits<std::int64_t>::min() && whole <= std::numeric_limits<std::int64_t>::max();
    if (scaled % denominator == 0 && fits) {
      const std::string text = decimal_text(static_cast<std::int64_t>(whole), scale) + suffix;
      return {text, text};
    }
  }
  const double rounded = static_cast<double>(numerator) / static_cast<double>(denominator);
  return {fmt::format("{}/{}{}", numerator, denominator, suffix), fmt::format("≈ {:.6g}{}", rounded, suffix)};
}

ValueText fraction_of(const plan::Schema& schema, plan::Type type, const Number& value) {
  if (type.kind != plan::Kind::Duration) return fraction_text(value.number, value.denominator, unit_suffix(schema, type));
  const std::string rounded = duration_text(value.number / value.denominator);
  if (value.number % value.denominator == 0) return {rounded, rounded};
  return {fmt::format("{}/{} microseconds", value.number, value.denominator), "≈ " + rounded};
}

/// As a text of the language: quotes and backslashes escaped.
std::string quoted(const std::string& text) {
  std::string made = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') made += '\\';
    made += c;
  }
  return made + "\"";
}

std::string list_text(const plan::Schema& schema, const interpreter::RowValue& list) {
  constexpr std::size_t kShown = 6;
  std::string made = "[";
  for (std::size_t i = 0; i < list.elements.size() && i < kShown; ++i) {
    made += (i == 0 ? "" : ", ") + value_text(schema, list.elements[i]);
  }
  if (list.elements.size() > kShown) made += fmt::format(", … {} in all", list.elements.size());
  return made + "]";
}

}  // namespace

ValueText number_text(const plan::Schema& schema, plan::Type type, const Number& value) {
  const auto same = [](std::string text) { return ValueText{text, text}; };
  if (plan::form_of(type) == plan::Form::Fraction) return fraction_of(schema, type, value);
  switch (type.kind) {
    case plan::Kind::Float:
      return same(fmt::format("{}", value.real));
    case plan::Kind::Decimal:
    case plan::Kind::Money:
      return same(decimal_text(value.number, type.scale) + unit_suffix(schema, type));
    case plan::Kind::Date:
      return same(calendar::format_date(value.number));
    case plan::Kind::Timestamp:
      return same(calendar::format_utc(value.number));
    case plan::Kind::Duration:
      return same(duration_text(value.number));
    case plan::Kind::Enum:
      return same(schema.enums[type.unit].values[static_cast<std::size_t>(value.number)]);
    case plan::Kind::Bool:
      return same(value.number != 0 ? "true" : "false");
    case plan::Kind::Int:
    case plan::Kind::Ratio:
    case plan::Kind::String:
    case plan::Kind::Id:
      break;
  }
  return same(fmt::format("{}", value.number));
}

std::string value_text(const plan::Schema& schema, const interpreter::RowValue& value) {
  if (value.state == columns::State::Unknown) return "unknown";
  if (value.state == columns::State::Fault) return "a fault";
  if (value.type.list) return list_text(schema, value);
  if (plan::is_text(value.type)) return quoted(value.text);
  if (value.type.kind == plan::Kind::Timestamp && !value.type.fraction) {
    if (const auto zone = calendar::Zone::find(schema.zone)) return calendar::format_local(value.number, *zone);
  }
  return number_text(schema, value.type, {value.number, value.denominator, value.real}).shown;
}

std::string event_text(const plan::Schema& schema, std::uint32_t stream, const interpreter::RowValue& at,
                       const std::vector<std::uint32_t>& fields, std::span<const interpreter::RowValue> values) {
  std::string text = value_text(schema, at);
  if (text.ends_with(" 00:00")) text.resize(text.size() - 6);
  for (std::size_t i = 0; i < fields.size() && i < values.size(); ++i) {
    text += fmt::format(", {} {}", schema.streams[stream].fields[fields[i]].name, value_text(schema, values[i]));
  }
  return text;
}

}  // namespace seg::explain
