#pragma once
// Local time: zones as they are written, and what is computed in them.

#include "compiler/semantics/checker.h"

namespace seg::semantics {

/// Where local times are computed: in `zone` (a string of at most profile rate), without one in the schema's.
struct LocalTime {
  std::optional<hir::ExprId> zone = {};
  Span span = {};     ///< of the zone, where one was written
  bool used = false;  ///< something was computed in it
};

/// The zone that was written, if any; nothing where it is none, which is reported.
std::optional<LocalTime> check_zone(Checker& checker, const std::optional<ast::Zone>& zone);
/// `span` holds the name.
void report_unknown_zone(Checker& checker, std::string_view name, Span span);
/// Whether a zone that was written had something to say; `why` it had not is reported.
bool require_used(Checker& checker, const LocalTime& local, std::string_view why);
/// The field of the profile with the role `timezone`; that there is none, or several, is reported at `use`.
std::optional<std::uint32_t> timezone_field(Checker& checker, Span use);

/// The unit of the calendar; seconds, minutes and hours are none, which is reported.
std::optional<hir::Unit> calendar_unit(Checker& checker, ast::Unit unit, Span span);

hir::ExprId add_now(Checker& checker, Span span);
hir::ExprId today(Checker& checker, LocalTime& local, Span span);
hir::ExprId local_date(Checker& checker, hir::ExprId instant, LocalTime& local);
/// Of a date.
hir::ExprId first_instant(Checker& checker, hir::ExprId date, LocalTime& local);
/// As hir::Shift and hir::UnitStart.
hir::ExprId shifted(Checker& checker, hir::ExprId moment, std::int64_t count, hir::Unit unit, LocalTime& local, Span span);
hir::ExprId unit_start(Checker& checker, hir::ExprId moment, std::int64_t count, hir::Unit unit, LocalTime& local, Span span);

/// Whether the expression is the bare name `today` and no field, trait or parameter.
bool is_today(const Checker& checker, ast::ExprId id, Scope scope);

}  // namespace seg::semantics
