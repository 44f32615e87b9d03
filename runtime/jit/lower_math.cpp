#include "runtime/jit/lowering.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {

using plan::Form;
using plan::Op;

Channels Lowering::magnitude(plan::Type type, plan::NodeId operand_id, Domain domain) {
  const Channels a = operand(operand_id, domain);
  const Channels opposite = negation(type, operand_id, domain);
  const bool floats = plan::form_of(type) == Form::Float64;
  const ValueId zero = floats ? assembler_.constant(Shape::Float64, {BlockEntry::What::RealZero, 0, 0, 0}) : assembler_.number(0);
  const ValueId negative = assembler_.binary(LaneOp::Less, Shape::Word, a.value, zero);
  Channels result =
      strict(a, a, SEG_MUTATE(magnitude_wraps, assembler_.either(opposite.known, assembler_.negated(negative)), assembler_.ones()));
  result.value = assembler_.select(negative, opposite.value, a.value);
  if (a.denominator != kNoValue) result.denominator = assembler_.select(negative, opposite.denominator, a.denominator);
  return result;
}

Channels Lowering::rounding(Op op, plan::NodeId operand_id, Domain domain) {
  Channels a = operand(operand_id, domain);
  const plan::Type type = type_of(operand_id);
  const ValueId lanes = assembler_.lanes(domain);
  const auto array = [&](ValueId value) { return assembler_.spread(value, domain); };
  if (plan::form_of(type) == Form::Float64) {
    const KernelId kernel = op == Op::Round ? KernelId::round_float : op == Op::Floor ? KernelId::floor_float : KernelId::ceil_float;
    const ValueId call = assembler_.call(kernel, {lanes, array(a.value)});
    Channels result = strict(a, a, assembler_.output(call, 1, Shape::Word, domain));
    result.value = assembler_.output(call, 0, Shape::Int64, domain);
    return result;
  }
  if (plan::form_of(type) == Form::Int64 && type.scale == 0) return a;
  const Quotient quotient = quotient_of(a, type);
  const KernelId kernel = op == Op::Round ? KernelId::round_fraction : op == Op::Floor ? KernelId::floor_fraction : KernelId::ceil_fraction;
  const ValueId call = assembler_.call(kernel, {lanes, array(quotient.number), array(quotient.denominator)});
  a.value = assembler_.output(call, 0, Shape::Int64, domain);
  a.denominator = kNoValue;
  return a;
}

Channels Lowering::remainder(Operands operands, Domain domain) {
  return from_kernel(KernelId::modulo_int64, operand(operands[0], domain), operand(operands[1], domain), domain);
}

/// The verifier sees to it that no sum of the points overflows.
Channels Lowering::score(Operands operands, Domain domain) {
  Channels result;
  result.value = assembler_.number(0);
  result.fault = assembler_.zeros();
  for (std::size_t index = 0; index < operands.size(); index += 2) {
    const Channels points = operand(operands[index], domain);
    const Channels condition = operand(operands[index + 1], domain);
    const ValueId counts = SEG_MUTATE(unknown_scores, condition.truth, assembler_.negated(condition.falsity));
    const ValueId given = assembler_.select(assembler_.spread(counts, domain), points.value, assembler_.number(0));
    result.value = index == 0 ? given : assembler_.binary(LaneOp::Add, Shape::Int64, result.value, given);
    result.fault = assembler_.either(result.fault, condition.fault);
  }
  result.known = assembler_.negated(result.fault);
  return result;
}

}  // namespace seg::jit
