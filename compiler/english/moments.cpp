#include "compiler/english/moments.h"

#include "compiler/semantics/walk.h"

namespace seg::english {
namespace {

using hir::Unit;

std::optional<std::int64_t> sum_of(std::int64_t a, std::int64_t b) {
  std::int64_t sum = 0;
  if (__builtin_add_overflow(a, b, &sum)) return std::nullopt;
  return sum;
}

std::int64_t months_in(Unit unit) { return unit == Unit::Year ? 12 : unit == Unit::Quarter ? 3 : 1; }

/// The last day of its month where that has no such day.
std::optional<std::int64_t> months_later(std::int64_t day, std::int64_t months) {
  constexpr std::int64_t kMostMonths = 12 * 20'000;
  if (months > kMostMonths || months < -kMostMonths) return std::nullopt;
  const calendar::CivilDate date = calendar::civil_from_days(day);
  const std::int64_t index = std::int64_t{date.year} * 12 + date.month - 1 + months;
  const std::int64_t year = index >= 0 ? index / 12 : -((11 - index) / 12);
  const auto month = static_cast<std::uint32_t>(index - year * 12 + 1);
  for (std::uint32_t last = date.day; last >= 28; --last) {
    if (const auto found = calendar::days_from_civil({static_cast<std::int32_t>(year), month, last})) return found;
  }
  return calendar::days_from_civil({static_cast<std::int32_t>(year), month, date.day});
}

std::optional<std::int64_t> units_later(std::int64_t day, std::int64_t count, Unit unit) {
  if (unit != Unit::Day && unit != Unit::Week) {
    std::int64_t months = 0;
    if (__builtin_mul_overflow(count, months_in(unit), &months)) return std::nullopt;
    return months_later(day, months);
  }
  std::int64_t days = 0;
  if (__builtin_mul_overflow(count, unit == Unit::Week ? 7 : 1, &days)) return std::nullopt;
  return sum_of(day, days);
}

/// The first day of the unit that a day lies in; weeks begin on Monday, and 1970-01-01 was a Thursday.
std::optional<std::int64_t> unit_start(std::int64_t day, Unit unit) {
  if (unit == Unit::Day) return day;
  if (unit == Unit::Week) return sum_of(day, -((day % 7 + 7 + 3) % 7));
  calendar::CivilDate date = calendar::civil_from_days(day);
  date.day = 1;
  if (unit == Unit::Year) date.month = 1;
  if (unit == Unit::Quarter) date.month -= (date.month - 1) % 3;
  return calendar::days_from_civil(date);
}

/// Instants are taken apart into the local day and what the local clock shows.
struct Local {
  std::int64_t day = 0;
  std::int64_t time = 0;
};

Local local_of(std::int64_t instant, const calendar::Zone& zone) {
  const std::int64_t shown = instant + zone.offset(instant) * plan::kMicrosPerSecond;
  const std::int64_t day = shown >= 0 ? shown / plan::kMicrosPerDay : -((plan::kMicrosPerDay - 1 - shown) / plan::kMicrosPerDay);
  return {day, shown - day * plan::kMicrosPerDay};
}

struct Evaluation {
  const hir::Hir& hir;
  const Clock& clock;

  std::optional<Moment> of(hir::ExprId id) const {
    const hir::Node& node = hir[id].node;
    if (std::holds_alternative<hir::Now>(node)) return Moment{false, clock.now};
    if (const auto* constant = std::get_if<hir::Constant>(&node)) return of_constant(constant->value);
    if (const auto* trait = std::get_if<hir::TraitRef>(&node)) return of(hir.traits[trait->trait].value);
    if (const auto* binary = std::get_if<hir::Binary>(&node)) return of_binary(*binary);
    if (const auto* convert = std::get_if<hir::Convert>(&node); convert != nullptr && convert->conversion == hir::Conversion::DayStart)
      return day_start(of(convert->operand), clock.zone);
    if (const auto* apply = std::get_if<hir::Apply>(&node)) return of_apply(*apply);
    if (const auto* shift = std::get_if<hir::Shift>(&node)) return of_shift(*shift);
    if (const auto* start = std::get_if<hir::UnitStart>(&node)) return of_unit_start(*start);
    return std::nullopt;
  }

