#include "tests/differential/generator.h"
#include "tests/differential/schema.h"

namespace seg::differential {

std::vector<TableField> tables_with(plan::Type type) {
  static const plan::Schema kSchema = make_schema("UTC");
  std::vector<TableField> found;
  for (std::uint32_t table = 0; table < kSchema.tables.size(); ++table) {
    const auto& fields = kSchema.tables[table].fields;
    for (std::uint32_t field = 0; field < fields.size(); ++field) {
      if (fields[field].type == type) found.push_back({table, field});
    }
  }
  return found;
}

namespace {

using plan::Form;
using plan::Kind;
using plan::Op;
using plan::Type;

bool is_number(Type type) { return plan::is_plain_number(type) || type.kind == Kind::Money || type.kind == Kind::Duration; }
bool is_whole(Type type) { return is_number(type) && plan::form_of(type) == Form::Int64; }
bool is_fraction(Type type) { return plan::form_of(type) == Form::Fraction; }
bool has_order(Type type) {
  if (type.kind == Kind::Enum) return type.unit != kUnordered;
  return type.kind != Kind::Bool && type.kind != Kind::Id;
}

bool is_money_or_duration(Type type) { return (type.kind == Kind::Money && !type.fraction) || type == plan::duration_type(); }

/// Whether a fold can have this result.
bool fold_can_produce(Op op, Type type) {
  if (op == Op::Count || op == Op::CountDistinct) return type == plan::int_type();
  if (op == Op::AllTrue || op == Op::AtLeastTrue) return type == plan::bool_type();
  if (op == Op::MedianOf) return type.kind == Kind::Float || is_fraction(type);
  if (op == Op::StddevOf) return type.kind == Kind::Float || is_money_or_duration(type);
  if (op == Op::SumOf) return is_whole(type) || type.kind == Kind::Float;
  const bool any = op == Op::FirstOf || op == Op::LastOf || op == Op::NthOf || op == Op::ModeOf;
  return any || has_order(type);
}

bool date_part_can_produce(Op op, Type type) {
  const bool is_start = op == Op::WeekStart || op == Op::MonthStart || op == Op::QuarterStart || op == Op::YearStart;
  if (is_start || op == Op::LocalDate) return type == plan::date_type();
  if (op == Op::LocalTime) return type == plan::duration_type();
  return type == (op == Op::WeekdayOf ? enum_type(kWeekday) : plan::int_type());
}

bool scan_can_produce(Op op, Type type) {
  if (op == Op::Gap) return type == plan::duration_type();
  return type == (op == Op::FirstOfValue ? plan::bool_type() : plan::int_type());
}

bool conversion_can_produce(Op op, Type type) {
  if (op == Op::ToFloat) return type.kind == Kind::Float;
  if (op == Op::ToFraction) return is_fraction(type);
  return type.kind == Kind::Decimal || (type.kind == Kind::Money && !type.fraction);
}

/// Whether the operator can have this list as its result.
bool can_produce_list(Op op, Type type) {
  return op == Op::Lookup || op == Op::When || (plan::row_of(op).signature == plan::Signature::TextChange && type.kind == Kind::String);
}

/// Whether the operator can have this result, no list.
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
    case plan::Signature::Pattern:
    case plan::Signature::ListElement:
    case plan::Signature::ListMembership:
    case plan::Signature::ListPair:
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
      return conversion_can_produce(op, type);
    case plan::Signature::Calendar:
    case plan::Signature::AsOf:
      return type.kind == Kind::Timestamp;
    case plan::Signature::Filter:
      return true;
    case plan::Signature::DateShift:
      return type == plan::date_type();
    case plan::Signature::DatePair:
      return type == (op == Op::Age ? plan::int_type() : plan::date_type());
    case plan::Signature::Fold:
      return fold_can_produce(op, type);
    case plan::Signature::Lookup:
      return tables_with(type).size() > 0;
    case plan::Signature::Score:
    case plan::Signature::TextSize:
    case plan::Signature::Steps:
      return type == plan::int_type();
    case plan::Signature::TextChange:
      return type == plan::string_type();
    case plan::Signature::Rounding:
      return type == plan::int_type() || type == plan::money_type(kEuro, 0) || type == plan::duration_type();
    case plan::Signature::Remainder:
      return type == plan::int_type() || type == plan::decimal_type(type.scale);
    case plan::Signature::LocalPart:
    case plan::Signature::DatePart:
      return date_part_can_produce(op, type);
    case plan::Signature::Scan:
      return scan_can_produce(op, type);
    case plan::Signature::Cut:
      if (op == Op::CutAverage || op == Op::CutMedian) return type.kind == Kind::Float || is_fraction(type);
      return has_order(type) && !plan::is_text(type);
  }
  return false;
}

}  // namespace

std::vector<Op> Generator::producers(Type type) const {
  std::vector<Op> ops;
  for (const plan::OpRow& row : plan::op_rows()) {
    if (type.list ? can_produce_list(row.op, type) : can_produce(row.op, type)) ops.push_back(row.op);
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
    return plan::money_type(kEuro, random_.percent(60)   ? 2
                                   : random_.percent(30) ? 0
                                   : random_.percent(70) ? 4
                                                         : static_cast<std::uint8_t>(random_.below(19)));
  if (which == 6) return money_fraction();
  if (which == 7) return plan::duration_type();
  if (which == 8) return duration_fraction();
  if (which == 9) return plan::date_type();
  if (which == 10) return plan::timestamp_type();
  if (which == 11) return plan::string_type();
  if (which == 12) return enum_type(random_.percent(50) ? kOrdered : random_.percent(60) ? kUnordered : kWeekday);
  if (which == 13)
    return id_of(random_.percent(50) ? kProduct : random_.percent(50) ? plan::kNoUnit : random_.percent(50) ? kMaker : kRegion);
  if (which == 14) return plan::bool_type();
  return plan::timestamp_type();
}

Type Generator::list_type() {
  static const std::vector<Type> kTypes = list_types();
  return random_.percent(25) ? kTypes[3] : random_.one_of(kTypes);
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
