// Local calendar time: an instant is taken apart into its date and its time of day, the date is moved, and both are put together again.

#include "compiler/lower/lowering.h"

namespace seg::lower {

using plan::NodeId;
using plan::Op;

namespace {

struct Calendar {
  Lowering& lowering;
  std::optional<NodeId> zone;

  plan::Builder& builder() const { return lowering.builder; }

  /// With the zone after its operands, where there is one.
  NodeId local(Op op, std::vector<NodeId> operands) const {
    if (zone) operands.push_back(*zone);
    return builder().apply(op, operands);
  }

  NodeId days(NodeId date, std::int64_t count) const {
    const plan::Literal length{plan::duration_type(), count * plan::kMicrosPerDay, 1, 0, {}};
    return builder().apply(Op::Add, {date, builder().literal(length)});
  }

  NodeId moved(NodeId date, std::int64_t count, hir::Unit unit) const {
    if (count == 0) return date;
    switch (unit) {
      case hir::Unit::Day:
        return days(date, count);
      case hir::Unit::Week:
        return days(date, 7 * count);
      case hir::Unit::Month:
        return builder().apply(Op::AddMonths, {date, builder().integer(count)});
      case hir::Unit::Quarter:
        return builder().apply(Op::AddMonths, {date, builder().integer(3 * count)});
      case hir::Unit::Year:
        return builder().apply(Op::AddMonths, {date, builder().integer(12 * count)});
    }
    return date;
  }

  NodeId start_of(NodeId date, hir::Unit unit) const {
    switch (unit) {
      case hir::Unit::Day:
        return date;
      case hir::Unit::Week:
        return builder().apply(Op::WeekStart, {date});
      case hir::Unit::Month:
        return builder().apply(Op::MonthStart, {date});
      case hir::Unit::Quarter:
        return builder().apply(Op::QuarterStart, {date});
      case hir::Unit::Year:
        return builder().apply(Op::YearStart, {date});
    }
    return date;
  }

  bool is_date(NodeId moment) const { return builder().node(moment).type == plan::date_type(); }

  NodeId shifted(NodeId moment, std::int64_t count, hir::Unit unit) const {
    if (is_date(moment)) return moved(moment, count, unit);
    const NodeId date = moved(local(Op::LocalDate, {moment}), count, unit);
    return local(Op::LocalInstant, {date, local(Op::LocalTime, {moment})});
  }
};

Calendar calendar_of(Lowering& lowering, const std::optional<hir::ExprId>& zone) {
  if (!zone) return {lowering, std::nullopt};
  return {lowering, lower_expr(lowering, *zone)};
}

}  // namespace

NodeId lower_shift(Lowering& lowering, const hir::Shift& shift) {
  const NodeId moment = lower_expr(lowering, shift.moment);
  return calendar_of(lowering, shift.zone).shifted(moment, shift.count, shift.unit);
}

NodeId lower_unit_start(Lowering& lowering, const hir::UnitStart& start) {
  const NodeId moment = lower_expr(lowering, start.moment);
  const Calendar calendar = calendar_of(lowering, start.zone);
  const bool is_date = calendar.is_date(moment);
  const NodeId date = is_date ? moment : calendar.local(Op::LocalDate, {moment});
  const NodeId first = calendar.moved(calendar.start_of(date, start.unit), start.count, start.unit);
  return is_date ? first : calendar.local(Op::DayStart, {first});
}

NodeId lower_later(Lowering& lowering, NodeId instant, const hir::Length& length) {
  if (length.unit) return Calendar{lowering, std::nullopt}.shifted(instant, length.count, *length.unit);
  const plan::Literal elapsed{plan::duration_type(), length.count, 1, 0, {}};
  return lowering.builder.apply(Op::Add, {instant, lowering.builder.literal(elapsed)});
}

}  // namespace seg::lower
