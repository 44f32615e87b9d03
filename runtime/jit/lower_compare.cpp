#include <bit>

#include "runtime/jit/lowering.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {

using plan::Form;
using plan::Kind;
using plan::Op;

LaneOp Lowering::order_op(Op op) const {
  if (op == Op::Equal) return LaneOp::Equal;
  return op == Op::Less ? LaneOp::Less : SEG_MUTATE(less_for_less_equal, LaneOp::LessEqual, LaneOp::Less);
}

Channels Lowering::comparison(Op op, Operands operands, Domain domain) {
  const Channels a = operand(operands[0], domain);
  const Channels b = operand(operands[1], domain);
  const ValueId known = assembler_.both(a.known, b.known);
  const ValueId holds = relation(op, operands[0], operands[1], domain);
  return boolean(assembler_.both(holds, known), assembler_.without(known, holds), assembler_.either(a.fault, b.fault));
}

Channels Lowering::membership(const plan::Node& node, Domain domain) {
  const Channels value = operand(plan_.operands_of(node)[0], domain);
  const ValueId holds = in_set(node, value, domain);
  return boolean(assembler_.both(holds, value.known), assembler_.without(value.known, holds), value.fault);
}

ValueId Lowering::relation(Op op, plan::NodeId left, plan::NodeId right, Domain domain) {
  const plan::Type type = type_of(left);
  const plan::Signature signature = plan::row_of(op).signature;
  if (signature == plan::Signature::TextTest || signature == plan::Signature::Pattern) return text_test(op, left, right, domain);
  if (plan::is_text(type)) return text_relation(op, left, right, domain);
  if (type.kind != Kind::Bool) return number_relation(op, left, right, domain);
  const Channels a = operand(left, domain);
  const Channels b = operand(right, domain);
  return assembler_.either(assembler_.both(a.truth, b.truth), assembler_.both(a.falsity, b.falsity));
}

ValueId Lowering::number_relation(Op op, plan::NodeId left, plan::NodeId right, Domain domain) {
  const Channels a = operand(left, domain);
  const Channels b = operand(right, domain);
  const plan::Type a_type = type_of(left);
  const plan::Type b_type = type_of(right);
  const Form a_form = plan::form_of(a_type);
  const Form b_form = plan::form_of(b_type);
  if (a_form == b_form && a_form != Form::Fraction && a_type.scale == b_type.scale) {
    return assembler_.binary(order_op(op), Shape::Word, a.value, b.value);
  }
  const auto array = [&](ValueId value) { return assembler_.spread(value, domain); };
  const auto decide = [&](ValueId less, ValueId equal) {
    if (op == Op::Equal) return equal;
    return op == Op::Less ? less : SEG_MUTATE(less_for_less_equal, assembler_.either(less, equal), less);
  };
  const auto compare_float = [&](const Channels& real, const Channels& exact, plan::Type exact_type) {
    const Quotient quotient = quotient_of(exact, exact_type);
    return assembler_.call(KernelId::compare_float_fraction,
                           {assembler_.lanes(domain), array(real.value), array(quotient.number), array(quotient.denominator)});
  };
  const auto output = [&](ValueId call, std::uint32_t index) { return assembler_.output(call, index, Shape::Word, domain); };
  if (a_form == Form::Float64) {
    const ValueId call = compare_float(a, b, b_type);
    return decide(output(call, 0), output(call, 1));
  }
  if (b_form == Form::Float64) {
    const ValueId call = compare_float(b, a, a_type);
    return decide(assembler_.negated(assembler_.either(output(call, 0), output(call, 1))), output(call, 1));
  }
  const Quotient x = quotient_of(a, a_type);
  const Quotient y = quotient_of(b, b_type);
  const ValueId call = assembler_.call(
      KernelId::compare_fraction, {assembler_.lanes(domain), array(x.number), array(x.denominator), array(y.number), array(y.denominator)});
  return decide(output(call, 0), output(call, 1));
}

