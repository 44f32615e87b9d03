#include "runtime/jit/lowering.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {

using plan::Form;
using plan::Kind;
using plan::Op;

Lowering::Quotient Lowering::quotient_of(const Channels& value, plan::Type type) {
  if (plan::form_of(type) == Form::Fraction) return {value.value, value.denominator};
  return {value.value, assembler_.number(kernels::power_of_ten(type.scale))};
}

Channels Lowering::strict(const Channels& a, const Channels& b, ValueId fine) {
  const ValueId operands_known = assembler_.both(a.known, b.known);
  Channels result;
  result.known = assembler_.both(operands_known, fine);
  result.fault = assembler_.either(assembler_.either(a.fault, b.fault), assembler_.without(operands_known, fine));
  return result;
}

Channels Lowering::from_kernel(KernelId kernel, const Channels& a, const Channels& b, Domain domain) {
  const ValueId call =
      assembler_.call(kernel, {assembler_.lanes(domain), assembler_.spread(a.value, domain), assembler_.spread(b.value, domain)});
  const ValueId fine = assembler_.output(call, 1, Shape::Word, domain);
  Channels result = strict(a, b, SEG_MUTATE(wrap_instead_of_fault, fine, assembler_.ones()));
  result.value = assembler_.output(call, 0, Shape::Int64, domain);
  return result;
}

Channels Lowering::from_fraction_kernel(KernelId kernel, const Channels& a, Quotient left, const Channels& b, Quotient right,
                                        Domain domain) {
  const auto array = [&](ValueId value) { return assembler_.spread(value, domain); };
  const ValueId call = assembler_.call(
      kernel, {assembler_.lanes(domain), array(left.number), array(left.denominator), array(right.number), array(right.denominator)});
  Channels result = strict(a, b, assembler_.output(call, 2, Shape::Word, domain));
  result.value = assembler_.output(call, 0, Shape::Int64, domain);
  result.denominator = assembler_.output(call, 1, Shape::Int64, domain);
  return result;
}

Channels Lowering::arithmetic(const plan::Node& node, Operands operands, Domain domain) {
  const plan::Signature signature = plan::row_of(node.op).signature;
  if (signature == plan::Signature::Product) return product(node.type, operands, domain);
  if (signature == plan::Signature::Quotient) return quotient(node.op, operands, domain);
  if (signature == plan::Signature::Conversion) return conversion(node, operands[0], domain);
  if (signature == plan::Signature::Rounding) return rounding(node.op, operands[0], domain);
  if (signature == plan::Signature::Remainder) return remainder(operands, domain);
  if (node.op == Op::Abs) return magnitude(node.type, operands[0], domain);
  if (node.op == Op::Negate) return negation(node.type, operands[0], domain);
  return type_of(operands[0]).kind == Kind::Date ? dates(node.op, operands, domain) : sum(node.op, node.type, operands, domain);
}

Channels Lowering::sum(Op op, plan::Type type, Operands operands, Domain domain) {
  const Channels a = operand(operands[0], domain);
  const Channels b = operand(operands[1], domain);
  const bool adds = op == Op::Add;
  switch (plan::form_of(type)) {
    case Form::List:
    case Form::Bit:
    case Form::Code:
      break;  // the signature admits numbers and times only
    case Form::Fraction:
      return from_fraction_kernel(adds ? KernelId::add_fraction : KernelId::subtract_fraction, a, {a.value, a.denominator}, b,
                                  {b.value, b.denominator}, domain);
    case Form::Float64: {
      const ValueId value = assembler_.binary(adds ? LaneOp::Add : LaneOp::Subtract, Shape::Float64, a.value, b.value);
      Channels result = strict(a, b, assembler_.unary(LaneOp::Finite, Shape::Word, value));
      result.value = value;
      return result;
    }
    case Form::Int64: {
      const ValueId overflows = assembler_.binary(adds ? LaneOp::AddOverflows : LaneOp::SubtractOverflows, Shape::Word, a.value, b.value);
      Channels result = strict(a, b, SEG_MUTATE(wrap_instead_of_fault, assembler_.negated(overflows), assembler_.ones()));
      result.value = assembler_.binary(adds ? LaneOp::Add : LaneOp::Subtract, Shape::Int64, a.value, b.value);
      return result;
    }
  }
  return {};
}

Channels Lowering::dates(Op op, Operands operands, Domain domain) {
  const Channels a = operand(operands[0], domain);
  const Channels b = operand(operands[1], domain);
  if (type_of(operands[1]).kind == Kind::Date) return from_kernel(KernelId::days_between_dates, a, b, domain);
  return from_kernel(op == Op::Add ? KernelId::add_days_to_dates : KernelId::subtract_days_from_dates, a, b, domain);
}

