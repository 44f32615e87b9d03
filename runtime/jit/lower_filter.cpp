#include "runtime/jit/lowering.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {

using plan::Op;

Channels Lowering::filter(Operands operands, Domain domain) {
  const Channels condition = operand(operands[0], domain);
  const Channels value = operand(operands[1], domain);
  const ValueId counts = SEG_MUTATE(filter_lets_the_unknown_through, condition.truth, assembler_.negated(condition.falsity));
  const auto counted = [&](ValueId word) { return assembler_.both(counts, word); };
  const ValueId of_condition = SEG_MUTATE(fault_ignored_in_filter, condition.fault, assembler_.zeros());
  const ValueId fault = assembler_.either(of_condition, counted(value.fault));
  if (type_of(operands[1]) == plan::bool_type()) return boolean(counted(value.truth), counted(value.falsity), fault);
  Channels result = value;
  // A constant under a condition is no constant.
  result.value = assembler_.spread(value.value, domain);
  if (value.denominator != kNoValue) result.denominator = assembler_.spread(value.denominator, domain);
  result.known = counted(value.known);
  result.fault = fault;
  return result;
}

Channels Lowering::steps(Operands operands, Domain domain) {
  const Channels first = operand(operands[0], domain);
  Channels result{.known = first.known, .fault = first.fault};
  result.value = assembler_.spread(assembler_.number(0), domain);
  for (const plan::NodeId step_id : operands.subspan(1)) {
    const Channels step = operand(step_id, domain);
    const Op reaches = SEG_MUTATE(step_is_not_reached_by_its_equal, Op::LessEqual, Op::Less);
    const bool constant = is_constant(step_id) && is_constant(operands[0]);
    const ValueId holds = constant ? assembler_.constant(Shape::Word, {BlockEntry::What::Reached, step_id, operands[0], 0})
                                   : relation(reaches, step_id, operands[0], domain);
    const ValueId reached = assembler_.spread(holds, domain);
    const ValueId points = assembler_.select(reached, assembler_.number(1), assembler_.number(0));
    result.value = assembler_.binary(LaneOp::Add, Shape::Int64, result.value, points);
    result.known = assembler_.both(result.known, step.known);
    result.fault = assembler_.either(result.fault, step.fault);
  }
  return result;
}

Channels Lowering::is_true(const Channels& value) {
  const ValueId truth = SEG_MUTATE(unknown_is_true, value.truth, assembler_.negated(value.falsity));
  return boolean(truth, assembler_.negated(truth), assembler_.zeros());
}

}  // namespace seg::jit
