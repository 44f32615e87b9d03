#include "runtime/jit/lowering.h"

namespace seg::jit {

using plan::Op;

Channels Lowering::calendar(Op op, Operands operands, Domain domain) {
  if (plan::takes_zone(op)) return zoned(op, operands, domain);
  return operands.size() == 1 ? date_part(op, operands[0], domain) : date_pair(op, operands, domain);
}

Channels Lowering::date_part(Op op, plan::NodeId operand_id, Domain domain) {
  const Channels date = operand(operand_id, domain);
  Channels result = date;
  const auto part = [&](KernelId kernel, Shape shape) {
    const ValueId call = assembler_.call(kernel, {assembler_.lanes(domain), assembler_.spread(result.value, domain)});
    result.value = assembler_.output(call, 0, shape, domain);
    return result;
  };
  if (op == Op::YearOf) return part(KernelId::year_of, Shape::Int64);
  if (op == Op::MonthOf) return part(KernelId::month_of, Shape::Int64);
  if (op == Op::DayOf) return part(KernelId::day_of, Shape::Int64);
  if (op == Op::DayOfYear) return part(KernelId::day_of_year, Shape::Int64);
  if (op == Op::WeekdayOf) return part(KernelId::weekday_of_date, Shape::Int32);
  const KernelId of_period = op == Op::WeekStart    ? KernelId::week_start
                             : op == Op::MonthStart ? KernelId::month_start
                             : op == Op::YearStart  ? KernelId::year_start
                                                    : KernelId::quarter_start;
  const Channels start = part(of_period, Shape::Int64);
  // A first day before the least one wraps around and stands behind its date.
  Channels fitting = strict(date, date, assembler_.binary(LaneOp::LessEqual, Shape::Word, start.value, date.value));
  fitting.value = start.value;
  return fitting;
}

Channels Lowering::date_pair(Op op, Operands operands, Domain domain) {
  const Channels a = operand(operands[0], domain);
  const Channels b = operand(operands[1], domain);
  if (op == Op::AddMonths) return from_kernel(KernelId::add_months_to_dates, a, b, domain);
  if (op == Op::Anniversary) return from_kernel(KernelId::next_anniversary, a, b, domain);
  const ValueId call =
      assembler_.call(KernelId::age_on, {assembler_.lanes(domain), assembler_.spread(a.value, domain), assembler_.spread(b.value, domain)});
  Channels result = strict(a, b, assembler_.ones());
  result.value = assembler_.output(call, 0, Shape::Int64, domain);
  return result;
}

}  // namespace seg::jit
