// Events: queries, counts, aggregates, quantifiers and groups.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/english/writer.h"
#include "compiler/semantics/walk.h"

namespace seg::english {
namespace {

bool is_same_known(const hir::Node& node) {
  const auto* compare = std::get_if<hir::Compare>(&node);
  return compare != nullptr && compare->relation == hir::Relation::Equal && compare->left == compare->right;
}

/// The conditions on an event, without those that only say that its group is known.
std::vector<hir::ExprId> conditions_of(const hir::Hir& hir, const hir::Query& query) {
  std::vector<hir::ExprId> found;
  if (!query.where) return found;
  const auto* logic = std::get_if<hir::Logic>(&hir[*query.where].node);
  const bool chain = logic != nullptr && logic->op == hir::Connective::And && !hir.operands(logic->operands).empty();
  if (!chain) {
    found.push_back(*query.where);
  } else {
    const auto operands = hir.operands(logic->operands);
    const bool grouped = std::any_of(operands.begin(), operands.end(), [&](hir::ExprId id) { return is_same_known(hir[id].node); });
    if (!grouped) return {*query.where};
    found.assign(operands.begin(), operands.end());
  }
  std::erase_if(found, [&](hir::ExprId id) { return is_same_known(hir[id].node); });
  return found;
}

/// `with the same message`, `whose product is the product of that view`.
std::string match_text(Writer& writer, const hir::Match& match, const Scope& inside) {
  const auto* inner = std::get_if<hir::EventField>(&writer.hir[match.inner].node);
  const auto* outer = std::get_if<hir::EventField>(&writer.hir[match.outer].node);
  const auto name = [&](const hir::EventField& field) { return writer.stream(field.stream).fields[field.field].name; };
  if (inner != nullptr && outer != nullptr && name(*inner) == name(*outer)) return "with the same " + name(*inner);
  const std::string mine = without_article(value_text(writer, match.inner, inside));
  // Of the same stream both are fields of one name space: say whose the other is.
  const Scope elsewhere;
  return fmt::format("whose {} equals {}", mine, value_text(writer, match.outer, elsewhere));
}

/// The last or first of the events: `last 3`, `last`.
std::string edge_text(Writer& writer, const hir::Edge& edge) {
  const auto count = int_of(writer.hir, edge.count);
  const std::string_view which = edge.first ? "first" : "last";
  if (count == 1) return std::string(which);
  return fmt::format("{} {}", which, count ? fmt::format("{}", *count) : value_text(writer, edge.count, {}));
}

/// `sum of`, and what joins the value with the events.
struct AggregateWords {
  std::string_view before;
  std::string_view between;
};

AggregateWords words_of(hir::Aggregate aggregate) {
  switch (aggregate) {
    case hir::Aggregate::Count:
      return {"number of different values of ", " over "};
    case hir::Aggregate::Sum:
      return {"sum of ", " over "};
    case hir::Aggregate::Average:
      return {"average ", " of "};
    case hir::Aggregate::Min:
      return {"smallest ", " of "};
    case hir::Aggregate::Max:
      return {"largest ", " of "};
    case hir::Aggregate::First:
      return {"", " of the first "};
    case hir::Aggregate::Last:
      return {"", " of the last "};
    case hir::Aggregate::Median:
      return {"median ", " of "};
    case hir::Aggregate::Stddev:
      return {"standard deviation of ", " over "};
    case hir::Aggregate::Mode:
      return {"most frequent ", " of "};
    case hir::Aggregate::Nth:
    case hir::Aggregate::Share:
    case hir::Aggregate::AllTrue:
    case hir::Aggregate::AtLeastTrue:
      break;
  }
  return {};
}

bool is_moment(plan::Type type) { return type == plan::date_type() || type == plan::timestamp_type(); }

std::string value_words(Writer& writer, const hir::Fold& fold, const Scope& inside) {
  if (std::holds_alternative<hir::Gap>(writer.hir[*fold.value].node)) return "time between";
  const std::string text = value_text(writer, *fold.value, inside);
  return std::holds_alternative<hir::Binary>(writer.hir[*fold.value].node) ? fmt::format("({})", text) : without_article(text);
}

/// `purchase in the last 90 days`, or of an edge `of the last 3 purchases`.
std::string one_of_them(Writer& writer, const hir::Query& query, const Scope& scope) {
  if (!query.edge) return events_text(writer, query, scope, false);
  return "of " + all_events(writer, query, scope);
}

std::string first_or_last(Writer& writer, const hir::Fold& fold, const Scope& scope, const Scope& inside) {
  const std::string value = value_words(writer, fold, inside);
  const std::string position = fold.aggregate == hir::Aggregate::Nth     ? ordinal(int_of(writer.hir, *fold.number).value_or(1))
                               : fold.aggregate == hir::Aggregate::First ? "first"
                                                                         : "last";
  const std::string events = is_one(writer.hir, fold.query.edge) ? events_text(writer, fold.query, scope, false)
                                                                 : position + " " + one_of_them(writer, fold.query, scope);
  if (fold.distinct) return fmt::format("the {} different {} of {}", position, value, events_text(writer, fold.query, scope));
  return fmt::format("the {} of the {}", value, events);
}

/// `count(distinct date(at) of purchases)`: on how many days there are any.
bool is_own_date(const hir::Hir& hir, hir::ExprId id) {
  const auto* date = std::get_if<hir::Apply>(&hir[id].node);
  if (date == nullptr || date->op != plan::Op::LocalDate || hir.operands(date->operands).size() != 1) return false;
  return std::holds_alternative<hir::EventAt>(hir[hir.operands(date->operands).front()].node);
}

std::string group_events(const Writer& writer, const hir::Query& query, const Scope& scope) {
  return fmt::format("{} of that {}", writer.stream(query.stream).plural, scope.group);
}

}  // namespace

bool is_of_group(const hir::Query& query) {
  return std::any_of(query.matches.begin(), query.matches.end(), [](const hir::Match& match) { return match.inner == match.outer; });
}

std::optional<std::int64_t> int_of(const hir::Hir& hir, hir::ExprId id) {
  const auto* constant = std::get_if<hir::Constant>(&hir[id].node);
  if (constant == nullptr || constant->value.type != plan::int_type()) return std::nullopt;
  return constant->value.number;
}

bool is_one(const hir::Hir& hir, const std::optional<hir::Edge>& edge) { return edge && int_of(hir, edge->count) == 1; }

std::string all_events(Writer& writer, const hir::Query& query, const Scope& scope) { return "the " + events_text(writer, query, scope); }

std::string events_suffix(Writer& writer, const hir::Query& query, const Scope& scope) {
  Scope inside = scope;
  inside.stream = query.stream;
  std::string text = window_text(writer, query.from, query.to, false, scope);
  const auto conditions = conditions_of(writer.hir, query);
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    const Predicate condition = predicate(writer, conditions[i], inside);
    const bool alone = conditions.size() == 1 && condition.joint != Joint::Any;
    text += (i == 0 ? " where " : " and ") + (alone ? statement(condition) : bracketed(condition));
  }
  bool first = true;
  for (const hir::Match& match : query.matches) {
    if (match.inner == match.outer) continue;
    text += (first ? " " : " and ") + match_text(writer, match, inside);
    first = false;
  }
  return text;
}

