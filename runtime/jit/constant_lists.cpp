#include <algorithm>

#include "runtime/jit/constant_rules.h"

namespace seg::jit {

using columns::State;
using plan::Op;

ConstantValue Constants::list_test(const plan::Node& node) const {
  const auto operands = plan_.operands_of(node);
  const auto list = elements_at(batch_, plan_, operands[0], at(node, 0).number);
  std::vector<ConstantElement> wanted;
  if (node.op == Op::ListAnyIn) {
    for (const plan::Literal& element : parameters_.sets[node.payload].elements) wanted.push_back({true, element.number, element.text});
    // Unlike an empty list of values, an empty set leaves a list with unknown elements undecided.
    if (wanted.empty() && std::any_of(list.begin(), list.end(), [](const ConstantElement& element) { return !element.known; })) return {};
  } else if (node.op == Op::ListContains) {
    const bool is_text = plan::is_text(type_at(node, 1));
    wanted.push_back({true, is_text ? 0 : at(node, 1).number, std::string(at(node, 1).text)});
  } else {
    wanted = elements_at(batch_, plan_, operands[1], at(node, 1).number);
  }
  const bool all = node.op == Op::ListContainsAll;
  bool open = false;
  for (const ConstantElement& value : wanted) {
    bool found = false;
    const State state = contains_element(list, value, found);
    if (state == State::Known && found != all) return truth(!all);
    open = open || state != State::Known;
  }
  return open ? ConstantValue{} : truth(all);
}

}  // namespace seg::jit
