// Queries and aggregates. `first N`, `last N`, `distinct` and `gap` are scans; groups and references to an event around are keyed folds.

#include <stdexcept>
#include <utility>

#include "compiler/lower/lowering.h"

namespace seg::lower {

using plan::NodeId;
using plan::Op;

namespace {

/// Of a fold with one node.
Op operator_of(hir::Aggregate aggregate, bool distinct) {
  switch (aggregate) {
    case hir::Aggregate::Count:
      return distinct ? Op::CountDistinct : Op::Count;
    case hir::Aggregate::Sum:
      return Op::SumOf;
    case hir::Aggregate::Min:
      return Op::MinOf;
    case hir::Aggregate::Max:
      return Op::MaxOf;
    case hir::Aggregate::First:
      return Op::FirstOf;
    case hir::Aggregate::Last:
      return Op::LastOf;
    case hir::Aggregate::Median:
      return Op::MedianOf;
    case hir::Aggregate::Stddev:
      return Op::StddevOf;
    case hir::Aggregate::Mode:
      return Op::ModeOf;
    case hir::Aggregate::Nth:
      return Op::NthOf;
    case hir::Aggregate::AllTrue:
      return Op::AllTrue;
    case hir::Aggregate::AtLeastTrue:
      return Op::AtLeastTrue;
    case hir::Aggregate::Average:
    case hir::Aggregate::Share:
      break;
  }
  throw std::logic_error("lower: an aggregate of two folds");
}

NodeId bound(Lowering& lowering, const std::optional<hir::ExprId>& instant, std::int64_t otherwise) {
  if (instant) return lower_expr(lowering, *instant);
  plan::Literal literal;
  literal.type = plan::timestamp_type();
  literal.number = otherwise;
  return lowering.builder.literal(literal);
}

/// Whether the event is one of the first or last: a place that is no more than the number. Unknown for events outside of the query.
NodeId within_edge(Lowering& lowering, const hir::Query& query, const Events& events) {
  const NodeId operands[] = {events.from, events.to, events.condition};
  const NodeId place = lowering.builder.fold(query.edge->first ? Op::Ordinal : Op::OrdinalBack, query.stream, operands);
  const NodeId count = lower_expr(lowering, query.edge->count);
  return lowering.builder.apply(Op::LessEqual, {place, count});
}

/// Without the edge.
Events events_in_window(Lowering& lowering, const hir::Query& query) {
  const NodeId from = bound(lowering, query.from, plan::kBeginningOfTime);
  const NodeId to = bound(lowering, query.to, plan::kEndOfTime);
  return {query.stream, from, to, query.where ? lower_expr(lowering, *query.where) : lowering.builder.truth(true)};
}

}  // namespace

Events events_of(Lowering& lowering, const hir::Query& query) {
  Events events = events_in_window(lowering, query);
  if (!query.edge) return events;
  const NodeId within = within_edge(lowering, query, events);
  events.condition = query.where ? lowering.builder.apply(Op::UnknownFalse, {within}) : within;
  return events;
}

std::vector<plan::KeyPair> keys_of(Lowering& lowering, const hir::Query& query) {
  std::vector<plan::KeyPair> keys;
  for (const hir::Match& match : query.matches) {
    const NodeId inner = lower_expr(lowering, match.inner);
    keys.push_back({inner, lower_expr(lowering, match.outer)});
  }
  return keys;
}

namespace {

/// One query's events, of which several folds may be taken.
struct Folded {
  Lowering& lowering;
  Events events;
  std::vector<plan::KeyPair> keys;

  plan::Builder& builder() const { return lowering.builder; }

  NodeId fold(Op op, NodeId condition, std::optional<NodeId> value, std::optional<NodeId> number = {}) const {
    std::vector<NodeId> operands{events.from, events.to, condition};
    if (value) operands.push_back(*value);
    if (number) operands.push_back(*number);
    return keys.empty() ? builder().fold(op, events.stream, operands) : builder().keyed_fold(op, events.stream, operands, keys);
  }

