#include "compiler/lint/facts.h"

#include <algorithm>
#include <iterator>
#include <map>

namespace seg::lint {
namespace {

/// Position of an instant relative to `now`, in microseconds, where it is known without data.
std::optional<std::int64_t> offset_from_now(const hir::Hir& hir, hir::ExprId id, std::int64_t now) {
  const hir::Node& node = hir[id].node;
  if (std::holds_alternative<hir::Now>(node)) return 0;
  if (const auto* constant = std::get_if<hir::Constant>(&node)) {
    if (constant->value.type.kind == plan::Kind::Timestamp) return constant->value.number - now;
    if (constant->value.type.kind == plan::Kind::Date) return constant->value.number * plan::kMicrosPerDay - now;
    return std::nullopt;
  }
  if (const auto* convert = std::get_if<hir::Convert>(&node)) return offset_from_now(hir, convert->operand, now);
  const auto* binary = std::get_if<hir::Binary>(&node);
  if (binary == nullptr || (binary->op != hir::Arithmetic::Subtract && binary->op != hir::Arithmetic::Add)) return std::nullopt;
  const auto base = offset_from_now(hir, binary->left, now);
  const auto* length = std::get_if<hir::Constant>(&hir[binary->right].node);
  if (!base || length == nullptr || length->value.type.kind != plan::Kind::Duration) return std::nullopt;
  return binary->op == hir::Arithmetic::Add ? *base + length->value.number : *base - length->value.number;
}

Extent extent_of(const hir::Hir& hir, const hir::Query& query, std::int64_t now) {
  if (!query.from) return {};
  const auto from = offset_from_now(hir, *query.from, now);
  if (!from) return {};
  std::int64_t to = 0;
  if (query.to) {
    const auto known = offset_from_now(hir, *query.to, now);
    if (!known) return {};
    to = *known;
  }
  return {true, std::max<std::int64_t>(to - *from, 0)};
}

bool is_int(const hir::Hir& hir, hir::ExprId id, std::int64_t value) {
  const auto* constant = std::get_if<hir::Constant>(&hir[id].node);
  return constant != nullptr && constant->value.type.kind == plan::Kind::Int && constant->value.number == value;
}

/// The count of `no E` and `exactly 1 E`: its expression, when the comparison has that shape.
std::optional<hir::ExprId> none_or_one(const hir::Hir& hir, const hir::Compare& compare) {
  const bool zero_or_one = compare.relation == hir::Relation::Equal && (is_int(hir, compare.right, 0) || is_int(hir, compare.right, 1));
  const bool below = (compare.relation == hir::Relation::Less && is_int(hir, compare.right, 1)) ||
                     (compare.relation == hir::Relation::LessEqual && is_int(hir, compare.right, 0));
  if (zero_or_one || below) return compare.left;
  return std::nullopt;
}

class Gatherer {
 public:
  Gatherer(const hir::Hir& hir, std::int64_t now) : hir_(hir), now_(now), seen_(hir.exprs.size(), false) {}

  void visit(hir::ExprId id) {
    if (seen_[id.index]) return;
    seen_[id.index] = true;
    const hir::Expr& expr = hir_[id];
    std::visit([&](const auto& node) { see(node, id, expr.span); }, expr.node);
  }

  Facts facts;

 private:
  void visit_all(hir::IdRange range) {
    for (const hir::ExprId operand : hir_.operands(range)) visit(operand);
  }
  void visit_pair(hir::ExprId left, hir::ExprId right) {
    visit(left);
    visit(right);
  }
  /// Whether the id that a lookup goes through is a field of the profile, or itself looked up from one.
  bool leads_on(hir::ExprId key) const {
    while (const auto* lookup = std::get_if<hir::Lookup>(&hir_[key].node)) key = lookup->key;
    return std::holds_alternative<hir::ProfileField>(hir_[key].node);
  }
  bool is_of_event(hir::ExprId key) const {
    while (const auto* lookup = std::get_if<hir::Lookup>(&hir_[key].node)) key = lookup->key;
    return std::holds_alternative<hir::EventField>(hir_[key].node);
  }

