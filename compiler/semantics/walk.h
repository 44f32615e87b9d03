#pragma once
// The operands of a node of the typed form, for whoever walks it.

#include "compiler/semantics/hir.h"

namespace seg::hir {

/// One case a kind of node; a kind without one does not compile.
template <typename Visit>
struct OperandCases {
  const Hir& hir;
  Visit& visit;

  void operator()(const Constant&) const {}
  void operator()(const Now&) const {}
  void operator()(const ProfileField&) const {}
  void operator()(const EventField&) const {}
  void operator()(const EventAt&) const {}
  void operator()(const Lookup& lookup) const { visit(lookup.key); }
  void operator()(const Gap&) const {}
  void operator()(const TraitRef&) const {}
  void operator()(const SegmentRef&) const {}
  void operator()(const Logic& logic) const { all(logic.operands); }
  void operator()(const Not& negation) const { visit(negation.operand); }
  void operator()(const AtLeast& threshold) const { all(threshold.operands); }
  void operator()(const IsKnown& test) const { visit(test.operand); }
  void operator()(const UnknownAs& suffix) const { visit(suffix.operand); }
  void operator()(const Compare& compare) const { visit(compare.left), visit(compare.right); }
  void operator()(const InSet& test) const { visit(test.value); }
  void operator()(const TextCompare& test) const { visit(test.left), visit(test.right); }
  void operator()(const Binary& binary) const { visit(binary.left), visit(binary.right); }
  void operator()(const Negate& negate) const { visit(negate.operand); }
  void operator()(const Convert& convert) const { visit(convert.operand); }
  void operator()(const Apply& apply) const { all(apply.operands); }
  void operator()(const Shift& shift) const { visit(shift.moment), maybe(shift.zone); }
  void operator()(const UnitStart& start) const { visit(start.moment), maybe(start.zone); }
  void operator()(const Fold& fold) const { events(fold.query), maybe(fold.value), maybe(fold.number); }
  void operator()(const AmongEdge& among) const { events(among.query); }
  void operator()(const Sequence& sequence) const {
    for (const Step& step : sequence.steps) events(step.query);
  }
  void operator()(const PopulationCut& cut) const { visit(cut.value), maybe(cut.among); }
  void operator()(const RankAtMost& rank) const { visit(rank.value), visit(rank.cut); }
  void operator()(const Quintile& quintile) const { visit(quintile.value), all(quintile.cuts); }

 private:
  void maybe(const std::optional<ExprId>& operand) const {
    if (operand) visit(*operand);
  }
  void all(IdRange operands) const {
    for (const ExprId operand : hir.operands(operands)) visit(operand);
  }
  void events(const Query& query) const {
    maybe(query.from), maybe(query.to), maybe(query.where);
    if (query.edge) visit(query.edge->count);
    for (const Match& match : query.matches) visit(match.inner), visit(match.outer);
  }
};

/// Calls `visit(ExprId)` for each operand in the order of the text; traits and segments that the node refers to are not operands.
template <typename Visit>
void for_each_operand(const Hir& hir, const Node& node, Visit visit) {
  std::visit(OperandCases<Visit>{hir, visit}, node);
}

}  // namespace seg::hir
