// Windows of event queries and periods of values: instants [from, to).

#include "compiler/semantics/events.h"
#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/parameters.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

using plan::Kind;

namespace {

hir::ExprId duration(Checker& checker, std::int64_t micros, Span span) {
  return checker.constant(number_literal(plan::duration_type(), micros), span);
}

hir::ExprId moved(Checker& checker, hir::Arithmetic op, hir::ExprId moment, std::int64_t micros, Span span) {
  const hir::ExprId length = duration(checker, micros, span);
  return checker.add(hir::Binary{op, moment, length}, checker.type(moment), checker.optional(moment), span);
}

hir::ExprId before_now(Checker& checker, std::int64_t micros, Span span) {
  const hir::ExprId now = checker.add(hir::Now{}, plan::timestamp_type(), false, span);
  return moved(checker, hir::Arithmetic::Subtract, now, micros, span);
}

/// A length in microseconds: a literal, or a parameter whose argument is one.
std::optional<std::int64_t> literal_length(Checker& checker, ast::ExprId id, Span span) {
  const auto written = written_literal(*checker.ast, id);
  if (const auto* quantity = written ? std::get_if<ast::QuantityLiteral>(&written->value) : nullptr)
    return duration_micros(checker, *quantity, span);
  const auto* name = std::get_if<ast::NameExpr>(&(*checker.ast)[id].node);
  const auto argument = name == nullptr ? std::nullopt : check_parameter(checker, checker.text(name->name), span, Scope{});
  if (!argument) {
    not_yet(checker, span, "a computed window length");
    return std::nullopt;
  }
  if (!*argument) return std::nullopt;
  if (checker.type(**argument) != plan::duration_type()) {
    report_wrong_type(checker, **argument, "a window", "a duration");
    return std::nullopt;
  }
  const auto* constant = std::get_if<hir::Constant>(&checker.hir[**argument].node);
  if (constant != nullptr) return constant->value.number;
  not_yet(checker, span, "a computed window length");
  return std::nullopt;
}

/// The length of `in last 90 days`, times `factor`: positive, in microseconds.
std::optional<std::int64_t> window_length(Checker& checker, ast::ExprId id, std::int64_t factor) {
  const Span span = (*checker.ast)[id].span;
  if (std::holds_alternative<ast::ErrorExpr>((*checker.ast)[id].node)) return std::nullopt;
  const auto micros = literal_length(checker, id, span);
  if (!micros) return std::nullopt;
  if (*micros <= 0) {
    checker.diagnostics.report(Code::EmptyWindow, span);
    return std::nullopt;
  }
  std::int64_t length = 0;
  if (__builtin_mul_overflow(*micros, factor, &length)) {
    checker.diagnostics.report(Code::DoesNotFit, span, shown(checker, span));
    return std::nullopt;
  }
  return length;
}

/// `60 days ago`, a date (its local day's start) or a timestamp.
Checked check_instant(Checker& checker, const ast::Instant& instant) {
  if (instant.ago) {
    const auto length = window_length(checker, instant.value, 1);
    if (!length) return std::nullopt;
    return before_now(checker, *length, instant.span);
  }
  const Checked moment = check_expression(checker, instant.value, Scope{});
  if (!moment) return std::nullopt;
  const plan::Type type = checker.type(*moment);
  if (type == plan::date_type()) return day_start(checker, *moment);
  if (type == plan::timestamp_type()) return moment;
  report_wrong_type(checker, *moment, "an instant", "a date, a timestamp or `… ago`");
  return std::nullopt;
}

/// A bound whose place in time is known relative to others of its kind: an offset from now, a day or an instant.
struct Fixed {
  enum class Kind : std::uint8_t { Now, Day, Instant } kind;
  std::int64_t value;
};

std::optional<Fixed> fixed_place(const Checker& checker, hir::ExprId id) {
  const hir::Node& node = checker.hir[id].node;
  if (const auto* start = std::get_if<hir::Convert>(&node)) return fixed_place(checker, start->operand);
  if (const auto* constant = std::get_if<hir::Constant>(&node)) {
    return Fixed{constant->value.type.kind == Kind::Date ? Fixed::Kind::Day : Fixed::Kind::Instant, constant->value.number};
  }
  const auto* binary = std::get_if<hir::Binary>(&node);
  if (binary == nullptr || !std::holds_alternative<hir::Now>(checker.hir[binary->left].node)) return std::nullopt;
  const auto* length = std::get_if<hir::Constant>(&checker.hir[binary->right].node);
  if (length == nullptr) return std::nullopt;
  return Fixed{Fixed::Kind::Now, -length->value.number};
}

}  // namespace

std::optional<int> order_of_instants(const Checker& checker, hir::ExprId first, hir::ExprId second) {
  const auto a = fixed_place(checker, first);
  const auto b = fixed_place(checker, second);
  if (!a || !b || a->kind != b->kind) return std::nullopt;
  return a->value < b->value ? -1 : a->value > b->value ? 1 : 0;
}

