#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

/// `x in (…)`, `x in a..b`, `x in 1998-04`, `x in top 20%`.
struct InPart {
  SegParser::ValueContext* value;
  bool negated;
  Span span;
};

ast::ExprId build_list(Build& build, const InPart& in, const std::vector<SegParser::ValueContext*>& items) {
  const ast::ExprId value = build_value(build, in.value);
  std::vector<ast::ExprId> ids;
  ids.reserve(items.size());
  for (auto* item : items) ids.push_back(build_value(build, item));
  return add(build, ast::InListExpr{value, in.negated, add_list(build, ids)}, in.span);
}

ast::ExprId build_population(Build& build, const InPart& in, SegParser::PopulationTargetContext* target) {
  if (target->among() != nullptr) return add_not_yet(build, "among", in.span);
  const ast::ExprId value = build_value(build, in.value);
  const auto side = target->TOP() != nullptr ? ast::PopulationSide::Top : ast::PopulationSide::Bottom;
  const ast::ExprId share = target->PERCENT() != nullptr ? build_percent(build, target->PERCENT())
                                                         : build_integer(build, target->INT(), false, span_of(build, target->INT()));
  return add(build, ast::InPopulationExpr{value, in.negated, side, share}, in.span);
}

ast::ExprId build_in_value(Build& build, const InPart& in, SegParser::ValueTargetContext* target) {
  const auto bounds = target->value();
  if (bounds.size() == 2) {
    const ast::ExprId value = build_value(build, in.value);
    const ast::ExprId low = build_value(build, bounds[0]);
    const ast::ExprId high = build_value(build, bounds[1]);
    return add(build, ast::RangeExpr{value, in.negated, low, high}, in.span);
  }
  const ast::ExprId value = build_value(build, in.value);
  const ast::ExprId period = build_value(build, bounds[0]);
  if (const auto* bracket = std::get_if<ast::BracketExpr>(&build.ast[period].node)) {
    const ast::ExprId only = bracket->inner;
    return add(build, ast::InListExpr{value, in.negated, add_list(build, {only})}, in.span);
  }
  return add(build, ast::InPeriodExpr{value, in.negated, period}, in.span);
}

ast::ExprId build_in(Build& build, const InPart& in, SegParser::InTargetContext* target) {
  if (auto* list = dynamic_cast<SegParser::ListTargetContext*>(target)) return build_list(build, in, list->value());
  if (auto* population = dynamic_cast<SegParser::PopulationTargetContext*>(target)) return build_population(build, in, population);
  if (auto* value = dynamic_cast<SegParser::ValueTargetContext*>(target)) return build_in_value(build, in, value);
  auto* period = dynamic_cast<SegParser::NamedPeriodTargetContext*>(target);
  if (period == nullptr) return add_not_yet(build, "a calendar period", in.span);
  const bool year = text_of(build, period->UNIT()) == "year";
  if (!year) return add_not_yet(build, fmt::format("in {} {}", text_of(build, period->UNIT()), text_of(build, period->INT())), in.span);
  const ast::ExprId value = build_value(build, in.value);
  const auto number = integer_of(build, period->INT());
  const Span span = span_of(build, period);
  const ast::ExprId id = number ? add(build, ast::YearLiteral{*number}, span) : add(build, ast::ErrorExpr{}, span);
  return add(build, ast::InPeriodExpr{value, in.negated, id}, in.span);
}

ast::ExprId build_compare(Build& build, SegParser::ValueContext* value, SegParser::CompareTailContext* tail, Span span) {
  if (tail->IGNORING() != nullptr) return add_not_yet(build, "ignoring case", span);
  const ast::ExprId left = build_value(build, value);
  const ast::ExprId right = build_value(build, tail->value());
  antlr4::Token* op = tail->getStart();
  return add(build, ast::CompareExpr{comparison_of(op->getType()), span_of(build, op), left, right}, span);
}

ast::ExprId build_text_test(Build& build, SegParser::ValueContext* value, SegParser::TextTailContext* tail, Span span) {
  if (tail->IGNORING() != nullptr) return add_not_yet(build, "ignoring case", span);
  const ast::ExprId left = build_value(build, value);
  const ast::ExprId right = build_value(build, tail->value());
  Span op;
  ast::TextOp kind = ast::TextOp::Contains;
  if (tail->CONTAINS() != nullptr) {
    op = span_of(build, tail->CONTAINS());
  } else {
    kind = tail->STARTS() != nullptr ? ast::TextOp::StartsWith : ast::TextOp::EndsWith;
    op = join(span_of(build, tail->STARTS() != nullptr ? tail->STARTS() : tail->ENDS()), span_of(build, tail->WITH()));
  }
  return add(build, ast::TextExpr{kind, op, tail->NOT() != nullptr, left, right}, span);
}

}  // namespace

ast::ExprId build_comparison(Build& build, SegParser::ValueContext* value, SegParser::TailContext* tail, Span span) {
  if (tail == nullptr) return build_value(build, value);
  if (auto* compare = dynamic_cast<SegParser::CompareTailContext*>(tail)) return build_compare(build, value, compare, span);
  if (auto* in = dynamic_cast<SegParser::InTailContext*>(tail)) return build_in(build, {value, in->NOT() != nullptr, span}, in->inTarget());
  if (auto* text = dynamic_cast<SegParser::TextTailContext*>(tail)) return build_text_test(build, value, text, span);
  if (auto* known = dynamic_cast<SegParser::KnownTailContext*>(tail)) {
    const ast::ExprId operand = build_value(build, value);
    const bool negated = known->NOT() != nullptr;
    return add(build, ast::IsKnownExpr{operand, (known->KNOWN() != nullptr) != negated}, span);
  }
  if (dynamic_cast<SegParser::ZoneTailContext*>(tail) != nullptr) return add_not_yet(build, "a zone for one value", span);
  if (dynamic_cast<SegParser::MatchesTailContext*>(tail) != nullptr) return add_not_yet(build, "matches", span);
  if (dynamic_cast<SegParser::ListTailContext*>(tail) != nullptr) return add_not_yet(build, "a test of a list", span);
  return add_not_yet(build, "a window on a value", span);
}

ast::ExprId build_suffix(Build& build, ast::ExprId operand, SegParser::SuffixContext* suffix) {
  if (suffix == nullptr) return operand;
  const Span span = span_of(build, suffix);
  return add(build, ast::SuffixExpr{operand, suffix->OR() != nullptr, span}, join(build.ast[operand].span, span));
}

}  // namespace seg::syntax
