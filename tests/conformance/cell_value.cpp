#include "tests/conformance/cell_value.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "runtime/calendar/calendar.h"

namespace seg::conformance {
namespace {

template <typename T>
std::optional<T> parse_whole(std::string_view text) {
  T value{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// `12.5` with scale 2 is 1250: the digits of the text with as many zeros as the scale has more.
std::optional<std::int64_t> parse_scaled(std::string text, std::size_t scale) {
  const std::size_t point = text.find('.');
  std::size_t digits = 0;
  if (point != std::string::npos) {
    digits = text.size() - point - 1;
    text.erase(point, 1);
  }
  if (digits > scale) return std::nullopt;
  return parse_whole<std::int64_t>(text.append(scale - digits, '0'));
}

std::optional<std::int64_t> parse_instant(const std::string& text) { return calendar::parse_instant(text, *calendar::Zone::find("UTC")); }

std::optional<std::int64_t> parse_days(const std::string& text) {
  const auto micros = text.size() == 10 ? parse_instant(text) : std::nullopt;
  if (!micros) return std::nullopt;
  return calendar::Zone::find("UTC")->local_day(*micros);
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> kUnits{
      {{"us", 1}, {"s", 1'000'000}, {"m", 60'000'000}, {"h", 3'600'000'000}, {"d", 86'400'000'000}}};
  for (const auto& [unit, micros] : kUnits) {
    if (!text.ends_with(unit)) continue;
    std::int64_t product = 0;
    const auto count = parse_whole<std::int64_t>(text.substr(0, text.size() - unit.size()));
    if (!count || __builtin_mul_overflow(*count, micros, &product)) return std::nullopt;
    return product;
  }
  return std::nullopt;
}

std::optional<std::int64_t> position_of(const std::string& text, const std::vector<std::string>& values) {
  const auto found = std::find(values.begin(), values.end(), text);
  if (found == values.end()) return std::nullopt;
  return found - values.begin();
}

}  // namespace

std::optional<std::int64_t> parse_number(const Cell& cell, plan::Type type, const plan::Schema& schema) {
  switch (type.kind) {
    case plan::Kind::Bool:
      return position_of(cell.text, {"false", "true"});
    case plan::Kind::Int:
      return parse_whole<std::int64_t>(cell.text);
    case plan::Kind::Decimal:
    case plan::Kind::Money:
      return parse_scaled(cell.text, type.scale);
    case plan::Kind::Date:
      return parse_days(cell.text);
    case plan::Kind::Timestamp:
      return parse_instant(cell.text);
    case plan::Kind::Duration:
      return parse_duration(cell.text);
    case plan::Kind::Enum:
      return position_of(cell.text, schema.enums[type.unit].values);
    case plan::Kind::Float:
    case plan::Kind::Ratio:
    case plan::Kind::String:
    case plan::Kind::Id:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<double> parse_float(const std::string& text) { return parse_whole<double>(text); }

}  // namespace seg::conformance
