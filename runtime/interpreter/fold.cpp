#include "runtime/interpreter/fold.h"

#include <algorithm>

namespace seg::interpreter {
namespace {

using plan::Kind;
using plan::Op;

/// Known; or what the fold is for its bounds alone.
State bounds_of(const FoldOperands& operands) {
  State worst = State::Known;
  for (const Value* bound : {&operands.from, &operands.to, operands.number}) {
    if (bound == nullptr || bound->state == State::Known) continue;
    if (bound->state == State::Fault) return State::Fault;
    worst = State::Unknown;
  }
  return worst;
}

/// Positions of events in [from, to).
struct Window {
  std::size_t begin;
  std::size_t end;
};

Window window_of(const FoldOperands& operands) {
  const auto position = [&](const Value& bound) {
    return static_cast<std::size_t>(std::lower_bound(operands.at.begin(), operands.at.end(), bound.number) - operands.at.begin());
  };
  const Window window{position(operands.from), position(operands.to)};
  return {window.begin, std::max(window.begin, window.end)};
}

Value sum(plan::Type type, const Series& values, std::span<const std::size_t> events) {
  Wide exact = 0;  // |values| below 2^63 and fewer than 2^63 events: it cannot overflow
  double inexact = 0;
  bool any_fault = false;
  for (std::size_t index = events.size(); index-- > 0;) {
    const Value& value = values.at(events[index]);
    any_fault = any_fault || value.state == State::Fault;
    if (value.state != State::Known) continue;
    if (type.kind == Kind::Float) {
      inexact += value.real;
    } else {
      exact += value.number;
    }
  }
  if (any_fault) return fault();
  return type.kind == Kind::Float ? real(inexact) : checked(exact);
}

/// AllTrue and AtLeastTrue over the values of the events that count.
Value truths(const FoldOperands& operands, std::span<const std::size_t> events) {
  std::int64_t trues = 0;
  std::int64_t falses = 0;
  bool any_fault = false;
  for (const std::size_t event : events) {
    const Value& value = operands.value->at(event);
    if (is_true(value)) ++trues;
    if (is_false(value)) ++falses;
    any_fault = any_fault || value.state == State::Fault;
  }
  const auto all = static_cast<std::int64_t>(events.size());
  if (operands.op == Op::AllTrue) {
    if (falses > 0) return truth(false);
    if (all > 0 && trues == all) return truth(true);
  } else {
    if (trues >= operands.number->number) return truth(true);
    if (all - falses < operands.number->number) return truth(false);
  }
  return any_fault ? fault() : unknown();
}

/// The value of one of the events, unknown where there are not so many.
Value chosen(const FoldOperands& operands, std::span<const std::size_t> events) {
  const std::size_t from_oldest = operands.op == Op::NthOf ? static_cast<std::size_t>(operands.number->number) : 1;
  if (from_oldest > events.size()) return unknown();
  return operands.value->at(operands.op == Op::LastOf ? events.back() : events[from_oldest - 1]);
}

/// The fold of the events that count.
Value fold_of(const FoldOperands& operands, std::span<const std::size_t> events) {
  const Op op = operands.op;
  if (op == Op::Count) return integer(static_cast<std::int64_t>(events.size()));
  if (op == Op::FirstOf || op == Op::LastOf || op == Op::NthOf) return chosen(operands, events);
  if (op == Op::AllTrue || op == Op::AtLeastTrue) return truths(operands, events);
  if (op == Op::SumOf) return sum(operands.value_type, *operands.value, events);
  std::vector<const Value*> known;
  for (const std::size_t event : events) {
    const Value& value = operands.value->at(event);
    if (value.state == State::Fault) return fault();
    if (value.state == State::Known) known.push_back(&value);
  }
  return statistic(op, operands.value_type, known);
}

/// Whether an inner key is a fault where the event may count: then the whole fold is one.
bool any_faulty_key(const FoldOperands& operands, std::span<const Keys> keys, Window window) {
  for (std::size_t event = window.begin; event < window.end; ++event) {
    if (is_false(operands.condition.at(event))) continue;
    for (const Keys& pair : keys) {
      if (pair.inner.at(event).state == State::Fault) return true;
    }
  }
  return false;
}

bool is_equal(const Keys& pair, std::size_t inner, const Value& outer) {
  const Value& value = pair.inner.at(inner);
  return value.state == State::Known && outer.state == State::Known && compare(value, pair.type, outer, pair.type) == 0;
}

}  // namespace

Value Folds::fold(const FoldOperands& operands) {
  if (const State bounds = bounds_of(operands); bounds != State::Known) return {bounds};
  const Window window = window_of(operands);
  events_.clear();
  for (std::size_t event = window.begin; event < window.end; ++event) {
    const Value& condition = operands.condition.at(event);
    if (condition.state == State::Fault) return fault();
    if (is_true(condition)) events_.push_back(event);
  }
  return fold_of(operands, events_);
}

void Folds::keyed_fold(const FoldOperands& operands, std::span<const Keys> keys, std::vector<Value>& results) {
  if (const State bounds = bounds_of(operands); bounds != State::Known) return results.assign(results.size(), {bounds});
  const Window window = window_of(operands);
  if (any_faulty_key(operands, keys, window)) return results.assign(results.size(), fault());
  for (std::size_t outer = 0; outer < results.size(); ++outer) {
    bool any_fault = std::any_of(keys.begin(), keys.end(), [&](const Keys& pair) { return pair.outer.at(outer).state == State::Fault; });
    events_.clear();
    for (std::size_t event = window.begin; event < window.end && !any_fault; ++event) {
      if (!std::all_of(keys.begin(), keys.end(), [&](const Keys& pair) { return is_equal(pair, event, pair.outer.at(outer)); })) continue;
      const Value& condition = operands.condition.at(event);
      any_fault = condition.state == State::Fault;
      if (is_true(condition)) events_.push_back(event);
    }
    results[outer] = any_fault ? fault() : fold_of(operands, events_);
  }
}

}  // namespace seg::interpreter