ValueId Lowering::text_relation(Op op, plan::NodeId left, plan::NodeId right, Domain domain) {
  const Channels a = operand(left, domain);
  const Channels b = operand(right, domain);
  if (op != Op::Equal) {
    if (is_constant_text(left) || is_constant_text(right)) return text_test(op, left, right, domain);
    const auto ranks = [&](const Channels& value, const Channels& other) {
      return translated(value.value, {Table::What::MergedRanks, Op::Equal, false, 0, value.text, other.text, 0}, domain);
    };
    return assembler_.binary(order_op(op), Shape::Word, ranks(a, b), ranks(b, a));
  }
  const auto code_of = [&](plan::NodeId constant, const Channels& value) {
    return assembler_.constant(Shape::Int32, {BlockEntry::What::CodeOf, constant, 0, value.text});
  };
  if (is_constant_text(right)) return assembler_.binary(LaneOp::Equal, Shape::Word, a.value, code_of(right, a));
  if (is_constant_text(left)) return assembler_.binary(LaneOp::Equal, Shape::Word, b.value, code_of(left, b));
  if (a.text == b.text) return assembler_.binary(LaneOp::Equal, Shape::Word, a.value, b.value);
  const ValueId same = translated(a.value, {Table::What::Translation, Op::Equal, false, 0, a.text, b.text, 0}, domain);
  return assembler_.binary(LaneOp::Equal, Shape::Word, same, b.value);
}

/// Text tests, and orders where one side is a literal: one answer a text of the dictionary. Two columns are tested text by text.
ValueId Lowering::text_test(Op op, plan::NodeId left, plan::NodeId right, Domain domain) {
  const Channels a = operand(left, domain);
  const Channels b = operand(right, domain);
  const auto array = [&](ValueId value) { return assembler_.spread(value, domain); };
  if (is_constant_text(left) || is_constant_text(right)) {
    const bool reversed = is_constant_text(left);
    const Channels& value = reversed ? b : a;
    const plan::NodeId constant = reversed ? left : right;
    const ValueId table = assembler_.table({Table::What::TextTest, op, reversed, constant, value.text, 0, 0});
    return assembler_.output(assembler_.call(KernelId::test_code, {assembler_.lanes(domain), array(value.value), table}), 0, Shape::Word,
                             domain);
  }
  const KernelId kernel = op == Op::Contains     ? KernelId::contains_text
                          : op == Op::StartsWith ? KernelId::starts_with_text
                                                 : KernelId::ends_with_text;
  const ValueId pair = assembler_.table({Table::What::Pair, Op::Equal, false, 0, a.text, b.text, 0});
  const ValueId call = assembler_.call(kernel, {assembler_.lanes(domain), array(a.value), array(b.value), pair});
  return assembler_.output(call, 0, Shape::Word, domain);
}

ValueId Lowering::in_set(const plan::Node& node, const Channels& value, Domain domain) {
  const plan::Type type = plan_.parameters.sets[node.payload].type;
  const auto array = [&](ValueId values) { return assembler_.spread(values, domain); };
  const auto result = [&](ValueId call) { return assembler_.output(call, 0, Shape::Word, domain); };
  const ValueId lanes = assembler_.lanes(domain);
  Table table{Table::What::Numbers, Op::InSet, false, node.payload, 0, 0, 0};
  switch (plan::form_of(type)) {
    case Form::List:
    case Form::Bit:
      break;  // the verifier admits no sets of bools
    case Form::Int64:
      return result(assembler_.call(KernelId::in_set_int64, {lanes, array(value.value), assembler_.table(table)}));
    case Form::Float64:
      return result(assembler_.call(KernelId::in_set_float, {lanes, array(value.value), assembler_.table(table)}));
    case Form::Fraction:
      return result(
          assembler_.call(KernelId::in_set_fraction, {lanes, array(value.value), array(value.denominator), assembler_.table(table)}));
    case Form::Code:
      table.what = plan::is_text(type) ? Table::What::TextSet : Table::What::EnumSet;
      if (plan::is_text(type))
        table.text = value.text;
      else
        table.size = static_cast<std::uint32_t>(plan_.schema.enums[type.unit].values.size());
      return result(assembler_.call(KernelId::test_code, {lanes, array(value.value), assembler_.table(table)}));
  }
  return assembler_.zeros();
}

}  // namespace seg::jit
