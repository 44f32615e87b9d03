// Event queries and the sentences that count them.

#include "compiler/semantics/events.h"

#include <algorithm>

#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/modules.h"
#include "compiler/semantics/types.h"
#include "compiler/semantics/windows.h"

namespace seg::semantics {

namespace {

/// All events of a stream, or those of a named query.
std::optional<hir::Query> check_events(Checker& checker, const ast::Name& stream) {
  const std::string_view name = checker.text(stream);
  if (const auto base = checker.narrowed.find(name); base != checker.narrowed.end()) {
    const Declaration& trait = names_in(checker).traits.at(base->second);
    return trait.progress == Progress::Standing ? std::optional(checker.queries[trait.index]) : std::nullopt;
  }
  if (const auto found = checker.streams.find(name); found != checker.streams.end()) {
    hir::Query all;
    all.stream = found->second;
    return all;
  }
  if (const auto trait = checker.traits.find(name); trait != checker.traits.end()) return named_query(checker, trait->second, stream);
  Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownStream, stream.span, name);
  std::vector<std::string_view> names;
  for (const plan::Stream& known : checker.hir.schema.plan.streams) {
    names.push_back(known.plural);
    names.push_back(known.name);
  }
  for (const auto& [known, declaration] : checker.traits) {
    if (is_named_query(checker, declaration)) names.push_back(known);
  }
  std::sort(names.begin(), names.end());
  suggest_name(checker, diagnostic, stream.span, name, names);
  return std::nullopt;
}

/// `first 3`, `last N`: a literal from 1 on, or a number of the profile that is always known.
std::optional<hir::Edge> check_edge(Checker& checker, const ast::Edge& edge) {
  const std::string_view word = edge.first ? "first" : "last";
  const Checked count = check_expression(checker, edge.count, Scope{});
  if (!count) return std::nullopt;
  const Span span = checker.hir[*count].span;
  if (checker.type(*count) != plan::int_type()) {
    report_wrong_type(checker, *count, fmt::format("`{}`", word), "a whole number of events");
    return std::nullopt;
  }
  const auto* constant = std::get_if<hir::Constant>(&checker.hir[*count].node);
  if (constant != nullptr && constant->value.number < 1) {
    checker.diagnostics.report(Code::NotAPosition, span, word, shown(checker, span));
    return std::nullopt;
  }
  if (checker.optional(*count)) {
    checker.diagnostics.report(Code::MaybeUnknownCount, span, word, shown(checker, span));
    return std::nullopt;
  }
  return hir::Edge{edge.first, *count};
}

}  // namespace

bool bounds_optional(const Checker& checker, const hir::Query& query) {
  return (query.from && checker.optional(*query.from)) || (query.to && checker.optional(*query.to));
}

hir::ExprId count_of(Checker& checker, hir::Query query, Span span) {
  const bool optional = bounds_optional(checker, query);
  hir::Fold fold;
  fold.aggregate = hir::Aggregate::Count;
  fold.query = std::move(query);
  return checker.add(std::move(fold), plan::int_type(), optional, span);
}

std::optional<OpenQuery> check_open_query(Checker& checker, const ast::Query& query, Scope scope) {
  auto base = check_events(checker, query.stream);
  if (!base) return std::nullopt;
  hir::Query own;
  own.stream = base->stream;
  bool ok = !query.where || check_where(checker, *query.where, scope, own);
  if (query.edge) {
    own.edge = check_edge(checker, *query.edge);
    ok = ok && own.edge;
    if (own.edge && !own.matches.empty()) {
      checker.diagnostics.report(
          Code::MisplacedReference, query.edge->span, checker.text(query.edge->span),
          fmt::format("these events refer to `{}`, and the first or last of them differ for each of its events", scope.outer->name));
      ok = false;
    }
  }
  if (!ok) return std::nullopt;
  return OpenQuery{std::move(*base), std::move(own)};
}

std::optional<hir::Query> check_query(Checker& checker, const ast::Query& query, Scope scope) {
  hir::Query bounds;
  const bool window = !query.window || check_window(checker, *query.window, bounds);
  auto open = check_open_query(checker, query, scope);
  if (!open || !window) return std::nullopt;
  open->own.from = bounds.from;
  open->own.to = bounds.to;
  return narrowed(checker, open->base, std::move(open->own), query.span);
}

