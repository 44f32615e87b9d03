#include "compiler/lint/facts.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "compiler/semantics/same.h"
#include "compiler/semantics/walk.h"

namespace seg::lint {
namespace {

std::int64_t mean_length(hir::Unit unit) {
  switch (unit) {
    case hir::Unit::Day:
      return plan::kMicrosPerDay;
    case hir::Unit::Week:
      return 7 * plan::kMicrosPerDay;
    case hir::Unit::Month:
      return 365 * plan::kMicrosPerDay / 12;
    case hir::Unit::Quarter:
      return 365 * plan::kMicrosPerDay / 4;
    case hir::Unit::Year:
      return 365 * plan::kMicrosPerDay;
  }
  return plan::kMicrosPerDay;
}

std::optional<std::int64_t> moved(std::optional<std::int64_t> offset, std::int64_t count, hir::Unit unit) {
  std::int64_t length = 0;
  std::int64_t sum = 0;
  if (!offset || __builtin_mul_overflow(count, mean_length(unit), &length) || __builtin_add_overflow(*offset, length, &sum)) return std::nullopt;
  return sum;
}

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
  if (const auto* shift = std::get_if<hir::Shift>(&node)) return moved(offset_from_now(hir, shift->moment, now), shift->count, shift->unit);
  if (const auto* start = std::get_if<hir::UnitStart>(&node)) {
    const auto unit = moved(offset_from_now(hir, start->moment, now), start->count, start->unit);
    return unit ? std::optional(*unit - mean_length(start->unit) / 2) : std::nullopt;
  }
  const auto* apply = std::get_if<hir::Apply>(&node);
  if (apply != nullptr && (apply->op == plan::Op::LocalDate || apply->op == plan::Op::DayStart))
    return offset_from_now(hir, hir.operands(apply->operands).front(), now);
  const auto* binary = std::get_if<hir::Binary>(&node);
  if (binary == nullptr || (binary->op != hir::Arithmetic::Subtract && binary->op != hir::Arithmetic::Add)) return std::nullopt;
  const auto base = offset_from_now(hir, binary->left, now);
  const auto* length = std::get_if<hir::Constant>(&hir[binary->right].node);
  if (!base || length == nullptr || length->value.type.kind != plan::Kind::Duration) return std::nullopt;
  return binary->op == hir::Arithmetic::Add ? *base + length->value.number : *base - length->value.number;
}

/// The length of `from` to `from` and so much later, wherever in time that is; the microsecond of an end that is in does not count.
std::optional<std::int64_t> length_after(const hir::Hir& hir, hir::ExprId from, hir::ExprId to) {
  if (from == to) return 0;
  if (const auto* shift = std::get_if<hir::Shift>(&hir[to].node))
    return moved(length_after(hir, from, shift->moment), shift->count, shift->unit);
  const auto* binary = std::get_if<hir::Binary>(&hir[to].node);
  if (binary == nullptr || binary->op != hir::Arithmetic::Add) return std::nullopt;
  const auto* length = std::get_if<hir::Constant>(&hir[binary->right].node);
  const auto base = length_after(hir, from, binary->left);
  std::int64_t sum = 0;
  if (!base || length == nullptr || __builtin_add_overflow(*base, length->value.number, &sum)) return std::nullopt;
  return sum;
}

/// `in last (median(gap of purchases) * 2)`: it moves along with `now`, however long it is.
bool is_computed_length(const hir::Hir& hir, hir::ExprId from) {
  const auto* binary = std::get_if<hir::Binary>(&hir[from].node);
  return binary != nullptr && binary->op == hir::Arithmetic::Subtract && std::holds_alternative<hir::Now>(hir[binary->left].node);
}

Extent extent_of(const hir::Hir& hir, const hir::Query& query, std::int64_t now) {
  if (!query.from) return {};
  const auto from = offset_from_now(hir, *query.from, now);
  if (!from) {
    const auto length = query.to ? length_after(hir, *query.from, *query.to) : std::nullopt;
    if (length) return {true, std::max<std::int64_t>(*length, 0)};
    return {is_computed_length(hir, *query.from), 0};
  }
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

/// The time of the newest event: `last(at of purchases)`, under any name.
bool is_last_time(const hir::Hir& hir, hir::ExprId id) {
  const hir::Node& node = hir[semantics::written_out(hir, id)].node;
  if (const auto* convert = std::get_if<hir::Convert>(&node)) return is_last_time(hir, convert->operand);
  const auto* fold = std::get_if<hir::Fold>(&node);
  return fold != nullptr && fold->aggregate == hir::Aggregate::Last && fold->value && std::holds_alternative<hir::EventAt>(hir[*fold->value].node);
}

bool moves_with_now(const hir::Hir& hir, hir::ExprId id) {
  if (std::holds_alternative<hir::Now>(hir[id].node)) return true;
  bool moves = false;
  hir::for_each_operand(hir, hir[id].node, [&](hir::ExprId operand) { moves |= moves_with_now(hir, operand); });
  return moves;
}

class Gatherer {
 public:
  Gatherer(const hir::Hir& hir, std::int64_t now) : hir_(hir), now_(now), seen_(hir.exprs.size(), false) {}

  void visit(hir::ExprId id) {
    if (seen_[id.index]) return;
    seen_[id.index] = true;
    const hir::Expr& expr = hir_[id];
    std::visit([&](const auto& node) { see(node, id, reference_.value_or(expr.span)); }, expr.node);
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
  bool is_recency(hir::ExprId left, hir::ExprId right) const {
    return (is_last_time(hir_, left) && moves_with_now(hir_, right)) || (is_last_time(hir_, right) && moves_with_now(hir_, left));
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
  void see(const hir::TraitRef& ref, hir::ExprId, Span span) { visit_definition(hir_.traits[ref.trait], hir_.traits[ref.trait].value, span); }
  void see(const hir::SegmentRef& ref, hir::ExprId, Span span) {
    visit_definition(hir_.segments[ref.segment], hir_.segments[ref.segment].where, span);
  }
  /// What an imported definition does is a matter of who refers to it: that is the text that can be changed.
  template <typename Definition>
  void visit_definition(const Definition& definition, hir::ExprId value, Span span) {
    const std::optional<Span> outer = reference_;
    if (definition.imported) reference_ = span;
    visit(value);
    reference_ = outer;
  }
  void see(const hir::Logic& logic, hir::ExprId, Span) { visit_all(logic.operands); }
  void see(const hir::Not& negation, hir::ExprId, Span) { visit(negation.operand); }
  void see(const hir::AtLeast& block, hir::ExprId, Span) { visit_all(block.operands); }
  void see(const hir::IsKnown& test, hir::ExprId, Span) { visit(test.operand); }
  void see(const hir::UnknownAs& suffix, hir::ExprId, Span) { visit(suffix.operand); }
  void see(const hir::Compare& compare, hir::ExprId, Span) {
    if (const auto count = none_or_one(hir_, compare)) whole_life_counts_.insert(count->index);
    facts.recency |= is_recency(compare.left, compare.right);
    visit_pair(compare.left, compare.right);
  }
  void see(const hir::InSet& test, hir::ExprId, Span) { visit(test.value); }
  void see(const hir::TextCompare& test, hir::ExprId, Span) { visit_pair(test.left, test.right); }
  void see(const hir::Binary& binary, hir::ExprId, Span) {
    facts.recency |= is_recency(binary.left, binary.right);
    visit_pair(binary.left, binary.right);
  }
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
  void see(const hir::Sequence& sequence, hir::ExprId, Span span) {
    SequenceUse use{&sequence, span, {}};
    for (const hir::Step& step : sequence.steps) {
      const Extent extent = extent_of(hir_, step.query, now_);
      use.extent = {use.extent.bounded || extent.bounded, std::max(use.extent.micros, extent.micros)};
      visit_query(step.query);
    }
    facts.sequences.push_back(use);
  }
  void see(const hir::PopulationCut& cut, hir::ExprId, Span) {
    // `among` says whom the cut is computed over and asks nothing of the profile itself.
    facts.uses_population = true;
    facts.recency |= is_last_time(hir_, cut.value);
    visit(cut.value);
  }
  void see(const hir::RankAtMost& rank, hir::ExprId, Span) { visit_pair(rank.value, rank.cut); }
  void see(const hir::Quintile& quintile, hir::ExprId, Span) {
    visit(quintile.value);
    visit_all(quintile.cuts);
  }

  const hir::Hir& hir_;
  std::int64_t now_;
  std::vector<bool> seen_;
  std::set<std::uint32_t> whole_life_counts_;
  std::optional<Span> reference_;  ///< of the imported definition that is being walked
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
  Channels of(const hir::Apply& apply) {
    return apply.op == plan::Op::IsTrue ? required(hir_.operands(apply.operands).front()) : Channels{};
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

hir::ExprId own_condition(const hir::Segment& segment) {
  return segment.arm && segment.arm->condition ? *segment.arm->condition : segment.where;
}

Facts gather_facts(const hir::Hir& hir, const hir::Segment& segment, std::int64_t now) {
  Gatherer gatherer(hir, now);
  gatherer.visit(own_condition(segment));
  Facts facts = std::move(gatherer.facts);
  facts.consents = ConsentFinder(hir).required(segment.where);
  return facts;
}

}  // namespace seg::lint
