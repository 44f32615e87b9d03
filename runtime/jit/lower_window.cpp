#include "runtime/jit/lowering.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {

using plan::Op;

bool Lowering::is_literal(plan::NodeId id, std::int64_t number) const {
  return plan_.nodes[id].op == Op::Parameter && plan_.parameters.slots[plan_.nodes[id].payload].number == number;
}

ValueId Lowering::starts_of(Domain events) { return assembler_.input(Shape::Int32, {Input::What::Starts, kProfiles, 0, events - 1u}); }

ValueId Lowering::ends_of(Domain events) { return assembler_.input(Shape::Int32, {Input::What::Ends, kProfiles, 0, events - 1u}); }

ValueId Lowering::position(plan::NodeId bound, std::uint32_t stream) {
  const Domain events = events_of(stream);
  const ValueId value = channels_[bound].value;
  const ValueId at = assembler_.input(Shape::Int64, {Input::What::At, events, 0, 0});
  const ValueId starts = starts_of(events_of(stream));
  const ValueId ends = ends_of(events_of(stream));
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
  const ValueId starts = starts_of(events_of(stream));
  const ValueId ends = ends_of(events_of(stream));
  const ValueId now = assembler_.constant(Shape::Int64, {BlockEntry::What::Now, 0, 0, 0});
  const ValueId suffix = assembler_.binary(LaneOp::Less, Shape::Word, now, at);
  const ValueId call = assembler_.call(KernelId::suffix_position, {assembler_.lanes(kProfiles), suffix, starts, ends});
  return assembler_.output(call, 0, Shape::Int32, kProfiles);
}

Lowering::Window Lowering::bounds(Operands operands, std::uint32_t stream) {
  const Channels& from = channels_[operands[0]];
  const Channels& to = channels_[operands[1]];
  Window window{kProfiles,
                events_of(stream),
                kNoValue,
                kNoValue,
                assembler_.ones(),
                assembler_.both(from.known, to.known),
                assembler_.either(from.fault, to.fault),
                assembler_.zeros()};
  const ValueId seen = SEG_MUTATE(future_events_visible, now_position(stream), position(operands[1], stream));
  window.end = seen;
  if (!is_literal(operands[1], plan::kEndOfTime)) {
    window.end = assembler_.binary(LaneOp::Minimum, Shape::Int32, position(operands[1], stream), seen);
  }
  window.begin = position(operands[0], stream);
  if (!is_literal(operands[0], plan::kBeginningOfTime))
    window.begin = assembler_.binary(LaneOp::Minimum, Shape::Int32, window.begin, window.end);
  return window;
}

/// A condition that does not depend on the event empties the window instead of masking events.
Lowering::Window Lowering::window(const plan::Node& node) {
  const Operands operands = plan_.operands_of(node);
  const Channels& condition = channels_[operands[2]];
  Window window = bounds(operands, node.stream);
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

ValueId Lowering::over(ValueId value, Domain domain) {
  const bool of_profile = value != kNoValue && assembler_.at(value).domain == kProfiles;
  return of_profile ? assembler_.spread(value, domain) : value;
}

Channels Lowering::over(Channels channels, Domain domain) {
  for (ValueId* value : {&channels.value, &channels.denominator, &channels.truth, &channels.falsity, &channels.known, &channels.fault}) {
    *value = over(*value, domain);
  }
  return channels;
}

Channels Lowering::counted(plan::NodeId id, const Window& window) {
  Channels channels = channels_[id];
  if (window.permutation == kNoValue) return channels;
  for (ValueId* value : {&channels.value, &channels.denominator, &channels.truth, &channels.falsity, &channels.known, &channels.fault}) {
    if (*value != kNoValue && assembler_.at(*value).domain == window.events) *value = gathered(*value, window.permutation, window.events);
  }
  return channels;
}

ValueId Lowering::any(ValueId word, const Window& window) {
  if (word == assembler_.zeros()) return word;
  const ValueId call = assembler_.call(
      KernelId::any_in_range, {assembler_.lanes(window.results), assembler_.spread(word, window.events), window.begin, window.end});
  return assembler_.output(call, 0, Shape::Word, window.results);
}

ValueId Lowering::count(ValueId word, const Window& window) {
  if (word == assembler_.ones()) {
    return assembler_.unary(LaneOp::Widen, Shape::Int64, assembler_.binary(LaneOp::Subtract, Shape::Int32, window.end, window.begin));
  }
  const ValueId call = assembler_.call(
      KernelId::count_in_range, {assembler_.lanes(window.results), assembler_.spread(word, window.events), window.begin, window.end});
  return assembler_.output(call, 0, Shape::Int64, window.results);
}

ValueId Lowering::gathered(ValueId value, ValueId positions, Domain events) {
  const Domain domain = assembler_.at(positions).domain;
  if (value == kNoValue) return value;
  const Shape shape = assembler_.at(value).shape;
  // What does not depend on the event is the same for all of them; constant vectors are arrays from here on, as any profile's value.
  if (assembler_.at(value).domain == kConstant && shape == Shape::Word) return value;
  if (assembler_.at(value).domain != events) return assembler_.spread(value, domain);
  const KernelId kernel = shape == Shape::Word    ? KernelId::gather_bits
                          : shape == Shape::Int64 ? KernelId::gather_int64
                          : shape == Shape::Int32 ? KernelId::gather_int32
                                                  : KernelId::gather_float;
  return assembler_.output(assembler_.call(kernel, {assembler_.lanes(domain), value, positions}), 0, shape, domain);
}

/// `result.known`: lanes for which the fold itself has a value; `value_fault`: those for which it is a fault.
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

ValueId Lowering::integers_of(const Channels& value, plan::Type type, Domain domain) {
  if (type.kind == plan::Kind::Bool) {
    const ValueId truth = assembler_.spread(over(value.truth, domain), domain);
    return assembler_.select(truth, assembler_.number(1), assembler_.number(0));
  }
  const ValueId values = assembler_.spread(value.value, domain);
  return assembler_.at(values).shape == Shape::Int32 ? assembler_.unary(LaneOp::Widen, Shape::Int64, values) : values;
}

}  // namespace seg::jit
