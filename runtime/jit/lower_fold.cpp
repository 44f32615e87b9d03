#include "runtime/jit/lowering.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {

using plan::Form;
using plan::Op;

Channels Lowering::fold(const plan::Node& node) { return aggregate(node, plan_.operands_of(node), window(node)); }

Channels Lowering::aggregate(const plan::Node& node, Operands operands, const Window& window) {
  if (node.op == Op::Count) {
    Channels result;
    result.known = assembler_.ones();
    result.value = count(window.mask, window);
    return settle(window, assembler_.zeros(), result);
  }
  if (node.op == Op::FirstOf || node.op == Op::LastOf || node.op == Op::NthOf) return one_event(node.op, operands, window);
  const plan::Type type = type_of(operands[3]);
  const Channels value = over(counted(operands[3], window), window.events);
  if (node.op == Op::AllTrue) return all_true(window, value);
  if (node.op == Op::AtLeastTrue) return at_least_true(window, value, operands[4]);
  const ValueId mask = assembler_.both(window.mask, value.known);
  Channels result;
  if (node.op == Op::SumOf) {
    result = plan::form_of(type) == Form::Float64 ? float_sum(window, value, mask) : exact_sum(window, value, mask);
  } else if (node.op == Op::CountDistinct) {
    result = distinct(type, window, value, mask);
  } else if (node.op == Op::MedianOf) {
    result = median(type, window, value, mask);
  } else if (node.op == Op::StddevOf) {
    result = deviation(type, node.type, window, value, mask);
  } else if (node.op == Op::ModeOf) {
    result = mode(type, window, value, mask);
  } else {
    result = plan::is_text(type) ? text_extreme(node.op, window, value, mask) : extreme(node.op, type, window, value, mask);
    result.text = value.text;
  }
  // `result.fault` so far: the fold's own, an overflow.
  const ValueId in_values = any(assembler_.both(window.mask, value.fault), window);
  return settle(window, assembler_.either(in_values, result.fault), result);
}

Channels Lowering::exact_sum(const Window& window, const Channels& value, ValueId mask) {
  const ValueId values = assembler_.spread(value.value, window.events);
  const ValueId chosen = assembler_.mask(mask, window.events);
  const ValueId prefix = assembler_.output(assembler_.call(KernelId::prefix_sum, {assembler_.lanes(window.events), values, chosen}), 0,
                                           Shape::Prefix, window.events);
  const ValueId call = assembler_.call(KernelId::sum_in_range, {assembler_.lanes(window.results), assembler_.lanes(window.events), prefix,
                                                                values, chosen, window.begin, window.end});
  Channels result;
  result.value = assembler_.output(call, 0, Shape::Int64, window.results);
  result.known = assembler_.ones();
  result.fault = assembler_.negated(assembler_.output(call, 1, Shape::Word, window.results));
  return result;
}

Channels Lowering::float_sum(const Window& window, const Channels& value, ValueId mask) {
  const ValueId call =
      assembler_.call(KernelId::sum_float_in_range, {assembler_.lanes(window.results), assembler_.spread(value.value, window.events),
                                                     assembler_.mask(mask, window.events), window.begin, window.end});
  Channels result;
  result.value = assembler_.output(call, 0, Shape::Float64, window.results);
  result.known = assembler_.ones();
  result.fault = assembler_.negated(assembler_.output(call, 1, Shape::Word, window.results));
  return result;
}

Channels Lowering::extreme(Op op, plan::Type type, const Window& window, const Channels& value, ValueId mask) {
  const bool least = op == Op::MinOf;
  const ValueId values = assembler_.spread(value.value, window.events);
  const ValueId chosen = assembler_.mask(mask, window.events);
  const ValueId lanes = assembler_.lanes(window.results);
  Channels result;
  result.fault = assembler_.zeros();
  if (plan::form_of(type) == Form::Fraction) {
    const ValueId call =
        assembler_.call(least ? KernelId::min_fraction_in_range : KernelId::max_fraction_in_range,
                        {lanes, values, assembler_.spread(value.denominator, window.events), chosen, window.begin, window.end});
    result.value = assembler_.output(call, 0, Shape::Int64, window.results);
    result.denominator = assembler_.output(call, 1, Shape::Int64, window.results);
    result.known = assembler_.output(call, 2, Shape::Word, window.results);
    return result;
  }
  const Shape shape = assembler_.at(values).shape;
  const KernelId kernel = shape == Shape::Int64   ? (least ? KernelId::min_int64_in_range : KernelId::max_int64_in_range)
                          : shape == Shape::Int32 ? (least ? KernelId::min_int32_in_range : KernelId::max_int32_in_range)
                                                  : (least ? KernelId::min_float_in_range : KernelId::max_float_in_range);
  const ValueId call = assembler_.call(kernel, {lanes, values, chosen, window.begin, window.end});
  result.value = assembler_.output(call, 0, shape, window.results);
  result.known = assembler_.output(call, 1, Shape::Word, window.results);
  return result;
}

