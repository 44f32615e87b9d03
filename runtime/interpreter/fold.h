#pragma once
// Folds: what an event adds to the aggregate of a profile.

#include <functional>
#include <set>

#include "runtime/interpreter/value.h"

namespace seg::interpreter {

/// Different values of one type.
struct ByValue {
  plan::Type type;
  bool operator()(const Value& a, const Value& b) const { return compare(a, type, b, type) < 0; }
};

/// One fold of one profile while its events pass from the newest to the oldest.
struct Fold {
  plan::Op op;
  plan::Type value_type;  ///< of the value; bool for Count
  State bounds = State::Known;
  std::int64_t from = 0;
  std::int64_t to = 0;
  bool any_fault = false;
  std::int64_t count = 0;  ///< events for Count, known values else
  Wide sum = 0;            ///< |values| below 2^63 and fewer than 2^63 events: it cannot overflow
  double real_sum = 0;
  Value chosen;  ///< Min, Max, First, Last
  bool any_event = false;
  std::set<Value, ByValue> distinct;
};

Fold begin_fold(plan::Op op, plan::Type value_type, const Value& from, const Value& to);
/// One event at or before `now`. `value` is null for Count.
void add_event(Fold& fold, std::int64_t at, const Value& condition, const Value* value);
Value finish_fold(const Fold& fold);

}  // namespace seg::interpreter
