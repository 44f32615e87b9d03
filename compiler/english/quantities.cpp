// Conditions on how many events there are: counts, quantifiers, groups.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/english/writer.h"
#include "compiler/semantics/walk.h"

namespace seg::english {
namespace {

/// What the folds inside of a condition group events by.
std::optional<hir::ExprId> group_key(const hir::Hir& hir, hir::ExprId id) {
  const hir::Node& node = hir[id].node;
  if (const auto* fold = std::get_if<hir::Fold>(&node)) {
    for (const hir::Match& match : fold->query.matches) {
      if (match.inner == match.outer) return match.inner;
    }
  }
  std::optional<hir::ExprId> found;
  hir::for_each_operand(hir, node, [&](hir::ExprId operand) {
    if (!found) found = group_key(hir, operand);
  });
  return found;
}

}  // namespace

std::optional<Predicate> count_predicate(Writer& writer, const hir::Compare& compare, const Scope& scope, bool negated) {
  const auto count_of = [&](hir::ExprId id) -> const hir::Fold* {
    const auto* fold = std::get_if<hir::Fold>(&writer.hir[id].node);
    return fold != nullptr && fold->aggregate == hir::Aggregate::Count && !fold->value ? fold : nullptr;
  };
  const bool exchanged = count_of(compare.left) == nullptr;
  const hir::Fold* fold = count_of(exchanged ? compare.right : compare.left);
  const auto number = int_of(writer.hir, exchanged ? compare.left : compare.right);
  if (fold == nullptr || !number || *number < 0) return std::nullopt;
  // As the least and the most that there may be.
  std::int64_t low = 0;
  std::optional<std::int64_t> high;
  const bool at_most = exchanged == negated;
  switch (compare.relation) {
    case hir::Relation::Equal:
      if (negated && *number != 0) return std::nullopt;
      low = negated ? 1 : *number;
      if (!negated) high = *number;
      break;
    case hir::Relation::Less:
    case hir::Relation::LessEqual: {
      const bool strict = (compare.relation == hir::Relation::Less) != negated;
      const std::int64_t step = strict ? 1 : 0;
      if (at_most) {
        high = *number - step;
      } else {
        if (__builtin_add_overflow(*number, step, &low)) return std::nullopt;
      }
      break;
    }
  }
  if (high && *high < 0) return std::nullopt;
  const bool in_group = !scope.group.empty() && is_of_group(fold->query);
  const plan::Stream& stream = writer.stream(fold->query.stream);
  const bool none = high == 0;
  const std::string quantity = none           ? "no"
                               : !high        ? fmt::format("at least {}", low)
                               : low == *high ? fmt::format("exactly {}", low)
                                              : fmt::format("at most {}", *high);
  const bool one = (high ? *high : low) == 1;
  std::string events;
  if (in_group) {
    events = fmt::format("{} {} of that {}", quantity, one ? stream.name : stream.plural, scope.group);
  } else if (fold->query.edge) {
    events = fmt::format("{} among the {}", none ? "none" : quantity, events_text(writer, fold->query, scope));
  } else {
    events = fmt::format("{} {}{}", quantity, one ? stream.name : stream.plural, events_suffix(writer, fold->query, scope));
  }
  Predicate made;
  const bool customers = !scope.stream && scope.group.empty();
  made.subject = customers ? Subject::Who : Subject::ForWhom;
  made.text = (customers ? "have " : one ? "there is " : "there are ") + events;
  return made;
}

namespace {

/// The query of a quantified condition, through its negation, its comparison or its fold.
const hir::Query* quantified_query(const hir::Hir& hir, hir::ExprId id) {
  const hir::Node& node = hir[id].node;
  if (const auto* negation = std::get_if<hir::Not>(&node)) return quantified_query(hir, negation->operand);
  if (const auto* fold = std::get_if<hir::Fold>(&node)) return &fold->query;
  const auto* compare = std::get_if<hir::Compare>(&node);
  if (compare != nullptr) {
    const auto* query = quantified_query(hir, compare->left);
    return query != nullptr ? query : quantified_query(hir, compare->right);
  }
  const auto* logic = std::get_if<hir::Logic>(&node);
  return logic == nullptr ? nullptr : quantified_query(hir, hir.operands(logic->operands).front());
}

/// `no purchases`: not at least one.
bool is_none(const hir::Hir& hir, hir::ExprId id) {
  const auto* negation = std::get_if<hir::Not>(&hir[id].node);
  const auto* compare = std::get_if<hir::Compare>(&hir[negation == nullptr ? id : negation->operand].node);
  if (compare == nullptr) return false;
  const auto left = int_of(hir, compare->left);
  const auto right = int_of(hir, compare->right);
  if (negation != nullptr) return compare->relation == hir::Relation::LessEqual && left == 1;
  return (compare->relation == hir::Relation::Equal && (left == 0 || right == 0)) ||
         (compare->relation == hir::Relation::LessEqual && right == 0);
}

/// How many units before the current one a query is about, where it is about one whole unit.
std::optional<hir::UnitStart> whole_unit(const hir::Hir& hir, const hir::Query& query) {
  const auto* from = query.from ? std::get_if<hir::UnitStart>(&hir[*query.from].node) : nullptr;
  const auto* to = query.to ? std::get_if<hir::UnitStart>(&hir[*query.to].node) : nullptr;
  if (from == nullptr || to == nullptr || from->unit != to->unit || to->count != from->count + 1) return std::nullopt;
  return *from;
}

}  // namespace

std::optional<Predicate> each_predicate(Writer& writer, hir::IdRange operands, const Scope& scope, bool negated) {
  const auto parts = writer.hir.operands(operands);
  std::set<std::int64_t> units;
  std::optional<hir::UnitStart> first;
  const hir::Query* oldest = nullptr;
  const hir::Query* newest = nullptr;
  for (const hir::ExprId part : parts) {
    if (writer.hir[part].span != writer.hir[parts.front()].span) return std::nullopt;
    const hir::Query* query = quantified_query(writer.hir, part);
    const auto unit = query == nullptr ? std::nullopt : whole_unit(writer.hir, *query);
    if (!unit || unit->count >= 0 || (first && unit->unit != first->unit) || !units.insert(unit->count).second) return std::nullopt;
    if (*units.begin() == unit->count) oldest = query;
    if (*units.rbegin() == unit->count) newest = query;
    first = unit;
  }
  if (units.size() < 2 || *units.rbegin() != -1 || *units.begin() != -static_cast<std::int64_t>(units.size())) return std::nullopt;
  const std::string all = window_text(writer, oldest->from, newest->to, false, scope);
  constexpr std::string_view kIn = " in the previous ";
  writer.window_instead = fmt::format("in {} of the last {}", is_none(writer.hir, parts.front()) ? "any" : "each",
                                      all.substr(all.rfind(kIn, 0) == 0 ? kIn.size() : 0));
  Predicate made = predicate(writer, parts.front(), scope);
  writer.window_instead.reset();
  if (!negated) return made;
  Predicate outer;
  outer.text = fmt::format("it is not so that {}", statement(made));
  return outer;
}

Predicate satisfies_predicate(Writer& writer, const hir::Fold& fold, const Scope& scope, bool negated) {
  Scope inside = scope;
  inside.stream = fold.query.stream;
  Predicate made;
  if (const auto key = group_key(writer.hir, *fold.value)) {
    inside.group = without_article(value_text(writer, *key, inside));
    const std::string condition = bracketed(predicate(writer, *fold.value, inside));
    made.subject = Subject::Who;
    // One category with at least 3 purchases is 3 purchases of the same category.
    const std::string of_group = " of that " + inside.group;
    constexpr std::string_view kThereAre = "there are at least ";
    if (condition.starts_with(kThereAre) && condition.ends_with(of_group) && !fold.query.edge) {
      const std::string counted = condition.substr(10, condition.size() - 10 - of_group.size());
      made.text = fmt::format("{} {} of the same {}{}", negated ? "do not have" : "have", counted, inside.group,
                              events_suffix(writer, fold.query, scope));
      return made;
    }
    made.apart = true;
    made.text = fmt::format("{} among the {} such that {}", negated ? "have no " + inside.group : "have " + with_article(inside.group),
                            events_text(writer, fold.query, scope), condition);
    return made;
  }
  const std::string condition = bracketed(predicate(writer, *fold.value, inside));
  const std::string events = all_events(writer, fold.query, scope);
  // `is one where there is at least 1 click with the same message` is `has …`.
  const hir::Query* others = quantified_query(writer.hir, *fold.value);
  const bool has =
      others != nullptr && !others->matches.empty() && (condition.rfind("there is ", 0) == 0 || condition.rfind("there are ", 0) == 0);
  const std::string is_one = has ? "has " + condition.substr(condition.find(' ', 6) + 1) : "is one where " + condition;
  const std::string are_ones = has ? "have " + is_one.substr(4) : "are ones where " + condition;
  if (fold.aggregate == hir::Aggregate::AllTrue) {
    made.text = fmt::format("{}each of {} {}", negated ? "not " : "", events, is_one);
    return made;
  }
  const auto count = fold.number ? int_of(writer.hir, *fold.number) : std::nullopt;
  if (negated && count == 1) {
    made.text = fmt::format("none of {} {}", events, is_one);
  } else {
    const std::string number = count ? fmt::format("{}", *count) : value_text(writer, *fold.number, scope);
    made.text = fmt::format("{} {} of {} {}", negated ? "fewer than" : "at least", number, events, count == 1 ? is_one : are_ones);
  }
  return made;
}

Predicate among_edge_predicate(Writer& writer, const hir::AmongEdge& among, const Scope& scope, bool negated) {
  Scope outside = scope;
  outside.stream.reset();
  Predicate made;
  const std::string events = all_events(writer, among.query, outside);
  made.text = is_one(writer.hir, among.query.edge) ? fmt::format("it {} {}", negated ? "is not" : "is", events)
                                                   : fmt::format("it {} one of {}", negated ? "is not" : "is", events);
  return made;
}

}  // namespace seg::english
