#include "runtime/interpreter/fold.h"

namespace seg::interpreter {
namespace {

using plan::Op;

void add_number(Fold& fold, const Value& value) {
  if (fold.value_type.kind == plan::Kind::Float) {
    fold.real_sum += value.real;
  } else {
    fold.sum += value.number;
  }
}

void choose(Fold& fold, const Value& value) {
  if (fold.count > 0) {
    const std::strong_ordering order = compare(value, fold.value_type, fold.chosen, fold.value_type);
    if (fold.op == Op::MinOf ? order >= 0 : order <= 0) return;
  }
  fold.chosen = value;
}

/// A value of an event that counts, for the folds that skip unknown values.
void add_value(Fold& fold, const Value& value) {
  if (value.state == State::Fault) fold.any_fault = true;
  if (value.state != State::Known) return;
  if (fold.op == Op::SumOf) add_number(fold, value);
  if (fold.op == Op::MinOf || fold.op == Op::MaxOf) choose(fold, value);
  if (fold.op == Op::CountDistinct) fold.distinct.insert(value);
  ++fold.count;
}

}  // namespace

Fold begin_fold(Op op, plan::Type value_type, const Value& from, const Value& to) {
  Fold fold{.op = op, .value_type = value_type, .chosen = unknown(), .distinct = std::set<Value, ByValue>(ByValue{value_type})};
  if (from.state != State::Known || to.state != State::Known) {
    fold.bounds = from.state == State::Fault || to.state == State::Fault ? State::Fault : State::Unknown;
  }
  fold.from = from.number;
  fold.to = to.number;
  return fold;
}

void add_event(Fold& fold, std::int64_t at, const Value& condition, const Value* value) {
  if (fold.bounds != State::Known || at < fold.from || at >= fold.to) return;
  if (condition.state == State::Fault) fold.any_fault = true;
  if (!is_true(condition)) return;
  if (fold.op == Op::Count) {
    ++fold.count;
  } else if (fold.op == Op::FirstOf) {
    fold.chosen = *value;
  } else if (fold.op == Op::LastOf) {
    if (!fold.any_event) fold.chosen = *value;
  } else {
    add_value(fold, *value);
  }
  fold.any_event = true;
}

Value finish_fold(const Fold& fold) {
  if (fold.bounds != State::Known) return {fold.bounds};
  if (fold.any_fault) return fault();
  if (fold.op == Op::Count) return integer(fold.count);
  if (fold.op == Op::CountDistinct) return integer(static_cast<std::int64_t>(fold.distinct.size()));
  if (fold.op != Op::SumOf) return fold.chosen;
  return fold.value_type.kind == plan::Kind::Float ? real(fold.real_sum) : checked(fold.sum);
}

}  // namespace seg::interpreter
