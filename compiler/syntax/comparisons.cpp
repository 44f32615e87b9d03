#include "compiler/syntax/build.h"

namespace seg::syntax {

namespace {

/// `x in (…)`, `x in a..b`, `x in 1998-04`, `x in top 20%`.
struct InPart {
  SegParser::ValueContext* value;
  bool negated;
  antlr4::tree::TerminalNode* ignoring;  ///< `ignoring case`, or null
  Span span;
};

ast::ExprId build_list(Build& build, const InPart& in, const std::vector<SegParser::ValueContext*>& items) {
  const ast::ExprId value = build_value(build, in.value);
  std::vector<ast::ExprId> ids;
  ids.reserve(items.size());
  for (auto* item : items) ids.push_back(build_value(build, item));
  return add(build, ast::InListExpr{value, in.negated, add_list(build, ids), in.ignoring != nullptr}, in.span);
}

/// What follows `in` here has no case to ignore.
void refuse_ignoring(Build& build, const InPart& in) {
  if (in.ignoring == nullptr) return;
  const Span place = span_of(build, in.ignoring);
  build.diagnostics.report(Code::UnexpectedToken, {place.source, place.begin, in.span.end}, "`ignoring case`", "it after a comparison of texts or a list of them");
}

ast::ExprId build_population(Build& build, const InPart& in, SegParser::PopulationTargetContext* target) {
  if (target->among() != nullptr) return add_not_yet(build, "among", in.span);
  const ast::ExprId value = build_value(build, in.value);
  const auto side = target->TOP() != nullptr ? ast::PopulationSide::Top : ast::PopulationSide::Bottom;
  const ast::ExprId share = target->PERCENT() != nullptr ? build_percent(build, target->PERCENT())
                                                         : build_integer(build, target->INT(), false, span_of(build, target->INT()));
  return add(build, ast::InPopulationExpr{value, in.negated, side, share}, in.span);
}

ast::ExprId build_in_value(Build& build, const InPart& in, SegParser::ValueTargetContext* target) {
  const auto bounds = target->value();
  if (bounds.size() == 2) {
    refuse_ignoring(build, in);
    const ast::ExprId value = build_value(build, in.value);
    const ast::ExprId low = build_value(build, bounds[0]);
    const ast::ExprId high = build_value(build, bounds[1]);
    return add(build, ast::RangeExpr{value, in.negated, low, high}, in.span);
  }
  const ast::ExprId value = build_value(build, in.value);
  const ast::ExprId period = build_value(build, bounds[0]);
  if (const auto* bracket = std::get_if<ast::BracketExpr>(&build.ast[period].node)) {
    const ast::ExprId only = bracket->inner;
    return add(build, ast::InListExpr{value, in.negated, add_list(build, {only}), in.ignoring != nullptr}, in.span);
  }
  refuse_ignoring(build, in);
  return add(build, ast::InPeriodExpr{value, in.negated, period}, in.span);
}

ast::ExprId build_in(Build& build, const InPart& in, SegParser::InTargetContext* target) {
  if (auto* list = dynamic_cast<SegParser::ListTargetContext*>(target)) return build_list(build, in, list->value());
  if (auto* value = dynamic_cast<SegParser::ValueTargetContext*>(target)) return build_in_value(build, in, value);
  refuse_ignoring(build, in);
  if (auto* population = dynamic_cast<SegParser::PopulationTargetContext*>(target)) return build_population(build, in, population);
  auto* period = dynamic_cast<SegParser::NamedPeriodTargetContext*>(target);
  if (period == nullptr) return add_not_yet(build, "a calendar period", in.span);
  const bool year = text_of(build, period->UNIT()) == "year";
  if (!year) return add_not_yet(build, fmt::format("in {} {}", text_of(build, period->UNIT()), text_of(build, period->INT())), in.span);
  const ast::ExprId value = build_value(build, in.value);
  const auto number = integer_of(build, period->INT());
  const Span span = span_of(build, period);
  const ast::ExprId id = number ? add(build, ast::YearLiteral{*number}, span) : add(build, ast::ErrorExpr{}, span);
  return add(build, ast::InPeriodExpr{value, in.negated, id}, in.span);
}

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
  if (dynamic_cast<SegParser::ZoneTailContext*>(tail) != nullptr) return add_not_yet(build, "a zone for one value", span);
  if (auto* matches = dynamic_cast<SegParser::MatchesTailContext*>(tail)) return build_matches(build, value, matches, span);
  if (auto* list = dynamic_cast<SegParser::ListTailContext*>(tail)) return build_list_test(build, value, list, span);
  return add_not_yet(build, "a window on a value", span);
}

ast::ExprId build_suffix(Build& build, ast::ExprId operand, SegParser::SuffixContext* suffix) {
  if (suffix == nullptr) return operand;
  const Span span = span_of(build, suffix);
  return add(build, ast::SuffixExpr{operand, suffix->OR() != nullptr, span}, join(build.ast[operand].span, span));
}

}  // namespace seg::syntax
