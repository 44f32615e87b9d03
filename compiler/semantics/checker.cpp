#include "compiler/semantics/checker.h"

#include <algorithm>

#include "compiler/semantics/events.h"
#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"
#include "compiler/semantics/walk.h"

namespace seg::semantics {

namespace {

/// How often lowering writes out a query: `first N`, `distinct`, averages and shares take its events once more.
std::uint64_t passes_of(const hir::Node& node) {
  const auto* fold = std::get_if<hir::Fold>(&node);
  if (fold == nullptr) return 1;
  const bool two_folds = fold->aggregate == hir::Aggregate::Average || fold->aggregate == hir::Aggregate::Share;
  return 1 + (fold->query.edge ? 1U : 0U) + (fold->distinct ? 1U : 0U) + (two_folds ? 1U : 0U);
}

}  // namespace

hir::ExprId Checker::add(hir::Node node, plan::Type type, bool optional, Span span) {
  Measure measure;
  hir::for_each_operand(hir, node, [&](hir::ExprId operand) {
    const Measure& below = measures[operand.index];
    // Saturates: a doubling chain of traits has more nodes than any integer counts.
    if (__builtin_add_overflow(measure.cost, below.cost, &measure.cost)) measure.cost = std::numeric_limits<std::uint64_t>::max();
    measure.depth = std::max(measure.depth, below.depth);
    measure.stage = std::max(measure.stage, below.stage);
  });
  if (__builtin_mul_overflow(measure.cost, passes_of(node), &measure.cost)) measure.cost = std::numeric_limits<std::uint64_t>::max();
  if (const auto* trait = std::get_if<hir::TraitRef>(&node)) measure = trait_measures[trait->trait];
  if (const auto* segment = std::get_if<hir::SegmentRef>(&node)) measure = segment_measures[segment->segment];
  if (std::holds_alternative<hir::PopulationCut>(node)) ++measure.stage;
  measures.push_back(measure);
  hir.exprs.push_back({std::move(node), type, optional, span});
  return {static_cast<std::uint32_t>(hir.exprs.size() - 1)};
}

hir::ExprId Checker::constant(plan::Literal value, Span span) {
  const plan::Type literal_type = value.type;
  return add(hir::Constant{std::move(value)}, literal_type, false, span);
}

hir::ExprId apply(Checker& checker, plan::Op op, std::span<const hir::ExprId> operands, plan::Type type, Span span) {
  bool optional = false;
  for (const hir::ExprId operand : operands) optional = optional || checker.optional(operand);
  const hir::IdRange list = checker.list(operands);
  return checker.add(hir::Apply{op, list}, type, optional, span);
}

hir::IdRange Checker::list(std::span<const hir::ExprId> ids) {
  const auto first = static_cast<std::uint32_t>(hir.expr_list.size());
  hir.expr_list.insert(hir.expr_list.end(), ids.begin(), ids.end());
  return {first, static_cast<std::uint32_t>(ids.size())};
}

namespace {

/// One call a kind of node; a kind without one does not compile.
struct ExpressionCheck {
  Checker& checker;
  ast::ExprId id;
  Span span;
  Scope scope;
  const Expected* expected;

  Checked literal() const { return check_literal(checker, *written_literal(*checker.ast, id), expected); }

