// `x in (…)`, `x in a..b`, `x in 1998-04`, `x in this calendar month`, `x in top 20%`.

#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

ast::ExprId build_list(Build& build, const InPart& in, const std::vector<SegParser::ValueContext*>& items) {
  const ast::ExprId value = build_value(build, in.value);
  std::vector<ast::ExprId> ids;
  ids.reserve(items.size());
  for (auto* item : items) ids.push_back(build_value(build, item));
  return add(build, ast::InListExpr{value, in.negated, add_list(build, ids), in.ignoring != nullptr}, in.span);
}

/// What follows `in` here has no case to ignore.
void refuse_ignoring(Build& build, const InPart& in) {
  if (in.ignoring == nullptr) return;
  const Span place = span_of(build, in.ignoring);
  build.diagnostics.report(Code::UnexpectedToken, {place.source, place.begin, in.span.end}, "`ignoring case`",
                           "it after a comparison of texts or a list of them");
}

ast::ExprId build_population(Build& build, const InPart& in, SegParser::PopulationTargetContext* target) {
  const ast::ExprId value = build_value(build, in.value);
  const auto side = target->TOP() != nullptr ? ast::PopulationSide::Top : ast::PopulationSide::Bottom;
  const ast::ExprId share = target->PERCENT() != nullptr ? build_percent(build, target->PERCENT())
                                                         : build_integer(build, target->INT(), false, span_of(build, target->INT()));
  std::optional<ast::Among> among;
  if (target->among() != nullptr) among = build_among(build, target->among());
  return add(build, ast::InPopulationExpr{value, in.negated, side, share, among}, in.span);
}

ast::ExprId build_in_value(Build& build, const InPart& in, SegParser::ValueTargetContext* target) {
  const auto bounds = target->value();
  if (bounds.size() == 2) {
    refuse_ignoring(build, in);
    const ast::ExprId value = build_value(build, in.value);
    const ast::ExprId low = build_value(build, bounds[0]);
    const ast::ExprId high = build_value(build, bounds[1]);
    return add(build, ast::RangeExpr{value, in.negated, low, high}, in.span);
  }
  const ast::ExprId value = build_value(build, in.value);
  const ast::ExprId period = build_value(build, bounds[0]);
  if (const auto* bracket = std::get_if<ast::BracketExpr>(&build.ast[period].node)) {
    const ast::ExprId only = bracket->inner;
    return add(build, ast::InListExpr{value, in.negated, add_list(build, {only}), in.ignoring != nullptr}, in.span);
  }
  refuse_ignoring(build, in);
  return add(build, ast::InPeriodExpr{value, in.negated, period}, in.span);
}

}  // namespace

ast::Among build_among(Build& build, SegParser::AmongContext* context) {
  const Span span = span_of(build, context);
  if (context->path() != nullptr) return {std::nullopt, build_names(build, context->path()), span};
  return {build_condition(build, context->condition()), {}, span};
}

ast::ExprId build_in(Build& build, const InPart& in, SegParser::InTargetContext* target) {
  if (auto* list = dynamic_cast<SegParser::ListTargetContext*>(target)) return build_list(build, in, list->value());
  if (auto* value = dynamic_cast<SegParser::ValueTargetContext*>(target)) return build_in_value(build, in, value);
  refuse_ignoring(build, in);
  if (auto* population = dynamic_cast<SegParser::PopulationTargetContext*>(target)) return build_population(build, in, population);
  const ast::ExprId value = build_value(build, in.value);
  if (auto* calendar = dynamic_cast<SegParser::CalendarTargetContext*>(target)) {
    const bool previous = calendar->PREVIOUS() != nullptr;
    const ast::Unit unit = unit_of(build, calendar->UNIT());
    return add(build, ast::InCalendarExpr{value, in.negated, previous, unit, build_optional_zone(build, calendar->zone())}, in.span);
  }
  auto* period = dynamic_cast<SegParser::NamedPeriodTargetContext*>(target);
  return add(build, ast::InPeriodExpr{value, in.negated, build_named_period(build, period->UNIT(), period->INT())}, in.span);
}

}  // namespace seg::syntax
