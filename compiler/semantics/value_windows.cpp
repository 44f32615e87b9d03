// Windows of values: `signup_at within last 30 days`, `trial_ends_at within next 14 days`, `birthday in this calendar month`.

#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"
#include "compiler/semantics/windows.h"

namespace seg::semantics {

namespace {

Checked check_moment(Checker& checker, ast::ExprId id, Scope scope) {
  const Checked value = check_expression(checker, id, scope);
  if (!value) return std::nullopt;
  const plan::Type type = checker.type(*value);
  if (type == plan::date_type() || type == plan::timestamp_type()) return value;
  report_wrong_type(checker, *value, "a window", "a date or a timestamp before it");
  return std::nullopt;
}

bool is_date(const Checker& checker, hir::ExprId value) { return checker.type(value) == plan::date_type(); }

/// The day or the instant that the value is held against.
hir::ExprId present(Checker& checker, hir::ExprId value, LocalTime& local, Span span) {
  return is_date(checker, value) ? today(checker, local, span) : add_now(checker, span);
}

hir::ExprId both(Checker& checker, hir::ExprId a, hir::ExprId b, Span span) {
  const hir::ExprId parts[] = {a, b};
  return logic(checker, hir::Connective::And, parts, span);
}

/// Days count in whole ones.
bool require_whole_days(Checker& checker, const Length& length, Span span) {
  const auto* elapsed = std::get_if<ElapsedLength>(&length);
  if (elapsed == nullptr || elapsed->micros % plan::kMicrosPerDay == 0) return true;
  checker.diagnostics.report(Code::NotWholeDays, span);
  return false;
}

/// A date within a length that the data say: the distance in days is no more than it, which needs no whole days.
hir::ExprId within_computed_days(Checker& checker, hir::ExprId value, hir::ExprId present, bool next, hir::ExprId length, Span span) {
  const hir::ExprId early = next ? present : value;
  const hir::ExprId late = next ? value : present;
  const bool optional = checker.optional(early) || checker.optional(late);
  const hir::ExprId distance = checker.add(hir::Binary{hir::Arithmetic::Subtract, late, early}, plan::duration_type(), optional, span);
  return both(checker, compare(checker, hir::Relation::LessEqual, early, late, span),
              compare(checker, hir::Relation::LessEqual, distance, length, span), span);
}

}  // namespace

Checked check_within(Checker& checker, const ast::WithinExpr& node, Span span, Scope scope) {
  auto local = check_zone(checker, node.zone);
  const Checked value = check_moment(checker, node.value, scope);
  const auto length = check_length(checker, node.length, scope);
  if (!local || !value || !length) return std::nullopt;
  const bool date = is_date(checker, *value);
  if (date && !require_whole_days(checker, *length, (*checker.ast)[node.length].span)) return std::nullopt;
  const hir::ExprId here = present(checker, *value, *local, span);
  const auto* computed = std::get_if<ComputedLength>(&*length);
  if (date && computed != nullptr) return within_computed_days(checker, *value, here, node.next, computed->value, span);
  const hir::ExprId end = node.next ? later(checker, here, *length, *local, span) : earlier(checker, here, *length, 1, *local, span);
  if (!require_used(checker, *local, "elapsed time is the same in every zone")) return std::nullopt;
  if (!node.next)
    return both(checker, compare(checker, hir::Relation::LessEqual, end, *value, span),
                compare(checker, hir::Relation::LessEqual, *value, here, span), span);
  // A unit of the calendar is over where the next begins.
  const hir::Relation last = std::holds_alternative<CalendarLength>(*length) ? hir::Relation::Less : hir::Relation::LessEqual;
  return both(checker, compare(checker, hir::Relation::LessEqual, here, *value, span), compare(checker, last, *value, end, span), span);
}

Checked check_open(Checker& checker, const ast::OpenExpr& node, Span span, Scope scope) {
  LocalTime local;
  const Checked value = check_moment(checker, node.value, scope);
  if (!value) return std::nullopt;
  const Checked instant = check_instant(checker, node.instant, scope, local, is_date(checker, *value));
  if (!instant) return std::nullopt;
  if (!node.since) return compare(checker, hir::Relation::Less, *value, *instant, span);
  const hir::ExprId here = present(checker, *value, local, span);
  return both(checker, compare(checker, hir::Relation::LessEqual, *instant, *value, span),
              compare(checker, hir::Relation::LessEqual, *value, here, span), span);
}

Checked check_between(Checker& checker, const ast::BetweenExpr& node, Span span, Scope scope) {
  LocalTime local;
  const Checked value = check_moment(checker, node.value, scope);
  if (!value) return std::nullopt;
  const bool date = is_date(checker, *value);
  const Checked from = check_instant(checker, node.from, scope, local, date);
  const Checked to = check_instant(checker, node.to, scope, local, date);
  if (!from || !to || !require_rising(checker, *from, *to, node.from.span, node.to.span)) return std::nullopt;
  return both(checker, compare(checker, hir::Relation::LessEqual, *from, *value, span),
              compare(checker, hir::Relation::Less, *value, *to, span), span);
}

Checked check_in_calendar(Checker& checker, const ast::InCalendarExpr& node, Span span, Scope scope) {
  auto local = check_zone(checker, node.zone);
  const Checked value = check_moment(checker, node.value, scope);
  const auto unit = calendar_unit(checker, node.unit, span);
  if (!local || !value || !unit) return std::nullopt;
  const hir::ExprId here = present(checker, *value, *local, span);
  const std::int64_t first = node.previous ? -1 : 0;
  const hir::ExprId from = unit_start(checker, here, first, *unit, *local, span);
  const hir::ExprId to = unit_start(checker, here, first + 1, *unit, *local, span);
  const hir::ExprId in = both(checker, compare(checker, hir::Relation::LessEqual, from, *value, span),
                              compare(checker, hir::Relation::Less, *value, to, span), span);
  return node.negated ? negated(checker, in, span) : in;
}

}  // namespace seg::semantics