  Checked operator()(const ast::IntLiteral&) const { return literal(); }
  Checked operator()(const ast::DecimalLiteral&) const { return literal(); }
  Checked operator()(const ast::PercentLiteral&) const { return literal(); }
  Checked operator()(const ast::MoneyLiteral&) const { return literal(); }
  Checked operator()(const ast::QuantityLiteral&) const { return literal(); }
  Checked operator()(const ast::DateLiteral&) const { return literal(); }
  Checked operator()(const ast::MonthLiteral&) const { return literal(); }
  Checked operator()(const ast::TimestampLiteral&) const { return literal(); }
  Checked operator()(const ast::ClockLiteral&) const { return literal(); }
  Checked operator()(const ast::StringLiteral&) const { return literal(); }
  Checked operator()(const ast::BoolLiteral&) const { return literal(); }
  Checked operator()(const ast::YearLiteral&) const { return literal(); }
  Checked operator()(const ast::NameExpr& node) const { return check_name(checker, node, span, scope, expected); }
  Checked operator()(const ast::PathExpr& node) const { return check_path(checker, node, span, scope); }
  Checked operator()(const ast::CallExpr& node) const { return check_call(checker, node, span, scope); }
  Checked operator()(const ast::AggregateExpr& node) const { return check_aggregate(checker, node, span, scope); }
  Checked operator()(const ast::NegateExpr& node) const {
    const auto written = written_literal(*checker.ast, id);
    return written ? check_literal(checker, *written, expected) : check_negate(checker, node, span, scope);
  }
  Checked operator()(const ast::ArithmeticExpr& node) const { return check_arithmetic(checker, node, span, scope); }
  Checked operator()(const ast::CompareExpr& node) const { return check_compare(checker, node, span, scope); }
  Checked operator()(const ast::RangeExpr& node) const { return check_range(checker, node, span, scope); }
  Checked operator()(const ast::InListExpr& node) const { return check_in_list(checker, node, span, scope); }
  Checked operator()(const ast::InPeriodExpr& node) const { return check_in_period(checker, node, span, scope); }
  Checked operator()(const ast::InPopulationExpr& node) const { return check_in_population(checker, node, span, scope); }
  Checked operator()(const ast::TextExpr& node) const { return check_text(checker, node, span, scope); }
  Checked operator()(const ast::IsKnownExpr& node) const { return check_is_known(checker, node, span, scope); }
  Checked operator()(const ast::SuffixExpr& node) const { return check_suffix(checker, node, span, scope); }
  Checked operator()(const ast::NotExpr& node) const { return check_not(checker, node, span, scope); }
  Checked operator()(const ast::ChainExpr& node) const { return check_chain(checker, node, span, scope); }
  Checked operator()(const ast::MixedChainExpr&) const { return std::nullopt; }
  Checked operator()(const ast::BracketExpr& node) const { return check_expression(checker, node.inner, scope, expected); }
  Checked operator()(const ast::BlockExpr& node) const { return check_block(checker, node, span, scope); }
  Checked operator()(const ast::QuantifiedExpr& node) const { return check_quantified(checker, node, span, scope); }
  Checked operator()(const ast::MemberOfExpr& node) const { return check_member_of(checker, node, span); }
  Checked operator()(const ast::ScoreExpr& node) const { return check_score(checker, node, span, scope); }
  Checked operator()(const ast::MatchesExpr& node) const { return check_matches(checker, node, span, scope); }
  Checked operator()(const ast::ListExpr& node) const { return check_list(checker, node, span, scope); }
  Checked operator()(const ast::GroupingExpr& node) const { return check_grouping(checker, node, span, scope); }
  Checked operator()(const ast::AmongExpr& node) const {
    checker.diagnostics.report(Code::MisplacedAmong, node.among.span);
    return std::nullopt;
  }
  Checked operator()(const ast::ZonedExpr& node) const { return check_zoned(checker, node, span, scope); }
  Checked operator()(const ast::WithinExpr& node) const { return check_within(checker, node, span, scope); }
  Checked operator()(const ast::OpenExpr& node) const { return check_open(checker, node, span, scope); }
  Checked operator()(const ast::BetweenExpr& node) const { return check_between(checker, node, span, scope); }
  Checked operator()(const ast::InCalendarExpr& node) const { return check_in_calendar(checker, node, span, scope); }
  Checked operator()(const ast::SequenceExpr& node) const { return check_sequence(checker, node, span, scope); }
  Checked operator()(const ast::ErrorExpr&) const { return std::nullopt; }
};

}  // namespace

Checked check_expression(Checker& checker, ast::ExprId id, Scope scope, const Expected* expected) {
  if (scope.group != nullptr) {
    if (const auto of_group = check_in_group(checker, id, scope)) return *of_group;
  }
  const ast::Expr& expr = (*checker.ast)[id];
  return std::visit(ExpressionCheck{checker, id, expr.span, scope, expected}, expr.node);
}

Checked check_condition(Checker& checker, ast::ExprId id, Scope scope) {
  const Expected condition{plan::bool_type(), std::nullopt};
  // Only a bare name takes the expectation: a literal that is no condition has its own message below.
  const bool is_name = std::holds_alternative<ast::NameExpr>((*checker.ast)[id].node);
  const Checked checked = check_expression(checker, id, scope, is_name ? &condition : nullptr);
  if (!checked || checker.type(*checked).kind == plan::Kind::Bool) return checked;
  const Span span = checker.hir[*checked].span;
  Diagnostic& diagnostic =
      checker.diagnostics.report(Code::NotACondition, span, described(checker.hir.schema.plan, checker.type(*checked)));
  explain_type(checker, diagnostic, *checked);
  if (checker.optional(*checked)) {
    const std::string text = normalised(checker, span) + " is known";
    diagnostic.fix(replacement(fmt::format("compare it, or write `{}`", text), span, text));
  }
  return std::nullopt;
}

}  // namespace seg::semantics