std::string events_text(Writer& writer, const hir::Query& query, const Scope& scope, bool plural) {
  if (!scope.group.empty() && is_of_group(query)) return group_events(writer, query, scope);
  const plan::Stream& stream = writer.stream(query.stream);
  const bool one = !plural || is_one(writer.hir, query.edge);
  const std::string edge = query.edge ? edge_text(writer, *query.edge) + " " : "";
  return edge + (one ? stream.name : stream.plural) + events_suffix(writer, query, scope);
}

Noun fold_noun(Writer& writer, const hir::Fold& fold, const Scope& scope) {
  const auto plain = [](std::string text) { return Noun{Noun::Owner::None, std::move(text)}; };
  const hir::Query& query = fold.query;
  Scope inside = scope;
  inside.stream = query.stream;
  if (fold.aggregate == hir::Aggregate::Count && !fold.value)
    return plain(fmt::format("the number of {}{}", query.edge ? "the " : "", events_text(writer, query, scope)));
  if (fold.aggregate == hir::Aggregate::Share) {
    return plain(fmt::format("the share of {}{} where {}", query.edge ? "the " : "", events_text(writer, query, scope),
                             bracketed(predicate(writer, *fold.value, inside))));
  }
  const bool edge =
      fold.aggregate == hir::Aggregate::First || fold.aggregate == hir::Aggregate::Last || fold.aggregate == hir::Aggregate::Nth;
  const bool counts = fold.aggregate == hir::Aggregate::Count;
  if (counts && is_own_date(writer.hir, *fold.value))
    return plain(fmt::format("the number of different days with {}{}", query.edge ? "the " : "", events_text(writer, query, scope)));
  if (edge) return plain(first_or_last(writer, fold, scope, inside));
  const bool extreme = fold.aggregate == hir::Aggregate::Min || fold.aggregate == hir::Aggregate::Max;
  if (const auto number = extreme ? int_of(writer.hir, *fold.value) : std::nullopt)
    return plain(fmt::format("{} (unknown without {})", *number, events_text(writer, query, scope)));
  AggregateWords words = words_of(fold.aggregate);
  const bool moment = is_moment(writer.hir[*fold.value].type);
  if (fold.aggregate == hir::Aggregate::Min && moment) words.before = "earliest ";
  if (fold.aggregate == hir::Aggregate::Max && moment) words.before = "latest ";
  const bool gap = std::holds_alternative<hir::Gap>(writer.hir[*fold.value].node);
  return plain(fmt::format("the {}{}{}{}{}{}", words.before, fold.distinct && !counts ? "different values of " : "",
                           value_words(writer, fold, inside), gap ? " " : words.between, query.edge ? "the " : "",
                           events_text(writer, query, scope)));
}

}  // namespace seg::english
