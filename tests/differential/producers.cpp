#include <algorithm>
#include <numeric>

#include "tests/differential/generator.h"
#include "tests/differential/schema.h"

namespace seg::differential {
namespace {

using plan::Kind;
using plan::NodeId;
using plan::Op;
using plan::Signature;
using plan::Type;

}  // namespace

NodeId Generator::produce(Op op, Type type, Place place, Budget budget) {
  switch (plan::row_of(op).signature) {
    case Signature::Leaf:
      break;
    case Signature::Logic:
    case Signature::Threshold:
      return noted(logic(op, place, budget));
    case Signature::Test:
      return noted(builder_.apply(op, {make(random_.percent(20) ? list_type() : random_type(), place, budget.deeper())}));
    case Signature::Equality:
    case Signature::Order:
      return noted(comparison(op, op == Op::Equal ? random_type() : ordered_type(true), place, budget));
    case Signature::Membership:
      return noted(membership(random_type(), place, budget));
    case Signature::TextTest:
      return noted(text_test(op, place, budget));
    case Signature::Sum:
    case Signature::Difference:
    case Signature::Product:
    case Signature::Quotient:
    case Signature::Conversion:
    case Signature::Rounding:
      return noted(arithmetic(op, type, place, budget));
    case Signature::Calendar:
    case Signature::LocalPart:
      return noted(local_time(op, place, budget));
    case Signature::DateShift:
    case Signature::DatePair:
      return noted(moved_date(op, place, budget));
    case Signature::Steps:
      return noted(steps(place, budget));
    case Signature::Fold:
      return noted(fold(op, type, place, budget));
    case Signature::Scan:
    case Signature::AsOf:
      return noted(place.is_event() ? of_event(op, place.stream, budget) : leaf(type, place));
    case Signature::Lookup:
      return noted(lookup(type, place, budget));
    case Signature::Score:
      return noted(score(place, budget));
    case Signature::Pattern:
      return noted(pattern(op, place, budget));
    case Signature::Filter:
    case Signature::TextChange:
    case Signature::TextSize:
    case Signature::Remainder:
    case Signature::DatePart:
      return noted(of_operands(op, type, place, budget));
    case Signature::ListElement:
    case Signature::ListMembership:
    case Signature::ListPair:
      return noted(list_test(op, place, budget));
    case Signature::Cut:
      return noted(cut(op, type, budget));
  }
  return noted(leaf(type, place));
}

NodeId Generator::arithmetic(Op op, Type type, Place place, Budget budget) {
  const Signature signature = plan::row_of(op).signature;
  if (signature == Signature::Product) return product(type, place, budget);
  if (signature == Signature::Quotient) return quotient(op, type, place, budget);
  if (signature == Signature::Conversion) return conversion(op, type, place, budget);
  if (signature == Signature::Rounding) return rounding(op, type, place, budget);
  return sum(op, type, place, budget);
}

NodeId Generator::of_event(Op op, std::uint32_t stream, Budget budget) {
  const bool joins = plan::row_of(op).signature == Signature::AsOf;
  return joins ? join_by_time(stream, budget) : scan(op, stream, budget);
}

NodeId Generator::of_operands(Op op, Type type, Place place, Budget budget) {
  const Signature signature = plan::row_of(op).signature;
  Type first = type;
  if (signature == Signature::Filter) first = plan::bool_type();
  if (signature == Signature::TextSize) first = plan::string_type();
  if (signature == Signature::DatePart) first = plan::date_type();
  std::vector<NodeId> operands{make(first, place, budget.deeper())};
  if (plan::row_of(op).arity == 2) operands.push_back(make(type, place, budget.deeper()));
  return builder_.apply(op, operands);
}

NodeId Generator::logic(Op op, Place place, Budget budget) {
  std::vector<NodeId> operands;
  std::int64_t count = 1;
  if (op == Op::AtLeast) operands.push_back(builder_.integer(random_.between(0, 4)));
  if (op == Op::And || op == Op::Or) count = random_.percent(5) ? random_.between(5, 70) : random_.between(1, 4);
  if (op == Op::AtLeast) count = random_.between(0, 5);
  const Budget inner = count > 5 ? Budget{0, 0, 0} : budget.deeper();
  for (std::int64_t index = 0; index < count; ++index) operands.push_back(make(plan::bool_type(), place, inner));
  return builder_.apply(op, operands);
}

NodeId Generator::comparison(Op op, Type a, Place place, Budget budget) {
  const NodeId left = make(a, place, budget.deeper());
  const NodeId right = make(comparable_to(a), place, budget.deeper());
  return builder_.apply(op, {left, right});
}

NodeId Generator::membership(Type type, Place place, Budget budget) {
  while (type.kind == Kind::Bool) type = random_type();
  const NodeId value = make(type, place, budget.deeper());
  return builder_.in_set(value, literal_set(type));
}

NodeId Generator::text_test(Op op, Place place, Budget budget) {
  const NodeId whole = make(plan::string_type(), place, budget.deeper());
  const NodeId part = random_.percent(60) ? literal(plan::string_type()) : make(plan::string_type(), place, budget.deeper());
  return builder_.apply(op, {whole, part});
}

/// Add, Subtract, Negate, Abs.
NodeId Generator::sum(Op op, Type type, Place place, Budget budget) {
  const Budget inner = budget.deeper();
  if (op == Op::Negate || op == Op::Abs) return builder_.apply(op, {make(type, place, inner)});
  if (type.kind == Kind::Date) {
    const std::int64_t days = random_.between(-40, 40) * plan::kMicrosPerDay;
    const NodeId moved =
        random_.percent(70) ? builder_.literal({plan::duration_type(), days, 1, 0, {}}) : make(plan::duration_type(), place, inner);
    return builder_.apply(op, {make(type, place, inner), moved});
  }
  if (type.kind == Kind::Timestamp) return builder_.apply(op, {make(type, place, inner), make(plan::duration_type(), place, inner)});
  if (op == Op::Subtract && type == plan::duration_type() && random_.percent(60)) {
    const Type point = random_.percent(50) ? plan::timestamp_type() : plan::date_type();
    return builder_.apply(op, {make(point, place, inner), make(point, place, inner)});
  }
  return builder_.apply(op, {make(type, place, inner), make(type, place, inner)});
}

NodeId Generator::product(Type type, Place place, Budget budget) {
  const Budget inner = budget.deeper();
  Type a = type;
  Type b = type;
  if (type.kind == Kind::Decimal || (type.kind == Kind::Money && !type.fraction)) {
    const auto left = random_.percent(50) ? type.scale : static_cast<std::uint8_t>(random_.below(static_cast<std::size_t>(type.scale) + 1));
    a.scale = left;
    b = left == type.scale && random_.percent(70) ? plan::int_type() : plan::decimal_type(static_cast<std::uint8_t>(type.scale - left));
  } else if (type == plan::duration_type()) {
    b = plan::int_type();
  } else if (type.fraction) {
    b = plan::ratio_type();
  }
  const NodeId left = make(a, place, inner);
  const NodeId right = make(b, place, inner);
  return random_.percent(50) ? builder_.apply(Op::Multiply, {left, right}) : builder_.apply(Op::Multiply, {right, left});
}

/// Divide and Mean. A mean is most often what lowering writes: a sum by the count of the same events.
NodeId Generator::quotient(Op op, Type type, Place place, Budget budget) {
  const Budget inner = budget.deeper();
  Type a = type;
  Type b = type;
  if (type.kind != Kind::Float) {
    b = op == Op::Mean ? plan::int_type() : exact_plain_type();
    if (type == plan::ratio_type()) a = exact_plain_type();
    if (type.kind == Kind::Money && random_.percent(60)) a = plan::money_type(kEuro, random_.percent(50) ? 2 : 4);
    if (type.kind == Kind::Duration && random_.percent(60)) a = plan::duration_type();
    if (op == Op::Divide && type == plan::ratio_type() && random_.percent(35)) {
      a = random_.percent(50) ? plan::money_type(kEuro, 2) : plan::duration_type();
      b = comparable_to(a);
      if (random_.percent(50)) std::swap(a, b);
    }
  }
  if (op == Op::Mean && budget.folds > 0 && random_.percent(60)) {
    const auto stream = static_cast<std::uint32_t>(random_.below(builder_.plan().schema.streams.size()));
    if (a == plan::ratio_type()) a = plan::int_type();
    if (a == money_fraction()) a = plan::money_type(kEuro, 2);
    if (a == duration_fraction()) a = plan::duration_type();
    if (a.kind != Kind::Float) {
      const NodeId total = fold_of(Op::SumOf, stream, a, inner);
      const auto operands = builder_.plan().operands_of(total);
      const NodeId counted[] = {operands[0], operands[1], operands[2]};
      return builder_.apply(op, {noted(total), noted(builder_.fold(Op::Count, stream, counted))});
    }
  }
  return builder_.apply(op, {make(a, place, inner), make(b, place, inner)});
}

NodeId Generator::conversion(Op op, Type type, Place place, Budget budget) {
  const Budget inner = budget.deeper();
  if (op == Op::ToFloat) return builder_.apply(op, {make(exact_plain_type(), place, inner)});
  if (op == Op::ToFraction) {
    Type whole = plan::duration_type();
    if (type.kind == Kind::Money) whole = plan::money_type(kEuro, random_.percent(50) ? 2 : 4);
    if (type == plan::ratio_type()) whole = random_.percent(50) ? plan::int_type() : plan::decimal_type(random_.percent(50) ? 2 : 4);
    return builder_.apply(op, {make(whole, place, inner)});
  }
  const auto scale = static_cast<std::uint8_t>(random_.below(static_cast<std::size_t>(type.scale) + 1));
  const bool common = type.scale >= 2 && random_.percent(50);
  Type narrow = type;
  narrow.scale = common ? 2 : scale;
  if (type.kind == Kind::Decimal && random_.percent(40)) narrow = plan::int_type();
  return builder_.rescale(make(narrow, place, inner), type.scale);
}

NodeId Generator::cut(Op op, Type type, Budget budget) {
  const Budget inner{std::min(budget.depth - 1, 2), budget.folds, budget.cuts - 1};
  Type value = type;
  const bool is_mean = op == Op::CutAverage || op == Op::CutMedian;
  if (is_mean && type.kind != Kind::Float) {
    if (type == plan::ratio_type()) value = exact_plain_type();
    if (type.kind == Kind::Money && random_.percent(60)) value = plan::money_type(kEuro, 2);
    if (type.kind == Kind::Duration && random_.percent(60)) value = plan::duration_type();
  }
  const NodeId observed = noted(make(value, {}, inner));
  if (shapes_[observed].stage >= plan::kMaxPopulationStages) return leaf(type, {});
  if (is_mean) return builder_.apply(op, {observed});
  if (op == Op::CutRank) {
    return builder_.apply(op, {observed, noted(builder_.integer(random_.percent(80) ? random_.between(1, 12) : random_.between(13, 400)))});
  }
  const std::int64_t percent = random_.percent(20) ? random_.between(0, 1) * 100 : random_.between(1, 99);
  const auto divisor = std::gcd(percent, std::int64_t{100});
  return builder_.apply(op, {observed, builder_.literal({plan::ratio_type(), percent / divisor, 100 / divisor, 0, {}})});
}

}  // namespace seg::differential