namespace {

/// The number of a sentence; the grammar has no negative ones there.
Checked check_number(Checker& checker, ast::ExprId id) {
  const Checked number = check_expression(checker, id, Scope{});
  if (!number) return std::nullopt;
  if (checker.type(*number) != plan::int_type()) {
    report_wrong_type(checker, *number, "a count of events", "a whole number");
    return std::nullopt;
  }
  return number;
}

bool require_rising(Checker& checker, hir::ExprId low, hir::ExprId high) {
  const auto* a = std::get_if<hir::Constant>(&checker.hir[low].node);
  const auto* b = std::get_if<hir::Constant>(&checker.hir[high].node);
  if (a == nullptr || b == nullptr || a->value.number <= b->value.number) return true;
  const Span first = checker.hir[low].span;
  const Span second = checker.hir[high].span;
  checker.diagnostics.report(Code::ReversedRange, join(first, second)).fix(exchanged_ends(checker, first, second));
  return false;
}

hir::ExprId int_constant(Checker& checker, std::int64_t value, Span span) { return checker.constant(int_literal(value), span); }

/// A quantified event and what it has to satisfy.
struct Satisfied {
  const hir::Query& query;
  hir::ExprId condition;
  Span span;
  Span head;
};

hir::ExprId all_true(Checker& checker, const Satisfied& of) {
  hir::Fold fold;
  fold.aggregate = hir::Aggregate::AllTrue;
  fold.query = of.query;
  fold.value = of.condition;
  return checker.add(std::move(fold), plan::bool_type(), true, of.span);
}

hir::ExprId at_least_true(Checker& checker, const Satisfied& of, hir::ExprId number) {
  hir::Fold fold;
  fold.aggregate = hir::Aggregate::AtLeastTrue;
  fold.query = of.query;
  fold.value = of.condition;
  fold.number = number;
  const bool optional = checker.optional(of.condition) || bounds_optional(checker, of.query) || checker.optional(number);
  return checker.add(std::move(fold), plan::bool_type(), optional, of.span);
}

hir::ExprId at_most_true(Checker& checker, const Satisfied& of, hir::ExprId number) {
  const auto* constant = std::get_if<hir::Constant>(&checker.hir[number].node);
  hir::ExprId more{};
  if (constant != nullptr) {
    // A number of events that no profile has is as good as any larger one, and one more than it still fits.
    more = int_constant(checker, std::min<std::int64_t>(constant->value.number, std::numeric_limits<std::int64_t>::max() - 1) + 1, of.head);
  } else {
    const hir::ExprId one = int_constant(checker, 1, of.head);
    more = checker.add(hir::Binary{hir::Arithmetic::Add, number, one}, plan::int_type(), checker.optional(number), of.head);
  }
  return negated(checker, at_least_true(checker, of, more), of.span);
}

hir::ExprId between_true(Checker& checker, const Satisfied& of, hir::ExprId low, hir::ExprId high) {
  const hir::ExprId least = at_least_true(checker, of, low);
  const hir::ExprId ends[] = {least, at_most_true(checker, of, high)};
  return logic(checker, hir::Connective::And, ends, of.span);
}

hir::ExprId satisfied(Checker& checker, ast::Quantifier quantifier, const Satisfied& of, Checked low, Checked high) {
  switch (quantifier) {
    case ast::Quantifier::Every:
      return all_true(checker, of);
    case ast::Quantifier::Any:
      return at_least_true(checker, of, int_constant(checker, 1, of.head));
    case ast::Quantifier::No:
      return negated(checker, at_least_true(checker, of, int_constant(checker, 1, of.head)), of.span);
    case ast::Quantifier::AtLeast:
      return at_least_true(checker, of, *low);
    case ast::Quantifier::AtMost:
      return at_most_true(checker, of, *low);
    case ast::Quantifier::Exactly:
      return between_true(checker, of, *low, *low);
    case ast::Quantifier::Between:
      break;
  }
  return between_true(checker, of, *low, *high);
}

}  // namespace

bool require_free_name(Checker& checker, const ast::Name& name) {
  const std::string_view text = checker.text(name);
  if (text != "profile" && !checker.streams.contains(text)) return true;
  checker.diagnostics.report(Code::MisplacedReference, name.span, text, "the name is taken; give the event another");
  return false;
}

namespace {

/// The condition after `satisfies`: names are the event's, and queries in it may refer to the event if it was given a name.
Checked check_satisfied(Checker& checker, const ast::QuantifiedExpr& node, const hir::Query& query, Scope scope) {
  const ast::Query& events = (*checker.ast)[node.query];
  if (events.alias && !require_free_name(checker, *events.alias)) return std::nullopt;
  const NamedEvent named{events.alias ? checker.text(*events.alias) : std::string_view(), query.stream, scope.named};
  Scope inside;
  inside.stream = query.stream;
  inside.gap = query.matches.empty();
  inside.named = events.alias ? &named : scope.named;
  inside.outer = events.alias ? &named : nullptr;
  return check_condition(checker, *node.satisfies, inside);
}

}  // namespace

