#pragma once
// Folds, scans and joins by time over the events of one row: functions from the values of their operands to their own.

#include <span>
#include <vector>

#include "runtime/interpreter/value.h"

namespace seg::interpreter {

/// The operands of a fold, a scan or a join by time, without the key pairs and the bound.
struct FoldOperands {
  plan::Op op;
  std::span<const std::int64_t> at;  ///< of the row's events until `now`, oldest first
  const Value& from;
  const Value& to;
  const Series& condition;
  const Series* value = nullptr;  ///< where the operator has one
  const Value* number = nullptr;  ///< NthOf, AtLeastTrue
  plan::Type value_type = {};
};

/// One pair of a keyed fold or join: an event of the inner stream counts for an event of the outer one if they are equal.
struct Keys {
  const Series& inner;
  const Series& outer;
  plan::Type type;
};

class Folds {
 public:
  Value fold(const FoldOperands& operands);
  /// One value for each of the outer events.
  void keyed_fold(const FoldOperands& operands, std::span<const Keys> keys, std::vector<Value>& results);
  /// One value for each event.
  void scan(const FoldOperands& operands, std::vector<Value>& results);

 private:
  std::vector<std::size_t> events_;  ///< those that count, oldest first
};

/// EarliestAfter: one value for each of the outer events, which are those of the bound.
void join_by_time(const FoldOperands& operands, const Series& bound, std::span<const Keys> keys, std::vector<Value>& results);

/// What MinOf, MaxOf, MedianOf, ModeOf, StddevOf and CountDistinct are of known values, oldest first, of a type.
Value statistic(plan::Op op, plan::Type type, std::span<const Value* const> known);
/// StddevOf: exactly until it is rounded.
Value standard_deviation(plan::Type type, std::span<const Value* const> known);

}  // namespace seg::interpreter
