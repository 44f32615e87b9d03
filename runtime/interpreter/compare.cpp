#include <algorithm>

#include "runtime/interpreter/operators.h"

namespace seg::interpreter {

Value apply_comparison(plan::Op op, const Operands& operands) {
  if (const auto value = not_known(operands)) return *value;
  const std::strong_ordering order = compare(operands[0], operands.type(0), operands[1], operands.type(1));
  if (op == plan::Op::Equal) return truth(order == 0);
  return truth(op == plan::Op::Less ? order < 0 : order <= 0);
}

Value apply_steps(const Operands& operands) {
  if (const auto value = not_known(operands)) return *value;
  std::int64_t reached = 0;
  for (std::size_t index = 1; index < operands.size(); ++index) {
    if (compare(operands[index], operands.type(index), operands[0], operands.type(0)) <= 0) ++reached;
  }
  return integer(reached);
}

Value apply_membership(const Operands& operands, const std::vector<Value>& elements) {
  if (const auto value = not_known(operands)) return *value;
  const plan::Type type = operands.type(0);
  const auto less = [type](const Value& a, const Value& b) { return compare(a, type, b, type) < 0; };
  return truth(std::binary_search(elements.begin(), elements.end(), operands[0], less));
}

}  // namespace seg::interpreter
