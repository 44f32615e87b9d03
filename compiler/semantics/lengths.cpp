// Lengths of windows: elapsed time, rolling months, whole units of the calendar, and what is computed.

#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/parameters.h"
#include "compiler/semantics/types.h"
#include "compiler/semantics/windows.h"

namespace seg::semantics {

namespace {

hir::ExprId duration(Checker& checker, std::int64_t micros, Span span) {
  return checker.constant(number_literal(plan::duration_type(), micros), span);
}

/// Positive, and twice of it fits.
bool require_length(Checker& checker, std::int64_t count, std::int64_t micros_each, Span span) {
  if (count <= 0) {
    checker.diagnostics.report(Code::EmptyWindow, span);
    return false;
  }
  std::int64_t twice = 0;
  if (!__builtin_mul_overflow(count, 2 * micros_each, &twice)) return true;
  checker.diagnostics.report(Code::DoesNotFit, span, shown(checker, span));
  return false;
}

/// The literal, or what a parameter stands for, where that is one of the calendar.
std::optional<ast::QuantityLiteral> written_quantity(Checker& checker, ast::ExprId id) {
  if (const auto written = written_literal(*checker.ast, id)) {
    const auto* quantity = std::get_if<ast::QuantityLiteral>(&written->value);
    return quantity == nullptr ? std::nullopt : std::optional(*quantity);
  }
  const auto* name = std::get_if<ast::NameExpr>(&(*checker.ast)[id].node);
  return name == nullptr ? std::nullopt : calendar_argument(checker, checker.text(name->name));
}

std::optional<Length> check_computed(Checker& checker, ast::ExprId id, Scope scope) {
  const Checked value = check_expression(checker, id, scope);
  if (!value) return std::nullopt;
  const plan::Type type = checker.type(*value);
  if (type.list || type.kind != plan::Kind::Duration) {
    report_wrong_type(checker, *value, "a window", "a duration");
    return std::nullopt;
  }
  const auto* constant = std::get_if<hir::Constant>(&checker.hir[*value].node);
  if (constant == nullptr || type.fraction) return ComputedLength{*value};
  if (!require_length(checker, constant->value.number, 1, (*checker.ast)[id].span)) return std::nullopt;
  return ElapsedLength{constant->value.number};
}

/// As many microseconds as there are whole ones in it: instants have no finer parts, so that `at >= now - L` is the same of both.
hir::ExprId whole_micros(Checker& checker, hir::ExprId length, Span span) {
  if (!checker.type(length).fraction) return length;
  const hir::ExprId operands[] = {length};
  return apply(checker, plan::Op::Floor, operands, plan::duration_type(), span);
}

hir::ExprId multiplied(Checker& checker, hir::ExprId length, std::int64_t times, Span span) {
  if (times == 1) return length;
  const plan::Type type = checker.type(length);
  hir::ExprId factor = checker.constant(int_literal(times), span);
  if (type.fraction) factor = checker.add(hir::Convert{hir::Conversion::ToFraction, factor}, plan::ratio_type(), false, span);
  return checker.add(hir::Binary{hir::Arithmetic::Multiply, length, factor}, type, checker.optional(length), span);
}

hir::ExprId moved_by(Checker& checker, hir::Arithmetic op, hir::ExprId moment, hir::ExprId length, Span span) {
  const bool optional = checker.optional(moment) || checker.optional(length);
  return checker.add(hir::Binary{op, moment, length}, checker.type(moment), optional, span);
}

}  // namespace

bool is_rolling(ast::Unit unit) { return unit == ast::Unit::Month || unit == ast::Unit::Quarter || unit == ast::Unit::Year; }

std::optional<Length> length_of(Checker& checker, const ast::QuantityLiteral& quantity, Span span) {
  if (!quantity.calendar && !is_rolling(quantity.unit)) {
    const auto micros = duration_micros(checker, quantity, span);
    if (!micros || !require_length(checker, *micros, 1, span)) return std::nullopt;
    return ElapsedLength{*micros};
  }
  const auto unit = calendar_unit(checker, quantity.unit, span);
  if (!unit || !require_length(checker, quantity.count, days_of(*unit).most * plan::kMicrosPerDay, span)) return std::nullopt;
  if (quantity.calendar) return CalendarLength{quantity.count, *unit};
  return RollingLength{quantity.count, *unit};
}

std::optional<Length> check_length(Checker& checker, ast::ExprId id, Scope scope) {
  if (std::holds_alternative<ast::ErrorExpr>((*checker.ast)[id].node)) return std::nullopt;
  if (const auto quantity = written_quantity(checker, id)) {
    const auto* name = std::get_if<ast::NameExpr>(&(*checker.ast)[id].node);
    const Span span = (*checker.ast)[id].span;
    if (name != nullptr && !use_parameter(checker, checker.text(name->name), span, scope)) return std::nullopt;
    return length_of(checker, *quantity, span);
  }
  return check_computed(checker, id, scope);
}

std::optional<RollingLength> rolling_length(Checker& checker, ast::ExprId id, Scope scope) {
  const auto quantity = written_quantity(checker, id);
  if (!quantity || quantity->calendar || !is_rolling(quantity->unit)) return std::nullopt;
  const auto* name = std::get_if<ast::NameExpr>(&(*checker.ast)[id].node);
  const Span span = (*checker.ast)[id].span;
  if (name != nullptr && !use_parameter(checker, checker.text(name->name), span, scope)) return std::nullopt;
  const auto unit = calendar_unit(checker, quantity->unit, span);
  return unit ? std::optional(RollingLength{quantity->count, *unit}) : std::nullopt;
}

hir::ExprId moved(Checker& checker, hir::Arithmetic op, hir::ExprId moment, std::int64_t micros, Span span) {
  return moved_by(checker, op, moment, duration(checker, micros, span), span);
}

hir::ExprId earlier(Checker& checker, hir::ExprId moment, const Length& length, std::int64_t times, LocalTime& local, Span span) {
  if (const auto* elapsed = std::get_if<ElapsedLength>(&length))
    return moved(checker, hir::Arithmetic::Subtract, moment, times * elapsed->micros, span);
  if (const auto* rolling = std::get_if<RollingLength>(&length))
    return shifted(checker, moment, -times * rolling->count, rolling->unit, local, span);
  if (const auto* whole = std::get_if<CalendarLength>(&length))
    return unit_start(checker, moment, -times * whole->count, whole->unit, local, span);
  const hir::ExprId total = multiplied(checker, std::get<ComputedLength>(length).value, times, span);
  return moved_by(checker, hir::Arithmetic::Subtract, moment, whole_micros(checker, total, span), span);
}

hir::ExprId later(Checker& checker, hir::ExprId moment, const Length& length, LocalTime& local, Span span) {
  if (const auto* elapsed = std::get_if<ElapsedLength>(&length)) return moved(checker, hir::Arithmetic::Add, moment, elapsed->micros, span);
  if (const auto* rolling = std::get_if<RollingLength>(&length))
    return shifted(checker, moment, rolling->count, rolling->unit, local, span);
  if (const auto* whole = std::get_if<CalendarLength>(&length))
    return unit_start(checker, moment, whole->count + 1, whole->unit, local, span);
  return moved_by(checker, hir::Arithmetic::Add, moment, whole_micros(checker, std::get<ComputedLength>(length).value, span), span);
}

}  // namespace seg::semantics
