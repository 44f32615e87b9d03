#include <algorithm>

#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

ast::PartitionArm begin_arm(Build& build, SegParser::PartitionItemContext* item, SegParser::NameContext* name,
                            antlr4::tree::TerminalNode* otherwise, antlr4::tree::TerminalNode* title) {
  ast::PartitionArm arm;
  arm.name = name_of(build, name);
  arm.otherwise = otherwise != nullptr;
  if (title != nullptr) arm.title = build_text(build, title);
  arm.doc = doc_before(build, item->getStart());
  arm.span = span_of(build, item);
  return arm;
}

/// `otherwise` takes all who are left, so a condition of its own could only be ignored.
void refuse_where(Build& build, ast::PartitionArm& arm) {
  if (!arm.otherwise || !arm.where) return;
  const bool reported = std::holds_alternative<ast::ErrorExpr>(build.ast[*arm.where].node);
  if (!reported)
    build.diagnostics.report(Code::UnexpectedToken, arm.where_span, "`where` after `otherwise`",
                             "no condition: `otherwise` takes everyone who is left");
  arm.where.reset();
}

ast::PartitionArm build_short_arm(Build& build, SegParser::ShortArmContext* context) {
  ast::PartitionArm arm = begin_arm(build, context, context->name(), context->OTHERWISE(), context->STRING());
  arm.where = build_condition(build, context->condition());
  arm.where_span = span_of(build, context->WHERE());
  return arm;
}

ast::PartitionArm build_body_arm(Build& build, SegParser::BodyArmContext* context) {
  ast::PartitionArm arm = begin_arm(build, context, context->name(), context->OTHERWISE(), context->STRING());
  Body body = build_body(build, context->body());
  arm.metadata = std::move(body.metadata);
  arm.where = body.where;
  arm.where_span = body.where_span;
  arm.examples = std::move(body.examples);
  return arm;
}

/// The tokens of an item that did not parse.
std::vector<Token> tokens_of(const Build& build, const Leaf& leaf) {
  std::vector<Token> tokens;
  const auto& all = build.buffer.tokens;
  for (std::size_t i = leaf.index; i < all.size() && all[i].span.begin < leaf.span.end; ++i)
    if (all[i].kind == TokenKind::Name || all[i].kind == TokenKind::Keyword || all[i].kind == TokenKind::Punctuation)
      tokens.push_back(all[i]);
  return tokens;
}

/// An arm that did not parse keeps its name, so that what refers to it is not reported too. Nothing where the item was no arm.
std::optional<ast::PartitionArm> broken_arm(Build& build, SegParser::BrokenArmContext* context) {
  const Leaf& leaf = build.leaves[context->getStart()->getTokenIndex()];
  const std::vector<Token> tokens = tokens_of(build, leaf);
  const bool otherwise = leaf.first_type == SegParser::OTHERWISE;
  const std::size_t name = otherwise ? 1 : 0;
  const auto begins_arm = [](const Token& token) { return token.lexer_type == SegParser::WHERE || token.lexer_type == SegParser::LBRACE; };
  if (name >= tokens.size() || (!otherwise && std::none_of(tokens.begin(), tokens.end(), begins_arm))) return std::nullopt;
  ast::PartitionArm arm;
  arm.name = name_at(build, tokens[name].span);
  arm.otherwise = otherwise;
  if (!otherwise) arm.where = add(build, ast::ErrorExpr{}, leaf.span);
  arm.where_span = arm.span = leaf.span;
  return arm;
}

}  // namespace

ast::PartitionDecl build_partition(Build& build, SegParser::PartitionContext* context) {
  ast::PartitionDecl partition;
  partition.name = name_of(build, context->name());
  if (context->STRING() != nullptr) partition.title = build_text(build, context->STRING());
  partition.doc = doc_before(build, context->getStart());
  partition.span = span_of(build, context);
  for (auto* item : context->partitionItem()) {
    if (auto* metadata = dynamic_cast<SegParser::PartitionMetadataContext*>(item)) {
      partition.metadata.push_back(build_metadata(build, metadata->metadata()));
      continue;
    }
    std::optional<ast::PartitionArm> arm;
    if (auto* short_arm = dynamic_cast<SegParser::ShortArmContext*>(item)) arm = build_short_arm(build, short_arm);
    if (auto* body = dynamic_cast<SegParser::BodyArmContext*>(item)) arm = build_body_arm(build, body);
    if (auto* last = dynamic_cast<SegParser::OtherwiseArmContext*>(item))
      arm = begin_arm(build, last, last->name(), last->OTHERWISE(), last->STRING());
    if (auto* broken = dynamic_cast<SegParser::BrokenArmContext*>(item)) arm = broken_arm(build, broken);
    if (!arm) continue;
    refuse_where(build, *arm);
    partition.arms.push_back(std::move(*arm));
  }
  return partition;
}

}  // namespace seg::syntax
