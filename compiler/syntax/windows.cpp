#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

ast::Instant build_instant(Build& build, SegParser::InstantContext* context) {
  const Span span = span_of(build, context);
  if (context->AGO() != nullptr) return {true, build_quantity(build, context->quantity()), span};
  return {false, build_value(build, context->value()), span};
}

ast::ExprId build_moment(Build& build, SegParser::MomentContext* context) {
  if (context->literal() != nullptr) return build_literal(build, context->literal(), nullptr);
  return build_path(build, context->path());
}

/// A quantity or a name.
ast::ExprId build_length(Build& build, SegParser::LengthContext* context) {
  if (context->quantity() != nullptr) return build_quantity(build, context->quantity());
  return add(build, ast::NameExpr{name_of(build, context->name()).symbol}, span_of(build, context));
}

ast::WindowNode build_length_window(Build& build, SegParser::LengthWindowContext* context) {
  if (context->zone() != nullptr) return ast::NotYet{"a zone for one window"};
  if (context->length()->condition() != nullptr) return ast::NotYet{"a computed length of a window"};
  const ast::ExprId length = build_length(build, context->length());
  if (context->LAST() != nullptr) return ast::LastWindow{length};
  return ast::PreviousWindow{length};
}

ast::WindowNode build_own_window(Build& build, SegParser::QueryWindowContext* context) {
  if (auto* length = dynamic_cast<SegParser::LengthWindowContext*>(context)) return build_length_window(build, length);
  if (dynamic_cast<SegParser::AfterWindowContext*>(context) != nullptr) return ast::NotYet{"within … after"};
  return ast::NotYet{"a calendar window"};
}

ast::WindowNode build_named_period(Build& build, SegParser::NamedPeriodContext* context) {
  const std::string_view unit = text_of(build, context->UNIT());
  if (unit != "year") return ast::NotYet{fmt::format("in {} {}", unit, text_of(build, context->INT()))};
  const Span span = join(span_of(build, context->UNIT()), span_of(build, context->INT()));
  const auto number = integer_of(build, context->INT());
  const ast::ExprId year = number ? add(build, ast::YearLiteral{*number}, span) : add(build, ast::ErrorExpr{}, span);
  return ast::PeriodWindow{year, std::nullopt};
}

ast::WindowNode build_window_node(Build& build, SegParser::WindowContext* context) {
  if (auto* own = dynamic_cast<SegParser::OwnWindowContext*>(context)) return build_own_window(build, own->queryWindow());
  if (dynamic_cast<SegParser::CalendarWindowContext*>(context) != nullptr) return ast::NotYet{"a calendar window"};
  if (auto* named = dynamic_cast<SegParser::NamedPeriodContext*>(context)) return build_named_period(build, named);
  if (auto* period = dynamic_cast<SegParser::PeriodWindowContext*>(context)) {
    const ast::ExprId low = build_moment(build, period->moment(0));
    std::optional<ast::ExprId> high;
    if (period->moment(1) != nullptr) high = build_moment(build, period->moment(1));
    return ast::PeriodWindow{low, high};
  }
  if (auto* between = dynamic_cast<SegParser::BetweenWindowContext*>(context)) {
    const ast::Instant from = build_instant(build, between->instant(0));
    return ast::BetweenWindow{from, build_instant(build, between->instant(1))};
  }
  auto* open = dynamic_cast<SegParser::OpenWindowContext*>(context);
  const ast::Instant instant = build_instant(build, open->instant());
  if (open->SINCE() != nullptr) return ast::SinceWindow{instant};
  return ast::BeforeWindow{instant};
}

}  // namespace

std::optional<ast::Window> build_tail_window(Build& build, SegParser::TailContext* tail) {
  const Span span = span_of(build, tail);
  if (auto* between = dynamic_cast<SegParser::BetweenTailContext*>(tail)) {
    const ast::Instant from = build_instant(build, between->instant(0));
    return ast::Window{ast::BetweenWindow{from, build_instant(build, between->instant(1))}, span};
  }
  auto* open = dynamic_cast<SegParser::OpenTailContext*>(tail);
  if (open == nullptr) return std::nullopt;
  const ast::Instant instant = build_instant(build, open->instant());
  if (open->SINCE() != nullptr) return ast::Window{ast::SinceWindow{instant}, span};
  return ast::Window{ast::BeforeWindow{instant}, span};
}

ast::Window build_query_window(Build& build, SegParser::QueryWindowContext* context) { return {build_own_window(build, context), span_of(build, context)}; }

ast::Window build_window(Build& build, SegParser::WindowContext* context) { return {build_window_node(build, context), span_of(build, context)}; }

}  // namespace seg::syntax
