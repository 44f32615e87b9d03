#include "runtime/interpreter/operators.h"

namespace seg::interpreter {
namespace {

/// How many operands from `first` on are in which state.
struct Tally {
  std::int64_t trues = 0;
  std::int64_t unknowns = 0;
  std::int64_t faults = 0;
  std::int64_t all = 0;

  std::int64_t falses() const { return all - trues - unknowns - faults; }
  Value undecided() const { return faults > 0 ? fault() : unknown(); }
};

Tally tally(const Operands& operands, std::size_t first) {
  Tally result;
  for (std::size_t index = first; index < operands.size(); ++index) {
    const Value& value = operands[index];
    ++result.all;
    if (is_true(value)) ++result.trues;
    if (value.state == State::Unknown) ++result.unknowns;
    if (value.state == State::Fault) ++result.faults;
  }
  return result;
}

Value conjunction(const Tally& found) {
  if (found.falses() > 0) return truth(false);
  return found.trues == found.all ? truth(true) : found.undecided();
}

Value disjunction(const Tally& found) {
  if (found.trues > 0) return truth(true);
  return found.falses() == found.all ? truth(false) : found.undecided();
}

Value at_least(std::int64_t wanted, const Tally& found) {
  if (found.trues >= wanted) return truth(true);
  if (found.trues + found.unknowns + found.faults < wanted) return truth(false);
  return found.undecided();
}

}  // namespace

Value apply_score(const Operands& operands) {
  Wide points = 0;
  bool any_fault = false;
  for (std::size_t index = 0; index + 1 < operands.size(); index += 2) {
    const Value& condition = operands[index + 1];
    any_fault = any_fault || condition.state == State::Fault;
    if (is_true(condition)) points += operands[index].number;
  }
  return any_fault ? fault() : checked(points);
}

Value apply_filter(const Operands& operands) {
  const Value& condition = operands[0];
  if (is_true(condition)) return operands[1];
  return condition.state == State::Fault ? fault() : unknown();
}

std::optional<Value> not_known(const Operands& operands) {
  bool any_unknown = false;
  for (std::size_t index = 0; index < operands.size(); ++index) {
    if (operands[index].state == State::Fault) return fault();
    if (operands[index].state == State::Unknown) any_unknown = true;
  }
  if (any_unknown) return unknown();
  return std::nullopt;
}

Value apply_logic(plan::Op op, const Operands& operands) {
  const Value& first = operands[0];
  if (op == plan::Op::And) return conjunction(tally(operands, 0));
  if (op == plan::Op::Or) return disjunction(tally(operands, 0));
  if (op == plan::Op::AtLeast) return first.state == State::Known ? at_least(first.number, tally(operands, 1)) : first;
  if (op == plan::Op::IsTrue) return truth(is_true(first));
  if (op == plan::Op::IsKnown) return truth(first.state == State::Known);
  if (op == plan::Op::UnknownTrue) return first.state == State::Unknown ? truth(true) : first;
  if (op == plan::Op::UnknownFalse) return first.state == State::Unknown ? truth(false) : first;
  return first.state == State::Known ? truth(first.number == 0) : first;  // Not
}

}  // namespace seg::interpreter
