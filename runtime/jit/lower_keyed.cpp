#include "runtime/jit/lowering.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {

/// Key `index` of each side. Texts of the inner side become codes of the outer side's dictionary.
std::pair<Lowering::Keys, Lowering::Keys> Lowering::key_pair(Operands pair, Domain events, Domain outer_events) {
  Channels inner = operand(pair[0], events);
  const Channels outer = operand(pair[1], outer_events);
  const plan::Type type = type_of(pair[0]);
  if (plan::is_text(type) && inner.text != outer.text) {
    const ValueId table = assembler_.table({Table::What::Translation, plan::Op::Equal, false, 0, inner.text, outer.text, 0});
    const ValueId call =
        assembler_.call(KernelId::translate_code, {assembler_.lanes(events), assembler_.spread(inner.value, events), table});
    inner.value = assembler_.output(call, 0, Shape::Int32, events);
  }
  return {{integers_of(inner, type, events), inner.known, inner.fault}, {integers_of(outer, type, outer_events), outer.known, outer.fault}};
}

/// All pairs as one: known where all are, a fault where any is.
std::pair<Lowering::Keys, Lowering::Keys> Lowering::joined_keys(Operands pairs, const Window& profiles, Domain outer_events) {
  auto [inner, outer] = key_pair(pairs.first(2), profiles.events, outer_events);
  const auto join = [&](Keys& keys, const Keys& more, ValueId values) {
    keys = {values, assembler_.both(keys.known, more.known), assembler_.either(keys.fault, more.fault)};
  };
  for (Operands rest = pairs.subspan(2); !rest.empty(); rest = rest.subspan(2)) {
    const auto [more, outer_more] = key_pair(rest.first(2), profiles.events, outer_events);
    const ValueId call = assembler_.call(
        KernelId::join_keys,
        {assembler_.lanes(kProfiles), profiles.begin, profiles.end, inner.values, SEG_MUTATE(second_key_ignored, more.values, inner.values),
         starts_of(outer_events), ends_of(outer_events), outer.values, SEG_MUTATE(second_key_ignored, outer_more.values, outer.values)});
    join(inner, more, assembler_.output(call, 0, Shape::Int64, profiles.events));
    join(outer, outer_more, assembler_.output(call, 1, Shape::Int64, outer_events));
  }
  return {inner, outer};
}

Lowering::Window Lowering::keyed_window(const plan::Node& node) {
  const Operands operands = plan_.operands_of(node);
  const Window profiles = bounds(operands, plan::folded_stream(plan_, node));
  const Domain outer_events = events_of(node.stream);
  const auto [inner, outer] = joined_keys(plan::key_operands(plan_, node), profiles, outer_events);
  const ValueId call =
      assembler_.call(KernelId::group_events, {assembler_.lanes(kProfiles), assembler_.lanes(profiles.events), profiles.begin, profiles.end,
                                               inner.values, assembler_.mask(inner.known, profiles.events), starts_of(outer_events),
                                               ends_of(outer_events), outer.values, assembler_.mask(outer.known, outer_events)});
  Window window{outer_events,
                profiles.events,
                assembler_.output(call, 1, Shape::Int32, outer_events),
                assembler_.output(call, 2, Shape::Int32, outer_events),
                assembler_.ones(),
                over(profiles.known, outer_events),
                over(profiles.bound_fault, outer_events),
                assembler_.zeros(),
                assembler_.output(call, 0, Shape::Int32, profiles.events),
                assembler_.output(call, 3, Shape::Int32, outer_events)};
  const Channels grouped = over(counted(operands[2], window), window.events);
  window.mask = grouped.truth;
  const ValueId inner_fault = assembler_.without(inner.fault, operand(operands[2], profiles.events).falsity);
  const ValueId in_keys = assembler_.either(outer.fault, over(any(inner_fault, profiles), outer_events));
  window.fault = assembler_.either(any(SEG_MUTATE(fault_ignored_in_condition, grouped.fault, assembler_.zeros()), window),
                                   SEG_MUTATE(fault_ignored_in_key, in_keys, assembler_.zeros()));
  return window;
}

Channels Lowering::keyed_fold(const plan::Node& node) {
  const Window window = keyed_window(node);
  Channels result = aggregate(node, plan::fold_operands(plan_, node), window);
  for (ValueId* value : {&result.value, &result.denominator, &result.truth, &result.falsity, &result.known, &result.fault}) {
    if (*value != kNoValue && assembler_.at(*value).domain == window.results) *value = gathered(*value, window.leaders, window.results);
  }
  return result;
}

}  // namespace seg::jit
