#include <fmt/format.h>

#include <cmath>

#include "runtime/calendar/calendar.h"
#include "tools/seg/report.h"

namespace seg::cli {
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
struct FractionText {
  std::string exact;
  std::string shown;
};
FractionText fraction_text(std::int64_t numerator, std::int64_t denominator, const std::string& suffix) {
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

FractionText fraction_of(const plan::Schema& schema, plan::Type type, const columns::CutValue& cut) {
  if (type.kind != plan::Kind::Duration) return fraction_text(cut.number, cut.denominator, unit_suffix(schema, type));
  if (cut.number % cut.denominator == 0) return {duration_text(cut.number / cut.denominator), duration_text(cut.number / cut.denominator)};
  return {fmt::format("{}/{} microseconds", cut.number, cut.denominator), "≈ " + duration_text(cut.number / cut.denominator)};
}

FractionText value_text(const plan::Schema& schema, plan::Type type, const columns::CutValue& cut) {
  const auto same = [](std::string text) { return FractionText{text, text}; };
  if (plan::form_of(type) == plan::Form::Fraction) return fraction_of(schema, type, cut);
  switch (type.kind) {
    case plan::Kind::Int:
      return same(fmt::format("{}", cut.number));
    case plan::Kind::Float:
      return same(fmt::format("{}", cut.real));
    case plan::Kind::Decimal:
    case plan::Kind::Money:
      return same(decimal_text(cut.number, type.scale) + unit_suffix(schema, type));
    case plan::Kind::Date:
      return same(calendar::format_date(cut.number));
    case plan::Kind::Timestamp:
      return same(calendar::format_utc(cut.number));
    case plan::Kind::Duration:
      return same(duration_text(cut.number));
    case plan::Kind::Enum:
      return same(schema.enums[type.unit].values[static_cast<std::size_t>(cut.number)]);
    case plan::Kind::Bool:
      return same(cut.number != 0 ? "true" : "false");
    case plan::Kind::Ratio:
    case plan::Kind::String:
    case plan::Kind::Id:
      break;
  }
  return same(fmt::format("{}", cut.number));
}

std::string relation_of(plan::Op op) {
  if (op == plan::Op::CutTop) return ">=";
  if (op == plan::Op::CutBottom) return "<=";
  return "=";
}

}  // namespace

std::vector<CutRow> cut_rows(const plan::Plan& plan, const columns::Cuts& cuts) {
  std::vector<CutRow> rows;
  for (std::size_t i = 0; i < plan.cuts.size() && i < cuts.size(); ++i) {
    const plan::Node& node = plan.nodes[plan.cuts[i].node];
    CutRow row{plan.cuts[i].text, relation_of(node.op), "", "", cuts[i].state == columns::State::Fault, cuts[i].population, cuts[i].tied};
    if (cuts[i].state == columns::State::Known) {
      FractionText text = value_text(plan.schema, node.type, cuts[i]);
      row.value = std::move(text.exact);
      row.shown = std::move(text.shown);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace seg::cli