/// Texts by their rank in the dictionary.
Channels Lowering::text_extreme(Op op, const Window& window, const Channels& value, ValueId mask) {
  const auto translated = [&](ValueId codes, Table::What what, Domain domain) {
    const ValueId table = assembler_.table({what, Op::Less, false, 0, value.text, 0, 0});
    const ValueId call = assembler_.call(KernelId::translate_code, {assembler_.lanes(domain), assembler_.spread(codes, domain), table});
    return assembler_.output(call, 0, Shape::Int32, domain);
  };
  Channels ranks = value;
  ranks.value = translated(value.value, Table::What::Ranks, window.events);
  const plan::Type code_type{plan::Kind::Enum, false, 0, 0};
  Channels result = extreme(op, code_type, window, ranks, mask);
  result.value = translated(result.value, Table::What::Unranked, window.results);
  return result;
}

Channels Lowering::one_event(Op op, Operands operands, const Window& window) {
  const ValueId lanes = assembler_.lanes(window.results);
  const ValueId mask = SEG_MUTATE(last_ignores_condition, window.mask, op == Op::LastOf ? assembler_.ones() : window.mask);
  const ValueId chosen = assembler_.mask(mask, window.events);
  ValueId call = kNoValue;
  if (op == Op::NthOf) {
    const ValueId numbers = assembler_.spread(channels_[operands[4]].value, window.results);
    call = assembler_.call(KernelId::nth_in_range, {lanes, chosen, window.begin, window.end, numbers});
  } else {
    call =
        assembler_.call(op == Op::FirstOf ? KernelId::first_in_range : KernelId::last_in_range, {lanes, chosen, window.begin, window.end});
  }
  const ValueId positions = assembler_.output(call, 0, Shape::Int32, window.results);
  const ValueId found = assembler_.output(call, 1, Shape::Word, window.results);
  const Channels value = counted(operands[3], window);
  const Channels result = at_positions(type_of(operands[3]), window, value, positions, found);
  return settle(window, assembler_.both(found, gathered(value.fault, positions, window.events)), result);
}

Channels Lowering::at_positions(plan::Type type, const Window& window, const Channels& value, ValueId positions, ValueId found) {
  Channels result;
  result.text = value.text;
  result.value = gathered(value.value, positions, window.events);
  result.denominator = gathered(value.denominator, positions, window.events);
  result.known = assembler_.both(found, gathered(value.known, positions, window.events));
  result.fault = assembler_.zeros();
  if (type.kind == plan::Kind::Bool) {
    result.truth = gathered(value.truth, positions, window.events);
    result.falsity = gathered(value.falsity, positions, window.events);
  }
  return result;
}

Channels Lowering::distinct(plan::Type type, const Window& window, const Channels& value, ValueId mask) {
  const ValueId lanes = assembler_.lanes(window.results);
  Channels result;
  result.known = assembler_.ones();
  result.fault = assembler_.zeros();
  ValueId call = kNoValue;
  if (type.kind == plan::Kind::Bool) {
    const ValueId trues = assembler_.spread(assembler_.both(window.mask, value.truth), window.events);
    const ValueId falses = assembler_.spread(assembler_.both(window.mask, value.falsity), window.events);
    call = assembler_.call(KernelId::distinct_bits_in_range, {lanes, trues, falses, window.begin, window.end});
  } else {
    const ValueId values = assembler_.spread(value.value, window.events);
    const ValueId chosen = assembler_.mask(mask, window.events);
    const Shape shape = assembler_.at(values).shape;
    if (plan::form_of(type) == Form::Fraction) {
      call = assembler_.call(KernelId::distinct_fraction_in_range,
                             {lanes, values, assembler_.spread(value.denominator, window.events), chosen, window.begin, window.end});
    } else {
      const KernelId kernel = shape == Shape::Int64   ? KernelId::distinct_int64_in_range
                              : shape == Shape::Int32 ? KernelId::distinct_int32_in_range
                                                      : KernelId::distinct_float_in_range;
      call = assembler_.call(kernel, {lanes, values, chosen, window.begin, window.end});
    }
  }
  result.value = assembler_.output(call, 0, Shape::Int64, window.results);
  return result;
}

}  // namespace seg::jit
