// Hours, days of the week and months: parts of local time that come round again, said as clocks and calendars say them.
#include <fmt/format.h>

#include "compiler/english/writer.h"

namespace seg::english {
namespace {

/// A part of local time with the values that it has.
struct Cycle {
  plan::Op op;
  std::int64_t first;
  std::int64_t last;
};
constexpr Cycle kCycles[] = {{plan::Op::LocalHour, 0, 23}, {plan::Op::WeekdayOf, 0, 6}, {plan::Op::MonthOf, 1, 12}};

const Cycle* cycle_of(const hir::Hir& hir, hir::ExprId id) {
  const auto* apply = std::get_if<hir::Apply>(&hir[id].node);
  if (apply == nullptr) return nullptr;
  for (const Cycle& cycle : kCycles) {
    if (cycle.op == apply->op) return &cycle;
  }
  return nullptr;
}

std::optional<std::int64_t> place_in(const hir::Hir& hir, const Cycle& cycle, hir::ExprId id) {
  const auto* constant = std::get_if<hir::Constant>(&hir[id].node);
  const bool whole = constant != nullptr && plan::form_of(constant->value.type) != plan::Form::Fraction;
  if (!whole || constant->value.number < cycle.first || constant->value.number > cycle.last) return std::nullopt;
  return constant->value.number;
}

std::string name_of(const Cycle& cycle, std::int64_t place) {
  return std::string(cycle.op == plan::Op::WeekdayOf ? weekday_name(place) : month_name(place));
}

/// `is from 22:00 until before 03:00`: an hour lasts until the next one.
std::string hours_text(std::int64_t low, std::int64_t high) {
  if (low == 0 && high < 23) return fmt::format("before {:02}:00", high + 1);
  if (high == 23) return low == 0 ? "at any hour" : fmt::format("at or after {:02}:00", low);
  return fmt::format("from {:02}:00 until before {:02}:00", low, high + 1);
}

std::string places_text(const Cycle& cycle, std::int64_t low, std::int64_t high) {
  if (cycle.op == plan::Op::LocalHour) return hours_text(low, high);
  if (low == high) return name_of(cycle, low);
  return fmt::format("from {} to {}", name_of(cycle, low), name_of(cycle, high));
}

Predicate between(Writer& writer, hir::ExprId value, const Cycle& cycle, std::int64_t low, std::int64_t high, const Scope& scope,
                  bool negated) {
  Noun subject = noun(writer, value, scope);
  constexpr std::string_view kHour = "the hour";
  if (subject.text.rfind(kHour, 0) == 0) subject.text.replace(0, kHour.size(), "the time of day");
  return about(subject, fmt::format("{} {}", negated ? "is not" : "is", places_text(cycle, low, high)));
}

}  // namespace

std::optional<Predicate> cycle_predicate(Writer& writer, const hir::Compare& compare, const Scope& scope, bool negated) {
  const bool exchanged = cycle_of(writer.hir, compare.left) == nullptr;
  const hir::ExprId value = exchanged ? compare.right : compare.left;
  const Cycle* cycle = cycle_of(writer.hir, value);
  const auto place = cycle == nullptr ? std::nullopt : place_in(writer.hir, *cycle, exchanged ? compare.left : compare.right);
  if (!place) return std::nullopt;
  if (compare.relation == hir::Relation::Equal) return between(writer, value, *cycle, *place, *place, scope, negated);
  // Negated it is what lies on the other side.
  const std::int64_t step = (compare.relation == hir::Relation::Less) != negated ? 1 : 0;
  const bool up_to = exchanged == negated;
  const std::int64_t low = up_to ? cycle->first : *place + step;
  const std::int64_t high = up_to ? *place - step : cycle->last;
  if (low > high) return std::nullopt;
  return between(writer, value, *cycle, low, high, scope, false);
}

std::optional<Predicate> cycle_predicate(Writer& writer, const hir::Logic& logic, const Scope& scope, bool negated) {
  const auto operands = writer.hir.operands(logic.operands);
  if (operands.size() != 2) return std::nullopt;
  const auto* from = std::get_if<hir::Compare>(&writer.hir[operands[0]].node);
  const auto* to = std::get_if<hir::Compare>(&writer.hir[operands[1]].node);
  if (from == nullptr || to == nullptr || from->right != to->left) return std::nullopt;
  if (from->relation != hir::Relation::LessEqual || to->relation != hir::Relation::LessEqual) return std::nullopt;
  const Cycle* cycle = cycle_of(writer.hir, from->right);
  if (cycle == nullptr) return std::nullopt;
  const auto low = place_in(writer.hir, *cycle, from->left);
  const auto high = place_in(writer.hir, *cycle, to->right);
  const bool wraps = logic.op == hir::Connective::Or;
  if (!low || !high || wraps != (*high < *low)) return std::nullopt;
  return between(writer, from->right, *cycle, *low, *high, scope, negated);
}

}  // namespace seg::english
