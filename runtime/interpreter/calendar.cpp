#include "runtime/interpreter/operators.h"

namespace seg::interpreter {
namespace {

using plan::Op;

constexpr std::int64_t kCycleDays = 146'097;  ///< in 400 years, after which the calendar repeats
constexpr std::int64_t kCycleYears = 400;
constexpr std::int64_t kMicrosPerHour = plan::kMicrosPerDay / 24;
constexpr std::int64_t kMicrosPerMinute = kMicrosPerHour / 60;

Wide floor_divide(Wide value, std::int64_t divisor) { return value / divisor - (value % divisor < 0 ? 1 : 0); }

/// `day` of the first cycle after 1970-01-01, `cycles` of them later.
struct Cycle {
  std::int64_t cycles;
  std::int64_t day;
};

Cycle cycle_of(std::int64_t days) {
  const auto cycles = static_cast<std::int64_t>(floor_divide(days, kCycleDays));
  return {cycles, static_cast<std::int64_t>(days - Wide{cycles} * kCycleDays)};
}

/// The year and the month (0 to 11) of a day, whatever its size, as a number of months.
Wide months_of(std::int64_t days) {
  const Cycle cycle = cycle_of(days);
  const calendar::CivilDate date = calendar::civil_from_days(cycle.day);
  return (Wide{cycle.cycles} * kCycleYears + date.year) * 12 + date.month - 1;
}

/// The day of that month, or the last one that it has.
Wide day_of_month(Wide months, std::uint32_t day) {
  constexpr std::int64_t kCycleMonths = kCycleYears * 12;
  const Wide cycles = floor_divide(months, kCycleMonths);
  const auto rest = static_cast<std::int64_t>(months - cycles * kCycleMonths);
  calendar::CivilDate date{static_cast<std::int32_t>(kCycleYears + rest / 12), static_cast<std::uint32_t>(rest % 12 + 1), day};
  while (!calendar::days_from_civil(date)) --date.day;
  return *calendar::days_from_civil(date) + (cycles - 1) * kCycleDays;
}

Wide months_later(std::int64_t days, Wide months) {
  return day_of_month(months_of(days) + months, calendar::civil_from_days(cycle_of(days).day).day);
}

/// Microseconds that the local clock shows, since midnight.
std::int64_t local_time(const calendar::Zone& zone, std::int64_t instant) {
  const Wide local = Wide{instant} + Wide{zone.offset(instant)} * plan::kMicrosPerSecond;
  const auto rest = static_cast<std::int64_t>(local % plan::kMicrosPerDay);
  return rest < 0 ? rest + plan::kMicrosPerDay : rest;
}

Value instant_of(const std::optional<calendar::Micros>& instant) { return instant ? integer(*instant) : fault(); }

/// The first of a month of the year that `date` has, as a day of its cycle.
std::int64_t first_of(calendar::CivilDate date, std::uint32_t month) { return *calendar::days_from_civil({date.year, month, 1}); }

}  // namespace

const std::optional<calendar::Zone>& Zones::find(std::string_view name) {
  const auto known = found_.find(name);
  return known != found_.end() ? known->second : found_.emplace(std::string(name), calendar::Zone::find(name)).first->second;
}

Value apply_zone(Op op, const Operands& operands, Zones& zones) {
  if (const auto value = not_known(operands)) return *value;
  const bool has_zone = operands.size() > static_cast<std::size_t>(plan::row_of(op).arity);
  const std::optional<calendar::Zone>& zone = has_zone ? zones.find(operands[operands.size() - 1].text) : zones.of_schema();
  if (!zone) return has_zone ? unknown() : fault();
  const std::int64_t number = operands[0].number;
  if (op == Op::LocalDate) return integer(zone->local_day(number));
  if (op == Op::DayStart) return instant_of(zone->checked_day_start(number));
  if (op == Op::LocalInstant) {
    const std::int64_t time = operands[1].number;
    return time >= 0 && time < plan::kMicrosPerDay ? instant_of(zone->checked_instant(number, time)) : fault();
  }
  const std::int64_t time = local_time(*zone, number);
  if (op == Op::LocalTime) return integer(time);
  return integer(op == Op::LocalHour ? time / kMicrosPerHour : time % kMicrosPerHour / kMicrosPerMinute);
}

Value apply_date_part(Op op, const Operands& operands) {
  if (const auto value = not_known(operands)) return *value;
  const Cycle cycle = cycle_of(operands[0].number);
  const calendar::CivilDate date = calendar::civil_from_days(cycle.day);
  const Wide start = Wide{cycle.cycles} * kCycleDays;
  if (op == Op::YearOf) return checked(date.year + Wide{cycle.cycles} * kCycleYears);
  if (op == Op::MonthOf) return integer(date.month);
  if (op == Op::DayOf) return integer(date.day);
  if (op == Op::DayOfYear) return integer(cycle.day - first_of(date, 1) + 1);
  if (op == Op::MonthStart) return checked(start + first_of(date, date.month));
  if (op == Op::QuarterStart) return checked(start + first_of(date, (date.month - 1) / 3 * 3 + 1));
  if (op == Op::YearStart) return checked(start + first_of(date, 1));
  // A cycle is a whole number of weeks, and 1970-01-01 was a Thursday.
  const std::int64_t weekday = (cycle.day + 3) % 7;
  return op == Op::WeekStart ? checked(start + cycle.day - weekday) : integer(weekday);
}

Value apply_date_pair(Op op, const Operands& operands) {
  if (const auto value = not_known(operands)) return *value;
  const std::int64_t first = operands[0].number;
  const std::int64_t second = operands[1].number;
  if (op == Op::AddMonths) return checked(months_later(first, second));
  // The day of the second date's year: those of the years before it are earlier than the date, those after it later.
  const Wide years = floor_divide(months_of(second), 12) - floor_divide(months_of(first), 12);
  const Wide same_year = months_later(first, years * 12);
  if (op == Op::Age) return checked(same_year <= second ? years : years - 1);
  return checked(same_year >= second ? same_year : months_later(first, (years + 1) * 12));
}

}  // namespace seg::interpreter
