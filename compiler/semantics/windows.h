#pragma once
// Windows: their lengths, the instants that they stand between, and how these stand to each other.

#include "compiler/semantics/zones.h"

namespace seg::semantics {

/// `90 days`
struct ElapsedLength {
  std::int64_t micros;
};
/// `3 months`: local calendar time, clamped at a month's end, the time of day kept.
struct RollingLength {
  std::int64_t count;
  hir::Unit unit;
};
/// `3 calendar months`: from the start of a unit.
struct CalendarLength {
  std::int64_t count;
  hir::Unit unit;
};
/// A duration of profile rate, or a fraction of durations.
struct ComputedLength {
  hir::ExprId value;
};
using Length = std::variant<ElapsedLength, RollingLength, CalendarLength, ComputedLength>;

/// Whether a literal length of the unit, without `calendar`, is a rolling one: a month, a quarter, a year.
bool is_rolling(ast::Unit unit);

/// How long a unit is. A rolling one may lack three days more, where a month's end is clamped.
struct UnitDays {
  std::int64_t least, most;
  std::string_view family;  ///< units of which each is so many (`ranks`) of the smallest
  std::int64_t ranks;
};
UnitDays days_of(hir::Unit unit);

/// A literal length: elapsed, rolling or of the calendar. Reported unless it is positive and twice of it fits 64 bits of microseconds.
std::optional<Length> length_of(Checker& checker, const ast::QuantityLiteral& quantity, Span span);
/// The length of a window, a literal one positive and such that twice of it fits; names are those of `scope`.
std::optional<Length> check_length(Checker& checker, ast::ExprId id, Scope scope);
/// Rolling months, quarters and years: a literal, or a parameter whose argument is one; nothing for what else there is.
std::optional<RollingLength> rolling_length(Checker& checker, ast::ExprId id, Scope scope);

/// The moment (a timestamp or a date) so much earlier, `times` times; of a calendar length the start of the unit that lies so many before.
hir::ExprId earlier(Checker& checker, hir::ExprId moment, const Length& length, std::int64_t times, LocalTime& local, Span span);
/// The moment so much later; of a calendar length the end of the unit that lies so many after.
hir::ExprId later(Checker& checker, hir::ExprId moment, const Length& length, LocalTime& local, Span span);
hir::ExprId moved(Checker& checker, hir::Arithmetic op, hir::ExprId moment, std::int64_t micros, Span span);

/// `60 days ago`, a date or a timestamp. A date is its day's start, but beside values that are dates.
Checked check_instant(Checker& checker, const ast::Instant& instant, Scope scope, LocalTime& local, bool beside_dates = false);
/// Reports a window that can hold no instant.
bool require_rising(Checker& checker, hir::ExprId from, hir::ExprId to, Span first, Span second);

/// What a window says of `at`.
struct Bounds {
  std::optional<hir::ExprId> from;
  std::optional<hir::ExprId> to;
};
/// `in each of last 4 calendar quarters`: the bounds of each, the oldest first.
std::optional<std::vector<Bounds>> check_each(Checker& checker, const ast::EachWindow& each, const ast::Window& window);

}  // namespace seg::semantics
