#include "tools/explain/sequence.h"

#include <fmt/format.h>

#include <algorithm>

#include "tools/explain/outline.h"
#include "tools/explain/value_text.h"

namespace seg::explain {
namespace {

using columns::State;
using hir::ExprId;
using interpreter::RowValue;

class Story {
 public:
  Story(const hir::Hir& hir, const Sources& sources, const hir::Sequence& whole, const Ask& ask)
      : questions_(hir, whole, ask), sources_(sources), whole_(whole) {}

  std::vector<Clause> told() {
    for (const hir::Step& step : whole_.steps) parts_.push_back(clause_of(step));
    std::size_t steps = 0;
    RowValue truth;
    while (steps < whole_.steps.size()) {
      truth = questions_.truth(first_steps(steps + 1));
      if (truth.state != State::Known || truth.number == 0) break;
      ++steps;
    }
    if (questions_.truth(whole_).state != State::Known) {
      tell_troubles();
    } else if (steps == whole_.steps.size()) {
      tell_choice(last_choice(questions_, whole_));
    } else {
      tell_failure(steps);
    }
    return std::move(parts_);
  }

 private:
  const plan::Schema& schema() const { return questions_.hir().schema.plan; }

  Clause clause_of(const hir::Step& step) const {
    Clause made;
    made.asked = false;
    made.text = fmt::format("{}{}{}", &step == &whole_.steps.front() ? "" : "then ", step.directly ? "directly " : "",
                            in_one_line(sources_.text(step.span)));
    made.span = step.span;
    made.readings = {"not looked for"};
    return made;
  }

  hir::Sequence first_steps(std::size_t count) const {
    return {{whole_.steps.begin(), whole_.steps.begin() + static_cast<std::ptrdiff_t>(count)}};
  }

  void tell(std::size_t step, Truth truth, std::string reading) {
    parts_[step].asked = true;
    parts_[step].truth = truth;
    parts_[step].readings = {std::move(reading)};
  }

  /// An unknown window or a fault of one step decides alone, whatever the others say.
  void tell_troubles() {
    for (std::size_t step = 0; step < whole_.steps.size(); ++step) {
      const hir::Query& query = whole_.steps[step].query;
      const RowValue count = questions_.fold(hir::Aggregate::Count, query, std::nullopt);
      const std::string& events = schema().streams[query.stream].plural;
      if (count.state == State::Fault) tell(step, Truth::Fault, fmt::format("a fault in the conditions on {}", events));
      if (count.state == State::Unknown) tell(step, Truth::Unknown, fmt::format("an unknown window of {}", events));
    }
  }

  void tell_choice(const Choice& choice) {
    for (std::size_t step = 0; step < choice.instants.size(); ++step) {
      const bool absent = choice.steps.steps[step].absent;
      tell(step, Truth::True,
           absent ? "none" + looked_for(choice, step) : event(choice.steps.steps[step].query, step, hir::Aggregate::Last));
    }
  }

  /// The first step that found nothing, after the choice of events that got there last.
  void tell_failure(std::size_t step) {
    if (step == 0) return tell(0, Truth::False, "none");
    if (whole_.steps[step].directly && tell_between(step)) return;
    const Choice before = last_choice(questions_, first_steps(step));
    tell_choice(before);
    const std::string missed = whole_.steps[step].absent ? present(before, step) : missing(before, step);
    tell(step, Truth::False, missed + (before.several ? "; earlier choices fail too" : ""));
  }

  /// An event of the step that is not the next one.
  bool tell_between(std::size_t step) {
    hir::Sequence anywhere = first_steps(step + 1);
    anywhere.steps[step].directly = false;
    if (!questions_.holds(anywhere)) return false;
    const Choice choice = last_choice(questions_, std::move(anywhere));
    tell_choice(choice);
    const std::string own = event(choice.steps.steps[step].query, step, hir::Aggregate::Last);
    tell(step, Truth::False,
         fmt::format("{}, is not the next: {}{}", own, first_between(choice.instants[step - 1], choice.instants[step]),
                     choice.several ? "; earlier choices fail too" : ""));
    return true;
  }

  /// `before it comes the email of 2026-02-01 12:00`: of all streams of the sequence, whatever the events are like.
  std::string first_between(std::int64_t after, std::int64_t before) {
    std::optional<std::int64_t> first;
    std::uint32_t of_stream = 0;
    for (const hir::Step& step : whole_.steps) {
      hir::Query query;
      query.stream = step.query.stream;
      query.from = questions_.instant(after + 1);
      query.to = questions_.instant(before);
      const RowValue at = questions_.fold(hir::Aggregate::First, query, questions_.at(query));
      if (at.state != State::Known || (first && *first <= at.number)) continue;
      first = at.number;
      of_stream = query.stream;
    }
    return fmt::format("before it comes the {} of {}", schema().streams[of_stream].name, first ? instant(*first) : "another step");
  }

