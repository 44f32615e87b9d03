#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

using antlr4::tree::TerminalNode;

ast::MetaItem build_review(Build& build, SegParser::ReviewContext* context) {
  ast::MetaItem item{name_of(build, context->REVIEW()), {build_quantity(build, context->quantity())}, {}, {}, false, span_of(build, context)};
  if (context->literal() != nullptr) item.since = build_literal(build, context->literal(), nullptr);
  return item;
}

ast::MetaItem build_target(Build& build, SegParser::TargetContext* context) {
  const ast::Name kpi = name_of(build, context->name());
  const ast::ExprId name = add(build, ast::NameExpr{kpi.symbol}, kpi.span);
  const ast::ExprId value = build_signed(build, context->signedLiteral());
  constexpr std::size_t op_place = 2;  // target NAME OP VALUE
  auto* op = dynamic_cast<TerminalNode*>(context->children[op_place]);
  return {name_of(build, context->TARGET()), {name, value}, comparison_of(type_of(op)), {}, false, span_of(build, context)};
}

/// `contact at most 2 per week` has two values: 2 and one week.
ast::MetaItem build_contact(Build& build, SegParser::ContactContext* context) {
  const Span per = span_of(build, context->ID());
  if (build.sources.text(per) != "per") build.diagnostics.report(Code::UnexpectedToken, per, fmt::format("`{}`", build.sources.text(per)), "`per`");
  const ast::ExprId count = build_integer(build, context->INT(), false, span_of(build, context->INT()));
  constexpr std::pair<std::string_view, ast::Unit> units[] = {{"hour", ast::Unit::Hour},   {"day", ast::Unit::Day},         {"week", ast::Unit::Week},
                                                              {"month", ast::Unit::Month}, {"quarter", ast::Unit::Quarter}, {"year", ast::Unit::Year}};
  const Span unit = span_of(build, context->UNIT());
  for (const auto& [name, value] : units) {
    if (build.sources.text(unit) != name) continue;
    const ast::ExprId period = add(build, ast::QuantityLiteral{1, value, false}, unit);
    return {name_of(build, context->CONTACT()), {count, period}, {}, {}, false, span_of(build, context)};
  }
  build.diagnostics.report(Code::UnexpectedToken, unit, fmt::format("`{}`", build.sources.text(unit)), "`hour`, `day`, `week`, `month`, `quarter` or `year`");
  return {name_of(build, context->CONTACT()), {count, add(build, ast::ErrorExpr{}, unit)}, {}, {}, false, span_of(build, context)};
}

ast::MetaItem build_plain_item(Build& build, SegParser::PlainContext* context) {
  ast::MetaItem item{name_of(build, context->name()), {}, {}, {}, context->TIMEZONE() != nullptr, span_of(build, context)};
  for (auto* value : context->metadataValue()) {
    for (auto* literal : value->literal()) item.values.push_back(build_literal(build, literal, nullptr));
    if (!value->literal().empty()) continue;
    const ast::Name name = name_at(build, span_of(build, value));
    item.values.push_back(add(build, ast::NameExpr{name.symbol}, name.span));
  }
  return item;
}

/// The fix joins the second condition to the first.
void report_second_where(Build& build, SegParser::WhereItemContext* first, SegParser::WhereItemContext* second) {
  const Span keyword = span_of(build, second->WHERE());
  const Span left = span_of(build, first->condition());
  const Span right = span_of(build, second->condition());
  auto& diagnostic = build.diagnostics.report(Code::SecondWhere, keyword);
  diagnostic.label(span_of(build, first->WHERE()), "the first is here");
  diagnostic.fix({"join the two with `and`", {open_at(left), close_at(left), {keyword, "and"}, open_at(right), close_at(right)}, Safety::Suggestion});
}

}  // namespace

ast::MetaItem build_metadata(Build& build, SegParser::MetadataContext* context) {
  if (auto* plain = dynamic_cast<SegParser::PlainContext*>(context)) return build_plain_item(build, plain);
  if (auto* review = dynamic_cast<SegParser::ReviewContext*>(context)) return build_review(build, review);
  if (auto* target = dynamic_cast<SegParser::TargetContext*>(context)) return build_target(build, target);
  if (auto* contact = dynamic_cast<SegParser::ContactContext*>(context)) return build_contact(build, contact);
  auto* expect = dynamic_cast<SegParser::ExpectContext*>(context);
  const ast::ExprId low = build_literal(build, expect->literal(0), nullptr);
  const ast::ExprId high = build_literal(build, expect->literal(1), nullptr);
  return {name_of(build, expect->EXPECT()), {low, high}, {}, {}, false, span_of(build, context)};
}

Body build_body(Build& build, SegParser::BodyContext* context) {
  Body body;
  SegParser::WhereItemContext* first = nullptr;
  for (auto* item : context->item()) {
    if (auto* where = dynamic_cast<SegParser::WhereItemContext*>(item)) {
      const ast::ExprId condition = build_condition(build, where->condition());
      if (first != nullptr) {
        report_second_where(build, first, where);
        continue;
      }
      first = where;
      body.where = condition;
      body.where_span = span_of(build, where->WHERE());
    } else if (auto* metadata = dynamic_cast<SegParser::MetadataItemContext*>(item)) {
      body.metadata.push_back(build_metadata(build, metadata->metadata()));
    } else if (auto* example = dynamic_cast<SegParser::ExampleItemContext*>(item)) {
      body.examples.push_back(build_example(build, example));
    } else {
      const Leaf& leaf = build.leaves[item->getStart()->getTokenIndex()];
      const bool was_where = leaf.first_type == SegParser::WHERE && !body.where;
      if (was_where) body.where = add(build, ast::ErrorExpr{}, leaf.span);
    }
  }
  return body;
}

ast::SegmentDecl build_segment(Build& build, SegParser::SegmentContext* context) {
  ast::SegmentDecl segment;
  segment.name = name_of(build, context->name());
  if (context->STRING() != nullptr) segment.title = build_text(build, context->STRING());
  segment.doc = doc_before(build, context->getStart());
  segment.span = span_of(build, context);
  Body body = build_body(build, context->body());
  segment.metadata = std::move(body.metadata);
  segment.where = body.where;
  segment.where_span = body.where_span;
  segment.examples = std::move(body.examples);
  return segment;
}

ast::Decl build_declaration(Build& build, SegParser::DeclarationContext* context) {
  if (context->schema() != nullptr) return build_schema(build, context->schema());
  if (context->trait() != nullptr) return build_trait(build, context->trait());
  if (context->segment() != nullptr) return build_segment(build, context->segment());
  if (context->partition() != nullptr) return build_partition(build, context->partition());
  if (context->importing() != nullptr) return build_import(build, context->importing());
  return build_requires(build, context->requiring());
}

}  // namespace seg::syntax