  /// Events for which both hold; what is unknown of the first keeps no event, whatever the second is.
  NodeId both(const hir::Query& query, const hir::Hir& hir, NodeId second) const {
    if (!query.where && !query.edge) return second;
    const bool maybe_unknown = query.where && !query.edge && hir[*query.where].optional;
    const NodeId first = maybe_unknown ? builder().apply(Op::UnknownFalse, {events.condition}) : events.condition;
    return builder().apply(Op::And, {first, second});
  }
};

/// Sum by count of the events whose value is known. Where no value can be unknown that is the plain count, which other expressions share;
/// a value that is a fault makes the sum one, whatever the count says.
NodeId average(const Folded& of, const hir::Fold& node, NodeId condition, NodeId value) {
  plan::Builder& builder = of.builder();
  const NodeId sum = of.fold(Op::SumOf, condition, value);
  NodeId counted = condition;
  if (of.lowering.hir[*node.value].optional && !node.distinct) {
    const NodeId known = builder.apply(Op::IsKnown, {value});
    counted = node.query.where || node.query.edge ? builder.apply(Op::And, {condition, known}) : known;
  }
  NodeId count = of.fold(Op::Count, counted, std::nullopt);
  if (builder.node(sum).type.kind == plan::Kind::Float) count = builder.apply(Op::ToFloat, {count});
  return builder.apply(Op::Mean, {sum, count});
}

/// True ÷ (true + false).
NodeId share(const Folded& of, const hir::Fold& node, NodeId value) {
  plan::Builder& builder = of.builder();
  const hir::Hir& hir = of.lowering.hir;
  const NodeId trues = of.fold(Op::Count, of.both(node.query, hir, value), std::nullopt);
  NodeId decided = of.events.condition;
  if (hir[*node.value].optional) {
    const NodeId no = builder.apply(Op::Not, {value});
    decided = of.both(node.query, hir, builder.apply(Op::Or, {value, no}));
  }
  const NodeId all = of.fold(Op::Count, decided, std::nullopt);
  return builder.apply(Op::Mean, {trues, all});
}

}  // namespace

NodeId lower_fold(Lowering& lowering, const hir::Fold& node) {
  const Events events = events_of(lowering, node.query);
  const Folded of{lowering, events, keys_of(lowering, node.query)};
  if (!node.value) return of.fold(Op::Count, events.condition, std::nullopt);
  const Events* around = std::exchange(lowering.around, &events);
  const NodeId value = lower_expr(lowering, *node.value);
  lowering.around = around;
  if (node.aggregate == hir::Aggregate::Share) return share(of, node, value);
  NodeId condition = events.condition;
  if (node.distinct && node.aggregate != hir::Aggregate::Count) {
    const NodeId operands[] = {events.from, events.to, condition, value};
    condition = lowering.builder.fold(Op::FirstOfValue, node.query.stream, operands);
  }
  if (node.aggregate == hir::Aggregate::Average) return average(of, node, condition, value);
  std::optional<NodeId> number;
  if (node.number) number = lower_expr(lowering, *node.number);
  return of.fold(operator_of(node.aggregate, node.distinct), condition, value, number);
}

NodeId lower_gap(Lowering& lowering) {
  if (lowering.around == nullptr) throw std::logic_error("lower: a gap outside of a query");
  const Events& events = *lowering.around;
  const NodeId operands[] = {events.from, events.to, events.condition};
  return lowering.builder.fold(Op::Gap, events.stream, operands);
}

NodeId lower_among(Lowering& lowering, const hir::AmongEdge& among) {
  const Events events = events_in_window(lowering, among.query);
  return lowering.builder.apply(Op::UnknownFalse, {within_edge(lowering, among.query, events)});
}

}  // namespace seg::lower
