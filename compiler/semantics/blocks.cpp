// and, or, not, the blocks, suffixes, `is known` and `member of`.

#include <algorithm>

#include "compiler/semantics/declarations.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/modules.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

hir::ExprId negated(Checker& checker, hir::ExprId operand, Span span) {
  return checker.add(hir::Not{operand}, plan::bool_type(), checker.optional(operand), span);
}

namespace {

bool any_optional(const Checker& checker, std::span<const hir::ExprId> operands) {
  for (const hir::ExprId operand : operands) {
    if (checker.optional(operand)) return true;
  }
  return false;
}

hir::ExprId at_least(Checker& checker, std::int64_t count, std::span<const hir::ExprId> operands, hir::IdRange list, Span span) {
  return checker.add(hir::AtLeast{count, list}, plan::bool_type(), any_optional(checker, operands), span);
}

/// Every clause is checked, so that all that is wrong is said in one run.
std::optional<std::vector<hir::ExprId>> check_all(Checker& checker, ast::IdRange range, Scope scope) {
  std::vector<hir::ExprId> operands;
  operands.reserve(range.count);
  for (std::uint32_t index = 0; index < range.count; ++index) {
    const Checked operand = check_condition(checker, checker.ast->expr_list[range.first + index], scope);
    if (operand) operands.push_back(*operand);
  }
  if (operands.size() != range.count) return std::nullopt;
  return operands;
}

std::string_view block_name(ast::BlockKind kind) {
  switch (kind) {
    case ast::BlockKind::All:
      return "all of";
    case ast::BlockKind::Any:
      return "any of";
    case ast::BlockKind::None:
      return "none of";
    case ast::BlockKind::AtLeast:
      return "at least";
    case ast::BlockKind::AtMost:
      return "at most";
    case ast::BlockKind::Exactly:
      return "exactly";
  }
  return "";
}

}  // namespace

hir::ExprId logic(Checker& checker, hir::Connective op, std::span<const hir::ExprId> operands, Span span) {
  if (operands.size() == 1) return operands.front();
  const hir::IdRange list = checker.list(operands);
  return checker.add(hir::Logic{op, list}, plan::bool_type(), any_optional(checker, operands), span);
}

Checked check_chain(Checker& checker, const ast::ChainExpr& node, Span span, Scope scope) {
  const auto operands = check_all(checker, node.operands, scope);
  if (!operands) return std::nullopt;
  return logic(checker, node.conjunction ? hir::Connective::And : hir::Connective::Or, *operands, span);
}

Checked check_block(Checker& checker, const ast::BlockExpr& node, Span span, Scope scope) {
  if (node.clauses.count == 0) return std::nullopt;  // the parser has said so
  const auto operands = check_all(checker, node.clauses, scope);
  const bool must_reach = node.kind == ast::BlockKind::AtLeast || node.kind == ast::BlockKind::Exactly;
  if (must_reach && node.count > static_cast<std::int64_t>(node.clauses.count)) {
    checker.diagnostics.report(Code::BlockTooSmall, node.head.empty() ? span : node.head, block_name(node.kind), node.count,
                               node.clauses.count);
    return std::nullopt;
  }
  if (!operands) return std::nullopt;
  switch (node.kind) {
    case ast::BlockKind::All:
      return logic(checker, hir::Connective::And, *operands, span);
    case ast::BlockKind::Any:
      return logic(checker, hir::Connective::Or, *operands, span);
    case ast::BlockKind::None:
      return negated(checker, logic(checker, hir::Connective::Or, *operands, span), span);
    case ast::BlockKind::AtLeast:
    case ast::BlockKind::AtMost:
    case ast::BlockKind::Exactly:
      break;
  }
  const hir::IdRange list = checker.list(*operands);
  if (node.kind == ast::BlockKind::AtLeast) return at_least(checker, node.count, *operands, list, span);
  // A number of clauses that no block has is as good as any larger one, and one more than it still fits.
  const std::int64_t most = std::min<std::int64_t>(node.count, std::numeric_limits<std::int64_t>::max() - 1);
  const hir::ExprId not_more = negated(checker, at_least(checker, most + 1, *operands, list, span), span);
  if (node.kind == ast::BlockKind::AtMost) return not_more;
  const hir::ExprId both[] = {at_least(checker, node.count, *operands, list, span), not_more};
  return logic(checker, hir::Connective::And, both, span);
}

Checked check_not(Checker& checker, const ast::NotExpr& node, Span span, Scope scope) {
  const Checked operand = check_condition(checker, node.operand, scope);
  if (!operand) return std::nullopt;
  return negated(checker, *operand, span);
}

Checked check_suffix(Checker& checker, const ast::SuffixExpr& node, Span span, Scope scope) {
  const Checked operand = check_condition(checker, node.operand, scope);
  if (!operand) return std::nullopt;
  return checker.add(hir::UnknownAs{*operand, node.or_unknown}, plan::bool_type(), false, span);
}

Checked check_is_known(Checker& checker, const ast::IsKnownExpr& node, Span span, Scope scope) {
  const Checked operand = check_expression(checker, node.operand, scope);
  if (!operand) return std::nullopt;
  const hir::ExprId known = checker.add(hir::IsKnown{*operand}, plan::bool_type(), false, span);
  return node.known ? known : negated(checker, known, span);
}

namespace {

/// A partition where one of its arms should be.
Checked report_partition(Checker& checker, const Partition& partition, std::string_view path, Span span) {
  Diagnostic& diagnostic = checker.diagnostics.report(Code::PartitionAsSegment, span, path);
  std::vector<std::string_view> arms;
  for (const ast::PartitionArm& arm : partition_of(checker, partition).arms) arms.push_back(checker.text(arm.name));
  diagnostic.note(fmt::format("its arms are {}", fmt::join(arms, ", ")));
  return std::nullopt;
}

Checked unknown_segment(Checker& checker, std::span<const ast::Name> path) {
  const Span span = join(path.front().span, path.back().span);
  const std::string text = path_text(checker, path);
  Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownSegment, span, text);
  if (checker.suggestion_steps == 0) return std::nullopt;
  std::vector<std::string> names;
  for (const auto& [known, declaration] : checker.segments) names.emplace_back(known);
  for (const auto& [name, module] : checker.modules_by_name) {
    for (const auto& [known, declaration] : names_in(checker, *module).segments) names.push_back(fmt::format("{}.{}", name, known));
  }
  std::sort(names.begin(), names.end());
  const std::vector<std::string_view> candidates(names.begin(), names.end());
  suggest_name(checker, diagnostic, span, text, candidates);
  return std::nullopt;
}

}  // namespace

Checked check_member_of(Checker& checker, const ast::MemberOfExpr& node, Span span) {
  const std::span<const ast::Name> path{checker.ast->names.data() + node.path.first, node.path.count};
  if (path.empty()) return std::nullopt;
  const Declaration* found = find_members(checker, path);
  if (found == nullptr) {
    const Partition* partition = find_partition(checker, path);
    const bool whole = partition != nullptr && partition_of(checker, *partition).name.symbol == path.back().symbol;
    if (whole) return report_partition(checker, *partition, path_text(checker, path), join(path.front().span, path.back().span));
    if (path.size() > 1 && is_broken_module(checker, path.front())) return std::nullopt;
    return unknown_segment(checker, path);
  }
  if (found->progress != Progress::Standing) return std::nullopt;
  return checker.add(hir::SegmentRef{found->index}, plan::bool_type(), checker.optional(checker.hir.segments[found->index].where), span);
}

}  // namespace seg::semantics
