#include "runtime/jit/lowering.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {

using plan::Form;
using plan::Op;

Channels Lowering::scan(const plan::Node& node) {
  const Operands operands = plan_.operands_of(node);
  const Window window = bounds(operands, node.stream);
  const Channels condition = operand(operands[2], window.events);
  const ValueId call =
      assembler_.call(KernelId::window_bits, {assembler_.lanes(kProfiles), assembler_.lanes(window.events), window.begin, window.end});
  const ValueId inside = assembler_.output(call, 0, Shape::Word, window.events);
  const ValueId member = assembler_.both(inside, condition.truth);
  Channels result = node.op == Op::Gap            ? gap(window, member)
                    : node.op == Op::FirstOfValue ? first_of_value(operands[3], window, member)
                                                  : ordinal(node.op, window, member);
  const ValueId fault =
      assembler_.either(result.fault, assembler_.both(inside, SEG_MUTATE(fault_ignored_in_condition, condition.fault, assembler_.zeros())));
  const ValueId known = over(window.known, window.events);
  result.known = assembler_.both(known, assembler_.without(result.known, fault));
  result.fault = assembler_.either(over(window.bound_fault, window.events), assembler_.both(known, fault));
  if (node.op != Op::FirstOfValue) return result;
  return boolean(assembler_.both(result.known, result.truth), assembler_.without(result.known, result.truth), result.fault);
}

Channels Lowering::ordinal(Op op, const Window& window, ValueId member) {
  const ValueId counted_events = SEG_MUTATE(ordinal_ignores_condition, member, assembler_.ones());
  const ValueId call =
      assembler_.call(op == Op::Ordinal ? KernelId::ordinal_in_range : KernelId::ordinal_back_in_range,
                      {assembler_.lanes(kProfiles), assembler_.mask(counted_events, window.events), window.begin, window.end});
  Channels result;
  result.value = assembler_.output(call, 0, Shape::Int64, window.events);
  result.known = member;
  result.fault = assembler_.zeros();
  return result;
}

Channels Lowering::gap(const Window& window, ValueId member) {
  const ValueId at = assembler_.input(Shape::Int64, {Input::What::At, window.events, 0, 0});
  const ValueId call = assembler_.call(KernelId::previous_in_range, {assembler_.lanes(kProfiles), assembler_.lanes(window.events),
                                                                     assembler_.mask(member, window.events), window.begin, window.end});
  const ValueId positions = assembler_.output(call, 0, Shape::Int32, window.events);
  const ValueId found = SEG_MUTATE(gap_of_the_oldest, assembler_.output(call, 1, Shape::Word, window.events), member);
  const ValueId previous = gathered(at, positions, window.events);
  Channels result;
  result.value = assembler_.binary(LaneOp::Subtract, Shape::Int64, at, previous);
  result.fault = assembler_.both(found, assembler_.binary(LaneOp::SubtractOverflows, Shape::Word, at, previous));
  result.known = found;
  return result;
}

/// `known` and `truth`: every event that is none of the query is a false one.
Channels Lowering::first_of_value(plan::NodeId id, const Window& window, ValueId member) {
  const plan::Type type = type_of(id);
  const Channels value = operand(id, window.events);
  const ValueId profiles = assembler_.lanes(kProfiles);
  const ValueId events = assembler_.lanes(window.events);
  const ValueId mask =
      assembler_.mask(SEG_MUTATE(first_of_value_takes_the_unknown, assembler_.both(member, value.known), member), window.events);
  ValueId call = kNoValue;
  if (plan::form_of(type) == Form::Fraction) {
    call =
        assembler_.call(KernelId::first_of_fraction, {profiles, events, assembler_.spread(value.value, window.events),
                                                      assembler_.spread(value.denominator, window.events), mask, window.begin, window.end});
  } else if (plan::form_of(type) == Form::Float64) {
    const ValueId values = assembler_.spread(value.value, window.events);
    call = assembler_.call(KernelId::first_of_float, {profiles, events, values, mask, window.begin, window.end});
  } else {
    const ValueId values = integers_of(value, type, window.events);
    call = assembler_.call(KernelId::first_of_int64, {profiles, events, values, mask, window.begin, window.end});
  }
  Channels result;
  result.truth = assembler_.output(call, 0, Shape::Word, window.events);
  result.known = assembler_.ones();
  result.fault = assembler_.both(member, value.fault);
  return result;
}

}  // namespace seg::jit
