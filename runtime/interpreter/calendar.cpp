#include "runtime/interpreter/operators.h"

namespace seg::interpreter {
namespace {

using plan::Op;

constexpr std::int64_t kCycleDays = 146'097;  ///< in 400 years, after which the calendar repeats
constexpr std::int64_t kCycleYears = 400;
constexpr std::int64_t kMicrosPerHour = plan::kMicrosPerDay / 24;
constexpr std::int64_t kMicrosPerMinute = kMicrosPerHour / 60;

std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) { return value / divisor - (value % divisor < 0 ? 1 : 0); }

/// `day` of the first cycle after 1970-01-01, `cycles` of them later.
struct Cycle {
  std::int64_t cycles;
  std::int64_t day;
};

Cycle cycle_of(std::int64_t days) {
  const std::int64_t cycles = floor_divide(days, kCycleDays);
  return {cycles, static_cast<std::int64_t>(days - Wide{cycles} * kCycleDays)};
}

/// The first of a month of the year that `date` has, as a day of its cycle.
std::int64_t first_of(calendar::CivilDate date, std::uint32_t month) { return *calendar::days_from_civil({date.year, month, 1}); }

}  // namespace

Value apply_zone(Op op, const Operands& operands, const std::optional<calendar::Zone>& zone) {
  if (const auto value = not_known(operands)) return *value;
  if (!zone) return fault();
  const std::int64_t number = operands[0].number;
  if (op == Op::LocalDate) return integer(zone->local_day(number));
  if (op == Op::DayStart) {
    const std::optional<calendar::Micros> start = zone->checked_day_start(number);
    return start ? integer(*start) : fault();
  }
  const Wide local = Wide{number} + Wide{zone->offset(number)} * plan::kMicrosPerSecond;
  const auto rest = static_cast<std::int64_t>(local % plan::kMicrosPerDay);
  const std::int64_t of_day = rest < 0 ? rest + plan::kMicrosPerDay : rest;
  return integer(op == Op::LocalHour ? of_day / kMicrosPerHour : of_day % kMicrosPerHour / kMicrosPerMinute);
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
  // WeekdayOf: a cycle is a whole number of weeks, and 1970-01-01 was a Thursday.
  return integer((cycle.day + 3) % 7);
}

}  // namespace seg::interpreter
