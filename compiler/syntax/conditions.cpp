#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

using antlr4::tree::TerminalNode;

std::string suffix_text(const Build& build, SegParser::SuffixContext* suffix) { return std::string(build.sources.text(span_of(build, suffix))); }

ast::BlockKind block_kind(SegParser::BlockHeadContext* head) {
  if (head->ALL() != nullptr) return ast::BlockKind::All;
  if (head->ANY() != nullptr) return ast::BlockKind::Any;
  if (head->NONE() != nullptr) return ast::BlockKind::None;
  if (head->LEAST() != nullptr) return ast::BlockKind::AtLeast;
  return head->MOST() != nullptr ? ast::BlockKind::AtMost : ast::BlockKind::Exactly;
}

bool is_comparison(SegParser::ConditionContext* condition) {
  auto* plain = dynamic_cast<SegParser::PlainTermContext*>(condition->children.front());
  return condition->children.size() == 1 && plain != nullptr && plain->suffix() == nullptr;
}

/// A suffix after a block: the block's own result may be meant, or the last clause.
void report_suffix_after_block(Build& build, SegParser::BlockContext* block) {
  const std::string text = suffix_text(build, block->suffix());
  const Span suffix = span_of(build, block->suffix());
  const Span closing = span_of(build, block->RBRACE());
  const Span whole = join(span_of(build, block->blockHead()), closing);
  auto& diagnostic = build.diagnostics.report(Code::MisplacedSuffix, suffix, text, "a block");
  diagnostic.fix(reading_fix(build, join(whole, suffix), {open_at(whole), close_at(whole)}, "let it belong to the whole block"));
  const auto clauses = block->condition();
  if (clauses.empty()) return;
  const Span last = span_of(build, clauses.back());
  std::vector<Edit> edits;
  if (!is_comparison(clauses.back())) edits.push_back(open_at(last));
  Edit after = close_at(last);
  after.text = (edits.empty() ? " " : ") ") + text;
  edits.push_back(after);
  edits.push_back({{closing.source, closing.end, suffix.end}, ""});
  diagnostic.fix(reading_fix(build, join(whole, suffix), std::move(edits), "let it belong to the last clause"));
}

ast::ExprId build_block(Build& build, SegParser::BlockContext* context) {
  auto* head = context->blockHead();
  const Span head_span = join(span_of(build, head), span_of(build, context->OF()));
  std::int64_t count = 0;
  bool failed = false;
  if (head->INT() != nullptr) {
    const auto number = integer_of(build, head->INT());
    failed = !number;
    count = number.value_or(0);
  }
  std::vector<ast::ExprId> clauses;
  for (auto* clause : context->condition()) clauses.push_back(build_condition(build, clause));
  if (clauses.empty()) {
    build.diagnostics.report(Code::EmptyBlock, head_span, build.sources.text(head_span));
    failed = true;
  }
  const Span block = join(head_span, span_of(build, context->RBRACE()));
  ast::ExprId id = failed ? add(build, ast::ErrorExpr{}, block) : add(build, ast::BlockExpr{block_kind(head), head_span, count, add_list(build, clauses)}, block);
  if (context->suffix() != nullptr) {
    report_suffix_after_block(build, context);
    id = build_suffix(build, id, context->suffix());
  }
  return id;
}

ast::ExprId build_member_of(Build& build, SegParser::MemberOfContext* context) {
  const ast::IdRange path = build_names(build, context->path());
  const Span span = join(span_of(build, context->MEMBER()), span_of(build, context->path()));
  return build_suffix(build, add(build, ast::MemberOfExpr{path}, span), context->suffix());
}

ast::ExprId build_plain(Build& build, SegParser::ValueContext* value, SegParser::TailContext* tail, SegParser::SuffixContext* suffix) {
  Span span = span_of(build, value);
  if (tail != nullptr) span = join(span, span_of(build, tail));
  return build_suffix(build, build_comparison(build, value, tail, span), suffix);
}

/// The suffix straight inside a `not`, if there is one, and what it stands after.
std::pair<SegParser::SuffixContext*, Span> suffixed(Build& build, SegParser::TermContext* term) {
  if (auto* plain = dynamic_cast<SegParser::PlainTermContext*>(term)) return {plain->suffix(), span_of(build, term)};
  if (auto* member = dynamic_cast<SegParser::MemberOfContext*>(term)) return {member->suffix(), span_of(build, term)};
  return {nullptr, {}};
}

