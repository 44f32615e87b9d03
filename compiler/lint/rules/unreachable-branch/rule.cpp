#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/lint/rule.h"

namespace seg::lint {
namespace {

/// The text with its white space made single blanks.
std::string normalised(std::string_view text) {
  std::string made;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (!blank)
      made += c;
    else if (!made.empty() && made.back() != ' ')
      made += ' ';
  }
  return made;
}

/// What must all hold, as it was written; nothing where the condition is `true`.
void add_conjuncts(const Subject& subject, hir::ExprId id, std::set<std::string>& found) {
  const hir::Expr& expr = subject.hir[id];
  const auto* logic = std::get_if<hir::Logic>(&expr.node);
  if (logic != nullptr && logic->op == hir::Connective::And) {
    for (const hir::ExprId operand : subject.hir.operands(logic->operands)) add_conjuncts(subject, operand, found);
    return;
  }
  const auto* constant = std::get_if<hir::Constant>(&expr.node);
  if (constant != nullptr && constant->value.number == 1) return;
  found.insert(normalised(subject.sources.text(expr.span)));
}

std::set<std::string> conjuncts(const Subject& subject, const hir::Segment& arm) {
  std::set<std::string> found;
  if (arm.arm->condition) add_conjuncts(subject, *arm.arm->condition, found);
  return found;
}

}  // namespace

void check_UnreachableBranch(const Subject& subject, Reporter& report) {
  const auto& arm = subject.segment.arm;
  if (!arm) return;
  const std::set<std::string> own = conjuncts(subject, subject.segment);
  for (const std::uint32_t index : subject.hir.partitions[arm->partition].arms) {
    const hir::Segment& earlier = subject.hir.segments[index];
    if (earlier.arm->position >= arm->position) return;
    const std::set<std::string> needed = conjuncts(subject, earlier);
    if (!std::includes(own.begin(), own.end(), needed.begin(), needed.end())) continue;
    report(subject.segment.name_span, fmt::format("nobody reaches `{}`: whoever it would take is in `{}`", subject.segment.name, earlier.name))
        .label(earlier.name_span, "takes them first")
        .note("put the narrower arm first, or leave it out");
    return;
  }
}

}  // namespace seg::lint
