#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

using antlr4::tree::TerminalNode;

/// What both forms of a query have.
struct QueryParts {
  TerminalNode* first = nullptr;
  TerminalNode* last = nullptr;
  TerminalNode* named = nullptr;
  SegParser::NameContext* stream = nullptr;
  SegParser::WindowContext* window = nullptr;
};

ast::Query query_of(Build& build, const QueryParts& parts, Span span) {
  ast::Query query{name_of(build, parts.stream), std::nullopt, std::nullopt, std::nullopt, std::nullopt, span};
  if (parts.window != nullptr) query.window = build_window(build, parts.window);
  return query;
}

ast::QueryId add_query(Build& build, ast::Query query) {
  build.ast.queries.push_back(std::move(query));
  return {static_cast<std::uint32_t>(build.ast.queries.size() - 1)};
}

/// The suffix after a query without `where` cannot mean anything: a number of events is always known.
void report_suffix(Build& build, SegParser::QueryContext* context, Span head) {
  const Span suffix = span_of(build, context->suffix());
  std::uint32_t begin = suffix.begin;
  while (begin > 0 && build.sources.text({suffix.source, begin - 1, begin}) == " ") --begin;
  const Span whole{suffix.source, head.begin, begin};
  build.diagnostics.report(Code::MisplacedSuffix, suffix, build.sources.text(suffix), "a quantifier")
      .fix(reading_fix(build, join(whole, suffix), {open_at(whole), close_at(whole)}, "let it belong to the whole"))
      .fix({"leave it out: a number of events is always known", {{{suffix.source, begin, suffix.end}, ""}}, Safety::Unsafe});
}

ast::QueryId build_query(Build& build, SegParser::QueryContext* context, Span head) {
  ast::Query query = query_of(build, {context->FIRST(), context->LAST(), context->AS(), context->name(0), context->window()}, span_of(build, context));
  if (context->single() != nullptr) query.where = build_single(build, context->single(), context->NOT());
  if (context->suffix() != nullptr) report_suffix(build, context, head);
  return add_query(build, std::move(query));
}

ast::ExprId build_amount(Build& build, SegParser::AmountContext* context) {
  const Span span = span_of(build, context);
  if (context->INT() != nullptr) return build_integer(build, context->INT(), false, span);
  return add(build, ast::NameExpr{name_of(build, context->ID()).symbol}, span);
}

ast::Quantifier quantifier_of(SegParser::QuantifierContext* context) {
  if (context->NO() != nullptr) return ast::Quantifier::No;
  if (context->ANY() != nullptr) return ast::Quantifier::Any;
  if (context->BETWEEN() != nullptr) return ast::Quantifier::Between;
  if (context->LEAST() != nullptr) return ast::Quantifier::AtLeast;
  return context->MOST() != nullptr ? ast::Quantifier::AtMost : ast::Quantifier::Exactly;
}

}  // namespace

ast::QueryId build_inner_query(Build& build, SegParser::InnerQueryContext* context) {
  ast::Query query = query_of(build, {context->FIRST(), context->LAST(), nullptr, context->name(), context->window()}, span_of(build, context));
  if (context->condition() != nullptr) query.where = build_condition(build, context->condition());
  return add_query(build, std::move(query));
}

ast::ExprId build_quantified(Build& build, SegParser::QuantifiedContext* context) {
  const Span span = span_of(build, context);
  auto* counted = dynamic_cast<SegParser::CountedContext*>(context);
  if (counted == nullptr) return add_not_yet(build, dynamic_cast<SegParser::EveryContext*>(context) != nullptr ? "every … satisfies" : "any … of … with", span);
  if (counted->satisfied() != nullptr) return add_not_yet(build, "satisfies", span);
  auto* quantifier = counted->quantifier();
  const Span head = span_of(build, quantifier);
  std::optional<ast::ExprId> low;
  std::optional<ast::ExprId> high;
  if (auto* amount = quantifier->amount(0)) low = build_amount(build, amount);
  if (auto* amount = quantifier->amount(1)) high = build_amount(build, amount);
  const ast::QueryId query = build_query(build, counted->query(), head);
  return add(build, ast::QuantifiedExpr{quantifier_of(quantifier), head, low, high, query}, span);
}

}  // namespace seg::syntax
