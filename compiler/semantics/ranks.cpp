// `rank(clv) <= 1000`: the comparisons that a rank stands in. They ask for the value at a rank, never for the rank itself.

#include "compiler/semantics/cuts.h"
#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"

namespace seg::semantics {

namespace {

const ast::CallExpr* rank_call(const Checker& checker, ast::ExprId id) {
  const ast::ExprNode& node = (*checker.ast)[id].node;
  if (const auto* bracket = std::get_if<ast::BracketExpr>(&node)) return rank_call(checker, bracket->inner);
  const auto* call = std::get_if<ast::CallExpr>(&node);
  return call != nullptr && checker.text(call->function) == "rank" ? call : nullptr;
}

/// A whole number from 1 on; what is none is reported.
std::optional<std::int64_t> rank_number(Checker& checker, ast::ExprId id) {
  const auto written = written_literal(*checker.ast, id);
  const auto* number = written ? std::get_if<WrittenNumber>(&written->value) : nullptr;
  if (number != nullptr && !number->percent && number->scale == 0 && number->mantissa >= 1) return number->mantissa;
  const Span span = (*checker.ast)[id].span;
  checker.diagnostics.report(Code::BadRank, span, fmt::format("a whole number from 1 on, found `{}`", shown(checker, span)));
  return std::nullopt;
}

/// The comparisons of one value's rank.
struct Ranks {
  Checker& checker;
  Against against;
  Span span;

  /// Ranks begin at 1: of none the rank is at most 0.
  Checked at_most(std::int64_t number) const {
    if (number == 0) return compare(checker, hir::Relation::Less, against.value, against.value, span);
    const plan::Literal literal{plan::int_type(), number, 1, 0, {}};
    std::string text = fmt::format("rank({}{}) <= {}", against.text, against.among_text, number);
    const Checked cut = add_cut(checker, hir::Cut::Rank, against, literal, std::move(text), span);
    if (!cut) return std::nullopt;
    return checker.add(hir::RankAtMost{against.value, *cut}, plan::bool_type(), checker.optional(against.value), span);
  }
  Checked above(std::int64_t number) const {
    const Checked within = at_most(number);
    return within ? Checked(negated(checker, *within, span)) : std::nullopt;
  }
  Checked between(std::int64_t low, std::int64_t high) const {
    if (low == 1) return at_most(high);
    const Checked from = above(low - 1);
    const Checked to = from ? at_most(high) : std::nullopt;
    if (!to) return std::nullopt;
    const hir::ExprId parts[] = {*from, *to};
    return logic(checker, hir::Connective::And, parts, span);
  }
  Checked compared(ast::Comparison op, std::int64_t number) const {
    switch (op) {
      case ast::Comparison::Equal:
        return between(number, number);
      case ast::Comparison::NotEqual: {
        const Checked same = between(number, number);
        return same ? Checked(negated(checker, *same, span)) : std::nullopt;
      }
      case ast::Comparison::Less:
        return at_most(number - 1);
      case ast::Comparison::LessEqual:
        return at_most(number);
      case ast::Comparison::Greater:
        return above(number);
      case ast::Comparison::GreaterEqual:
        return above(number - 1);
    }
    return std::nullopt;
  }
};

std::optional<Ranks> ranks_of(Checker& checker, const ast::CallExpr& call, Span place, Span span, Scope scope) {
  if (!require_profile(checker, scope, place, "rank")) return std::nullopt;
  if (call.arguments.count != 1) {
    checker.diagnostics.report(Code::WrongArguments, place, "rank", "one value: `rank(clv)`", call.arguments.count);
    return std::nullopt;
  }
  auto against = check_against(checker, checker.ast->expr_list[call.arguments.first]);
  if (!against || !require_value(checker, against->value, hir::Cut::Rank, "`rank`")) return std::nullopt;
  return Ranks{checker, std::move(*against), span};
}

ast::Comparison exchanged(ast::Comparison op) {
  switch (op) {
    case ast::Comparison::Less:
      return ast::Comparison::Greater;
    case ast::Comparison::LessEqual:
      return ast::Comparison::GreaterEqual;
    case ast::Comparison::Greater:
      return ast::Comparison::Less;
    case ast::Comparison::GreaterEqual:
      return ast::Comparison::LessEqual;
    case ast::Comparison::Equal:
    case ast::Comparison::NotEqual:
      break;
  }
  return op;
}

}  // namespace

std::optional<Checked> check_rank(Checker& checker, const ast::CompareExpr& node, Span span, Scope scope) {
  const bool left = rank_call(checker, node.left) != nullptr;
  const ast::ExprId side = left ? node.left : node.right;
  const ast::CallExpr* call = rank_call(checker, side);
  if (call == nullptr) return std::nullopt;
  const auto ranks = ranks_of(checker, *call, (*checker.ast)[side].span, span, scope);
  const auto number = rank_number(checker, left ? node.right : node.left);
  if (node.ignoring_case) checker.diagnostics.report(Code::CaseOfOrder, node.op_span, checker.text(node.op_span));
  if (!ranks || !number || node.ignoring_case) return Checked(std::nullopt);
  return ranks->compared(left ? node.op : exchanged(node.op), *number);
}

std::optional<Checked> check_rank(Checker& checker, const ast::RangeExpr& node, Span span, Scope scope) {
  const ast::CallExpr* call = rank_call(checker, node.value);
  if (call == nullptr) return std::nullopt;
  const auto ranks = ranks_of(checker, *call, (*checker.ast)[node.value].span, span, scope);
  const auto low = rank_number(checker, node.low);
  const auto high = rank_number(checker, node.high);
  if (!ranks || !low || !high) return Checked(std::nullopt);
  if (*high < *low) {
    const Span ends = join((*checker.ast)[node.low].span, (*checker.ast)[node.high].span);
    checker.diagnostics.report(Code::ReversedRange, ends);
    return Checked(std::nullopt);
  }
  const Checked range = ranks->between(*low, *high);
  return range && node.negated ? Checked(negated(checker, *range, span)) : range;
}

}  // namespace seg::semantics
