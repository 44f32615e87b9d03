#include <utility>

#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

ast::ExprId build_amount(Build& build, SegParser::AmountContext* context) {
  const Span span = span_of(build, context);
  if (context->INT() != nullptr) return build_integer(build, context->INT(), false, span);
  return add(build, ast::NameExpr{name_of(build, context->ID()).symbol}, span);
}

/// `highest 3 EVENTS by VALUE` is reserved; it is told where the window would be.
ast::Window ranked(Build& build, SegParser::RankingContext* ranking, antlr4::tree::TerminalNode* by) {
  const std::string word(text_of(build, dynamic_cast<antlr4::tree::TerminalNode*>(ranking->children.front())));
  return {ast::NotYet{word + (by != nullptr ? " … by" : "")}, span_of(build, ranking)};
}

void refuse_by(Build& build, antlr4::tree::TerminalNode* by) {
  build.diagnostics.report(Code::UnexpectedToken, span_of(build, by), "`by`", "a window or `where`");
}

/// What all three forms of a query have: `first N` or `last N`, the events and a window.
template <typename Context>
ast::Query build_head(Build& build, Context* context, SegParser::NameContext* stream, SegParser::WindowContext* window) {
  ast::Query query{name_of(build, stream), std::nullopt, std::nullopt, std::nullopt, std::nullopt, span_of(build, context)};
  if (auto* amount = context->amount()) {
    const Span word = span_of(build, context->FIRST() != nullptr ? context->FIRST() : context->LAST());
    query.edge = ast::Edge{context->FIRST() != nullptr, build_amount(build, amount), join(word, span_of(build, amount))};
  }
  if (window != nullptr) query.window = build_window(build, window);
  if (auto* ranking = context->ranking()) query.window = ranked(build, ranking, context->BY());
  if (context->ranking() == nullptr && context->BY() != nullptr) refuse_by(build, context->BY());
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
  ast::Query query = build_head(build, context, context->name(0), context->window());
  if (context->AS() != nullptr) query.alias = name_of(build, context->name(1));
  if (context->single() != nullptr) query.where = build_single(build, context->single(), context->NOT());
  if (context->suffix() != nullptr) report_suffix(build, context, head);
  return add_query(build, std::move(query));
}

ast::Quantifier quantifier_of(SegParser::QuantifierContext* context) {
  if (context->NO() != nullptr) return ast::Quantifier::No;
  if (context->ANY() != nullptr) return ast::Quantifier::Any;
  if (context->BETWEEN() != nullptr) return ast::Quantifier::Between;
  if (context->LEAST() != nullptr) return ast::Quantifier::AtLeast;
  return context->MOST() != nullptr ? ast::Quantifier::AtMost : ast::Quantifier::Exactly;
}

ast::ExprId build_satisfied(Build& build, SegParser::SatisfiedContext* context) {
  if (context->quantified() != nullptr) return build_quantified(build, context->quantified());
  return build_single(build, context->single(), context->NOT());
}

ast::ExprId build_every(Build& build, SegParser::EveryContext* context) {
  const Span head = span_of(build, context->EVERY());
  const ast::QueryId query = build_query(build, context->query(), head);
  const ast::ExprId satisfied = build_satisfied(build, context->satisfied());
  return add(build, ast::QuantifiedExpr{ast::Quantifier::Every, head, std::nullopt, std::nullopt, query, satisfied}, span_of(build, context));
}

ast::ExprId build_grouping(Build& build, SegParser::GroupingContext* context) {
  const Span head = span_of(build, context->getStart());
  const ast::ExprId key = build_value(build, context->value());
  const ast::QueryId query = build_query(build, context->query(), head);
  const bool outside = std::exchange(build.in_group, true);
  const ast::ExprId with = build_single(build, context->single(), nullptr);
  build.in_group = outside;
  return add(build, ast::GroupingExpr{context->NO() != nullptr, head, key, query, with}, span_of(build, context));
}

ast::ExprId build_counted(Build& build, SegParser::CountedContext* context) {
  auto* quantifier = context->quantifier();
  const Span head = span_of(build, quantifier);
  std::optional<ast::ExprId> low;
  std::optional<ast::ExprId> high;
  if (auto* amount = quantifier->amount(0)) low = build_amount(build, amount);
  if (auto* amount = quantifier->amount(1)) high = build_amount(build, amount);
  const ast::QueryId query = build_query(build, context->query(), head);
  std::optional<ast::ExprId> satisfied;
  if (context->satisfied() != nullptr) satisfied = build_satisfied(build, context->satisfied());
  return add(build, ast::QuantifiedExpr{quantifier_of(quantifier), head, low, high, query, satisfied}, span_of(build, context));
}

}  // namespace

ast::QueryId build_inner_query(Build& build, SegParser::InnerQueryContext* context) {
  ast::Query query = build_head(build, context, context->name(), context->window());
  if (context->condition() != nullptr) query.where = build_condition(build, context->condition());
  return add_query(build, std::move(query));
}

ast::QueryId build_named_query(Build& build, SegParser::NamedQueryContext* context) {
  ast::Query query = build_head(build, context, context->name(), context->window());
  if (context->queryWindow() != nullptr) query.window = build_query_window(build, context->queryWindow());
  if (context->condition() != nullptr) query.where = build_condition(build, context->condition());
  return add_query(build, std::move(query));
}

ast::QueryId build_step_query(Build& build, SegParser::StepContext* context) {
  ast::Query query{name_of(build, context->name(0)), std::nullopt, std::nullopt, std::nullopt, std::nullopt, span_of(build, context)};
  query.span.begin = query.stream.span.begin;
  if (context->AS() != nullptr) query.alias = name_of(build, context->name(1));
  if (context->window() != nullptr) query.window = build_window(build, context->window());
  if (context->single() != nullptr) query.where = build_single(build, context->single(), context->NOT());
  return add_query(build, std::move(query));
}

ast::ExprId build_quantified(Build& build, SegParser::QuantifiedContext* context) {
  if (auto* every = dynamic_cast<SegParser::EveryContext*>(context)) return build_every(build, every);
  if (auto* grouping = dynamic_cast<SegParser::GroupingContext*>(context)) return build_grouping(build, grouping);
  return build_counted(build, dynamic_cast<SegParser::CountedContext*>(context));
}

}  // namespace seg::syntax
