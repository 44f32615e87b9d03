#include "tools/explain/choice.h"

#include <algorithm>

namespace seg::explain {

using hir::ExprId;
using interpreter::RowValue;

namespace {

/// Narrower conditions leave the events alone that an edge was taken of.
void keep_edge(Questions& questions, hir::Query& query) {
  if (!query.edge) return;
  hir::Query of_edge = query;
  of_edge.matches.clear();
  query.from = query.to = std::nullopt;
  query.edge.reset();
  query.where = questions.add(hir::AmongEdge{of_edge}, plan::bool_type());
}

/// The instant of the last event that the step can be. Without the events before the n-th it still holds up to some n.
std::int64_t last_instant(Questions& questions, const hir::Sequence& steps, std::size_t step) {
  const hir::Query& query = steps.steps[step].query;
  const ExprId at = questions.at(query);
  const auto instant_of = [&](std::int64_t nth) { return questions.fold(hir::Aggregate::Nth, query, at, nth).number; };
  std::int64_t low = 1;
  std::int64_t high = questions.count(query);
  while (low < high) {
    const std::int64_t middle = low + (high - low + 1) / 2;
    hir::Sequence later = steps;
    questions.narrow(later.steps[step].query, hir::Relation::LessEqual, questions.instant(instant_of(middle)), at);
    if (questions.holds(later)) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return instant_of(low);
}

/// What events of other steps equal of this step's.
std::vector<ExprId> keys_of(const hir::Sequence& steps, std::size_t step) {
  std::vector<ExprId> keys;
  for (const hir::Match& match : steps.steps[step].query.matches) keys.push_back(match.inner);
  for (std::size_t later = step + 1; later < steps.steps.size(); ++later) {
    if (steps.steps[later].matched != step) continue;
    for (const hir::Match& match : steps.steps[later].query.matches) keys.push_back(match.outer);
  }
  return keys;
}

/// Of several events at one instant, such as the lines of an order, those with the keys that make the steps hold.
void choose_keys(Questions& questions, hir::Sequence& steps, std::size_t step) {
  for (const ExprId key : keys_of(steps, step)) {
    if (questions.hir()[key].type.list || questions.count(steps.steps[step].query) <= 1) continue;
    for (const RowValue& value : questions.distinct(steps.steps[step].query, key)) {
      const plan::Literal literal{value.type, value.number, value.denominator, value.real, value.text};
      hir::Sequence narrower = steps;
      questions.narrow(narrower.steps[step].query, hir::Relation::Equal, key, questions.add(hir::Constant{literal}, value.type));
      if (!questions.holds(narrower)) continue;
      steps = std::move(narrower);
      break;
    }
  }
}

}  // namespace

Questions::Questions(const hir::Hir& hir, const hir::Sequence& whole, const Ask& ask) : hir_(hir), ask_(ask) {
  for (const hir::Step& step : whole.steps) streams_.push_back(step.query.stream);
}

ExprId Questions::add(hir::Node node, plan::Type type) {
  hir_.exprs.push_back({std::move(node), type, true, {}});
  return ExprId{static_cast<std::uint32_t>(hir_.exprs.size() - 1)};
}

ExprId Questions::instant(std::int64_t micros) {
  return add(hir::Constant{{plan::timestamp_type(), micros, 1, 0, {}}}, plan::timestamp_type());
}

RowValue Questions::fold(hir::Aggregate aggregate, hir::Query query, std::optional<ExprId> value, std::int64_t nth) {
  query.matches.clear();
  hir::Fold fold{aggregate, std::move(query), value};
  if (aggregate == hir::Aggregate::Nth) fold.number = add(hir::Constant{{plan::int_type(), nth, 1, 0, {}}}, plan::int_type());
  const plan::Type type = value ? hir_[*value].type : plan::int_type();
  return this->value(add(std::move(fold), type));
}

std::vector<RowValue> Questions::distinct(hir::Query query, ExprId value) {
  query.matches.clear();
  const std::int64_t count = this->value(add(hir::Fold{hir::Aggregate::Count, query, value, true}, plan::int_type())).number;
  std::vector<ExprId> asked;
  for (std::int64_t nth = 1; nth <= count; ++nth) {
    const ExprId number = add(hir::Constant{{plan::int_type(), nth, 1, 0, {}}}, plan::int_type());
    asked.push_back(add(hir::Fold{hir::Aggregate::Nth, query, value, true, number}, hir_[value].type));
  }
  return values(asked);
}

RowValue Questions::truth(hir::Sequence steps) {
  const bool directly = std::any_of(steps.steps.begin(), steps.steps.end(), [](const hir::Step& step) { return step.directly; });
  for (const std::uint32_t stream : streams_) {
    const auto names = [&](const hir::Step& step) { return step.query.stream == stream; };
    if (!directly || std::any_of(steps.steps.begin(), steps.steps.end(), names)) continue;
    // Names the stream and asks nothing: no event counts, and its time was over long before.
    constexpr std::int64_t kCenturies = -400 * 365 * plan::kMicrosPerDay;
    hir::Step named;
    named.query.stream = stream;
    named.query.where = add(hir::Constant{{plan::bool_type(), 0, 1, 0, {}}}, plan::bool_type());
    named.absent = true;
    named.within = hir::Length{kCenturies, std::nullopt};
    steps.steps.push_back(std::move(named));
  }
  return value(add(std::move(steps), plan::bool_type()));
}

bool Questions::holds(const hir::Sequence& steps) {
  const RowValue found = truth(steps);
  return found.state == columns::State::Known && found.number != 0;
}

std::optional<std::int64_t> Questions::end_of(std::int64_t from, const hir::Length& length) {
  const ExprId start = instant(from);
  const plan::Type type = plan::timestamp_type();
  hir::Node end = hir::Now{};
  if (length.unit) {
    end = hir::Shift{start, length.count, *length.unit, std::nullopt};
  } else {
    const ExprId micros = add(hir::Constant{{plan::duration_type(), length.count, 1, 0, {}}}, plan::duration_type());
    end = hir::Binary{hir::Arithmetic::Add, start, micros};
  }
  const RowValue found = value(add(std::move(end), type));
  return found.state == columns::State::Known ? std::optional(found.number) : std::nullopt;
}

void Questions::narrow(hir::Query& query, hir::Relation relation, ExprId left, ExprId right) {
  keep_edge(*this, query);
  const ExprId condition = add(hir::Compare{relation, left, right}, plan::bool_type());
  if (!query.where) {
    query.where = condition;
    return;
  }
  const hir::IdRange both{static_cast<std::uint32_t>(hir_.expr_list.size()), 2};
  hir_.expr_list.insert(hir_.expr_list.end(), {*query.where, condition});
  query.where = add(hir::Logic{hir::Connective::And, both}, plan::bool_type());
}

Choice last_choice(Questions& questions, hir::Sequence steps) {
  Choice choice;
  const std::size_t size = steps.steps.size();
  std::vector<std::int64_t> events(size);
  bool last = true;
  for (std::size_t step = size; step-- > 0;) {
    hir::Query& query = steps.steps[step].query;
    if (steps.steps[step].absent) continue;
    events[step] = last_instant(questions, steps, step);
    const ExprId at = questions.at(query);
    if (last) {
      hir::Sequence earlier = steps;
      questions.narrow(earlier.steps[step].query, hir::Relation::Less, at, questions.instant(events[step]));
      choice.several = questions.holds(earlier);
      last = false;
    }
    questions.narrow(query, hir::Relation::Equal, at, questions.instant(events[step]));
  }
  for (std::size_t step = 0; step < size; ++step) {
    if (!steps.steps[step].absent) {
      choose_keys(questions, steps, step);
      choice.instants.push_back(events[step]);
    } else {
      choice.instants.push_back(questions.end_of(choice.instants.back(), *steps.steps[step].within).value_or(choice.instants.back()));
    }
  }
  choice.steps = std::move(steps);
  return choice;
}

}  // namespace seg::explain
