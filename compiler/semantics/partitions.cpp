// Partitions: each arm is a segment of the profiles for which its condition is true and no earlier one is.

#include <algorithm>

#include "compiler/semantics/declarations.h"
#include "compiler/semantics/examples.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/modules.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

/// The text with a line more before the brace that closes the partition.
Fix line_at_end(const ast::PartitionDecl& partition, std::string title, const std::string& line) {
  const Span brace{partition.span.source, partition.span.end - 1, partition.span.end - 1};
  return {std::move(title), {{brace, fmt::format("  {}\n", line)}}, Safety::Suggestion};
}

bool require_condition(Checker& checker, const ast::PartitionDecl& partition, const ast::PartitionArm& arm) {
  if (arm.otherwise || arm.where) return true;
  checker.diagnostics.report(Code::SegmentWithoutWhere, arm.name.span,
                             fmt::format("{}.{}", checker.text(partition.name), checker.text(arm.name)));
  return false;
}

/// `otherwise` once, as the last arm.
bool require_otherwise(Checker& checker, const ast::PartitionDecl& partition) {
  const auto is_otherwise = [](const ast::PartitionArm& arm) { return arm.otherwise; };
  const auto first = std::find_if(partition.arms.begin(), partition.arms.end(), is_otherwise);
  if (first == partition.arms.end()) {
    checker.diagnostics.report(Code::PartitionWithoutOtherwise, partition.name.span, checker.text(partition.name))
        .fix(line_at_end(partition, "add `otherwise other` as its last arm", "otherwise other"));
    return false;
  }
  const auto second = std::find_if(first + 1, partition.arms.end(), is_otherwise);
  if (second != partition.arms.end()) {
    checker.diagnostics.report(Code::MisplacedOtherwise, second->name.span, "a partition has one")
        .label(first->name.span, "the first is here");
    return false;
  }
  if (first + 1 == partition.arms.end()) return true;
  Fix fix = line_at_end(partition, "move it to the end", std::string(checker.text(first->span)));
  fix.edits.push_back({first->span, ""});
  checker.diagnostics.report(Code::MisplacedOtherwise, first->name.span, "it is the last arm: those after it would never take anyone")
      .label((first + 1)->name.span, "this arm comes after it")
      .fix(std::move(fix));
  return false;
}

bool require_free_name(Checker& checker, const ast::Name& name) {
  const auto report = [&](Span first, std::string_view what) {
    checker.diagnostics.report(Code::DeclaredTwice, name.span, "partition", checker.text(name)).label(first, std::string(what));
    return false;
  };
  const auto partition = checker.partitions.find(checker.text(name));
  if (partition != checker.partitions.end()) return report(partition_of(checker, partition->second).name.span, "declared here first");
  const auto segment = checker.segments.find(checker.text(name));
  if (segment != checker.segments.end()) return report(name_span(checker, segment->second), "a segment is declared here");
  return true;
}

}  // namespace

void collect_partition(Checker& checker, const ast::PartitionDecl& declared, std::size_t file, std::size_t decl) {
  if (!require_free_name(checker, declared.name)) return;
  Partition& partition = checker.partitions.emplace(checker.text(declared.name), Partition{file, decl, checker.module}).first->second;
  std::unordered_map<std::string_view, Span> seen;
  for (std::size_t index = 0; index < declared.arms.size(); ++index) {
    const ast::PartitionArm& arm = declared.arms[index];
    partition.broken = !require_condition(checker, declared, arm) || partition.broken;
    const auto [first, added] = seen.emplace(checker.text(arm.name), arm.name.span);
    if (!added) {
      checker.diagnostics.report(Code::DeclaredTwice, arm.name.span, "arm", checker.text(arm.name))
          .label(first->second, "declared here first");
      partition.broken = true;
      continue;
    }
    const std::string_view path = checker.paths.emplace_back(fmt::format("{}.{}", checker.text(declared.name), checker.text(arm.name)));
    Declaration declaration{file, decl};
    declaration.name = outside_name(checker, path);
    declaration.module = checker.module;
    declaration.partition = &partition;
    declaration.arm = index;
    partition.arms.push_back(&checker.segments.emplace(path, declaration).first->second);
  }
  partition.broken = !require_otherwise(checker, declared) || partition.broken;
}