namespace {

/// Reports a window that can hold no instant.
bool require_rising(Checker& checker, hir::ExprId from, hir::ExprId to, Span first, Span second) {
  const auto a = fixed_place(checker, from);
  const auto b = fixed_place(checker, to);
  if (!a || !b || a->kind != b->kind || a->value < b->value) return true;
  Diagnostic& diagnostic = checker.diagnostics.report(Code::ReversedRange, join(first, second));
  if (a->value > b->value && !second.empty()) {
    diagnostic.fix(
        {"exchange the ends", {{first, std::string(checker.text(second))}, {second, std::string(checker.text(first))}}, Safety::Unsafe});
  }
  return false;
}

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

hir::ExprId start_of_day(Checker& checker, std::int64_t day, Span span) {
  return day_start(checker, checker.constant(number_literal(plan::date_type(), day), span));
}

/// One end of a period, as the instants at which it begins and after which it is over.
std::optional<Period> check_end(Checker& checker, ast::ExprId id, Scope scope, bool alone) {
  const Span span = (*checker.ast)[id].span;
  if (!require_known_year(checker, id)) return std::nullopt;
  if (const auto days = literal_days(checker, id))
    return Period{start_of_day(checker, days->first, span), start_of_day(checker, days->after, span)};
  const Checked value = check_expression(checker, id, scope);
  if (!value) return std::nullopt;
  const plan::Type type = checker.type(*value);
  if (type == plan::date_type()) {
    const hir::ExprId next = moved(checker, hir::Arithmetic::Add, *value, plan::kMicrosPerDay, span);
    return Period{day_start(checker, *value), day_start(checker, next)};
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
  const auto a = fixed_place(checker, first.from);
  const auto b = fixed_place(checker, second.from);
  if (!a || !b || a->kind != b->kind || a->value <= b->value) return Period{first.from, second.to};
  const Span low_span = (*checker.ast)[low].span;
  const Span high_span = (*checker.ast)[high].span;
  checker.diagnostics.report(Code::ReversedRange, join(low_span, high_span))
      .fix({"exchange the ends",
            {{low_span, std::string(checker.text(high_span))}, {high_span, std::string(checker.text(low_span))}},
            Safety::Unsafe});
  return std::nullopt;
}

}  // namespace

bool is_calendar_period(const Checker& checker, ast::ExprId id) {
  const auto written = written_literal(*checker.ast, id);
  return written && (std::holds_alternative<ast::MonthLiteral>(written->value) || std::holds_alternative<ast::YearLiteral>(written->value));
}

std::optional<Period> check_period(Checker& checker, ast::ExprId low, std::optional<ast::ExprId> high, Scope scope) {
  const auto first = check_end(checker, low, scope, !high);
  if (!high) return first;
  const auto second = check_end(checker, *high, scope, false);
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

namespace {

struct WindowCheck {
  Checker& checker;
  Span span;
  hir::Query& query;

  bool operator()(const ast::LastWindow& window) const {
    const auto length = window_length(checker, window.length, 1);
    if (length) query.from = before_now(checker, *length, span);
    return length.has_value();
  }
  bool operator()(const ast::PreviousWindow& window) const {
    const auto length = window_length(checker, window.length, 1);
    const auto twice = length ? window_length(checker, window.length, 2) : std::nullopt;
    if (!twice) return false;
    query.from = before_now(checker, *twice, span);
    query.to = before_now(checker, *length, span);
    return true;
  }
  bool operator()(const ast::PeriodWindow& window) const {
    const auto period = check_period(checker, window.low, window.high, Scope{});
    if (!period) return false;
    query.from = period->from;
    query.to = period->to;
    return true;
  }
  bool operator()(const ast::BetweenWindow& window) const {
    query.from = check_instant(checker, window.from);
    query.to = check_instant(checker, window.to);
    return query.from && query.to && require_rising(checker, *query.from, *query.to, window.from.span, window.to.span);
  }
  bool operator()(const ast::SinceWindow& window) const {
    query.from = check_instant(checker, window.from);
    return query.from.has_value();
  }
  bool operator()(const ast::BeforeWindow& window) const {
    query.to = check_instant(checker, window.to);
    return query.to.has_value();
  }
  bool operator()(const ast::CalendarWindow&) const { return later("a calendar window"); }
  bool operator()(const ast::ToDateWindow&) const { return later("a calendar window"); }
  bool operator()(const ast::EachWindow&) const { return later("a calendar window"); }
  bool operator()(const ast::AfterWindow&) const { return later("within … after"); }
  bool later(std::string_view what) const {
    not_yet(checker, span, what);
    return false;
  }
  bool operator()(const ast::NotYet& feature) const {
    not_yet(checker, span, feature.feature);
    return false;
  }
};

}  // namespace

bool check_window(Checker& checker, const ast::Window& window, hir::Query& query) {
  return std::visit(WindowCheck{checker, window.span, query}, window.node);
}

}  // namespace seg::semantics
