#include "tests/differential/generator.h"
#include "tests/differential/schema.h"

namespace seg::differential {
namespace {

using plan::Form;
using plan::Kind;
using plan::Op;
using plan::Type;

bool is_number(Type type) { return plan::is_plain_number(type) || type.kind == Kind::Money || type.kind == Kind::Duration; }
bool is_whole(Type type) { return is_number(type) && plan::form_of(type) == Form::Int64; }
bool is_fraction(Type type) { return plan::form_of(type) == Form::Fraction; }
bool has_order(Type type) {
  if (type.kind == Kind::Enum) return type.unit == kOrdered;
  return type.kind != Kind::Bool && type.kind != Kind::Id;
}

/// Whether the operator can have this result.
bool can_produce(Op op, Type type) {
  switch (plan::row_of(op).signature) {
    case plan::Signature::Leaf:
      return false;
    case plan::Signature::Logic:
    case plan::Signature::Threshold:
    case plan::Signature::Test:
    case plan::Signature::Equality:
    case plan::Signature::Order:
    case plan::Signature::Membership:
    case plan::Signature::TextTest:
      return type.kind == Kind::Bool;
    case plan::Signature::Sum:
      return is_number(type) || (op == Op::Add && (type.kind == Kind::Date || type.kind == Kind::Timestamp));
    case plan::Signature::Difference:
      return is_number(type) || type.kind == Kind::Date || type.kind == Kind::Timestamp;
    case plan::Signature::Product:
      return is_number(type);
    case plan::Signature::Quotient:
      return type.kind == Kind::Float || is_fraction(type);
    case plan::Signature::Conversion:
      if (op == Op::ToFloat) return type.kind == Kind::Float;
      if (op == Op::ToFraction) return is_fraction(type);
      return type.kind == Kind::Decimal || (type.kind == Kind::Money && !type.fraction);
    case plan::Signature::Calendar:
      return type.kind == Kind::Timestamp;
    case plan::Signature::Fold:
      if (op == Op::Count || op == Op::CountDistinct) return type == plan::int_type();
      if (op == Op::SumOf) return is_whole(type) || type.kind == Kind::Float;
      return op == Op::FirstOf || op == Op::LastOf || has_order(type);
    case plan::Signature::Lookup:
    case plan::Signature::Score:
    case plan::Signature::Pattern:
    case plan::Signature::TextChange:
    case plan::Signature::TextSize:
    case plan::Signature::ListElement:
    case plan::Signature::ListMembership:
    case plan::Signature::ListPair:
    case plan::Signature::Rounding:
    case plan::Signature::Remainder:
    case plan::Signature::LocalPart:
    case plan::Signature::DatePart:
    case plan::Signature::Scan:
    case plan::Signature::Cut:
      if (op == Op::CutAverage) return type.kind == Kind::Float || is_fraction(type);
      return has_order(type) && !plan::is_text(type);
  }
  return false;
}

}  // namespace

std::vector<Op> Generator::producers(Type type) const {
  std::vector<Op> ops;
  for (const plan::OpRow& row : plan::op_rows()) {
    if (can_produce(row.op, type)) ops.push_back(row.op);
  }
  return ops;
}

Type Generator::exact_plain_type() {
  const std::size_t which = random_.below(6);
  if (which < 3) return plan::int_type();
  if (which < 5)
    return plan::decimal_type(random_.percent(70) ? 2 : random_.percent(70) ? 4 : static_cast<std::uint8_t>(random_.below(19)));
  return plan::ratio_type();
}

Type Generator::plain_type() { return random_.percent(25) ? plan::float_type() : exact_plain_type(); }

Type Generator::random_type() {
  const std::size_t which = random_.below(16);
  if (which < 5) return plain_type();
  if (which == 5)
    return plan::money_type(kEuro, random_.percent(70) ? 2 : random_.percent(70) ? 4 : static_cast<std::uint8_t>(random_.below(19)));
  if (which == 6) return money_fraction();
  if (which == 7) return plan::duration_type();
  if (which == 8) return duration_fraction();
  if (which == 9) return plan::date_type();
  if (which == 10) return plan::timestamp_type();
  if (which == 11) return plan::string_type();
  if (which == 12) return enum_type(random_.percent(60) ? kOrdered : kUnordered);
  if (which == 13) return id_of(random_.percent(50) ? kProduct : plan::kNoUnit);
  if (which == 14) return plan::bool_type();
  return plan::timestamp_type();
}

Type Generator::ordered_type(bool text) {
  while (true) {
    const Type type = random_type();
    if (has_order(type) && (text || !plan::is_text(type))) return type;
  }
}

/// A type that comparisons admit beside it.
Type Generator::comparable_to(Type type) {
  if (plan::is_plain_number(type)) return random_.percent(50) ? type : plain_type();
  if (type.kind == Kind::Money) {
    if (random_.percent(40)) return type;
    return random_.percent(40) ? money_fraction() : plan::money_type(kEuro, random_.percent(50) ? 2 : 4);
  }
  if (type.kind == Kind::Duration) return random_.percent(50) ? plan::duration_type() : duration_fraction();
  return type;
}

}  // namespace seg::differential