namespace {

/// The sentence of one window's events.
Checked check_sentence(Checker& checker, const ast::QuantifiedExpr& node, const hir::Query& query, Checked low, Checked high, Span span,
                       Scope scope) {
  const Span head = node.head.empty() ? span : node.head;
  if (node.satisfies) {
    const auto condition = check_satisfied(checker, node, query, scope);
    return condition ? Checked(satisfied(checker, node.quantifier, {query, *condition, span, head}, low, high)) : std::nullopt;
  }
  const hir::ExprId count = count_of(checker, query, span);
  switch (node.quantifier) {
    case ast::Quantifier::No:
      return compare(checker, hir::Relation::Equal, count, int_constant(checker, 0, head), span);
    case ast::Quantifier::Any:
      return compare(checker, hir::Relation::LessEqual, int_constant(checker, 1, head), count, span);
    case ast::Quantifier::AtLeast:
      return compare(checker, hir::Relation::LessEqual, *low, count, span);
    case ast::Quantifier::AtMost:
      return compare(checker, hir::Relation::LessEqual, count, *low, span);
    case ast::Quantifier::Exactly:
      return compare(checker, hir::Relation::Equal, count, *low, span);
    case ast::Quantifier::Every:
    case ast::Quantifier::Between:
      break;
  }
  const hir::ExprId ends[] = {compare(checker, hir::Relation::LessEqual, *low, count, span),
                              compare(checker, hir::Relation::LessEqual, count, *high, span)};
  return logic(checker, hir::Connective::And, ends, span);
}

/// The events of each window: one, or those of `in each of last …`.
std::optional<std::vector<hir::Query>> check_windows(Checker& checker, const ast::Query& events, Scope scope) {
  const auto* each = events.window ? std::get_if<ast::EachWindow>(&events.window->node) : nullptr;
  std::vector<hir::Query> queries;
  if (each == nullptr) {
    auto query = check_query(checker, events, scope);
    if (!query) return std::nullopt;
    queries.push_back(std::move(*query));
    return queries;
  }
  const auto windows = check_each(checker, *each, *events.window);
  const auto open = check_open_query(checker, events, scope);
  if (!windows || !open) return std::nullopt;
  for (const Bounds& bounds : *windows) {
    hir::Query own = open->own;
    own.from = bounds.from;
    own.to = bounds.to;
    queries.push_back(narrowed(checker, open->base, std::move(own), events.span));
  }
  return queries;
}

/// Sentences within sentences multiply: what is above the limit is refused before it is built.
bool require_few_nodes(Checker& checker, hir::ExprId sentence, std::size_t windows, Span span) {
  if (windows == 1) return true;
  std::uint64_t nodes = 0;
  if (__builtin_mul_overflow(checker.measures[sentence.index].cost, windows, &nodes)) nodes = std::numeric_limits<std::uint64_t>::max();
  if (nodes <= checker.limits.expanded_nodes) return true;
  checker.diagnostics.report(Code::TooManyNodes, span, fmt::format("this for each of {} units", windows), nodes,
                             checker.limits.expanded_nodes);
  return false;
}

}  // namespace

Checked check_quantified(Checker& checker, const ast::QuantifiedExpr& node, Span span, Scope scope) {
  const Checked low = node.low ? check_number(checker, *node.low) : std::nullopt;
  const Checked high = node.high ? check_number(checker, *node.high) : std::nullopt;
  const ast::Query& events = (*checker.ast)[node.query];
  const auto queries = check_windows(checker, events, scope);
  if ((node.low && !low) || (node.high && !high) || !queries) return std::nullopt;
  if (!node.satisfies && events.alias) {
    checker.diagnostics.report(Code::MisplacedReference, events.alias->span, checker.text(*events.alias),
                               "an event has a name only for the queries after `satisfies`");
    return std::nullopt;
  }
  if (node.quantifier == ast::Quantifier::Between && !require_rising(checker, *low, *high)) return std::nullopt;
  std::vector<hir::ExprId> sentences;
  std::size_t warned = 0;
  for (const hir::Query& query : *queries) {
    const Checked sentence = check_sentence(checker, node, query, low, high, span, scope);
    if (!sentence || !require_few_nodes(checker, *sentence, queries->size(), span)) return std::nullopt;
    // What is said of the condition in one window is said of all.
    auto& said = checker.diagnostics.all();
    if (sentences.empty())
      warned = said.size();
    else
      said.erase(said.begin() + static_cast<std::ptrdiff_t>(warned), said.end());
    sentences.push_back(*sentence);
  }
  return logic(checker, hir::Connective::And, sentences, span);
}

}  // namespace seg::semantics
