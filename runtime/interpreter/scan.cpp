#include <algorithm>
#include <set>

#include "runtime/interpreter/fold.h"

namespace seg::interpreter {
namespace {

using plan::Op;

void ordinals(std::span<const std::size_t> events, bool back, std::vector<Value>& results) {
  for (std::size_t index = 0; index < events.size(); ++index) {
    results[events[index]] = integer(static_cast<std::int64_t>(back ? events.size() - index : index + 1));
  }
}

void gaps(std::span<const std::int64_t> at, std::span<const std::size_t> events, std::vector<Value>& results) {
  for (std::size_t index = 1; index < events.size(); ++index) {
    results[events[index]] = checked(Wide{at[events[index]]} - at[events[index - 1]]);
  }
}

void first_of_values(const FoldOperands& operands, std::span<const std::size_t> events, std::vector<Value>& results) {
  std::set<Value, ByValue> seen(ByValue{operands.value_type});
  for (const std::size_t event : events) {
    const Value& value = operands.value->at(event);
    results[event] = value.state == State::Fault ? value : truth(value.state == State::Known && seen.insert(value).second);
  }
}

}  // namespace

void Folds::scan(const FoldOperands& operands, std::vector<Value>& results) {
  const bool first_of_value = operands.op == Op::FirstOfValue;
  Value outside = first_of_value ? truth(false) : unknown();
  if (operands.from.state != State::Known || operands.to.state != State::Known) {
    const bool any_fault = operands.from.state == State::Fault || operands.to.state == State::Fault;
    return results.assign(results.size(), any_fault ? fault() : unknown());
  }
  results.assign(results.size(), outside);
  events_.clear();
  for (std::size_t event = 0; event < results.size(); ++event) {
    if (operands.at[event] < operands.from.number || operands.at[event] >= operands.to.number) continue;
    const Value& condition = operands.condition.at(event);
    if (condition.state == State::Fault) results[event] = fault();
    if (is_true(condition)) events_.push_back(event);
  }
  if (first_of_value) {
    first_of_values(operands, events_, results);
  } else if (operands.op == Op::Gap) {
    gaps(operands.at, events_, results);
  } else {
    ordinals(events_, operands.op == Op::OrdinalBack, results);
  }
}

}  // namespace seg::interpreter
