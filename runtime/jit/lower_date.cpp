#include "runtime/jit/lowering.h"

namespace seg::jit {

using plan::Op;

/// In the schema's zone; any instant has these parts.
Channels Lowering::local_part(Op op, plan::NodeId operand_id, Domain domain) {
  Channels result = operand(operand_id, domain);
  const KernelId kernel = op == Op::LocalDate ? KernelId::local_date : op == Op::LocalHour ? KernelId::local_hour : KernelId::local_minute;
  const ValueId table = assembler_.table({Table::What::LocalDays, op, false, 0, 0, 0, 0});
  const ValueId call = assembler_.call(kernel, {assembler_.lanes(domain), assembler_.spread(result.value, domain), table});
  result.value = assembler_.output(call, 0, Shape::Int64, domain);
  return result;
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
  const Channels start = part(op == Op::MonthStart ? KernelId::month_start : KernelId::quarter_start, Shape::Int64);
  // A first day before the least one wraps around and stands behind its date.
  Channels fitting = strict(date, date, assembler_.binary(LaneOp::LessEqual, Shape::Word, start.value, date.value));
  fitting.value = start.value;
  return fitting;
}

}  // namespace seg::jit