ast::ExprId build_term(Build& build, SegParser::TermContext* context);

ast::ExprId build_negation(Build& build, SegParser::NegationContext* context) {
  const Span op = span_of(build, context->NOT());
  if (const auto [suffix, inside] = suffixed(build, context->term()); suffix != nullptr) report_suffix_after_not(build, op, inside, suffix);
  const ast::ExprId operand = build_term(build, context->term());
  return add(build, ast::NotExpr{operand, op}, span_of(build, context));
}

ast::ExprId build_term(Build& build, SegParser::TermContext* context) {
  if (auto* plain = dynamic_cast<SegParser::PlainTermContext*>(context)) return build_plain(build, plain->value(), plain->tail(), plain->suffix());
  if (auto* quantified = dynamic_cast<SegParser::QuantifiedTermContext*>(context)) return build_quantified(build, quantified->quantified());
  if (auto* block = dynamic_cast<SegParser::BlockContext*>(context)) return build_block(build, block);
  if (auto* negation = dynamic_cast<SegParser::NegationContext*>(context)) return build_negation(build, negation);
  if (auto* member = dynamic_cast<SegParser::MemberOfContext*>(context)) return build_member_of(build, member);
  if (auto* sequence = dynamic_cast<SegParser::SequenceContext*>(context)) return build_sequence(build, sequence);
  return add(build, ast::ErrorExpr{}, span_of(build, context));
}

}  // namespace

ast::IdRange build_names(Build& build, SegParser::PathContext* path) {
  const auto names = path->name();
  const ast::IdRange range{static_cast<std::uint32_t>(build.ast.names.size()), static_cast<std::uint32_t>(names.size())};
  for (auto* name : names) build.ast.names.push_back(name_of(build, name));
  return range;
}

void report_suffix_after_not(Build& build, Span negation, Span comparison, SegParser::SuffixContext* suffix) {
  const Span place = span_of(build, suffix);
  // Up to the suffix: `not x = 1`.
  const std::string_view before = build.sources.text({place.source, negation.begin, place.begin});
  const auto used = static_cast<std::uint32_t>(before.find_last_not_of(" \t\r\n") + 1);
  const Span negated{place.source, negation.begin, negation.begin + used};
  build.diagnostics.report(Code::MisplacedSuffix, place, suffix_text(build, suffix), "a `not`")
      .fix(reading_fix(build, join(negation, place), {open_at(comparison), close_at(comparison)}, "let `not` reach over both"))
      .fix(reading_fix(build, join(negation, place), {open_at(negated), close_at(negated)}, "let it belong to the negation"));
}

ast::ExprId build_condition(Build& build, SegParser::ConditionContext* context) {
  check_chain(build, context);
  std::vector<ast::ExprId> operands;
  std::vector<Span> ops;
  bool conjunction = false;
  bool mixed = false;
  for (auto* child : context->children) {
    if (auto* term = dynamic_cast<SegParser::TermContext*>(child)) {
      operands.push_back(build_term(build, term));
      continue;
    }
    auto* op = dynamic_cast<TerminalNode*>(child);
    const bool is_and = type_of(op) == SegParser::AND;
    mixed = mixed || (!ops.empty() && is_and != conjunction);
    conjunction = is_and;
    ops.push_back(span_of(build, op));
  }
  if (operands.size() == 1) return operands.front();
  const Span span = span_of(build, context);
  const ast::IdRange range = add_list(build, operands);
  if (mixed) return add(build, ast::MixedChainExpr{range}, span);
  const ast::IdRange op_spans{static_cast<std::uint32_t>(build.ast.spans.size()), static_cast<std::uint32_t>(ops.size())};
  build.ast.spans.insert(build.ast.spans.end(), ops.begin(), ops.end());
  return add(build, ast::ChainExpr{conjunction, range, op_spans}, span);
}

ast::ExprId build_single(Build& build, SegParser::SingleContext* context, TerminalNode* negation) {
  if (negation != nullptr && context->suffix() != nullptr)
    report_suffix_after_not(build, span_of(build, negation), span_of(build, context), context->suffix());
  const ast::ExprId id = build_plain(build, context->value(), context->tail(), context->suffix());
  if (negation == nullptr) return id;
  const Span op = span_of(build, negation);
  return add(build, ast::NotExpr{id, op}, join(op, build.ast[id].span));
}

}  // namespace seg::syntax