void check_arm_conditions(Checker& checker, const Declaration& arm) {
  Partition& partition = *arm.partition;
  const ast::PartitionDecl& declared = partition_of(checker, partition);
  for (std::size_t index = partition.conditions.size(); index <= arm.arm; ++index) {
    auto& condition = partition.conditions.emplace_back();
    const auto where = declared.arms[index].where;
    const Checked written = where ? check_condition(checker, *where, Scope{}) : std::nullopt;
    if (!written) continue;
    const hir::ExprId operands[] = {*written};
    const hir::ExprId holds = apply(checker, plan::Op::IsTrue, operands, plan::bool_type(), checker.hir[*written].span);
    checker.hir.exprs[holds.index].optional = false;
    condition = Partition::Condition{*written, holds};
  }
}

namespace {

/// Adds the partition when the first of its arms is checked; false where what they inherit is wrong.
bool add_partition(Checker& checker, Partition& partition) {
  if (partition.index || partition.broken) return !partition.broken;
  const ast::PartitionDecl& declared = partition_of(checker, partition);
  const std::size_t errors = checker.diagnostics.count(Severity::Error);
  hir::Partition added;
  added.metadata = check_metadata(checker, declared.metadata);
  partition.broken = checker.diagnostics.count(Severity::Error) != errors;
  if (partition.broken) return false;
  added.name = outside_name(checker, checker.text(declared.name));
  if (declared.title) added.title = checker.text(*declared.title);
  added.doc = declared.doc;
  added.span = declared.span;
  added.name_span = declared.name.span;
  added.imported = partition.module != nullptr;
  partition.index = static_cast<std::uint32_t>(checker.hir.partitions.size());
  checker.hir.partitions.push_back(std::move(added));
  return true;
}

/// Who is in the arm, and what decides about it where no earlier arm took the profile.
struct Decision {
  hir::ExprId where;
  hir::ExprId audited;
};

Decision decide(Checker& checker, const Partition& partition, std::size_t arm, Span span) {
  const auto& own = partition.conditions[arm];
  std::vector<hir::ExprId> earlier;
  for (std::size_t index = 0; index < arm; ++index) earlier.push_back(partition.conditions[index]->holds);
  if (earlier.empty()) {
    if (own) return {own->holds, own->written};
    return {checker.constant(bool_literal(true), span), checker.constant(bool_literal(false), span)};
  }
  const hir::ExprId left = negated(checker, logic(checker, hir::Connective::Or, earlier, span), span);
  if (!own) return {left, checker.constant(bool_literal(false), span)};
  const hir::ExprId where[] = {left, own->holds};
  const hir::ExprId audited[] = {left, own->written};
  return {logic(checker, hir::Connective::And, where, span), logic(checker, hir::Connective::And, audited, span)};
}

}  // namespace

bool check_arm(Checker& checker, Declaration& declaration) {
  Partition& partition = *declaration.partition;
  const ast::PartitionArm& arm = arm_of(checker, declaration);
  if (!add_partition(checker, partition)) return false;
  const std::size_t errors = checker.diagnostics.count(Severity::Error);
  hir::Metadata metadata = check_metadata(checker, arm.metadata, checker.hir.partitions[*partition.index].metadata);
  if (checker.diagnostics.count(Severity::Error) != errors) return false;
  for (std::size_t index = 0; index <= declaration.arm; ++index) {
    if (!partition.conditions[index] && !(index == declaration.arm && arm.otherwise)) return false;
  }
  const Span span = arm.where ? (*checker.ast)[*arm.where].span : arm.name.span;
  const Decision decision = decide(checker, partition, declaration.arm, span);
  if (!within_limits(checker, checker.measures[decision.where.index], arm.name.span, fmt::format("segment `{}`", declaration.name)))
    return false;
  const std::string title(arm.title ? checker.text(*arm.title) : std::string_view());
  hir::Segment segment{std::string(declaration.name), title, decision.where, std::move(metadata), {}, arm.doc, arm.span, arm.name.span};
  const auto& condition = partition.conditions[declaration.arm];
  segment.arm = hir::Arm{*partition.index, static_cast<std::uint32_t>(declaration.arm),
                         condition ? std::optional(condition->written) : std::nullopt, decision.audited};
  segment.examples = check_examples(checker, arm.examples, decision.where);
  add_segment(checker, declaration, std::move(segment));
  checker.hir.partitions[*partition.index].arms.push_back(declaration.index);
  return true;
}

void order_arms(Checker& checker) {
  const auto position = [&](std::uint32_t segment) { return checker.hir.segments[segment].arm->position; };
  for (hir::Partition& partition : checker.hir.partitions) {
    std::sort(partition.arms.begin(), partition.arms.end(), [&](std::uint32_t a, std::uint32_t b) { return position(a) < position(b); });
  }
}

}  // namespace seg::semantics
