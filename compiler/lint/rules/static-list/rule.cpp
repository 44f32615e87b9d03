#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/lint/rule.h"

namespace seg::lint {
namespace {

/// Something before and after one `@`, and a dot behind it: enough to tell an address from other texts.
bool is_address(std::string_view text) {
  const auto at = text.find('@');
  return at != std::string_view::npos && at > 0 && text.find('@', at + 1) == std::string_view::npos && text.find('.', at) != std::string_view::npos;
}

/// The text that is compared, whatever was done to its letters and blanks.
hir::ExprId bare(const hir::Hir& hir, hir::ExprId value) {
  const auto* apply = std::get_if<hir::Apply>(&hir[value].node);
  while (apply != nullptr && plan::row_of(apply->op).signature == plan::Signature::TextChange) {
    value = hir.operands(apply->operands).front();
    apply = std::get_if<hir::Apply>(&hir[value].node);
  }
  return value;
}

/// A profile's own id, or e-mail addresses: people, not a property of theirs.
bool names_people(const hir::Hir& hir, hir::ExprId value, std::span<const plan::Literal> elements) {
  const auto* field = std::get_if<hir::ProfileField>(&hir[bare(hir, value)].node);
  if (field == nullptr || elements.empty()) return false;
  if (hir.schema.plan.profile[field->field].name == hir.schema.plan.key.name) return true;
  return std::all_of(elements.begin(), elements.end(), [](const plan::Literal& element) { return is_address(element.text); });
}

class Finder {
 public:
  Finder(const Subject& subject, Reporter& report) : hir_(subject.hir), report_(report) {}

  void visit(hir::ExprId id) {
    if (!seen_.insert(id.index).second) return;
    const hir::Expr& expr = hir_[id];
    if (const auto* logic = std::get_if<hir::Logic>(&expr.node)) return visit_all(logic->operands);
    if (const auto* block = std::get_if<hir::AtLeast>(&expr.node)) return visit_all(block->operands);
    if (const auto* negation = std::get_if<hir::Not>(&expr.node)) return visit(negation->operand);
    if (const auto* suffix = std::get_if<hir::UnknownAs>(&expr.node)) return visit(suffix->operand);
    if (const auto* ref = std::get_if<hir::TraitRef>(&expr.node)) return visit(hir_.traits[ref->trait].value);
    if (const auto* test = std::get_if<hir::InSet>(&expr.node)) {
      const auto& elements = hir_.sets[test->set].elements;
      if (names_people(hir_, test->value, elements)) say(expr.span, elements.size());
    } else if (const auto* compare = std::get_if<hir::Compare>(&expr.node); compare != nullptr && compare->relation == hir::Relation::Equal) {
      const auto* constant = std::get_if<hir::Constant>(&hir_[compare->right].node);
      if (constant != nullptr && names_people(hir_, compare->left, {&constant->value, 1})) say(expr.span, 1);
    }
  }

 private:
  void visit_all(hir::IdRange range) {
    for (const hir::ExprId operand : hir_.operands(range)) visit(operand);
  }
  void say(Span span, std::size_t people) {
    report_(span, fmt::format("{} {} listed by name: nobody comes in or goes out by what they do", people, people == 1 ? "person is" : "people are"))
        .note("say what these people have in common, so that the segment refreshes itself")
        .note("why it costs money: seg explain static-list");
  }

  const hir::Hir& hir_;
  Reporter& report_;
  std::set<std::uint32_t> seen_;
};

}  // namespace

void check_StaticList(const Subject& subject, Reporter& report) { Finder(subject, report).visit(own_condition(subject.segment)); }

}  // namespace seg::lint
