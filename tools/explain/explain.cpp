#include "tools/explain/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/lower/lower.h"
#include "runtime/interpreter/interpret.h"
#include "tools/explain/outline.h"
#include "tools/explain/sequence.h"
#include "tools/explain/value_text.h"

namespace seg::explain {
namespace {

using columns::State;
using interpreter::RowValue;

/// Every expression that an outline asks about, in one order for asking and for reading the answers.
void collect(const Outline& outline, std::vector<hir::ExprId>& values) {
  values.push_back(outline.condition);
  for (const Reading& reading : outline.readings) {
    if (reading.value) values.push_back(*reading.value);
    values.insert(values.end(), reading.fifths.begin(), reading.fifths.end());
    if (!reading.events) continue;
    values.push_back(reading.events->count);
    values.push_back(reading.events->at);
    values.insert(values.end(), reading.events->values.begin(), reading.events->values.end());
    for (const auto& end : {reading.events->from, reading.events->to}) {
      if (end) values.push_back(*end);
    }
  }
  for (const Outline& part : outline.parts) collect(part, values);
}

Truth truth_of(const RowValue& value) {
  if (value.state == State::Fault) return Truth::Fault;
  if (value.state == State::Unknown) return Truth::Unknown;
  return value.number != 0 ? Truth::True : Truth::False;
}

/// Turns outlines into clauses, with the answers in the order of `collect`.
struct Teller {
  const hir::Hir& hir;
  const Sources& sources;
  const Ask& ask;
  const std::vector<RowValue>& answers;
  const plan::Schema& schema = hir.schema.plan;
  std::size_t next = 0;

  const RowValue& answer() { return answers[next++]; }

  /// `1 purchase: 2026-02-11, 59.90 EUR`; `3 purchases, the last: …`; `no purchases`.
  std::string events_text(const Newest& events) {
    const RowValue& count = answer();
    const RowValue& at = answer();
    const plan::Stream& stream = schema.streams[events.stream];
    const std::span fields(answers.data() + next, events.values.size());
    next += fields.size();
    const std::string newest = event_text(schema, events.stream, at, events.fields, fields);
    const std::string window = window_text(events);
    if (count.state == State::Fault) return fmt::format("a fault in the conditions on {}", stream.plural);
    if (count.state == State::Unknown) return fmt::format("an unknown window of {}", stream.plural);
    if (count.number == 0) return fmt::format("no {}{}", stream.plural, window);
    if (count.number == 1) return fmt::format("1 {}{}: {}", stream.name, window, newest);
    return fmt::format("{} {}{}, the last: {}", count.number, stream.plural, window, newest);
  }

  /// ` from 2026-08-01 00:00 until before 2026-09-01 00:00`, as far as it is told.
  std::string window_text(const Newest& events) {
    std::string text;
    if (events.from) text += " from " + value_text(schema, answer());
    if (events.to) text += " until before " + value_text(schema, answer());
    return text;
  }

  std::string reading_text(const Reading& reading) {
    std::string text = reading.label;
    if (reading.value) text += (text.empty() ? "" : " ") + value_text(schema, answer());
    for (std::size_t i = 0; i < reading.fifths.size(); ++i) text += (i == 0 ? " " : " · ") + value_text(schema, answer());
    if (!reading.events) return text;
    const std::string events = events_text(*reading.events);
    return text.empty() ? events : fmt::format("{} of {}", text, events);
  }

  Clause clause(const Outline& outline) {
    Clause made;
    made.truth = truth_of(answer());
    made.joint = outline.joint;
    made.negated = outline.negated;
    made.text = outline.text;
    made.span = outline.span;
    for (const Reading& reading : outline.readings) made.readings.push_back(reading_text(reading));
    for (const Outline& part : outline.parts) made.parts.push_back(clause(part));
    if (outline.sequence) made.parts = explain_sequence(hir, sources, *outline.sequence, ask);
    return made;
  }
};

Truth exchanged(Truth truth) {
  if (truth == Truth::True) return Truth::False;
  return truth == Truth::False ? Truth::True : truth;
}

void gather_deciding(const Clause& clause, std::vector<const Clause*>& found) {
  if (clause.parts.empty() || clause.joint == Joint::Leaf) {
    found.push_back(&clause);
    return;
  }
  // One part decides a disjunction that is true and a conjunction that is false; all of them the opposite.
  const Truth truth = clause.negated ? exchanged(clause.truth) : clause.truth;
  const bool some = clause.joint == Joint::All || clause.joint == Joint::Any;
  const std::size_t before = found.size();
  for (const Clause& part : clause.parts) {
    if (part.asked && (!some || part.truth == truth)) gather_deciding(part, found);
  }
  if (found.size() == before) found.push_back(&clause);
}

}  // namespace

namespace {

/// The truth of the arm above its own condition; `otherwise` has none.
Outline arm_outline(const hir::Segment& segment, Outline own) {
  Outline whole;
  whole.condition = segment.where;
  whole.joint = Joint::All;
  whole.text = segment.name;
  whole.span = segment.name_span;
  if (segment.arm->condition) {
    whole.parts.push_back(std::move(own));
  } else {
    Outline rest;
    rest.condition = segment.where;
    rest.text = "no earlier arm took it";
    rest.span = segment.name_span;
    whole.parts.push_back(std::move(rest));
  }
  return whole;
}

/// Why the profile is in an arm: its own condition, where no earlier arm took the profile; else that arm's.
Clause arm_clause(Clause whole, std::vector<Clause> earlier) {
  whole.joint = Joint::All;
  whole.negated = false;
  const auto taker = std::find_if(earlier.begin(), earlier.end(), [](const Clause& arm) { return arm.truth == Truth::True; });
  if (taker == earlier.end()) return whole;
  taker->truth = Truth::False;
  taker->joint = Joint::Leaf;
  whole.parts = {std::move(*taker)};
  return whole;
}

}  // namespace

Clause explain(const hir::Hir& hir, const Sources& sources, const hir::Segment& segment, const columns::Batch& profile,
               const std::vector<KnownCut>& cuts, std::int64_t now) {
  Outliner outliner(hir, sources);
  const bool arm = segment.arm.has_value();
  Outline outline = outliner.outline(arm && segment.arm->condition ? *segment.arm->condition : segment.where);
  std::vector<Outline> earlier;
  if (arm) {
    earlier = outliner.earlier_arms(*segment.arm);
    outline = arm_outline(segment, std::move(outline));
  }
  std::vector<hir::ExprId> values;
  collect(outline, values);
  for (const Outline& one : earlier) collect(one, values);
  const Ask ask = [&](const hir::Hir& asked, std::span<const hir::ExprId> ids) {
    const lower::Linked linked = lower::link_values(asked, ids);
    return interpreter::interpret_row(linked.plan, linked.nodes, profile, cuts_of(linked.plan, cuts), now, 0);
  };
  const auto answers = ask(outliner.hir(), values);
  Teller teller{outliner.hir(), sources, ask, answers};
  Clause whole = teller.clause(outline);
  if (!arm) return whole;
  std::vector<Clause> taken;
  for (const Outline& one : earlier) taken.push_back(teller.clause(one));
  return arm_clause(std::move(whole), std::move(taken));
}

std::vector<const Clause*> deciding(const Clause& whole) {
  std::vector<const Clause*> found;
  gather_deciding(whole, found);
  return found;
}

}  // namespace seg::explain
