#include "runtime/jit/lowering.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {

using plan::Form;
using plan::Op;

bool Lowering::is_literal(plan::NodeId id, std::int64_t number) const {
  return plan_.nodes[id].op == Op::Parameter && plan_.parameters.slots[plan_.nodes[id].payload].number == number;
}

ValueId Lowering::position(plan::NodeId bound, std::uint32_t stream) {
  const Domain events = events_of(stream);
  const ValueId value = channels_[bound].value;
  const ValueId at = assembler_.input(Shape::Int64, {Input::What::At, events, 0, 0});
  const ValueId starts = assembler_.input(Shape::Int32, {Input::What::Starts, kProfiles, 0, stream});
  const ValueId ends = assembler_.input(Shape::Int32, {Input::What::Ends, kProfiles, 0, stream});
  const ValueId lanes = assembler_.lanes(kProfiles);
  if (is_literal(bound, plan::kBeginningOfTime)) return starts;
  if (assembler_.at(value).domain == kConstant) {
    const LaneOp within = SEG_MUTATE(window_without_its_first_instant, LaneOp::LessEqual, LaneOp::Less);
    const ValueId suffix = assembler_.binary(within, Shape::Word, value, at);
    return assembler_.output(assembler_.call(KernelId::suffix_position, {lanes, suffix, starts, ends}), 0, Shape::Int32, kProfiles);
  }
  return assembler_.output(assembler_.call(KernelId::search_position, {lanes, at, starts, ends, value}), 0, Shape::Int32, kProfiles);
}

/// Where the events after `now` begin.
ValueId Lowering::now_position(std::uint32_t stream) {
  const ValueId at = assembler_.input(Shape::Int64, {Input::What::At, events_of(stream), 0, 0});
  const ValueId starts = assembler_.input(Shape::Int32, {Input::What::Starts, kProfiles, 0, stream});
  const ValueId ends = assembler_.input(Shape::Int32, {Input::What::Ends, kProfiles, 0, stream});
  const ValueId now = assembler_.constant(Shape::Int64, {BlockEntry::What::Now, 0, 0, 0});
  const ValueId suffix = assembler_.binary(LaneOp::Less, Shape::Word, now, at);
  const ValueId call = assembler_.call(KernelId::suffix_position, {assembler_.lanes(kProfiles), suffix, starts, ends});
  return assembler_.output(call, 0, Shape::Int32, kProfiles);
}

/// A condition that does not depend on the event empties the window instead of masking events.
Lowering::Window Lowering::window(const plan::Node& node) {
  const Operands operands = plan_.operands_of(node);
  const Channels& from = channels_[operands[0]];
  const Channels& to = channels_[operands[1]];
  const Channels& condition = channels_[operands[2]];
  Window window{node.stream,
                events_of(node.stream),
                kNoValue,
                kNoValue,
                assembler_.ones(),
                assembler_.both(from.known, to.known),
                assembler_.either(from.fault, to.fault),
                assembler_.zeros()};
  const ValueId seen = SEG_MUTATE(future_events_visible, now_position(node.stream), position(operands[1], node.stream));
  window.end = seen;
  if (!is_literal(operands[1], plan::kEndOfTime)) {
    window.end = assembler_.binary(LaneOp::Minimum, Shape::Int32, position(operands[1], node.stream), seen);
  }
  window.begin = position(operands[0], node.stream);
  if (!is_literal(operands[0], plan::kBeginningOfTime))
    window.begin = assembler_.binary(LaneOp::Minimum, Shape::Int32, window.begin, window.end);
  if (plan_.nodes[operands[2]].rate == plan::Rate::Event) {
    window.mask = condition.truth;
    window.fault = any(SEG_MUTATE(fault_ignored_in_condition, condition.fault, assembler_.zeros()), window);
  } else {
    const ValueId some = assembler_.binary(LaneOp::Less, Shape::Word, window.begin, window.end);
    window.fault = assembler_.both(condition.fault, some);
    window.end = assembler_.select(condition.truth, window.end, window.begin);
  }
  return window;
}

ValueId Lowering::any(ValueId word, const Window& window) {
  if (word == assembler_.zeros()) return word;
  const ValueId call =
      assembler_.call(KernelId::any_in_range, {assembler_.lanes(kProfiles), assembler_.spread(word, window.events),
                                               assembler_.spread(window.begin, kProfiles), assembler_.spread(window.end, kProfiles)});
  return assembler_.output(call, 0, Shape::Word, kProfiles);
}

/// `result.known`: profiles for which the fold itself has a value; `value_fault`: those for which it is a fault.
Channels Lowering::settle(const Window& window, ValueId value_fault, Channels result) {
  const ValueId fault = assembler_.either(window.fault, value_fault);
  result.known = assembler_.both(window.known, assembler_.without(result.known, fault));
  result.fault = assembler_.either(window.bound_fault, assembler_.both(window.known, fault));
  if (result.truth != kNoValue) {
    result.truth = assembler_.both(result.truth, result.known);
    result.falsity = assembler_.both(result.falsity, result.known);
  }
  return result;
}