  /// Of an absent step: the event that is there, or that its time is not over.
  std::string present(const Choice& before, std::size_t step) {
    hir::Sequence found = before.steps;
    found.steps.push_back(whole_.steps[step]);
    found.steps.back().absent = false;
    if (questions_.holds(found)) {
      const Choice event_there = last_choice(questions_, std::move(found));
      return fmt::format("there is one{}: {}", looked_for(before, step),
                         event(event_there.steps.steps[step].query, step, hir::Aggregate::Last));
    }
    const auto end = questions_.end_of(before.instants[step - 1], *whole_.steps[step].within);
    return fmt::format("none so far{}, but that time is not over", end ? looked_for(before, step) : "");
  }

  /// Where it was looked for, and the event that is nearest to it.
  std::string missing(const Choice& before, std::size_t step) {
    const hir::Query& query = whole_.steps[step].query;
    const std::string looked = "none" + looked_for(before, step);
    const std::string any = query.matches.empty() ? "" : fmt::format("whatever the {}, ", key_names(query));
    const ExprId since = questions_.instant(before.instants[step - 1]);
    hir::Query later = query;
    questions_.narrow(later, hir::Relation::Less, since, questions_.at(query));
    if (questions_.count(later) > 0) return fmt::format("{}; {}the next is {}", looked, any, event(later, step, hir::Aggregate::First));
    hir::Query earlier = query;
    questions_.narrow(earlier, hir::Relation::LessEqual, questions_.at(query), since);
    if (questions_.count(earlier) > 0) return fmt::format("{}; {}the last is {}", looked, any, event(earlier, step, hir::Aggregate::Last));
    return looked + ", nor at any other time";
  }

  std::string key_name(ExprId key) const {
    if (const auto* field = std::get_if<hir::EventField>(&questions_.hir()[key].node))
      return schema().streams[field->stream].fields[field->field].name;
    return in_one_line(sources_.text(questions_.hir()[key].span));
  }

  std::string key_names(const hir::Query& query) const {
    std::string names;
    for (const hir::Match& match : query.matches) names += (names.empty() ? "" : " and ") + key_name(match.inner);
    return names;
  }

  /// ` with product "hat" after 2026-02-03 09:00 up to 2026-02-06 09:00`.
  std::string looked_for(const Choice& choice, std::size_t step) {
    std::string text;
    const hir::Step& own = whole_.steps[step];
    for (const hir::Match& match : own.query.matches) {
      const RowValue key = questions_.fold(hir::Aggregate::Last, choice.steps.steps[own.matched].query, match.outer);
      text += fmt::format(" {} {} {}", text.empty() ? "with" : "and", key_name(match.inner), value_text(schema(), key));
    }
    text += " after " + instant(choice.instants[step - 1]);
    const auto end = own.within ? questions_.end_of(choice.instants[step - 1], *own.within) : std::nullopt;
    return end ? text + " up to " + instant(*end) : text;
  }

  std::string instant(std::int64_t micros) { return value_text(schema(), questions_.value(questions_.instant(micros))); }

  /// The first or the last of the events, with the fields that this step and those that refer to it read.
  std::string event(const hir::Query& query, std::size_t step, hir::Aggregate which) {
    std::vector<ExprId> read;
    for (const hir::Match& match : query.matches) read.push_back(match.inner);
    for (const hir::Step& later : whole_.steps) {
      if (later.matched != step) continue;
      for (const hir::Match& match : later.query.matches) read.push_back(match.outer);
    }
    if (whole_.steps[step].query.where) read.push_back(*whole_.steps[step].query.where);
    const std::vector<std::uint32_t> fields = told_fields(questions_.hir(), query.stream, read);
    std::vector<RowValue> values;
    for (const std::uint32_t field : fields) {
      const ExprId value = questions_.add(hir::EventField{query.stream, field}, schema().streams[query.stream].fields[field].type);
      values.push_back(questions_.fold(which, query, value));
    }
    return event_text(schema(), query.stream, questions_.fold(which, query, questions_.at(query)), fields, values);
  }

  Questions questions_;
  const Sources& sources_;
  const hir::Sequence& whole_;
  std::vector<Clause> parts_;
};

}  // namespace

std::vector<Clause> explain_sequence(const hir::Hir& hir, const Sources& sources, const hir::Sequence& sequence, const Ask& ask) {
  return Story(hir, sources, sequence, ask).told();
}

}  // namespace seg::explain
