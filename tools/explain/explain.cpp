#include "tools/explain/explain.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/lower/lower.h"
#include "runtime/interpreter/interpret.h"
#include "tools/explain/outline.h"
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
    if (!reading.events) continue;
    values.push_back(reading.events->count);
    values.push_back(reading.events->at);
    for (const EventValue& field : reading.events->fields) values.push_back(field.value);
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
  const plan::Schema& schema;
  const std::vector<RowValue>& answers;
  std::size_t next = 0;

  const RowValue& answer() { return answers[next++]; }

  /// `1 purchase: 2026-02-11, 59.90 EUR`; `3 purchases, the last: …`; `no purchases`.
  std::string events_text(const Newest& events) {
    const RowValue& count = answer();
    const RowValue& at = answer();
    const plan::Stream& stream = schema.streams[events.stream];
    std::string newest = value_text(schema, at);
    if (newest.ends_with(" 00:00")) newest.resize(newest.size() - 6);
    for (const EventValue& field : events.fields) {
      newest += fmt::format(", {} {}", stream.fields[field.field].name, value_text(schema, answer()));
    }
    if (count.state == State::Fault) return fmt::format("a fault in the conditions on {}", stream.plural);
    if (count.state == State::Unknown) return fmt::format("an unknown window of {}", stream.plural);
    if (count.number == 0) return fmt::format("no {}", stream.plural);
    if (count.number == 1) return fmt::format("1 {}: {}", stream.name, newest);
    return fmt::format("{} {}, the last: {}", count.number, stream.plural, newest);
  }

  std::string reading_text(const Reading& reading) {
    std::string text = reading.label;
    if (reading.value) text += (text.empty() ? "" : " ") + value_text(schema, answer());
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
    return made;
  }
};

columns::Cuts cuts_of(const plan::Plan& plan, const std::vector<KnownCut>& known) {
  columns::Cuts cuts(plan.cuts.size());
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    const auto found = std::find_if(known.begin(), known.end(), [&](const KnownCut& cut) { return cut.text == plan.cuts[i].text; });
    if (found != known.end()) cuts[i] = found->value;
  }
  return cuts;
}

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
    if (!some || part.truth == truth) gather_deciding(part, found);
  }
  if (found.size() == before) found.push_back(&clause);
}

}  // namespace

Clause explain(const hir::Hir& hir, const Sources& sources, const hir::Segment& segment, const columns::Batch& profile,
               const std::vector<KnownCut>& cuts, std::int64_t now) {
  Outliner outliner(hir, sources);
  const Outline outline = outliner.outline(segment.where);
  std::vector<hir::ExprId> values;
  collect(outline, values);
  const lower::Linked linked = lower::link_values(outliner.hir(), values);
  const auto answers = interpreter::interpret_row(linked.plan, linked.nodes, profile, cuts_of(linked.plan, cuts), now, 0);
  return Teller{linked.plan.schema, answers}.clause(outline);
}

std::vector<const Clause*> deciding(const Clause& whole) {
  std::vector<const Clause*> found;
  gather_deciding(whole, found);
  return found;
}

}  // namespace seg::explain