Channels Lowering::fold(const plan::Node& node) {
  const Operands operands = plan_.operands_of(node);
  const Window window = this->window(node);
  if (node.op == Op::Count) {
    Channels result;
    result.known = assembler_.ones();
    if (window.mask == assembler_.ones()) {
      result.value =
          assembler_.unary(LaneOp::Widen, Shape::Int64, assembler_.binary(LaneOp::Subtract, Shape::Int32, window.end, window.begin));
    } else {
      const ValueId call = assembler_.call(
          KernelId::count_in_range, {assembler_.lanes(kProfiles), assembler_.spread(window.mask, window.events), window.begin, window.end});
      result.value = assembler_.output(call, 0, Shape::Int64, kProfiles);
    }
    return settle(window, assembler_.zeros(), result);
  }
  const plan::Type type = type_of(operands[3]);
  if (node.op == Op::FirstOf || node.op == Op::LastOf) return end_event(node.op, type, window, channels_[operands[3]]);
  const Channels value = operand(operands[3], window.events);
  const ValueId mask = assembler_.both(window.mask, value.known);
  Channels result;
  if (node.op == Op::SumOf) {
    result = plan::form_of(type) == Form::Float64 ? float_sum(window, value, mask) : exact_sum(window, value, mask);
  } else if (node.op == Op::CountDistinct) {
    result = distinct(type, window, value, mask);
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
  const ValueId call = assembler_.call(KernelId::sum_in_range, {assembler_.lanes(kProfiles), assembler_.lanes(window.events), prefix,
                                                                values, chosen, window.begin, window.end});
  Channels result;
  result.value = assembler_.output(call, 0, Shape::Int64, kProfiles);
  result.known = assembler_.ones();
  result.fault = assembler_.negated(assembler_.output(call, 1, Shape::Word, kProfiles));
  return result;
}

Channels Lowering::float_sum(const Window& window, const Channels& value, ValueId mask) {
  const ValueId call =
      assembler_.call(KernelId::sum_float_in_range, {assembler_.lanes(kProfiles), assembler_.spread(value.value, window.events),
                                                     assembler_.mask(mask, window.events), window.begin, window.end});
  Channels result;
  result.value = assembler_.output(call, 0, Shape::Float64, kProfiles);
  result.known = assembler_.ones();
  result.fault = assembler_.negated(assembler_.output(call, 1, Shape::Word, kProfiles));
  return result;
}

Channels Lowering::extreme(Op op, plan::Type type, const Window& window, const Channels& value, ValueId mask) {
  const bool least = op == Op::MinOf;
  const ValueId values = assembler_.spread(value.value, window.events);
  const ValueId chosen = assembler_.mask(mask, window.events);
  const ValueId lanes = assembler_.lanes(kProfiles);
  Channels result;
  result.fault = assembler_.zeros();
  if (plan::form_of(type) == Form::Fraction) {
    const ValueId call =
        assembler_.call(least ? KernelId::min_fraction_in_range : KernelId::max_fraction_in_range,
                        {lanes, values, assembler_.spread(value.denominator, window.events), chosen, window.begin, window.end});
    result.value = assembler_.output(call, 0, Shape::Int64, kProfiles);
    result.denominator = assembler_.output(call, 1, Shape::Int64, kProfiles);
    result.known = assembler_.output(call, 2, Shape::Word, kProfiles);
    return result;
  }
  const Shape shape = assembler_.at(values).shape;
  const KernelId kernel = shape == Shape::Int64   ? (least ? KernelId::min_int64_in_range : KernelId::max_int64_in_range)
                          : shape == Shape::Int32 ? (least ? KernelId::min_int32_in_range : KernelId::max_int32_in_range)
                                                  : (least ? KernelId::min_float_in_range : KernelId::max_float_in_range);
  const ValueId call = assembler_.call(kernel, {lanes, values, chosen, window.begin, window.end});
  result.value = assembler_.output(call, 0, shape, kProfiles);
  result.known = assembler_.output(call, 1, Shape::Word, kProfiles);
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
  result.value = translated(result.value, Table::What::Unranked, kProfiles);
  return result;
}

ValueId Lowering::gathered(ValueId value, ValueId positions, const Window& window) {
  if (value == kNoValue) return value;
  const Shape shape = assembler_.at(value).shape;
  // What does not depend on the event is the same for all of them; constant vectors are arrays from here on, as any profile's value.
  if (assembler_.at(value).domain != window.events) return shape == Shape::Word ? value : assembler_.spread(value, kProfiles);
  const KernelId kernel = shape == Shape::Word    ? KernelId::gather_bits
                          : shape == Shape::Int64 ? KernelId::gather_int64
                          : shape == Shape::Int32 ? KernelId::gather_int32
                                                  : KernelId::gather_float;
  return assembler_.output(assembler_.call(kernel, {assembler_.lanes(kProfiles), value, positions}), 0, shape, kProfiles);
}

Channels Lowering::end_event(Op op, plan::Type type, const Window& window, const Channels& value) {
  const ValueId mask = SEG_MUTATE(last_ignores_condition, window.mask, op == Op::LastOf ? assembler_.ones() : window.mask);
  const ValueId call = assembler_.call(op == Op::FirstOf ? KernelId::first_in_range : KernelId::last_in_range,
                                       {assembler_.lanes(kProfiles), assembler_.mask(mask, window.events), window.begin, window.end});
  const ValueId positions = assembler_.output(call, 0, Shape::Int32, kProfiles);
  const ValueId found = assembler_.output(call, 1, Shape::Word, kProfiles);
  Channels result;
  result.text = value.text;
  result.value = gathered(value.value, positions, window);
  result.denominator = gathered(value.denominator, positions, window);
  result.known = assembler_.both(found, gathered(value.known, positions, window));
  if (type.kind == plan::Kind::Bool) {
    result.truth = gathered(value.truth, positions, window);
    result.falsity = gathered(value.falsity, positions, window);
  }
  return settle(window, assembler_.both(found, gathered(value.fault, positions, window)), result);
}

Channels Lowering::distinct(plan::Type type, const Window& window, const Channels& value, ValueId mask) {
  const ValueId lanes = assembler_.lanes(kProfiles);
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
  result.value = assembler_.output(call, 0, Shape::Int64, kProfiles);
  return result;
}

}  // namespace seg::jit
