#include "runtime/jit/lowering.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {

/// A join by time: what counts are the events of the window with a true condition, a known value and known keys.
Channels Lowering::as_of(const plan::Node& node) {
  const Operands operands = plan::fold_operands(plan_, node);
  const Domain outer = events_of(node.stream);
  const Window window = bounds(operands, plan::folded_stream(plan_, node));
  const Channels condition = operand(operands[2], window.events);
  const Channels value = operand(operands[3], window.events);
  const Channels bound = operand(operands[4], outer);
  ValueId counted = assembler_.both(condition.truth, SEG_MUTATE(join_takes_the_unknown_value, value.known, assembler_.ones()));
  ValueId inner_fault = value.fault;
  ValueId outer_fault = assembler_.zeros();
  ValueId outer_known = assembler_.ones();
  ValueId keys = assembler_.null();
  ValueId outer_keys = assembler_.null();
  if (plan::is_keyed(node)) {
    const auto [inner_side, outer_side] = joined_keys(plan::key_operands(plan_, node), window, outer);
    counted = assembler_.both(counted, inner_side.known);
    inner_fault = assembler_.either(inner_fault, SEG_MUTATE(fault_ignored_in_key, inner_side.fault, assembler_.zeros()));
    outer_fault = SEG_MUTATE(fault_ignored_in_key, outer_side.fault, assembler_.zeros());
    outer_known = outer_side.known;
    keys = SEG_MUTATE(join_ignores_keys, assembler_.spread(inner_side.values, window.events), assembler_.null());
    outer_keys = SEG_MUTATE(join_ignores_keys, assembler_.spread(outer_side.values, outer), assembler_.null());
  }
  const ValueId call = assembler_.call(
      KernelId::earliest_after,
      {assembler_.lanes(kProfiles), assembler_.lanes(outer), window.begin, window.end, assembler_.spread(value.value, window.events),
       assembler_.mask(counted, window.events), keys, starts_of(outer), ends_of(outer), assembler_.spread(bound.value, outer), outer_keys});
  Channels result;
  result.value = assembler_.output(call, 0, Shape::Int64, outer);
  result.known = assembler_.both(outer_known, assembler_.output(call, 1, Shape::Word, outer));
  result.known = SEG_MUTATE(join_of_nothing_is_known, result.known, assembler_.ones());
  const ValueId in_events = assembler_.either(SEG_MUTATE(fault_ignored_in_condition, condition.fault, assembler_.zeros()),
                                              assembler_.without(inner_fault, condition.falsity));
  const ValueId fault = assembler_.either(over(any(in_events, window), outer), outer_fault);
  const ValueId bounds_known = assembler_.both(over(window.known, outer), bound.known);
  result.known = assembler_.both(bounds_known, assembler_.without(result.known, fault));
  result.fault = assembler_.either(assembler_.either(over(window.bound_fault, outer), bound.fault), assembler_.both(bounds_known, fault));
  return result;
}

}  // namespace seg::jit
