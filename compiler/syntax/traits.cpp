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
  build.diagnostics.report(Code::ReservedName, span, build.sources.text(span))
      .note("a trait with parameters is called, and this word cannot be");
}

/// What follows a bare name in a value, as the window that it would be of events: `in 2026-11`, `in A..B`, `since T`, `between A and B`,
/// `in this calendar month`. Nothing for what only values have.
struct WindowReading {
  const ast::Ast& ast;
  Span span;

  bool is_name(ast::ExprId id) const { return std::holds_alternative<ast::NameExpr>(ast[id].node); }
  std::optional<ast::Window> window(ast::ExprId value, ast::WindowNode node, std::optional<ast::Zone> zone = {}) const {
    if (!is_name(value)) return std::nullopt;
    return ast::Window{std::move(node), span, zone};
  }
  std::optional<ast::Window> operator()(const ast::InPeriodExpr& in) const {
    return in.negated ? std::nullopt : window(in.value, ast::PeriodWindow{in.period, std::nullopt});
  }
  std::optional<ast::Window> operator()(const ast::RangeExpr& in) const {
    return in.negated ? std::nullopt : window(in.value, ast::PeriodWindow{in.low, in.high});
  }
  std::optional<ast::Window> operator()(const ast::InCalendarExpr& in) const {
    return in.negated ? std::nullopt : window(in.value, ast::CalendarWindow{in.previous, in.unit}, in.zone);
  }
  std::optional<ast::Window> operator()(const ast::BetweenExpr& between) const { return window(between.value, ast::BetweenWindow{between.from, between.to}); }
  std::optional<ast::Window> operator()(const ast::OpenExpr& open) const {
    if (open.since) return window(open.value, ast::SinceWindow{open.instant});
    return window(open.value, ast::BeforeWindow{open.instant});
  }
  template <typename Other>
  std::optional<ast::Window> operator()(const Other&) const {
    return std::nullopt;
  }
};

/// The other reading of a bare name, alone or with a window that a value may have too.
std::optional<ast::QueryId> build_other_reading(Build& build, SegParser::ConditionContext* context, ast::ExprId value) {
  auto* term = dynamic_cast<SegParser::PlainTermContext*>(context->children.front());
  if (context->children.size() > 1 || term == nullptr || term->suffix() != nullptr) return std::nullopt;
  auto* name = dynamic_cast<SegParser::NameValueContext*>(term->value());
  if (name == nullptr) return std::nullopt;
  const Span span = span_of(build, context);
  ast::Query query{name_of(build, name->name()), std::nullopt, std::nullopt, std::nullopt, std::nullopt, span};
  if (term->tail() != nullptr) {
    query.window = std::visit(WindowReading{build.ast, span_of(build, term->tail())}, build.ast[value].node);
    if (!query.window) return std::nullopt;
  }
  build.ast.queries.push_back(std::move(query));
  return ast::QueryId{static_cast<std::uint32_t>(build.ast.queries.size() - 1)};
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
  if (context->condition() != nullptr) {
    trait.value = build_condition(build, context->condition());
    trait.or_query = build_other_reading(build, context->condition(), *trait.value);
  }
  return trait;
}

}  // namespace seg::syntax
