// score { 2 if CONDITION … }: the sum of the points of the conditions that are true.

#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

/// The points of one condition; nothing where they did not parse.
std::optional<std::int64_t> points_of(const ast::Ast& ast, ast::ExprId id) {
  const auto written = written_literal(ast, id);
  const auto* number = written ? std::get_if<WrittenNumber>(&written->value) : nullptr;
  return number == nullptr ? std::nullopt : std::optional(number->mantissa);
}

/// The most and the least that the points can sum up to.
struct Sums {
  std::int64_t most = 0;
  std::int64_t least = 0;

  bool add(std::int64_t points) {
    std::int64_t& sum = points < 0 ? least : most;
    return !__builtin_add_overflow(sum, points, &sum);
  }
};

}  // namespace

Checked check_score(Checker& checker, const ast::ScoreExpr& node, Span span, Scope scope) {
  std::vector<hir::ExprId> operands;
  std::unordered_map<std::string, Span> seen;
  Sums sums;
  bool ok = true;
  for (std::uint32_t index = 0; index < node.items.count; ++index) {
    const ast::ScoreItem& item = checker.ast->score_items[node.items.first + index];
    const Span condition_span = (*checker.ast)[item.condition].span;
    const auto points = points_of(*checker.ast, item.points);
    const Checked condition = check_condition(checker, item.condition, scope);
    const std::string text = normalised(checker, condition_span);
    if (const auto [first, added] = seen.emplace(text, condition_span); !added) {
      checker.diagnostics.report(Code::DeclaredTwice, condition_span, "condition", shown(checker, condition_span))
          .label(first->second, "its points are given here first");
      ok = false;
    }
    if (points && !sums.add(*points)) {
      checker.diagnostics.report(Code::DoesNotFit, (*checker.ast)[item.points].span, "the sum of the points");
      return std::nullopt;
    }
    if (!points || !condition) {
      ok = false;
      continue;
    }
    operands.push_back(checker.constant(int_literal(*points), (*checker.ast)[item.points].span));
    operands.push_back(*condition);
  }
  if (!ok || operands.empty()) return std::nullopt;
  const hir::IdRange list = checker.list(operands);
  // A condition that is unknown gives no points: the sum itself is never unknown.
  return checker.add(hir::Apply{plan::Op::Score, list}, plan::int_type(), false, span);
}

}  // namespace seg::semantics