 private:
  std::optional<calendar::Zone> zone_of(const std::optional<hir::ExprId>& zone) const {
    if (!zone) return clock.zone;
    const auto* name = std::get_if<hir::Constant>(&hir[*zone].node);
    if (name == nullptr) return std::nullopt;
    return calendar::Zone::find(name->value.text);
  }

  static std::optional<Moment> of_constant(const plan::Literal& literal) {
    if (literal.type == plan::date_type()) return Moment{true, literal.number};
    if (literal.type == plan::timestamp_type()) return Moment{false, literal.number};
    return std::nullopt;
  }

  static std::optional<Moment> day_start(const std::optional<Moment>& day, const std::optional<calendar::Zone>& zone) {
    if (!day || !day->is_day || !zone) return std::nullopt;
    const auto instant = zone->checked_day_start(day->value);
    if (!instant) return std::nullopt;
    return Moment{false, *instant};
  }

  std::optional<Moment> of_binary(const hir::Binary& binary) const {
    const auto* length = std::get_if<hir::Constant>(&hir[binary.right].node);
    if (length == nullptr || length->value.type != plan::duration_type()) return std::nullopt;
    const auto base = of(binary.left);
    if (!base || (binary.op != hir::Arithmetic::Add && binary.op != hir::Arithmetic::Subtract)) return std::nullopt;
    const std::int64_t unit = base->is_day ? plan::kMicrosPerDay : 1;
    if (length->value.number % unit != 0) return std::nullopt;
    const std::int64_t count = length->value.number / unit;
    std::int64_t value = 0;
    const bool overflow = binary.op == hir::Arithmetic::Add ? __builtin_add_overflow(base->value, count, &value)
                                                            : __builtin_sub_overflow(base->value, count, &value);
    if (overflow) return std::nullopt;
    return Moment{base->is_day, value};
  }

  std::optional<Moment> of_apply(const hir::Apply& apply) const {
    const auto operands = hir.operands(apply.operands);
    if (operands.empty()) return std::nullopt;
    const auto zone = zone_of(operands.size() == 2 ? std::optional(operands[1]) : std::nullopt);
    if (apply.op == plan::Op::DayStart) return day_start(of(operands[0]), zone);
    if (apply.op != plan::Op::LocalDate || !zone) return std::nullopt;
    const auto instant = of(operands[0]);
    if (!instant || instant->is_day) return std::nullopt;
    return Moment{true, zone->local_day(instant->value)};
  }

  std::optional<Moment> of_shift(const hir::Shift& shift) const {
    const auto moment = of(shift.moment);
    const auto zone = zone_of(shift.zone);
    if (!moment || !zone) return std::nullopt;
    const Local local = moment->is_day ? Local{moment->value, 0} : local_of(moment->value, *zone);
    const auto day = units_later(local.day, shift.count, shift.unit);
    if (!day) return std::nullopt;
    if (moment->is_day) return Moment{true, *day};
    return Moment{false, zone->instant(*day, local.time)};
  }

  std::optional<Moment> of_unit_start(const hir::UnitStart& start) const {
    const auto moment = of(start.moment);
    const auto zone = zone_of(start.zone);
    if (!moment || !zone) return std::nullopt;
    const auto first = unit_start(moment->is_day ? moment->value : zone->local_day(moment->value), start.unit);
    const auto day = first ? units_later(*first, start.count, start.unit) : std::nullopt;
    if (!day) return std::nullopt;
    const Moment made{true, *day};
    return moment->is_day ? made : day_start(made, zone);
  }
};

}  // namespace

std::optional<Moment> moment_of(const hir::Hir& hir, hir::ExprId id, const Clock& clock) { return Evaluation{hir, clock}.of(id); }

std::string moment_text(const Moment& moment, const Clock& clock) {
  return moment.is_day ? calendar::format_date(moment.value) : calendar::format_local(moment.value, clock.zone);
}

bool reads_now(const hir::Hir& hir, hir::ExprId id) {
  const hir::Node& node = hir[id].node;
  if (std::holds_alternative<hir::Now>(node)) return true;
  if (const auto* trait = std::get_if<hir::TraitRef>(&node)) return reads_now(hir, hir.traits[trait->trait].value);
  bool found = false;
  hir::for_each_operand(hir, node, [&](hir::ExprId operand) { found = found || reads_now(hir, operand); });
  return found;
}

}  // namespace seg::english
