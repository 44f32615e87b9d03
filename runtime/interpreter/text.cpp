#include "runtime/interpreter/operators.h"

namespace seg::interpreter {

Value apply_text_test(plan::Op op, const Operands& operands) {
  if (const auto value = not_known(operands)) return *value;
  const std::string_view whole = operands[0].text;
  const std::string_view part = operands[1].text;
  if (op == plan::Op::StartsWith) return truth(whole.starts_with(part));
  if (op == plan::Op::EndsWith) return truth(whole.ends_with(part));
  return truth(whole.find(part) != std::string_view::npos);  // Contains
}

}  // namespace seg::interpreter
