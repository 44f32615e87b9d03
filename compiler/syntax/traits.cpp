#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

ast::ExprId build_score(Build& build, SegParser::ScoreContext* context) {
  // The items of one score stand together: those of a score inside a condition cannot exist.
  const auto first = static_cast<std::uint32_t>(build.ast.score_items.size());
  for (auto* item : context->scoreItem()) {
    if (item->BROKEN() != nullptr) continue;
    const bool negative = item->MINUS() != nullptr;
    Span points = span_of(build, item->INT());
    if (negative) points = join(span_of(build, item->MINUS()), points);
    const ast::ExprId number = build_integer(build, item->INT(), negative, points);
    build.ast.score_items.push_back({number, build_condition(build, item->condition()), span_of(build, item)});
  }
  const Span span = span_of(build, context);
  const auto count = static_cast<std::uint32_t>(build.ast.score_items.size()) - first;
  if (context->scoreItem().empty()) {
    const Span head = span_of(build, context->SCORE());
    build.diagnostics.report(Code::EmptyBlock, head, build.sources.text(head));
  }
  if (count == 0) return add(build, ast::ErrorExpr{}, span);
  return add(build, ast::ScoreExpr{{first, count}}, span);
}

/// A contextual keyword is a name, but not one that brackets can follow: `top(3)` would not be read as a call.
void check_callable(Build& build, SegParser::NameContext* name) {
  const std::size_t type = name->getStart()->getType();
  if (type == SegParser::ID || type == SegParser::CURRENCY || type == SegParser::UNIT || type == SegParser::DATE_WORD) return;
  const Span span = span_of(build, name);
  build.diagnostics.report(Code::ReservedName, span, build.sources.text(span)).note("a trait with parameters is called, and this word cannot be");
}

}  // namespace

ast::TraitDecl build_trait(Build& build, SegParser::TraitContext* context) {
  ast::TraitDecl trait{name_of(build, context->name()), {}, std::nullopt, std::nullopt, doc_before(build, context->getStart()),
                       span_of(build, context)};
  if (!context->parameter().empty()) check_callable(build, context->name());
  for (auto* parameter : context->parameter())
    trait.parameters.push_back({name_of(build, parameter->name()), build_type(build, parameter->type())});
  if (context->score() != nullptr) trait.value = build_score(build, context->score());
  if (context->namedQuery() != nullptr) trait.query = build_named_query(build, context->namedQuery());
  if (context->condition() != nullptr) trait.value = build_condition(build, context->condition());
  return trait;
}

}  // namespace seg::syntax
