// Sequences as joins by time, from the last step back to the first.
//
// Let i(e) be the instant of a step with event e: e's `at`, or after absent steps the end of the last one's time. holds(k, e) says that e
// can be the event of step k and the steps after it can follow: its own condition is true, the absent steps straight after it hold, and for
// the next present step m there is an event f with holds(m, f), equal keys, i(e) < at(f), at(f) <= i(e) + within and, if `directly`, no
// event of the sequence's streams strictly between i(e) and at(f). Of all f with holds(m, f), equal keys and i(e) < at(f) the earliest is
// enough: whatever bounds at(f) from above, a later one meets only if the earlier does. So one join by time gives each e its answer, and
// the whole costs a join a step. (From the first step on, the latest predecessor would not do: i(e) + `1 month` may fall where the clock is
// changed, and then an earlier predecessor may have the later end.)
//
// An absent step holds for e if its time is over by `now` and the earliest of its events after i(e) is later than the end or there is none.
// The sequence is true if some event holds as the first step: a count over that step's events. Each step is a query of its own, too: an
// unknown bound of its window makes the sequence unknown and a fault of its condition a fault, whatever the other steps say. Joins would
// not show that where no event holds, so the counts of the steps' events are asked for it beside them.

#include <algorithm>

#include "compiler/lower/lowering.h"

namespace seg::lower {

using plan::NodeId;
using plan::Op;

namespace {

struct Steps {
  Lowering& lowering;
  const hir::Sequence& sequence;
  std::vector<Events> events;          ///< one a step
  std::vector<std::uint32_t> streams;  ///< that the steps name, each once

  plan::Builder& builder() const { return lowering.builder; }

  NodeId instant(std::int64_t micros) const { return builder().literal({plan::timestamp_type(), micros, 1, 0, {}}); }

  /// Unknown, where there is no such event or nothing to compare with, as false.
  NodeId surely(Op relation, NodeId left, NodeId right) const {
    return builder().apply(Op::UnknownFalse, {builder().apply(relation, {left, right})});
  }

  /// The `at` of the earliest event of the step after an instant of each event of the step that it is matched with.
  NodeId earliest(std::size_t step, NodeId condition, NodeId after) const {
    const Events& of = events[step];
    const NodeId operands[] = {of.from, of.to, condition, builder().event_at(of.stream), after};
    return builder().as_of(operands, keys_of(lowering, sequence.steps[step].query));
  }

  /// Whether no event of the streams lies strictly between.
  void add_directly(NodeId after, NodeId next, std::vector<NodeId>& conditions) const {
    for (const std::uint32_t stream : streams) {
      const NodeId operands[] = {instant(plan::kBeginningOfTime), instant(plan::kEndOfTime), builder().truth(true),
                                 builder().event_at(stream), after};
      const NodeId first = builder().apply(Op::LessEqual, {next, builder().as_of(operands, {})});
      conditions.push_back(builder().apply(Op::UnknownTrue, {first}));
    }
  }

  /// Adds what an absent step asks, and gives the end of its time.
  NodeId add_absence(std::size_t step, NodeId after, std::vector<NodeId>& conditions) const {
    const NodeId end = lower_later(lowering, after, *sequence.steps[step].within);
    conditions.push_back(builder().apply(Op::LessEqual, {end, builder().now()}));
    const NodeId later = builder().apply(Op::Less, {end, earliest(step, events[step].condition, after)});
    conditions.push_back(builder().apply(Op::UnknownTrue, {later}));
    return end;
  }

  void add_next(std::size_t step, NodeId holds, NodeId after, std::vector<NodeId>& conditions) const {
    const hir::Step& next_step = sequence.steps[step];
    const NodeId next = earliest(step, holds, after);
    conditions.push_back(next_step.within ? surely(Op::LessEqual, next, lower_later(lowering, after, *next_step.within))
                                          : surely(Op::Less, after, next));
    if (next_step.directly) add_directly(after, next, conditions);
  }

  /// Whether an event of the step has the conditions, and the steps after it follow; `rest` is that of the next present step at `next`.
  NodeId holds(std::size_t step, std::size_t next, NodeId rest) const {
    const std::optional<hir::ExprId>& where = sequence.steps[step].query.where;
    std::vector<NodeId> conditions;
    if (where) {
      const NodeId own = events[step].condition;
      conditions.push_back(lowering.hir[*where].optional ? builder().apply(Op::UnknownFalse, {own}) : own);
    }
    NodeId after = builder().event_at(events[step].stream);
    for (std::size_t absent = step + 1; absent < next; ++absent) after = add_absence(absent, after, conditions);
    if (next < sequence.steps.size()) add_next(next, rest, after, conditions);
    if (conditions.empty()) return builder().truth(true);
    return conditions.size() == 1 ? conditions.front() : builder().apply(Op::And, conditions);
  }

  NodeId first_holds() const {
    std::size_t next = sequence.steps.size();
    NodeId rest = builder().truth(true);
    for (std::size_t step = next; step-- > 0;) {
      if (sequence.steps[step].absent) continue;
      rest = holds(step, next, rest);
      next = step;
    }
    return rest;
  }

  /// Unknown or a fault where a step's window or condition is: true elsewhere. Nothing where no step has either.
  std::optional<NodeId> windows_known() const {
    std::vector<NodeId> known;
    for (std::size_t step = 0; step < events.size(); ++step) {
      const hir::Query& query = sequence.steps[step].query;
      if (!query.from && !query.to && !query.where) continue;
      const Events& of = events[step];
      const NodeId operands[] = {of.from, of.to, of.condition};
      const NodeId count = builder().fold(Op::Count, of.stream, operands);
      const NodeId same = builder().apply(Op::Equal, {count, count});
      if (std::find(known.begin(), known.end(), same) == known.end()) known.push_back(same);
    }
    if (known.empty()) return std::nullopt;
    return known.size() == 1 ? known.front() : builder().apply(Op::And, known);
  }
};

}  // namespace

NodeId lower_sequence(Lowering& lowering, const hir::Sequence& sequence) {
  Steps steps{lowering, sequence, {}, {}};
  for (const hir::Step& step : sequence.steps) {
    steps.events.push_back(events_of(lowering, step.query));
    if (std::find(steps.streams.begin(), steps.streams.end(), step.query.stream) == steps.streams.end()) {
      steps.streams.push_back(step.query.stream);
    }
  }
  plan::Builder& builder = lowering.builder;
  const Events& first = steps.events.front();
  const NodeId operands[] = {first.from, first.to, steps.first_holds()};
  const NodeId found = builder.apply(Op::LessEqual, {builder.integer(1), builder.fold(Op::Count, first.stream, operands)});
  const auto known = steps.windows_known();
  return known ? builder.apply(Op::When, {*known, found}) : found;
}

}  // namespace seg::lower
