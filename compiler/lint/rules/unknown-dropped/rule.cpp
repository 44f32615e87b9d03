#include <fmt/format.h>

#include <set>

#include "compiler/lint/rule.h"

namespace seg::lint {
namespace {

/// Walks a condition downwards and looks for negations whose operand may be unknown without anybody having decided what that means.
class Finder {
 public:
  Finder(const Subject& subject, Reporter& report) : hir_(subject.hir), sources_(subject.sources), report_(report) {}

  void visit(hir::ExprId id) {
    if (!seen_.insert(id.index).second) return;
    const hir::Expr& expr = hir_[id];
    if (const auto* logic = std::get_if<hir::Logic>(&expr.node)) return visit_logic(*logic);
    if (const auto* block = std::get_if<hir::AtLeast>(&expr.node)) {
      for (const hir::ExprId operand : hir_.operands(block->operands)) visit(operand);
    } else if (const auto* negation = std::get_if<hir::Not>(&expr.node)) {
      visit_negation(expr, negation->operand);
    } else if (const auto* ref = std::get_if<hir::TraitRef>(&expr.node)) {
      if (expr.type.kind == plan::Kind::Bool) visit(hir_.traits[ref->trait].value);
    } else if (const auto* compare = std::get_if<hir::Compare>(&expr.node)) {
      visit_absence(*compare);
    }
  }

 private:
  /// A neighbour in the same `all of` that asks whether the field is known decides for the others.
  void visit_logic(const hir::Logic& logic) {
    std::set<std::uint32_t> decided;
    if (logic.op == hir::Connective::And) {
      for (const hir::ExprId operand : hir_.operands(logic.operands)) {
        const auto* test = std::get_if<hir::IsKnown>(&hir_[operand].node);
        const auto* field = test == nullptr ? nullptr : std::get_if<hir::ProfileField>(&hir_[test->operand].node);
        if (field != nullptr && known_.insert(field->field).second) decided.insert(field->field);
      }
    }
    for (const hir::ExprId operand : hir_.operands(logic.operands)) visit(operand);
    for (const std::uint32_t field : decided) known_.erase(field);
  }

  void visit_negation(const hir::Expr& negation, hir::ExprId operand) {
    const hir::Expr& inner = hir_[operand];
    if (std::holds_alternative<hir::Not>(inner.node)) return visit(std::get<hir::Not>(inner.node).operand);
    if (!inner.optional || decided(operand)) return;
    Diagnostic& finding = report_(negation.span, "where the value is unknown, a profile is silently left out");
    finding.note("why it matters: seg explain unknown-dropped");
    add_fixes(finding, negation.span);
  }

  /// `no purchases where discount > 5 EUR`: a purchase whose discount is unknown silently does not count.
  void visit_absence(const hir::Compare& compare) {
    const auto* fold = std::get_if<hir::Fold>(&hir_[compare.left].node);
    const auto* limit = std::get_if<hir::Constant>(&hir_[compare.right].node);
    if (fold == nullptr || limit == nullptr || fold->aggregate != hir::Aggregate::Count || !fold->query.where) return;
    const bool none = compare.relation == hir::Relation::Equal && limit->value.number == 0;
    const hir::Expr& where = hir_[*fold->query.where];
    if (!none || !where.optional) return;
    Diagnostic& finding = report_(where.span, "an event where this is unknown silently counts as none");
    finding.note("why it matters: seg explain unknown-dropped");
    if (!std::holds_alternative<hir::Logic>(where.node)) add_fixes(finding, where.span);
  }

  bool decided(hir::ExprId id) const {
    const hir::Node& node = hir_[id].node;
    if (const auto* field = std::get_if<hir::ProfileField>(&node)) return known_.contains(field->field);
    if (const auto* compare = std::get_if<hir::Compare>(&node)) return settled(compare->left) && settled(compare->right);
    if (const auto* test = std::get_if<hir::TextCompare>(&node)) return settled(test->left) && settled(test->right);
    if (const auto* set = std::get_if<hir::InSet>(&node)) return settled(set->value);
    if (const auto* logic = std::get_if<hir::Logic>(&node)) return all_settled(logic->operands);
    if (const auto* apply = std::get_if<hir::Apply>(&node)) return all_settled(apply->operands);
    return false;
  }
  bool all_settled(hir::IdRange range) const {
    for (const hir::ExprId operand : hir_.operands(range)) {
      if (!settled(operand)) return false;
    }
    return true;
  }
  bool settled(hir::ExprId id) const { return !hir_[id].optional || decided(id); }

  /// The suffix belongs to one comparison; after `not …` and blocks it would be an error, so there the brackets come with it.
  void add_fixes(Diagnostic& finding, Span span) {
    const std::string_view text = sources_.text(span);
    const Span end{span.source, span.end, span.end};
    if (text.starts_with("not ")) {
      const Span begin{span.source, span.begin + 4, span.begin + 4};
      finding.fix({"to take them in, `and known` inside the negation", {{begin, "("}, {end, " and known)"}}, Safety::Unsafe});
      finding.fix({"to leave them out on purpose, `or unknown` inside the negation", {{begin, "("}, {end, " or unknown)"}}, Safety::Unsafe});
    } else if (text.find('{') == std::string_view::npos) {
      finding.fix({"to take them in, `or unknown`", {{end, " or unknown"}}, Safety::Unsafe});
      finding.fix({"to leave them out on purpose, `and known`", {{end, " and known"}}, Safety::Unsafe});
    } else {
      finding.note("decide in each clause: `or unknown` or `and known` behind the comparison");
    }
  }

  const hir::Hir& hir_;
  const Sources& sources_;
  Reporter& report_;
  std::set<std::uint32_t> seen_;
  std::set<std::uint32_t> known_;  ///< profile fields that a neighbouring clause requires to be known
};

}  // namespace

void check_UnknownDropped(const Subject& subject, Reporter& report) { Finder(subject, report).visit(own_condition(subject.segment)); }

}  // namespace seg::lint
