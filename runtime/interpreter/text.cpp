#include "runtime/interpreter/operators.h"
#include "runtime/texts/change.h"

namespace seg::interpreter {
namespace {

using plan::Op;

Value changed(Op op, const Value& value, Storage& storage) {
  if (value.state != State::Known) return value;
  if (op == Op::CaseFold) return text(storage.keep(texts::case_fold(value.text)));
  if (op == Op::Lower) return text(storage.keep(texts::lower(value.text)));
  if (op == Op::Upper) return text(storage.keep(texts::upper(value.text)));
  return text(texts::trim(value.text));
}

}  // namespace

Value apply_text_test(Op op, const Operands& operands) {
  if (const auto value = not_known(operands)) return *value;
  const std::string_view whole = operands[0].text;
  const std::string_view part = operands[1].text;
  if (op == Op::StartsWith) return truth(whole.starts_with(part));
  if (op == Op::EndsWith) return truth(whole.ends_with(part));
  return truth(whole.find(part) != std::string_view::npos);  // Contains
}

Value apply_pattern(const Operands& operands, const std::optional<texts::Pattern>& pattern) {
  if (const auto value = not_known(operands)) return *value;
  return pattern ? truth(pattern->found_in(operands[0].text)) : fault();
}

Value apply_text_change(Op op, const Operands& operands, Storage& storage) {
  if (const auto value = not_known(operands)) return *value;
  if (!operands.type(0).list) return changed(op, operands[0], storage);
  std::vector<Value> elements;
  for (const Value& element : elements_of(operands[0])) elements.push_back(changed(op, element, storage));
  return list(storage.keep(std::move(elements)));
}

Value apply_text_size(const Operands& operands) {
  if (const auto value = not_known(operands)) return *value;
  return integer(texts::length(operands[0].text));
}

}  // namespace seg::interpreter
