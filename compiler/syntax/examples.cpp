#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

std::vector<ast::ExampleItem> build_record(Build& build, SegParser::RecordContext* context);

ast::ExampleValue build_example_value(Build& build, SegParser::RecordValueContext* context) {
  ast::ExampleValue value{std::nullopt, std::nullopt, std::nullopt, span_of(build, context)};
  if (context->signedLiteral() != nullptr) {
    value.expr = build_signed(build, context->signedLiteral());
  } else if (context->name() != nullptr) {
    value.expr = add(build, ast::NameExpr{name_of(build, context->name()).symbol}, value.span);
  } else if (context->record() != nullptr) {
    value.record = build_record(build, context->record());
  } else {
    value.list.emplace();
    for (auto* item : context->recordValue()) value.list->push_back(build_example_value(build, item));
  }
  return value;
}

/// `given CUT is CUT`: the values are the first and the second, each with the tail that follows it.
void build_given(Build& build, SegParser::RecordItemContext* context, ast::ExampleItem& item) {
  std::vector<std::pair<SegParser::ValueContext*, SegParser::TailContext*>> sides;
  for (auto* child : context->children) {
    if (auto* value = dynamic_cast<SegParser::ValueContext*>(child)) sides.emplace_back(value, nullptr);
    if (auto* tail = dynamic_cast<SegParser::TailContext*>(child)) sides.back().second = tail;
  }
  const auto side = [&](std::size_t which) {
    const auto [value, tail] = sides[which];
    const Span span = tail == nullptr ? span_of(build, value) : join(span_of(build, value), span_of(build, tail));
    return build_comparison(build, value, tail, span);
  };
  item.given = side(0);
  item.is = side(1);
}

std::vector<ast::ExampleItem> build_record(Build& build, SegParser::RecordContext* context) {
  std::vector<ast::ExampleItem> items;
  for (auto* written : context->recordItem()) {
    if (written->BROKEN() != nullptr) continue;
    ast::ExampleItem item;
    item.span = span_of(build, written);
    if (written->IS() != nullptr) {
      build_given(build, written, item);
    } else {
      item.field = name_of(build, written->name());
      item.value = build_example_value(build, written->recordValue());
    }
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace

ast::Example build_example(Build& build, SegParser::ExampleItemContext* context) {
  antlr4::tree::TerminalNode* moment = context->DATE() != nullptr ? context->DATE() : context->TIMESTAMP();
  const Symbol title = build_text(build, context->STRING());
  const ast::ExprId as_of = build_date(build, moment, span_of(build, moment));
  return {title, context->NOT() == nullptr, as_of, build_record(build, context->record()), span_of(build, context)};
}

}  // namespace seg::syntax
