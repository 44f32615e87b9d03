#include "compiler/semantics/same.h"

#include <set>
#include <type_traits>

#include "compiler/semantics/walk.h"

namespace seg::semantics {

namespace {

/// Which parts a query has; its operands are compared elsewhere.
bool same_shape(const hir::Query& a, const hir::Query& b) {
  const bool edges = a.edge.has_value() == b.edge.has_value() && (!a.edge || a.edge->first == b.edge->first);
  return a.stream == b.stream && a.from.has_value() == b.from.has_value() && a.to.has_value() == b.to.has_value() &&
         a.where.has_value() == b.where.has_value() && edges && a.matches.size() == b.matches.size();
}

bool same_length(const std::optional<hir::Length>& a, const std::optional<hir::Length>& b) {
  return a.has_value() == b.has_value() && (!a || (a->count == b->count && a->unit == b->unit));
}

/// What two nodes of one kind say beside their operands.
struct Own {
  const hir::Hir& hir;

  bool operator()(const hir::Constant& a, const hir::Constant& b) const { return a.value == b.value; }
  bool operator()(const hir::Now&, const hir::Now&) const { return true; }
  bool operator()(const hir::ProfileField& a, const hir::ProfileField& b) const { return a.field == b.field; }
  bool operator()(const hir::EventField& a, const hir::EventField& b) const { return a.stream == b.stream && a.field == b.field; }
  bool operator()(const hir::EventAt& a, const hir::EventAt& b) const { return a.stream == b.stream; }
  bool operator()(const hir::Lookup& a, const hir::Lookup& b) const { return a.table == b.table && a.field == b.field; }
  bool operator()(const hir::Gap&, const hir::Gap&) const { return true; }
  bool operator()(const hir::TraitRef& a, const hir::TraitRef& b) const { return a.trait == b.trait; }
  bool operator()(const hir::SegmentRef& a, const hir::SegmentRef& b) const { return a.segment == b.segment; }
  bool operator()(const hir::Logic& a, const hir::Logic& b) const { return a.op == b.op; }
  bool operator()(const hir::Not&, const hir::Not&) const { return true; }
  bool operator()(const hir::AtLeast& a, const hir::AtLeast& b) const { return a.count == b.count; }
  bool operator()(const hir::IsKnown&, const hir::IsKnown&) const { return true; }
  bool operator()(const hir::UnknownAs& a, const hir::UnknownAs& b) const { return a.value == b.value; }
  bool operator()(const hir::Compare& a, const hir::Compare& b) const { return a.relation == b.relation; }
  bool operator()(const hir::InSet& a, const hir::InSet& b) const { return hir.sets[a.set] == hir.sets[b.set]; }
  bool operator()(const hir::TextCompare& a, const hir::TextCompare& b) const { return a.test == b.test; }
  bool operator()(const hir::Binary& a, const hir::Binary& b) const { return a.op == b.op; }
  bool operator()(const hir::Negate&, const hir::Negate&) const { return true; }
  bool operator()(const hir::Convert& a, const hir::Convert& b) const { return a.conversion == b.conversion; }
  bool operator()(const hir::Apply& a, const hir::Apply& b) const { return a.op == b.op; }
  bool operator()(const hir::Shift& a, const hir::Shift& b) const {
    return a.count == b.count && a.unit == b.unit && a.zone.has_value() == b.zone.has_value();
  }
  bool operator()(const hir::UnitStart& a, const hir::UnitStart& b) const {
    return a.count == b.count && a.unit == b.unit && a.zone.has_value() == b.zone.has_value();
  }
  bool operator()(const hir::Fold& a, const hir::Fold& b) const {
    return a.aggregate == b.aggregate && same_shape(a.query, b.query) && a.value.has_value() == b.value.has_value() &&
           a.distinct == b.distinct && a.number.has_value() == b.number.has_value();
  }
  bool operator()(const hir::AmongEdge& a, const hir::AmongEdge& b) const { return same_shape(a.query, b.query); }
  bool operator()(const hir::Sequence& a, const hir::Sequence& b) const {
    bool same = a.steps.size() == b.steps.size();
    for (std::size_t i = 0; same && i < a.steps.size(); ++i) {
      const hir::Step& left = a.steps[i];
      const hir::Step& right = b.steps[i];
      same = same_shape(left.query, right.query) && left.absent == right.absent && left.directly == right.directly &&
             same_length(left.within, right.within) && left.matched == right.matched;
    }
    return same;
  }
  bool operator()(const hir::PopulationCut& a, const hir::PopulationCut& b) const {
    return a.cut == b.cut && a.share == b.share && a.among.has_value() == b.among.has_value();
  }
  bool operator()(const hir::RankAtMost&, const hir::RankAtMost&) const { return true; }
  bool operator()(const hir::Quintile&, const hir::Quintile&) const { return true; }
};

bool same_node(const hir::Hir& hir, const hir::Node& a, const hir::Node& b) {
  if (a.index() != b.index()) return false;
  return std::visit([&](const auto& left) { return Own{hir}(left, std::get<std::decay_t<decltype(left)>>(b)); }, a);
}

std::vector<hir::ExprId> operands_of(const hir::Hir& hir, const hir::Node& node) {
  std::vector<hir::ExprId> operands;
  hir::for_each_operand(hir, node, [&](hir::ExprId operand) { operands.push_back(operand); });
  return operands;
}

}  // namespace

hir::ExprId written_out(const hir::Hir& hir, hir::ExprId id) {
  for (;;) {
    const hir::Node& node = hir[id].node;
    if (const auto* trait = std::get_if<hir::TraitRef>(&node))
      id = hir.traits[trait->trait].value;
    else if (const auto* segment = std::get_if<hir::SegmentRef>(&node))
      id = hir.segments[segment->segment].where;
    else
      return id;
  }
}

bool same_value(const hir::Hir& hir, hir::ExprId a, hir::ExprId b) {
  // Each pair once: definitions that others share would be followed again and again.
  std::set<std::pair<hir::ExprId, hir::ExprId>> seen;
  std::vector<std::pair<hir::ExprId, hir::ExprId>> open{{a, b}};
  while (!open.empty()) {
    const auto [left, right] = std::pair(written_out(hir, open.back().first), written_out(hir, open.back().second));
    open.pop_back();
    if (left == right || !seen.emplace(left, right).second) continue;
    if (!(hir[left].type == hir[right].type) || !same_node(hir, hir[left].node, hir[right].node)) return false;
    const std::vector<hir::ExprId> lefts = operands_of(hir, hir[left].node);
    const std::vector<hir::ExprId> rights = operands_of(hir, hir[right].node);
    if (lefts.size() != rights.size()) return false;
    for (std::size_t i = 0; i < lefts.size(); ++i) open.emplace_back(lefts[i], rights[i]);
  }
  return true;
}

}  // namespace seg::semantics
