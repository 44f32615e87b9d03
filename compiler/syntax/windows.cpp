#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

ast::ExprId build_moment(Build& build, SegParser::MomentContext* context) {
  if (context->literal() != nullptr) return build_literal(build, context->literal(), nullptr);
  return build_path(build, context->path());
}

ast::WindowNode build_each(Build& build, SegParser::EachWindowContext* context) {
  const auto count = integer_of(build, context->INT());
  return ast::EachWindow{count.value_or(1), unit_of(build, context->UNIT())};
}

ast::WindowNode build_period(Build& build, SegParser::PeriodContext* context) {
  if (auto* named = dynamic_cast<SegParser::NamedPeriodContext*>(context))
    return ast::PeriodWindow{build_named_period(build, named->UNIT(), named->INT()), std::nullopt};
  if (auto* moments = dynamic_cast<SegParser::MomentPeriodContext*>(context)) {
    const ast::ExprId low = build_moment(build, moments->moment(0));
    std::optional<ast::ExprId> high;
    if (moments->moment(1) != nullptr) high = build_moment(build, moments->moment(1));
    return ast::PeriodWindow{low, high};
  }
  if (auto* between = dynamic_cast<SegParser::BetweenPeriodContext*>(context)) {
    const ast::Instant from = build_instant(build, between->instant(0));
    return ast::BetweenWindow{from, build_instant(build, between->instant(1))};
  }
  auto* open = dynamic_cast<SegParser::OpenPeriodContext*>(context);
  const ast::Instant instant = build_instant(build, open->instant());
  if (open->SINCE() != nullptr) return ast::SinceWindow{instant};
  return ast::BeforeWindow{instant};
}

}  // namespace

ast::Instant build_instant(Build& build, SegParser::InstantContext* context) {
  const Span span = span_of(build, context);
  if (context->AGO() != nullptr) return {true, build_quantity(build, context->quantity()), span};
  return {false, build_value(build, context->value()), span};
}

ast::ExprId build_length(Build& build, SegParser::LengthContext* context) {
  const Span span = span_of(build, context);
  if (context->quantity() != nullptr) return build_quantity(build, context->quantity());
  if (context->condition() != nullptr) return add(build, ast::BracketExpr{build_condition(build, context->condition())}, span);
  return add(build, ast::NameExpr{name_of(build, context->name()).symbol}, span);
}

ast::Zone build_zone(Build& build, SegParser::ZoneContext* context) {
  const Span span = span_of(build, context);
  if (context->STRING() == nullptr) return {std::nullopt, span};
  return {build_text(build, context->STRING()), span};
}

std::optional<ast::Zone> build_optional_zone(Build& build, SegParser::ZoneContext* context) {
  if (context == nullptr) return std::nullopt;
  return build_zone(build, context);
}

ast::ExprId build_named_period(Build& build, antlr4::tree::TerminalNode* unit, antlr4::tree::TerminalNode* number) {
  const Span span = join(span_of(build, unit), span_of(build, number));
  if (text_of(build, unit) != "year") {
    build.diagnostics.report(Code::UnexpectedToken, span, fmt::format("`{}`", build.sources.text(span)),
                             "`year 2026`, a month such as `2026-03` or days such as `2026-03-01..2026-03-31`");
    return add(build, ast::ErrorExpr{}, span);
  }
  const auto year = integer_of(build, number);
  return year ? add(build, ast::YearLiteral{*year}, span) : add(build, ast::ErrorExpr{}, span);
}

ast::Window build_query_window(Build& build, SegParser::QueryWindowContext* context) {
  const Span span = span_of(build, context);
  if (auto* lengths = dynamic_cast<SegParser::LengthWindowContext*>(context)) {
    const ast::ExprId length = build_length(build, lengths->length());
    const auto zone = build_optional_zone(build, lengths->zone());
    if (lengths->LAST() != nullptr) return {ast::LastWindow{length}, span, zone};
    return {ast::PreviousWindow{length}, span, zone};
  }
  if (auto* to_date = dynamic_cast<SegParser::ToDateWindowContext*>(context))
    return {ast::ToDateWindow{unit_of(build, to_date->UNIT())}, span, build_optional_zone(build, to_date->zone())};
  if (auto* each = dynamic_cast<SegParser::EachWindowContext*>(context))
    return {build_each(build, each), span, build_optional_zone(build, each->zone())};
  if (auto* after = dynamic_cast<SegParser::AfterWindowContext*>(context)) {
    const ast::ExprId length = build_length(build, after->length());
    const ast::ExprId from = build_value(build, after->value());
    return {ast::AfterWindow{length, from}, span, build_optional_zone(build, after->zone())};
  }
  auto* zoned = dynamic_cast<SegParser::ZonedPeriodContext*>(context);
  ast::WindowNode node = build_period(build, zoned->period());
  return {std::move(node), span, build_zone(build, zoned->zone())};
}

ast::Window build_window(Build& build, SegParser::WindowContext* context) {
  const Span span = span_of(build, context);
  if (auto* own = dynamic_cast<SegParser::OwnWindowContext*>(context)) return build_query_window(build, own->queryWindow());
  if (auto* plain = dynamic_cast<SegParser::PlainPeriodContext*>(context)) return {build_period(build, plain->period()), span};
  auto* calendar = dynamic_cast<SegParser::CalendarWindowContext*>(context);
  const bool previous = calendar->PREVIOUS() != nullptr;
  return {ast::CalendarWindow{previous, unit_of(build, calendar->UNIT())}, span, build_optional_zone(build, calendar->zone())};
}

}  // namespace seg::syntax
