#include <algorithm>

#include "runtime/interpreter/operators.h"

namespace seg::interpreter {
namespace {

using plan::Op;

/// Whether one of the elements is what is looked for. An unknown one may be.
struct Search {
  bool found = false;
  bool undecided = false;
  Value value() const { return undecided && !found ? unknown() : truth(found); }
};

/// `wanted` is known or unknown.
Search search(std::span<const Value> elements, const Value& wanted, plan::Type type) {
  Search result{false, wanted.state != State::Known};
  for (const Value& element : elements) {
    if (element.state != State::Known) {
      result.undecided = true;
    } else if (wanted.state == State::Known && compare(element, type, wanted, type) == 0) {
      result.found = true;
    }
  }
  return result;
}

}  // namespace

Value apply_list_test(Op op, const Operands& operands) {
  if (const auto value = not_known(operands)) return *value;
  const plan::Type type = plan::element_of(operands.type(0));
  const std::span<const Value> elements = elements_of(operands[0]);
  if (op == Op::ListContains) return search(elements, operands[1], type).value();
  bool any_true = false;
  bool any_false = false;
  bool any_unknown = false;
  for (const Value& wanted : elements_of(operands[1])) {
    const Value found = search(elements, wanted, type).value();
    any_true = any_true || is_true(found);
    any_false = any_false || is_false(found);
    any_unknown = any_unknown || found.state == State::Unknown;
  }
  const bool all = op == Op::ListContainsAll;
  if (all ? any_false : any_true) return truth(!all);
  return any_unknown ? unknown() : truth(all);
}

Value apply_list_membership(const Operands& operands, const std::vector<Value>& elements) {
  if (const auto value = not_known(operands)) return *value;
  const ByValue less{plan::element_of(operands.type(0))};
  Search result;
  for (const Value& element : elements_of(operands[0])) {
    if (element.state != State::Known) {
      result.undecided = true;
    } else if (std::binary_search(elements.begin(), elements.end(), element, less)) {
      result.found = true;
    }
  }
  return result.value();
}

}  // namespace seg::interpreter
