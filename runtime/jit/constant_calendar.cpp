#include "runtime/jit/constant_rules.h"

namespace seg::jit {

using plan::Op;

ConstantValue Constants::calendar(const plan::Node& node) const {
  const std::int64_t first = at(node, 0).number;
  ConstantValue result = known(0);
  if (node.op == Op::AddMonths) return checked(kernels::add_months(first, at(node, 1).number, result.number), result);
  if (node.op == Op::Anniversary) return checked(kernels::anniversary(first, at(node, 1).number, result.number), result);
  if (node.op == Op::Age) return known(kernels::age(first, at(node, 1).number));
  if (!plan::takes_zone(node.op)) return date_part(node.op, first);
  const bool has_zone = node.operand_count > static_cast<std::size_t>(plan::row_of(node.op).arity);
  const kernels::ZoneDays* zone = has_zone ? find_zone(at(node, node.operand_count - 1).text) : zone_;
  return zone != nullptr ? zoned(node, *zone) : ConstantValue{};
}

ConstantValue Constants::zoned(const plan::Node& node, const kernels::ZoneDays& zone) const {
  const std::int64_t first = at(node, 0).number;
  ConstantValue result = known(0);
  if (node.op == Op::DayStart) return checked(kernels::start_of_day(zone.clock, first, result.number), result);
  if (node.op == Op::LocalInstant) return checked(kernels::instant_of(zone.clock, first, at(node, 1).number, result.number), result);
  if (node.op == Op::LocalDate) {
    const std::int64_t second = kernels::floor_divide(first, plan::kMicrosPerSecond);
    return known(kernels::floor_divide(kernels::local_second(zone.local, second), kernels::kDaySeconds));
  }
  constexpr std::int64_t kMinute = 60 * plan::kMicrosPerSecond;
  const std::int64_t time = kernels::time_of_day(zone.local, first);
  if (node.op == Op::LocalTime) return known(time);
  return known(node.op == Op::LocalHour ? time / (60 * kMinute) : time / kMinute % 60);
}

ConstantValue Constants::date_part(Op op, std::int64_t days) {
  const kernels::Civil civil = kernels::civil_of(days);
  if (op == Op::YearOf) return known(civil.year);
  if (op == Op::MonthOf) return known(civil.month);
  if (op == Op::DayOf) return known(civil.day);
  if (op == Op::DayOfYear) return known(civil.day_of_year);
  if (op == Op::WeekdayOf) return known(kernels::weekday_of(days));
  const ConstantValue start = known(op == Op::WeekStart    ? kernels::week_start_of(days)
                                    : op == Op::MonthStart ? kernels::month_start_of(days)
                                    : op == Op::YearStart  ? kernels::year_start_of(days)
                                                           : kernels::quarter_start_of(days));
  // A first day before the least one wraps around and stands behind its date.
  return checked(start.number <= days, start);
}

}  // namespace seg::jit
