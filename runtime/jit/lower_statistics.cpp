#include <bit>

#include "runtime/jit/lowering.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {

using plan::Form;

Channels Lowering::median(plan::Type type, const Window& window, const Channels& value, ValueId mask) {
  const Form form = plan::form_of(type);
  const ValueId lanes = assembler_.lanes(window.results);
  const ValueId values = assembler_.spread(value.value, window.events);
  const ValueId chosen = assembler_.mask(mask, window.events);
  const ValueId call =
      form == Form::Fraction
          ? assembler_.call(KernelId::middle_fraction_in_range,
                            {lanes, values, assembler_.spread(value.denominator, window.events), chosen, window.begin, window.end})
          : assembler_.call(form == Form::Float64 ? KernelId::middle_float_in_range : KernelId::middle_int64_in_range,
                            {lanes, values, chosen, window.begin, window.end});
  const ValueId low = assembler_.output(call, 0, Shape::Int32, window.results);
  const ValueId high = assembler_.output(call, 1, Shape::Int32, window.results);
  const auto at = [&](ValueId of_events, ValueId positions) {
    return assembler_.spread(gathered(of_events, positions, window.events), window.results);
  };
  Channels result;
  result.known = assembler_.output(call, 2, Shape::Word, window.results);
  ValueId fine = kNoValue;
  if (form == Form::Float64) {
    const ValueId two = assembler_.constant(Shape::Float64, {BlockEntry::What::LiteralNumber, 0, std::bit_cast<std::int64_t>(2.0), 0});
    const ValueId sum = assembler_.binary(LaneOp::Add, Shape::Float64, at(values, low), at(values, high));
    const ValueId mean = assembler_.binary(LaneOp::Divide, Shape::Float64, sum, two);
    result.value = assembler_.select(assembler_.binary(LaneOp::Equal, Shape::Word, low, high), at(values, low), mean);
    fine = assembler_.unary(LaneOp::Finite, Shape::Word, result.value);
  } else {
    const Quotient quotient = quotient_of(value, type);
    const ValueId mean = assembler_.call(KernelId::mean_fraction, {lanes, at(quotient.number, low), at(quotient.denominator, low),
                                                                   at(quotient.number, high), at(quotient.denominator, high)});
    result.value = assembler_.output(mean, 0, Shape::Int64, window.results);
    result.denominator = assembler_.output(mean, 1, Shape::Int64, window.results);
    fine = assembler_.output(mean, 2, Shape::Word, window.results);
  }
  result.fault = assembler_.without(result.known, fine);
  return result;
}

Channels Lowering::deviation(plan::Type type, plan::Type result_type, const Window& window, const Channels& value, ValueId mask) {
  const ValueId lanes = assembler_.lanes(window.results);
  const ValueId values = assembler_.spread(value.value, window.events);
  const ValueId chosen = assembler_.mask(mask, window.events);
  Channels result;
  if (plan::form_of(type) != Form::Float64 && plan::form_of(result_type) == Form::Float64) {
    const ValueId denominators = assembler_.spread(quotient_of(value, type).denominator, window.results);
    const ValueId call = assembler_.call(KernelId::deviation_in_range, {lanes, values, denominators, chosen, window.begin, window.end});
    result.value = assembler_.output(call, 0, Shape::Float64, window.results);
    result.known = assembler_.output(call, 1, Shape::Word, window.results);
    result.fault = assembler_.zeros();
    return result;
  }
  const bool floats = plan::form_of(type) == Form::Float64;
  const ValueId call = assembler_.call(floats ? KernelId::deviation_float_in_range : KernelId::nearest_deviation_in_range,
                                       {lanes, values, chosen, window.begin, window.end});
  result.value = assembler_.output(call, 0, floats ? Shape::Float64 : Shape::Int64, window.results);
  result.known = assembler_.output(call, 1, Shape::Word, window.results);
  result.fault = assembler_.without(result.known, assembler_.output(call, 2, Shape::Word, window.results));
  return result;
}

Channels Lowering::mode(plan::Type type, const Window& window, const Channels& value, ValueId mask) {
  const ValueId lanes = assembler_.lanes(window.results);
  const ValueId chosen = assembler_.mask(mask, window.events);
  ValueId call = kNoValue;
  if (plan::form_of(type) == Form::Fraction) {
    call = assembler_.call(KernelId::mode_fraction_in_range,
                           {lanes, assembler_.spread(value.value, window.events), assembler_.spread(value.denominator, window.events),
                            chosen, window.begin, window.end});
  } else if (plan::form_of(type) == Form::Float64) {
    const ValueId values = assembler_.spread(value.value, window.events);
    call = assembler_.call(KernelId::mode_float_in_range, {lanes, values, chosen, window.begin, window.end});
  } else {
    const ValueId values = integers_of(value, type, window.events);
    call = assembler_.call(KernelId::mode_int64_in_range, {lanes, values, chosen, window.begin, window.end});
  }
  return at_positions(type, window, value, assembler_.output(call, 0, Shape::Int32, window.results),
                      assembler_.output(call, 1, Shape::Word, window.results));
}

Channels Lowering::all_true(const Window& window, const Channels& value) {
  const ValueId some = SEG_MUTATE(all_true_of_nothing, any(window.mask, window), assembler_.ones());
  Channels result;
  result.truth = assembler_.without(some, any(assembler_.without(window.mask, value.truth), window));
  result.falsity = any(assembler_.both(window.mask, value.falsity), window);
  result.known = assembler_.either(result.truth, result.falsity);
  const ValueId in_values = any(assembler_.both(window.mask, value.fault), window);
  return settle(window, assembler_.without(in_values, result.falsity), result);
}

Channels Lowering::at_least_true(Window window, const Channels& value, plan::NodeId number) {
  const Channels least = over(channels_[number], window.results);
  window.known = assembler_.both(window.known, least.known);
  window.bound_fault = assembler_.either(window.bound_fault, least.fault);
  const ValueId trues = SEG_MUTATE(at_least_true_counts_the_unknown, value.truth, assembler_.negated(value.falsity));
  Channels result;
  result.truth = assembler_.binary(LaneOp::LessEqual, Shape::Word, least.value, count(assembler_.both(window.mask, trues), window));
  result.falsity = assembler_.binary(LaneOp::Less, Shape::Word, count(assembler_.without(window.mask, value.falsity), window), least.value);
  result.known = assembler_.either(result.truth, result.falsity);
  const ValueId in_values = any(assembler_.both(window.mask, value.fault), window);
  return settle(window, assembler_.without(in_values, result.known), result);
}

}  // namespace seg::jit
