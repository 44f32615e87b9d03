#include "compiler/semantics/zones.h"

#include "compiler/semantics/messages.h"
#include "compiler/semantics/parameters.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

void report_unknown_zone(Checker& checker, std::string_view name, Span span) {
  Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownZone, span, name);
  const std::size_t at = checker.text(span).find(name);
  if (checker.zones.names == nullptr || name.empty() || at == std::string_view::npos) return;
  const std::vector<std::string> names = checker.zones.names();
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  const auto begin = static_cast<std::uint32_t>(span.begin + at);
  suggest_name(checker, diagnostic, {span.source, begin, static_cast<std::uint32_t>(begin + name.size())}, name, candidates);
}

std::optional<std::uint32_t> timezone_field(Checker& checker, Span use) {
  const auto& roles = checker.hir.schema.profile;
  std::vector<std::uint32_t> found;
  for (std::uint32_t field = 0; field < roles.size(); ++field) {
    for (const hir::Role role : roles[field].roles) {
      if (role == hir::Role::Timezone) found.push_back(field);
    }
  }
  if (found.size() == 1) return found.front();
  Diagnostic& diagnostic =
      checker.diagnostics.report(Code::NoZoneOfProfile, use, found.empty() ? std::string("none") : std::to_string(found.size()));
  if (found.empty()) diagnostic.note("declare one in the schema's profile: `timezone string? timezone`");
  for (const std::uint32_t field : found) diagnostic.label(roles[field].span, "has the role `timezone`");
  return std::nullopt;
}

namespace {

Checked named_zone(Checker& checker, std::string_view name, Span span) {
  if (checker.zones.exists != nullptr && !checker.zones.exists(name)) {
    report_unknown_zone(checker, name, span);
    return std::nullopt;
  }
  plan::Literal zone = number_literal(plan::string_type(), 0);
  zone.text = name;
  return checker.constant(std::move(zone), span);
}

Checked zone_of_profile(Checker& checker, Span span) {
  const auto field = timezone_field(checker, span);
  if (!field) return std::nullopt;
  const plan::Field& declared = checker.hir.schema.plan.profile[*field];
  return checker.add(hir::ProfileField{*field}, declared.type, declared.optional, span);
}

/// Data may name a zone that there is not; then what is computed in it is unknown.
bool may_lack_zone(const Checker& checker, const LocalTime& local) {
  return local.zone && !std::holds_alternative<hir::Constant>(checker.hir[*local.zone].node);
}

/// An operator of local time over one operand.
hir::ExprId in_zone(Checker& checker, plan::Op op, hir::ExprId operand, plan::Type type, LocalTime& local, Span span) {
  local.used = true;
  std::vector<hir::ExprId> operands{operand};
  if (local.zone) operands.push_back(*local.zone);
  const bool optional = checker.optional(operand) || may_lack_zone(checker, local);
  const hir::IdRange list = checker.list(operands);
  return checker.add(hir::Apply{op, list}, type, optional, span);
}

}  // namespace

std::optional<LocalTime> check_zone(Checker& checker, const std::optional<ast::Zone>& zone) {
  if (!zone) return LocalTime{};
  const Checked checked = zone->name ? named_zone(checker, checker.text(*zone->name), zone->span) : zone_of_profile(checker, zone->span);
  if (!checked) return std::nullopt;
  return LocalTime{*checked, zone->span};
}

bool require_used(Checker& checker, const LocalTime& local, std::string_view why) {
  if (!local.zone || local.used) return true;
  checker.diagnostics.report(Code::MisplacedZone, local.span, why).fix(replacement("leave it out", local.span, {}, Safety::Safe));
  return false;
}

std::optional<hir::Unit> calendar_unit(Checker& checker, ast::Unit unit, Span span) {
  switch (unit) {
    case ast::Unit::Second:
    case ast::Unit::Minute:
    case ast::Unit::Hour:
      break;
    case ast::Unit::Day:
      return hir::Unit::Day;
    case ast::Unit::Week:
      return hir::Unit::Week;
    case ast::Unit::Month:
      return hir::Unit::Month;
    case ast::Unit::Quarter:
      return hir::Unit::Quarter;
    case ast::Unit::Year:
      return hir::Unit::Year;
  }
  checker.diagnostics.report(Code::MisplacedWindow, span, shown(checker, span),
                             "units of the calendar are days, weeks, months, quarters and years");
  return std::nullopt;
}

hir::ExprId add_now(Checker& checker, Span span) { return checker.add(hir::Now{}, plan::timestamp_type(), false, span); }

hir::ExprId today(Checker& checker, LocalTime& local, Span span) {
  return in_zone(checker, plan::Op::LocalDate, add_now(checker, span), plan::date_type(), local, span);
}

hir::ExprId local_date(Checker& checker, hir::ExprId instant, LocalTime& local) {
  return in_zone(checker, plan::Op::LocalDate, instant, plan::date_type(), local, checker.hir[instant].span);
}

hir::ExprId first_instant(Checker& checker, hir::ExprId date, LocalTime& local) {
  if (local.zone) return in_zone(checker, plan::Op::DayStart, date, plan::timestamp_type(), local, checker.hir[date].span);
  return day_start(checker, date);
}

hir::ExprId shifted(Checker& checker, hir::ExprId moment, std::int64_t count, hir::Unit unit, LocalTime& local, Span span) {
  const plan::Type type = checker.type(moment);
  const bool is_date = type == plan::date_type();
  if (!is_date) local.used = true;
  const bool optional = checker.optional(moment) || (!is_date && may_lack_zone(checker, local));
  return checker.add(hir::Shift{moment, count, unit, is_date ? std::nullopt : local.zone}, type, optional, span);
}

hir::ExprId unit_start(Checker& checker, hir::ExprId moment, std::int64_t count, hir::Unit unit, LocalTime& local, Span span) {
  const plan::Type type = checker.type(moment);
  const bool is_date = type == plan::date_type();
  if (!is_date) local.used = true;
  const bool optional = checker.optional(moment) || (!is_date && may_lack_zone(checker, local));
  return checker.add(hir::UnitStart{moment, count, unit, is_date ? std::nullopt : local.zone}, type, optional, span);
}

bool is_today(const Checker& checker, ast::ExprId id, Scope scope) {
  const auto* name = std::get_if<ast::NameExpr>(&(*checker.ast)[id].node);
  if (name == nullptr || checker.text(name->name) != "today" || is_parameter(checker, "today")) return false;
  const Names& names = scope.stream ? checker.events[*scope.stream] : checker.profile;
  return !names.fields.contains("today") && !names.structs.contains("today") && !checker.traits.contains("today");
}

Checked check_zoned(Checker& checker, const ast::ZonedExpr& node, Span span, Scope scope) {
  auto local = check_zone(checker, node.zone);
  if (!local) return std::nullopt;
  if (is_today(checker, node.value, scope)) return today(checker, *local, span);
  if (!check_expression(checker, node.value, scope)) return std::nullopt;
  require_used(checker, *local, "it stands after `today` and in functions of local time: `hour(at in profile timezone)`");
  return std::nullopt;
}

}  // namespace seg::semantics
