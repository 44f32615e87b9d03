// Instants that windows begin and end with, and how they stand to each other whatever the data and whenever `now` is.

#include "compiler/semantics/events.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"
#include "compiler/semantics/windows.h"

namespace seg::semantics {

namespace {

__extension__ typedef __int128 Wide;

/// Where an instant lies: in microseconds from now, or from 1970-01-01T00:00Z.
struct Place {
  bool from_now;
  Wide low, high;      ///< it is not before `low` and not after `high`
  std::string family;  ///< of instants that are ordered by `rank`, whatever else: whole units or days of one zone
  std::int64_t rank = 0;
  Wide offset = 0;  ///< elapsed time from the one of that rank
};

/// Zones differ by less than a day and two hours, and a month's end moves a date by at most three days.
constexpr Wide kZones = Wide{26} * 3'600 * plan::kMicrosPerSecond;
constexpr Wide kClamped = Wide{3} * plan::kMicrosPerDay;

/// Zones of one text are one zone, and a field of the profile is one for each.
std::string zone_text(const Checker& checker, const std::optional<hir::ExprId>& zone) {
  if (!zone) return "schema";
  const hir::Node& node = checker.hir[*zone].node;
  if (const auto* constant = std::get_if<hir::Constant>(&node)) return "zone " + constant->value.text;
  const auto* field = std::get_if<hir::ProfileField>(&node);
  return field == nullptr ? fmt::format("value {}", zone->index) : fmt::format("field {}", field->field);
}

bool is_now(const Checker& checker, hir::ExprId id) { return std::holds_alternative<hir::Now>(checker.hir[id].node); }

/// `count` units from now: months may lack three days, whole units begin up to one unit before.
Place from_now(std::int64_t count, const UnitDays& days, bool whole) {
  const Wide a = Wide{count} * days.least * plan::kMicrosPerDay;
  const Wide b = Wide{count} * days.most * plan::kMicrosPerDay;
  Place place{true, std::min(a, b) - kClamped, std::max(a, b) + kClamped, {}};
  if (whole) place.low -= Wide{days.most} * plan::kMicrosPerDay;
  return place;
}

std::optional<Place> place_of(const Checker& checker, hir::ExprId id);

std::optional<Place> day_place(const Checker& checker, hir::ExprId date, const std::optional<hir::ExprId>& zone) {
  const auto* constant = std::get_if<hir::Constant>(&checker.hir[date].node);
  if (constant == nullptr) return std::nullopt;
  const std::int64_t day = constant->value.number;
  const Wide midnight = Wide{day} * plan::kMicrosPerDay;
  return Place{false, midnight - kZones, midnight + kZones, "day " + zone_text(checker, zone), day};
}

std::optional<Place> constant_place(const plan::Literal& literal) {
  if (literal.type == plan::date_type()) {
    const Wide midnight = Wide{literal.number} * plan::kMicrosPerDay;
    return Place{false, midnight - kZones, midnight + kZones, "date", literal.number};
  }
  return Place{false, literal.number, literal.number, {}};
}

std::optional<Place> offset_place(const Checker& checker, const hir::Binary& binary) {
  auto place = place_of(checker, binary.left);
  const auto* length = std::get_if<hir::Constant>(&checker.hir[binary.right].node);
  if (!place || length == nullptr || length->value.type != plan::duration_type()) return std::nullopt;
  const Wide micros = binary.op == hir::Arithmetic::Add ? Wide{length->value.number} : -Wide{length->value.number};
  place->low += micros;
  place->high += micros;
  place->offset += micros;
  return place;
}

std::optional<Place> place_of(const Checker& checker, hir::ExprId id) {
  const hir::Node& node = checker.hir[id].node;
  if (std::holds_alternative<hir::Now>(node)) return Place{true, 0, 0, {}};
  if (const auto* constant = std::get_if<hir::Constant>(&node)) return constant_place(constant->value);
  if (const auto* start = std::get_if<hir::Convert>(&node)) return day_place(checker, start->operand, std::nullopt);
  if (const auto* binary = std::get_if<hir::Binary>(&node)) return offset_place(checker, *binary);
  if (const auto* apply = std::get_if<hir::Apply>(&node); apply != nullptr && apply->op == plan::Op::DayStart) {
    const auto operands = checker.hir.operands(apply->operands);
    return day_place(checker, operands[0], operands.size() > 1 ? std::optional(operands[1]) : std::nullopt);
  }
  if (const auto* shift = std::get_if<hir::Shift>(&node); shift != nullptr && is_now(checker, shift->moment)) {
    const UnitDays days = days_of(shift->unit);
    Place place = from_now(shift->count, days, false);
    place.family = fmt::format("shifted {} {}", days.family, zone_text(checker, shift->zone));
    place.rank = shift->count * days.ranks;
    return place;
  }
  if (const auto* start = std::get_if<hir::UnitStart>(&node); start != nullptr && is_now(checker, start->moment)) {
    Place place = from_now(start->count, days_of(start->unit), true);
    place.family = fmt::format("start {} {}", static_cast<int>(start->unit), zone_text(checker, start->zone));
    place.rank = start->count;
    return place;
  }
  return std::nullopt;
}

int sign(Wide value) { return value < 0 ? -1 : value > 0 ? 1 : 0; }

}  // namespace

UnitDays days_of(hir::Unit unit) {
  switch (unit) {
    case hir::Unit::Day:
      return {1, 1, "days", 1};
    case hir::Unit::Week:
      return {7, 7, "days", 7};
    case hir::Unit::Month:
      return {30, 31, "months", 1};
    case hir::Unit::Quarter:
      return {90, 92, "months", 3};
    case hir::Unit::Year:
      return {365, 366, "months", 12};
  }
  return {0, 366, "", 0};
}

std::optional<int> order_of_instants(const Checker& checker, hir::ExprId first, hir::ExprId second) {
  const auto a = place_of(checker, first);
  const auto b = place_of(checker, second);
  if (!a || !b || a->from_now != b->from_now) return std::nullopt;
  if (a->low == a->high && b->low == b->high) return sign(a->low - b->low);
  if (!a->family.empty() && a->family == b->family && a->offset == b->offset) return sign(Wide{a->rank} - b->rank);
  if (a->high < b->low) return -1;
  if (b->high < a->low) return 1;
  return std::nullopt;
}

bool require_rising(Checker& checker, hir::ExprId from, hir::ExprId to, Span first, Span second) {
  const auto order = order_of_instants(checker, from, to);
  if (!order || *order < 0) return true;
  Diagnostic& diagnostic = checker.diagnostics.report(Code::ReversedRange, join(first, second));
  if (*order > 0 && !second.empty()) diagnostic.fix(exchanged_ends(checker, first, second));
  return false;
}

Checked check_instant(Checker& checker, const ast::Instant& instant, Scope scope, LocalTime& local, bool beside_dates) {
  if (instant.ago) {
    const auto length = check_length(checker, instant.value, scope);
    if (!length) return std::nullopt;
    return earlier(checker, add_now(checker, instant.span), *length, 1, local, instant.span);
  }
  const Checked moment = check_expression(checker, instant.value, scope);
  if (!moment) return std::nullopt;
  const plan::Type type = checker.type(*moment);
  if (type == plan::date_type()) return beside_dates ? *moment : first_instant(checker, *moment, local);
  if (type == plan::timestamp_type()) return moment;
  report_wrong_type(checker, *moment, "an instant", "a date, a timestamp or `… ago`");
  return std::nullopt;
}

}  // namespace seg::semantics
