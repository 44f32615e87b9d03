#include "runtime/jit/constant_rules.h"

namespace seg::jit {

using plan::Op;

ConstantValue Constants::calendar(const plan::Node& node) const {
  const std::int64_t first = at(node, 0).number;
  if (plan::takes_zone(node.op) && node.op != Op::DayStart) return known(local_part(node.op, first));
  if (node.op != Op::DayStart) return date_part(node.op, first);
  ConstantValue result = known(0);
  return checked(zone_.day_starts->of(first, result.number), result);
}

std::int64_t Constants::local_part(Op op, std::int64_t instant) const {
  constexpr std::int64_t kDaySeconds = 86'400;
  const std::int64_t second = kernels::floor_divide(instant, plan::kMicrosPerSecond);
  const std::int64_t local = second + kernels::offset_at(zone_.local_times->days(), second);
  const std::int64_t day = kernels::floor_divide(local, kDaySeconds);
  if (op == Op::LocalDate) return day;
  const std::int64_t minutes = (local - day * kDaySeconds) / 60;
  return op == Op::LocalHour ? minutes / 60 : minutes % 60;
}

ConstantValue Constants::date_part(Op op, std::int64_t days) {
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

}  // namespace seg::jit
