// Tests of texts: what they contain, begin and end with, and match; with or without their case.

#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"
#include "runtime/texts/change.h"
#include "runtime/texts/pattern.h"

namespace seg::semantics {

Checked fold_case(Checker& checker, hir::ExprId text) {
  const plan::Type type = checker.type(text);
  if (type.kind != plan::Kind::String) {
    report_wrong_type(checker, text, "`ignoring case`", "text (string)");
    return std::nullopt;
  }
  const Span span = checker.hir[text].span;
  const auto* constant = std::get_if<hir::Constant>(&checker.hir[text].node);
  if (constant != nullptr) {
    plan::Literal folded = constant->value;
    folded.text = texts::case_fold(folded.text);
    return checker.constant(std::move(folded), span);
  }
  const auto* made = std::get_if<hir::Apply>(&checker.hir[text].node);
  if (made != nullptr && made->op == plan::Op::CaseFold) return text;
  const hir::ExprId operands[] = {text};
  return apply(checker, plan::Op::CaseFold, operands, type, span);
}

namespace {

hir::TextTest test_of(ast::TextOp op) {
  switch (op) {
    case ast::TextOp::Contains:
      return hir::TextTest::Contains;
    case ast::TextOp::StartsWith:
      return hir::TextTest::StartsWith;
    case ast::TextOp::EndsWith:
      break;
  }
  return hir::TextTest::EndsWith;
}

/// `tags contains "vip"`: of a list it is `contain`.
void report_list(Checker& checker, const ast::TextExpr& node, hir::ExprId list) {
  Diagnostic& diagnostic =
      checker.diagnostics.report(Code::WrongType, checker.hir[list].span, fmt::format("`{}`", normalised(checker, node.op_span)),
                                 "text (string) on both sides", described(checker.hir.schema.plan, checker.type(list)));
  explain_type(checker, diagnostic, list);
  if (node.op == ast::TextOp::Contains) diagnostic.fix(replacement("write `contain`", node.op_span, "contain", Safety::Safe));
}

}  // namespace

Checked check_text(Checker& checker, const ast::TextExpr& node, Span span, Scope scope) {
  const Checked left = check_expression(checker, node.left, scope);
  if (left && checker.type(*left).list) {
    report_list(checker, node, *left);
    return std::nullopt;
  }
  const Checked right = check_expression(checker, node.right, scope);
  if (!left || !right) return std::nullopt;
  hir::ExprId sides[] = {*left, *right};
  for (hir::ExprId& side : sides) {
    if (checker.type(side) != plan::string_type()) {
      report_wrong_type(checker, side, fmt::format("`{}`", normalised(checker, node.op_span)), "text (string) on both sides");
      return std::nullopt;
    }
    if (node.ignoring_case) side = *fold_case(checker, side);
  }
  const bool optional = checker.optional(sides[0]) || checker.optional(sides[1]);
  const hir::ExprId result = checker.add(hir::TextCompare{test_of(node.op), sides[0], sides[1]}, plan::bool_type(), optional, span);
  return node.negated ? negated(checker, result, span) : result;
}

namespace {

/// The pattern as the Plan has it, its flags in front; nothing where RE2 refuses it, which is reported at the part that it is about.
std::optional<std::string> check_pattern(Checker& checker, const ast::MatchesExpr& node) {
  std::string flags(checker.text(node.flags));
  if (node.ignoring_case && flags.find('i') == std::string::npos) flags += 'i';
  std::string pattern(checker.text(node.pattern));
  if (!flags.empty()) pattern = fmt::format("(?{}){}", flags, pattern);
  const texts::PatternResult made = texts::compile_pattern(pattern);
  if (made.error.empty()) return pattern;
  Span place = node.pattern_span;
  const std::size_t at = made.fragment.empty() ? std::string_view::npos : checker.text(place).find(made.fragment);
  if (at != std::string_view::npos) {
    place.begin += static_cast<std::uint32_t>(at);
    place.end = place.begin + static_cast<std::uint32_t>(made.fragment.size());
  }
  checker.diagnostics.report(Code::BadPattern, place, made.error)
      .note(fmt::format("patterns are RE2's, of at most {} bytes: no look-around, no back references, repetitions of at most 1000",
                        texts::kMaxPatternBytes));
  return std::nullopt;
}

}  // namespace

Checked check_matches(Checker& checker, const ast::MatchesExpr& node, Span span, Scope scope) {
  const Checked left = check_expression(checker, node.left, scope);
  const auto pattern = check_pattern(checker, node);
  if (!left) return std::nullopt;
  if (checker.type(*left) != plan::string_type()) {
    report_wrong_type(checker, *left, "`matches`", "text (string)");
    return std::nullopt;
  }
  if (!pattern) return std::nullopt;
  plan::Literal literal = number_literal(plan::string_type(), 0);
  literal.text = *pattern;
  const hir::ExprId operands[] = {*left, checker.constant(std::move(literal), node.pattern_span)};
  const hir::ExprId result = apply(checker, plan::Op::Matches, operands, plan::bool_type(), span);
  return node.negated ? negated(checker, result, span) : result;
}

}  // namespace seg::semantics