  void see(const hir::Constant&, hir::ExprId, Span) {}
  void see(const hir::Now&, hir::ExprId, Span) {}
  void see(const hir::EventField&, hir::ExprId, Span) {}
  void see(const hir::EventAt&, hir::ExprId, Span) {}
  void see(const hir::Gap&, hir::ExprId, Span) {}
  void see(const hir::Lookup& lookup, hir::ExprId, Span span) {
    if (is_of_event(lookup.key)) return visit(lookup.key);
    facts.fields.push_back({lookup.field, span, lookup.table});
    if (!leads_on(lookup.key)) visit(lookup.key);
  }
  void see(const hir::Apply& apply, hir::ExprId, Span) { visit_all(apply.operands); }
  void see(const hir::ProfileField& field, hir::ExprId, Span span) { facts.fields.push_back({field.field, span}); }
  void see(const hir::TraitRef& ref, hir::ExprId, Span) { visit(hir_.traits[ref.trait].value); }
  void see(const hir::SegmentRef& ref, hir::ExprId, Span) { visit(hir_.segments[ref.segment].where); }
  void see(const hir::Logic& logic, hir::ExprId, Span) { visit_all(logic.operands); }
  void see(const hir::Not& negation, hir::ExprId, Span) { visit(negation.operand); }
  void see(const hir::AtLeast& block, hir::ExprId, Span) { visit_all(block.operands); }
  void see(const hir::IsKnown& test, hir::ExprId, Span) { visit(test.operand); }
  void see(const hir::UnknownAs& suffix, hir::ExprId, Span) { visit(suffix.operand); }
  void see(const hir::Compare& compare, hir::ExprId, Span) {
    if (const auto count = none_or_one(hir_, compare)) whole_life_counts_.insert(count->index);
    visit_pair(compare.left, compare.right);
  }
  void see(const hir::InSet& test, hir::ExprId, Span) { visit(test.value); }
  void see(const hir::TextCompare& test, hir::ExprId, Span) { visit_pair(test.left, test.right); }
  void see(const hir::Binary& binary, hir::ExprId, Span) { visit_pair(binary.left, binary.right); }
  void see(const hir::Negate& negate, hir::ExprId, Span) { visit(negate.operand); }
  void see(const hir::Convert& convert, hir::ExprId, Span) { visit(convert.operand); }
  void see(const hir::Fold& fold, hir::ExprId id, Span span) {
    const Extent extent = extent_of(hir_, fold.query, now_);
    const bool first_at = fold.aggregate == hir::Aggregate::First && fold.value && std::holds_alternative<hir::EventAt>(hir_[*fold.value].node);
    const bool none_or_one_ever = !fold.query.from && whole_life_counts_.contains(id.index);
    facts.folds.push_back({&fold, span, extent, first_at || none_or_one_ever});
    for (const auto& operand : {fold.value, fold.number}) {
      if (operand) visit(*operand);
    }
    visit_query(fold.query);
  }
  void see(const hir::AmongEdge& among, hir::ExprId, Span) { visit_query(among.query); }
  void visit_query(const hir::Query& query) {
    for (const auto& operand : {query.from, query.to, query.where}) {
      if (operand) visit(*operand);
    }
    if (query.edge) visit(query.edge->count);
    for (const hir::Match& match : query.matches) visit_pair(match.inner, match.outer);
  }
  void see(const hir::Shift& shift, hir::ExprId, Span) { visit(shift.moment); }
  void see(const hir::UnitStart& start, hir::ExprId, Span) { visit(start.moment); }
  void see(const hir::Sequence& sequence, hir::ExprId, Span) {
    for (const hir::Step& step : sequence.steps) visit_query(step.query);
  }
  void see(const hir::PopulationCut& cut, hir::ExprId, Span) {
    facts.uses_population = true;
    visit(cut.value);
    if (cut.among) visit(*cut.among);
  }
  void see(const hir::RankAtMost& rank, hir::ExprId, Span) { visit_pair(rank.value, rank.cut); }
  void see(const hir::Quintile& quintile, hir::ExprId, Span) { visit_all(quintile.cuts); }

  const hir::Hir& hir_;
  std::int64_t now_;
  std::vector<bool> seen_;
  std::set<std::uint32_t> whole_life_counts_;
};

/// Channels whose consent field must be true wherever an expression is true. Memoised: shared traits are walked once.
class ConsentFinder {
 public:
  explicit ConsentFinder(const hir::Hir& hir) : hir_(hir) {}

  const std::set<std::string>& required(hir::ExprId id) {
    if (const auto found = memo_.find(id.index); found != memo_.end()) return found->second;
    std::set<std::string> channels = std::visit([&](const auto& node) { return of(node); }, hir_[id].node);
    return memo_[id.index] = std::move(channels);
  }

 private:
  using Channels = std::set<std::string>;

  Channels of(const hir::ProfileField& field) {
    const auto& consent = hir_.schema.profile[field.field].consent;
    return consent ? Channels{*consent} : Channels{};
  }
  Channels of(const hir::Compare& compare) {
    const auto* constant = std::get_if<hir::Constant>(&hir_[compare.right].node);
    const bool with_true = compare.relation == hir::Relation::Equal && constant != nullptr &&
                           constant->value.type.kind == plan::Kind::Bool && constant->value.number == 1;
    return with_true ? required(compare.left) : Channels{};
  }
  Channels of(const hir::TraitRef& ref) { return required(hir_.traits[ref.trait].value); }
  Channels of(const hir::SegmentRef& ref) { return required(hir_.segments[ref.segment].where); }
  Channels of(const hir::UnknownAs& suffix) { return suffix.value ? Channels{} : required(suffix.operand); }
  Channels of(const hir::Logic& logic) {
    return logic.op == hir::Connective::And ? united(logic.operands) : shared(logic.operands);
  }
  Channels of(const hir::AtLeast& block) {
    if (block.count >= static_cast<std::int64_t>(block.operands.count)) return united(block.operands);
    return Channels{};
  }
  template <typename Other>
  Channels of(const Other&) {
    return {};
  }

  Channels united(hir::IdRange range) {
    Channels all;
    for (const hir::ExprId operand : hir_.operands(range)) all.insert(required(operand).begin(), required(operand).end());
    return all;
  }
  Channels shared(hir::IdRange range) {
    const auto operands = hir_.operands(range);
    if (operands.empty()) return {};
    Channels common = required(operands.front());
    for (const hir::ExprId operand : operands.subspan(1)) {
      const Channels& next = required(operand);
      Channels both;
      std::set_intersection(common.begin(), common.end(), next.begin(), next.end(), std::inserter(both, both.end()));
      common = std::move(both);
    }
    return common;
  }

  const hir::Hir& hir_;
  std::map<std::uint32_t, Channels> memo_;
};

}  // namespace

const hir::FieldRoles& roles_of(const hir::Schema& schema, const FieldUse& use) {
  return use.table ? schema.tables[*use.table][use.field] : schema.profile[use.field];
}

Facts gather_facts(const hir::Hir& hir, const hir::Segment& segment, std::int64_t now) {
  Gatherer gatherer(hir, now);
  gatherer.visit(segment.where);
  Facts facts = std::move(gatherer.facts);
  facts.consents = ConsentFinder(hir).required(segment.where);
  return facts;
}

}  // namespace seg::lint
