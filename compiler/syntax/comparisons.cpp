#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

ast::ExprId build_compare(Build& build, SegParser::ValueContext* value, SegParser::CompareTailContext* tail, Span span) {
  const ast::ExprId left = build_value(build, value);
  const ast::ExprId right = build_value(build, tail->value());
  antlr4::Token* op = tail->getStart();
  return add(build, ast::CompareExpr{comparison_of(op->getType()), span_of(build, op), left, right, tail->IGNORING() != nullptr}, span);
}

ast::ExprId build_text_test(Build& build, SegParser::ValueContext* value, SegParser::TextTailContext* tail, Span span) {
  const ast::ExprId left = build_value(build, value);
  const ast::ExprId right = build_value(build, tail->value());
  Span op;
  ast::TextOp kind = ast::TextOp::Contains;
  if (tail->CONTAINS() != nullptr) {
    op = span_of(build, tail->CONTAINS());
  } else {
    kind = tail->STARTS() != nullptr ? ast::TextOp::StartsWith : ast::TextOp::EndsWith;
    op = join(span_of(build, tail->STARTS() != nullptr ? tail->STARTS() : tail->ENDS()), span_of(build, tail->WITH()));
  }
  return add(build, ast::TextExpr{kind, op, tail->NOT() != nullptr, left, right, tail->IGNORING() != nullptr}, span);
}

/// What stands between the slashes, with `\\/` as `/` and every other escape as it is written.
std::string pattern_of(std::string_view between) {
  std::string pattern;
  for (std::size_t at = 0; at < between.size(); ++at) {
    const bool escape = between[at] == '\\' && at + 1 < between.size();
    if (escape && between[at + 1] != '/') pattern += between[at];
    if (escape) ++at;
    pattern += between[at];
  }
  return pattern;
}

/// The letters after the last slash; others than `i`, `m` and `s` are reported and left out.
Symbol build_flags(Build& build, Span letters) {
  std::string flags;
  for (std::uint32_t at = letters.begin; at < letters.end; ++at) {
    const Span place{letters.source, at, at + 1};
    const std::string_view letter = build.sources.text(place);
    if (std::string_view("ims").find(letter) != std::string_view::npos) {
      flags += letter;
      continue;
    }
    build.diagnostics.report(Code::UnexpectedToken, place, fmt::format("`{}`", letter), "one of the flags `i`, `m` and `s` after the regular expression")
        .fix({"leave it out", {{place, ""}}, Safety::Unsafe});
  }
  return build.symbols.intern(flags);
}

ast::ExprId build_matches(Build& build, SegParser::ValueContext* value, SegParser::MatchesTailContext* tail, Span span) {
  const ast::ExprId left = build_value(build, value);
  const bool negated = tail->NOT() != nullptr;
  const bool ignoring = tail->IGNORING() != nullptr;
  if (tail->STRING() != nullptr) {
    const Symbol pattern = build_text(build, tail->STRING());
    return add(build, ast::MatchesExpr{left, negated, pattern, build.symbols.intern(""), span_of(build, tail->STRING()), ignoring}, span);
  }
  const Span whole = span_of(build, tail->REGEX());
  const std::string_view text = build.sources.text(whole);
  const auto closing = static_cast<std::uint32_t>(text.rfind('/'));
  const Symbol pattern = build.symbols.intern(pattern_of(text.substr(1, closing - 1)));
  const Symbol flags = build_flags(build, {whole.source, whole.begin + closing + 1, whole.end});
  return add(build, ast::MatchesExpr{left, negated, pattern, flags, whole, ignoring}, span);
}

ast::ExprId build_list_test(Build& build, SegParser::ValueContext* value, SegParser::ListTailContext* tail, Span span) {
  const ast::ExprId left = build_value(build, value);
  const ast::ListTest test = tail->ANY() != nullptr ? ast::ListTest::Any : tail->ALL() != nullptr ? ast::ListTest::All : ast::ListTest::Contain;
  Span op = span_of(build, tail->CONTAIN());
  if (tail->OF() != nullptr) op = join(op, span_of(build, tail->OF()));
  std::vector<ast::ExprId> items;
  for (auto* item : tail->value()) items.push_back(build_value(build, item));
  std::optional<ast::ExprId> field;
  if (tail->path() != nullptr) field = build_path(build, tail->path());
  return add(build, ast::ListExpr{test, op, left, add_list(build, items), field, tail->IGNORING() != nullptr}, span);
}

/// `since T`, `between A and B`, `within last 30 days` of a value, or the zone that it is seen in.
ast::ExprId build_value_window(Build& build, SegParser::ValueContext* context, SegParser::TailContext* tail, Span span) {
  const ast::ExprId value = build_value(build, context);
  if (auto* zone = dynamic_cast<SegParser::ZoneTailContext*>(tail)) return add(build, ast::ZonedExpr{value, build_zone(build, zone->zone())}, span);
  if (auto* within = dynamic_cast<SegParser::WithinTailContext*>(tail)) {
    const ast::ExprId length = build_length(build, within->length());
    return add(build, ast::WithinExpr{value, within->NEXT() != nullptr, length, build_optional_zone(build, within->zone())}, span);
  }
  if (auto* between = dynamic_cast<SegParser::BetweenTailContext*>(tail)) {
    const ast::Instant from = build_instant(build, between->instant(0));
    return add(build, ast::BetweenExpr{value, from, build_instant(build, between->instant(1))}, span);
  }
  auto* open = dynamic_cast<SegParser::OpenTailContext*>(tail);
  return add(build, ast::OpenExpr{value, open->SINCE() != nullptr, build_instant(build, open->instant())}, span);
}

}  // namespace

ast::ExprId build_comparison(Build& build, SegParser::ValueContext* value, SegParser::TailContext* tail, Span span) {
  if (tail == nullptr) return build_value(build, value);
  if (auto* compare = dynamic_cast<SegParser::CompareTailContext*>(tail)) return build_compare(build, value, compare, span);
  if (auto* in = dynamic_cast<SegParser::InTailContext*>(tail)) return build_in(build, {value, in->NOT() != nullptr, in->IGNORING(), span}, in->inTarget());
  if (auto* text = dynamic_cast<SegParser::TextTailContext*>(tail)) return build_text_test(build, value, text, span);
  if (auto* known = dynamic_cast<SegParser::KnownTailContext*>(tail)) {
    const ast::ExprId operand = build_value(build, value);
    const bool negated = known->NOT() != nullptr;
    return add(build, ast::IsKnownExpr{operand, (known->KNOWN() != nullptr) != negated}, span);
  }
  if (auto* matches = dynamic_cast<SegParser::MatchesTailContext*>(tail)) return build_matches(build, value, matches, span);
  if (auto* list = dynamic_cast<SegParser::ListTailContext*>(tail)) return build_list_test(build, value, list, span);
  if (auto* among = dynamic_cast<SegParser::AmongTailContext*>(tail)) {
    const ast::ExprId seen = build_value(build, value);
    return add(build, ast::AmongExpr{seen, build_among(build, among->among())}, span);
  }
  return build_value_window(build, value, tail, span);
}

ast::ExprId build_suffix(Build& build, ast::ExprId operand, SegParser::SuffixContext* suffix) {
  if (suffix == nullptr) return operand;
  const Span span = span_of(build, suffix);
  return add(build, ast::SuffixExpr{operand, suffix->OR() != nullptr, span}, join(build.ast[operand].span, span));
}

}  // namespace seg::syntax
