// Operators on texts, lists, lookup tables and whole numbers.

#include "tests/differential/generator.h"
#include "tests/differential/schema.h"

namespace seg::differential {

using plan::Kind;
using plan::NodeId;
using plan::Op;
using plan::Signature;
using plan::Type;

plan::LiteralSet Generator::literal_set(Type type) {
  plan::LiteralSet set{type, {}};
  const std::int64_t size = random_.percent(5) ? random_.between(20, 120) : random_.between(0, 6);
  for (std::int64_t index = 0; index < size; ++index) {
    set.elements.push_back(draw_literal(random_, temper(), builder_.plan().schema, type, now_));
  }
  return set;
}

NodeId Generator::score(Place place, Budget budget) {
  std::vector<NodeId> operands;
  const std::int64_t pairs = random_.between(1, 5);
  for (std::int64_t index = 0; index < pairs; ++index) {
    // Five times a tenth of the largest number fits 64 bits.
    const std::int64_t points = random_.percent(5) ? INT64_MAX / 10 : random_.between(-5, 20);
    operands.push_back(noted(builder_.integer(random_.percent(10) ? -points : points)));
    operands.push_back(make(plan::bool_type(), place, budget.deeper()));
  }
  return builder_.apply(Op::Score, operands);
}

NodeId Generator::pattern(Op op, Place place, Budget budget) {
  const NodeId text = make(plan::string_type(), place, budget.deeper());
  return builder_.apply(op, {text, noted(builder_.literal({plan::string_type(), 0, 1, 0, random_.one_of(pattern_pool())}))});
}

NodeId Generator::list_test(Op op, Place place, Budget budget) {
  const Type type = list_type();
  const Budget inner = budget.deeper();
  const NodeId list = make(type, place, inner);
  if (op == Op::ListAnyIn) return builder_.in_set(list, literal_set(plan::element_of(type)));
  return builder_.apply(op, {list, make(op == Op::ListContains ? plan::element_of(type) : type, place, inner)});
}

/// A test of a list that is there.
NodeId Generator::list_use(NodeId list, Place place, Budget budget) {
  const Type type = builder_.node(list).type;
  if (random_.percent(50)) return builder_.in_set(list, literal_set(plan::element_of(type)));
  return builder_.apply(Op::ListContains, {list, make(plan::element_of(type), place, {std::min(budget.depth - 1, 1), 0, 0})});
}

NodeId Generator::lookup(Type type, Place place, Budget budget) {
  const std::vector<TableField> found = tables_with(type);
  if (found.empty()) return leaf(type, place);
  const TableField field = random_.one_of(found);
  const plan::Table& table = builder_.plan().schema.tables[field.table];
  const Type key = table.fields[table.key].type;
  return builder_.lookup(field.table, field.field, make(key, place, budget.deeper()));
}

/// Round, Floor, Ceil.
NodeId Generator::rounding(Op op, Type type, Place place, Budget budget) {
  Type value = plain_type();
  if (type.kind == Kind::Money) {
    value = random_.percent(40) ? money_fraction() : plan::money_type(kEuro, random_.percent(40) ? 2 : 4);
    if (random_.percent(10)) value = type;
  }
  if (type.kind == Kind::Duration) value = duration_fraction();
  return builder_.apply(op, {make(value, place, budget.deeper())});
}

}  // namespace seg::differential
