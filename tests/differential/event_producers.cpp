// Windows, folds, keyed folds and scans.

#include <algorithm>

#include "tests/differential/generator.h"
#include "tests/differential/schema.h"

namespace seg::differential {

using plan::Kind;
using plan::NodeId;
using plan::Op;
using plan::Type;

NodeId Generator::bound(bool is_from, Budget budget) {
  const Type time = plan::timestamp_type();
  const std::size_t which = random_.below(20);
  if (which < 6) return builder_.literal({time, is_from ? plan::kBeginningOfTime : plan::kEndOfTime, 1, 0, {}});
  if (which < 8) return is_from ? literal(time) : builder_.now();
  if (which < 12) return noted(builder_.apply(Op::Subtract, {builder_.now(), literal(plan::duration_type())}));
  if (which < 15) return literal(time);
  if (which < 16) return noted(builder_.apply(Op::DayStart, {literal(plan::date_type())}));
  if (which < 17) return noted(builder_.apply(Op::DayStart, {leaf(plan::date_type(), {})}));
  if (which < 19) return leaf(time, {});
  return make(time, {}, {std::min(budget.depth, 1), std::min(budget.folds, 1), 0});
}

Generator::Window Generator::window(Budget budget) {
  if (!windows_.empty() && random_.percent(40)) return random_.one_of(windows_);
  // The bounds are noted as leaves, too: nested folds reuse them by position.
  const Window made{noted(bound(true, budget)), noted(bound(false, budget))};
  if (shapes_[made.from].folds == 0 && shapes_[made.to].folds == 0) windows_.push_back(made);
  return made;
}

/// What the value is of a fold that gives `type`.
Type Generator::folded_type(Op op, Type type) {
  if (op == Op::CountDistinct) return random_type();
  if (op == Op::StddevOf && type.kind == Kind::Float)
    return random_.percent(40) ? type : random_.percent(60) ? plan::int_type() : plan::decimal_type(2);
  if (op != Op::MedianOf || type.kind == Kind::Float) return type;
  if (type == plan::ratio_type()) return exact_plain_type();
  if (random_.percent(30)) return type;
  return type.kind == Kind::Money ? plan::money_type(kEuro, random_.percent(60) ? 2 : 4) : plan::duration_type();
}

std::vector<NodeId> Generator::fold_operands(Op op, std::uint32_t stream, Type value, Budget budget) {
  const Budget inner{budget.depth, budget.folds - 1, 0};
  const Window bounds = window(inner);
  std::vector<NodeId> operands = {bounds.from, bounds.to};
  operands.push_back(random_.percent(40) ? builder_.truth(true) : make(plan::bool_type(), {stream}, inner.deeper()));
  noted(operands.back());
  const auto arity = static_cast<std::size_t>(plan::row_of(op).arity);
  if (arity > 3) operands.push_back(noted(make(value, {stream}, inner.deeper())));
  if (op == Op::NthOf) operands.push_back(noted(builder_.integer(random_.percent(90) ? random_.between(1, 4) : random_.between(5, 100))));
  if (op == Op::AtLeastTrue) {
    operands.push_back(random_.percent(70) ? noted(builder_.integer(random_.between(-1, 5))) : make(plan::int_type(), {}, {1, 0, 0}));
  }
  return operands;
}

NodeId Generator::fold_of(Op op, std::uint32_t stream, Type value, Budget budget) {
  return builder_.fold(op, stream, fold_operands(op, stream, value, budget));
}

/// Where an event may stand, most often one for each of its stream's events.
NodeId Generator::fold(Op op, Type type, Place place, Budget budget) {
  const Type value = folded_type(op, type);
  if (place.is_event() && random_.percent(65)) return keyed_fold(op, value, place.stream, budget);
  const auto stream = static_cast<std::uint32_t>(random_.below(builder_.plan().schema.streams.size()));
  return fold_of(op, stream, value, budget);
}

/// A value that differs by event. Both streams have fields of the first types.
NodeId Generator::key(Type type, std::uint32_t stream, Budget budget) {
  if (random_.percent(25)) {
    const NodeId made = make(type, {stream}, {std::min(budget.depth, 2), 0, 0});
    if (builder_.node(made).rate == plan::Rate::Event) return made;
  }
  const auto& fields = builder_.plan().schema.streams[stream].fields;
  std::vector<std::uint32_t> fitting;
  for (std::uint32_t index = 0; index < fields.size(); ++index) {
    if (fields[index].type == type) fitting.push_back(index);
  }
  return noted(builder_.event_field(stream, random_.one_of(fitting)));
}

std::vector<plan::KeyPair> Generator::key_pairs(std::int64_t count, std::uint32_t inner, std::uint32_t outer, Budget budget) {
  static const std::vector<Type> kTypes = {plan::int_type(),      plan::string_type(),   id_of(kProduct),           enum_type(kOrdered),
                                           enum_type(kUnordered), plan::bool_type(),     plan::date_type(),         plan::timestamp_type(),
                                           plan::duration_type(), plan::decimal_type(2), plan::money_type(kEuro, 2)};
  std::vector<plan::KeyPair> keys;
  for (std::int64_t index = 0; index < count; ++index) {
    const Type type = random_.one_of(kTypes);
    const NodeId inner_key = key(type, inner, budget);
    // Grouping has the same key on both sides.
    keys.push_back({inner_key, inner == outer && random_.percent(60) ? inner_key : key(type, outer, budget)});
  }
  return keys;
}

NodeId Generator::keyed_fold(Op op, Type value, std::uint32_t outer, Budget budget) {
  const auto inner = static_cast<std::uint32_t>(random_.below(builder_.plan().schema.streams.size()));
  const std::vector<NodeId> operands = fold_operands(op, inner, value, budget);
  const std::int64_t pairs = random_.percent(60) ? 1 : random_.percent(85) ? 2 : 3;
  return builder_.keyed_fold(op, inner, operands, key_pairs(pairs, inner, outer, budget));
}

NodeId Generator::scan(Op op, std::uint32_t stream, Budget budget) {
  return builder_.fold(op, stream, fold_operands(op, stream, random_type(), budget));
}

}  // namespace seg::differential
