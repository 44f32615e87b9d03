// Periods by their name: a day, a month, a year, or a range of them.

#include "compiler/semantics/events.h"
#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"
#include "compiler/semantics/windows.h"

namespace seg::semantics {

namespace {

/// Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil).
std::int64_t days_of(std::int64_t year, unsigned month) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}

/// The first day of a literal period and the first after it; nothing for other expressions.
struct Days {
  std::int64_t first;
  std::int64_t after;
};

std::optional<Days> literal_days(const Checker& checker, ast::ExprId id) {
  const auto written = written_literal(*checker.ast, id);
  if (!written) return std::nullopt;
  if (const auto* month = std::get_if<ast::MonthLiteral>(&written->value)) {
    const bool december = month->month == 12;
    return Days{days_of(month->year, month->month), days_of(month->year + (december ? 1 : 0), december ? 1U : month->month + 1U)};
  }
  if (const auto* year = std::get_if<ast::YearLiteral>(&written->value)) return Days{days_of(year->year, 1), days_of(year->year + 1, 1)};
  if (const auto* date = std::get_if<ast::DateLiteral>(&written->value)) return Days{date->days, date->days + 1};
  return std::nullopt;
}

bool require_known_year(Checker& checker, ast::ExprId id) {
  const auto written = written_literal(*checker.ast, id);
  const auto* year = written ? std::get_if<ast::YearLiteral>(&written->value) : nullptr;
  if (year == nullptr || (year->year >= 0 && year->year <= 9999)) return true;
  checker.diagnostics.report(Code::DoesNotFit, written->span, shown(checker, written->span));
  return false;
}

hir::ExprId start_of_day(Checker& checker, std::int64_t day, LocalTime& local, Span span) {
  return first_instant(checker, checker.constant(number_literal(plan::date_type(), day), span), local);
}

/// One end of a period, as the instants at which it begins and after which it is over.
std::optional<Period> check_end(Checker& checker, ast::ExprId id, Scope scope, LocalTime& local, bool alone) {
  const Span span = (*checker.ast)[id].span;
  if (!require_known_year(checker, id)) return std::nullopt;
  if (const auto days = literal_days(checker, id))
    return Period{start_of_day(checker, days->first, local, span), start_of_day(checker, days->after, local, span)};
  const Checked value = check_expression(checker, id, scope);
  if (!value) return std::nullopt;
  const plan::Type type = checker.type(*value);
  if (type == plan::date_type()) {
    const hir::ExprId next = moved(checker, hir::Arithmetic::Add, *value, plan::kMicrosPerDay, span);
    return Period{first_instant(checker, *value, local), first_instant(checker, next, local)};
  }
  if (type == plan::timestamp_type() && !alone) return Period{*value, moved(checker, hir::Arithmetic::Add, *value, 1, span)};
  report_wrong_type(checker, *value, "a period", alone ? "a day, a month or a year" : "days, months, years or timestamps at both ends");
  return std::nullopt;
}

/// One end of a range of days, as its first and its last day.
std::optional<Period> check_day_end(Checker& checker, ast::ExprId id, Scope scope) {
  const Span span = (*checker.ast)[id].span;
  if (!require_known_year(checker, id)) return std::nullopt;
  if (const auto days = literal_days(checker, id)) {
    const auto date = [&](std::int64_t day) { return checker.constant(number_literal(plan::date_type(), day), span); };
    return Period{date(days->first), date(days->after - 1)};
  }
  const Checked value = check_expression(checker, id, scope);
  if (!value) return std::nullopt;
  if (checker.type(*value) == plan::date_type()) return Period{*value, *value};
  report_wrong_type(checker, *value, "a period of a date", "days, months or years");
  return std::nullopt;
}

/// From the start of the first to the end of the second; literal ends in the wrong order are reported.
std::optional<Period> from_to(Checker& checker, const Period& first, const Period& second, ast::ExprId low, ast::ExprId high) {
  if (order_of_instants(checker, first.from, second.from).value_or(-1) <= 0) return Period{first.from, second.to};
  const Span low_span = (*checker.ast)[low].span;
  const Span high_span = (*checker.ast)[high].span;
  checker.diagnostics.report(Code::ReversedRange, join(low_span, high_span)).fix(exchanged_ends(checker, low_span, high_span));
  return std::nullopt;
}

}  // namespace

bool is_calendar_period(const Checker& checker, ast::ExprId id) {
  const auto written = written_literal(*checker.ast, id);
  return written && (std::holds_alternative<ast::MonthLiteral>(written->value) || std::holds_alternative<ast::YearLiteral>(written->value));
}

std::optional<Period> check_period(Checker& checker, ast::ExprId low, std::optional<ast::ExprId> high, Scope scope, LocalTime& local) {
  const auto first = check_end(checker, low, scope, local, !high);
  if (!high) return first;
  const auto second = check_end(checker, *high, scope, local, false);
  if (!first || !second) return std::nullopt;
  return from_to(checker, *first, *second, low, *high);
}

std::optional<Period> check_days(Checker& checker, ast::ExprId low, std::optional<ast::ExprId> high, Scope scope) {
  const auto first = check_day_end(checker, low, scope);
  if (!high) return first;
  const auto second = check_day_end(checker, *high, scope);
  if (!first || !second) return std::nullopt;
  return from_to(checker, *first, *second, low, *high);
}

}  // namespace seg::semantics