Channels Lowering::product(plan::Type type, Operands operands, Domain domain) {
  const Channels a = operand(operands[0], domain);
  const Channels b = operand(operands[1], domain);
  if (plan::form_of(type) == Form::Int64) return from_kernel(KernelId::multiply_int64, a, b, domain);
  if (plan::form_of(type) == Form::Fraction) {
    return from_fraction_kernel(KernelId::multiply_fraction, a, {a.value, a.denominator}, b, {b.value, b.denominator}, domain);
  }
  const ValueId value = assembler_.binary(LaneOp::Multiply, Shape::Float64, a.value, b.value);
  Channels result = strict(a, b, assembler_.unary(LaneOp::Finite, Shape::Word, value));
  result.value = value;
  return result;
}

Channels Lowering::quotient(Op op, Operands operands, Domain domain) {
  const Channels a = operand(operands[0], domain);
  Channels b = operand(operands[1], domain);
  const bool floats = type_of(operands[0]).kind == Kind::Float;
  ValueId empty = assembler_.zeros();
  if (op == Op::Mean) {
    const ValueId zero = floats ? assembler_.constant(Shape::Float64, {BlockEntry::What::RealZero, 0, 0, 0}) : assembler_.number(0);
    const bool constant = assembler_.at(b.value).domain == kConstant;
    empty = constant ? assembler_.constant(Shape::Word, {BlockEntry::What::Zero, operands[1], 0, 0})
                     : assembler_.binary(LaneOp::Equal, Shape::Word, b.value, zero);
    b.known = assembler_.without(b.known, empty);
  }
  Channels result;
  if (floats) {
    const ValueId value = assembler_.binary(LaneOp::Divide, Shape::Float64, a.value, b.value);
    result = strict(a, b, assembler_.unary(LaneOp::Finite, Shape::Word, value));
    result.value = value;
    return result;
  }
  result = from_fraction_kernel(KernelId::divide_fraction, a, quotient_of(a, type_of(operands[0])), b, quotient_of(b, type_of(operands[1])),
                                domain);
  // A quotient whose divisor is 0 comes out of the kernel as 0/1: that is the mutant's mean of nothing.
  result.known = SEG_MUTATE(mean_of_nothing_is_zero, result.known, assembler_.either(result.known, assembler_.both(a.known, empty)));
  return result;
}

Channels Lowering::negation(plan::Type type, plan::NodeId operand_id, Domain domain) {
  const Channels a = operand(operand_id, domain);
  if (plan::form_of(type) == Form::Fraction) {
    const ValueId call = assembler_.call(KernelId::negate_fraction, {assembler_.lanes(domain), assembler_.spread(a.value, domain),
                                                                     assembler_.spread(a.denominator, domain)});
    Channels result = strict(a, a, assembler_.output(call, 2, Shape::Word, domain));
    result.value = assembler_.output(call, 0, Shape::Int64, domain);
    result.denominator = assembler_.output(call, 1, Shape::Int64, domain);
    return result;
  }
  if (plan::form_of(type) == Form::Float64) {
    Channels result = a;
    result.value = assembler_.unary(LaneOp::Negate, Shape::Float64, a.value);
    return result;
  }
  const ValueId zero = assembler_.number(0);
  Channels result = strict(a, a, assembler_.negated(assembler_.binary(LaneOp::SubtractOverflows, Shape::Word, zero, a.value)));
  result.value = assembler_.binary(LaneOp::Subtract, Shape::Int64, zero, a.value);
  return result;
}

Channels Lowering::conversion(const plan::Node& node, plan::NodeId operand_id, Domain domain) {
  const Channels a = operand(operand_id, domain);
  const plan::Type type = type_of(operand_id);
  if (node.op == Op::Rescale) {
    if (node.type.scale == type.scale) return a;
    Channels factor;
    factor.value = assembler_.number(kernels::power_of_ten(node.type.scale - type.scale));
    factor.known = assembler_.ones();
    factor.fault = assembler_.zeros();
    return from_kernel(KernelId::multiply_int64, a, factor, domain);
  }
  const Quotient quotient = quotient_of(a, type);
  Channels result = a;
  if (node.op == Op::ToFraction) {
    result.denominator = quotient.denominator;
    return result;
  }
  if (plan::form_of(type) == Form::Int64 && type.scale == 0) {
    result.value = assembler_.unary(LaneOp::ToFloat, Shape::Float64, a.value);
    return result;
  }
  const ValueId call = assembler_.call(KernelId::fraction_to_float, {assembler_.lanes(domain), assembler_.spread(quotient.number, domain),
                                                                     assembler_.spread(quotient.denominator, domain)});
  result.value = assembler_.output(call, 0, Shape::Float64, domain);
  return result;
}

}  // namespace seg::jit
