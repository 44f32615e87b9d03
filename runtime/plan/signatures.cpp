// Which operand types each operator admits and what it gives: one function a row of Signature. Stricter than the language on purpose:
// lowering inserts Rescale, ToFraction and ToFloat, so that the engines meet few combinations.

#include <algorithm>

#include <fmt/format.h>

#include "runtime/plan/rules.h"

namespace seg::plan {
namespace {

using Types = std::span<const Type>;

constexpr int kMaxScale = 18;

TypeResult gives(Type type) { return {true, type, {}}; }
TypeResult expects(std::string text) { return {false, {}, std::move(text)}; }

bool is_bool(Type type) { return type == bool_type(); }
bool is_string(Type type) { return type == string_type(); }
bool has_unit(Type type) { return type.kind == Kind::Money || type.kind == Kind::Duration; }
/// Exact numbers, in any form: plain ones, money and durations.
bool is_exact(Type type) { return !type.list && (has_unit(type) || (is_plain_number(type) && type.kind != Kind::Float)); }
bool is_number(Type type) { return is_exact(type) || type.kind == Kind::Float; }
bool is_whole(Type type) { return type == int_type(); }
/// Int64 forms of numbers, and floats: what a sum is taken of.
bool is_summable(Type type) { return type.kind == Kind::Float || (is_exact(type) && form_of(type) == Form::Int64); }

bool is_ordered(const Schema& schema, Type type) {
  if (type.list) return false;
  if (type.kind == Kind::Enum) return schema.enums[type.unit].ordered;
  return type.kind != Kind::Bool && type.kind != Kind::Id;
}

/// The exact number `type` as a fraction: whole units of a currency, microseconds, or a ratio.
Type as_fraction(Type type) {
  if (type.kind == Kind::Money) return {Kind::Money, true, 0, type.unit};
  if (type.kind == Kind::Duration) return {Kind::Duration, true, 0, kNoUnit};
  return ratio_type();
}

/// Plain numbers mix; money of one currency at any scale, and durations, whether fractions or not; else the same type.
bool comparable(Type a, Type b) {
  if (is_plain_number(a) && is_plain_number(b)) return true;
  return a.kind == b.kind && a.unit == b.unit && !a.list && !b.list;
}

/// And, Or, Not, UnknownTrue, UnknownFalse: bool, … → bool.
TypeResult logic(Types types) {
  return std::all_of(types.begin(), types.end(), is_bool) ? gives(bool_type()) : expects("bool operands");
}

/// AtLeast: int, bool, … → bool.
TypeResult threshold(Types types) {
  const bool ok = is_whole(types.front()) && std::all_of(types.begin() + 1, types.end(), is_bool);
  return ok ? gives(bool_type()) : expects("an int, then bool operands");
}

/// Equal: comparable types → bool.
TypeResult equality(Types types) {
  return comparable(types[0], types[1])
             ? gives(bool_type())
             : expects("two plain numbers, or two values of one kind and unit");
}

/// Less, LessEqual: as Equal, without bool and id; enums only where they are ordered.
TypeResult order(const Schema& schema, Types types) {
  return comparable(types[0], types[1]) && is_ordered(schema, types[0])
             ? gives(bool_type())
             : expects("two plain numbers, or two values of one kind and unit that has an order");
}

/// InSet: any type but bool and lists; the set's type is the operand's, which the verifier checks.
TypeResult membership(Types types) {
  return is_bool(types[0]) || types[0].list ? expects("anything but a bool or a list") : gives(bool_type());
}

/// ListAnyIn: a list; the set's type is its elements'.
TypeResult list_membership(Types types) { return types[0].list ? gives(bool_type()) : expects("a list"); }

/// ListContains: a list and a value of its elements' type → bool.
TypeResult list_element(Types types) {
  return types[0].list && types[1] == element_of(types[0]) ? gives(bool_type()) : expects("a list and a value of its elements' type");
}

/// ListContainsAny, ListContainsAll: two lists of one type → bool.
TypeResult list_pair(Types types) {
  return types[0].list && types[0] == types[1] ? gives(bool_type()) : expects("two lists of one type");
}

/// Contains, StartsWith, EndsWith: string, string → bool. Ids know equality only.
TypeResult text_test(Types types) {
  return std::all_of(types.begin(), types.end(), is_string) ? gives(bool_type()) : expects("two strings");
}

/// CaseFold, Lower, Upper, Trim: a string or a list of strings → the same.
TypeResult text_change(Types types) {
  const bool text = types[0].kind == Kind::String;
  return text ? gives(types[0]) : expects("a string or a list of strings");
}

/// Length: string → int.
TypeResult text_size(Types types) { return is_string(types[0]) ? gives(int_type()) : expects("a string"); }

/// Score: int, bool, int, bool … → int.
TypeResult score(Types types) {
  for (std::size_t index = 0; index < types.size(); ++index) {
    if (index % 2 == 0 ? !is_whole(types[index]) : !is_bool(types[index])) return expects("an int and a bool in turn");
  }
  return types.size() % 2 == 0 ? gives(int_type()) : expects("a bool after each int");
}

/// Add: two numbers of one type (a decimal's scale, currency and fraction included); timestamp or date + duration.
/// Negate, Abs: one number.
TypeResult sum(Types types) {
  const Type a = types.front();
  if (is_number(a) && a == types.back()) return gives(a);
  if (types.size() == 2 && (a == timestamp_type() || a == date_type()) && types[1] == duration_type()) return gives(a);
  return expects(types.size() == 1 ? "a number" : "two numbers of one type, or a timestamp or date and a duration");
}

/// Subtract: as Add; timestamp - timestamp and date - date are durations.
TypeResult difference(Types types) {
  const Type a = types[0];
  if ((a == timestamp_type() || a == date_type()) && types[1] == a) return gives(duration_type());
  const TypeResult result = sum(types);
  return result.ok ? result : expects("two numbers, timestamps or dates of one type, or a timestamp or date and a duration");
}

/// Product of two Int64 forms: the scales add up (0 for int and duration), the unit is that of the one side that has one.
/// int × int, int × decimal, decimal × decimal, money × int, money × decimal, duration × int; each in either order.
TypeResult whole_product(Type a, Type b) {
  const std::string expected = "two plain numbers, or one of them and money (at most scale 18 together), or an int and a duration";
  if (has_unit(a) && has_unit(b)) return expects(expected);
  const Type unit = has_unit(b) ? b : a;
  const Type other = has_unit(b) ? a : b;
  const int scale = unit.scale + other.scale;
  if (scale > kMaxScale) return expects(expected);
  if (unit.kind == Kind::Duration) return is_whole(other) ? gives(unit) : expects(expected);
  if (unit.kind == Kind::Money) return gives(money_type(unit.unit, static_cast<std::uint8_t>(scale)));
  if (is_whole(a) && is_whole(b)) return gives(int_type());
  return gives(decimal_type(static_cast<std::uint8_t>(scale)));
}

/// Multiply: two floats; two fractions, at most one of them with a unit; or as whole_product says. Forms do not mix.
TypeResult product(Types types) {
  const Type a = types[0];
  const Type b = types[1];
  if (a.kind == Kind::Float && b.kind == Kind::Float) return gives(float_type());
  if (!is_exact(a) || !is_exact(b) || form_of(a) != form_of(b)) return expects("two floats, two fractions or two whole or decimal numbers");
  if (form_of(a) == Form::Int64) return whole_product(a, b);
  if (has_unit(a) && has_unit(b)) return expects("a unit on at most one side");
  return gives(has_unit(b) ? b : a);
}

/// Divide: exact by exact in any form: a fraction with a's unit where b is plain, a ratio where both have one unit. Float by float: float.
TypeResult quotient(Types types) {
  const Type a = types[0];
  const Type b = types[1];
  if (a.kind == Kind::Float && b.kind == Kind::Float) return gives(float_type());
  if (is_exact(a) && is_exact(b)) {
    if (!has_unit(b)) return gives(as_fraction(a));
    if (comparable(a, b)) return gives(ratio_type());
  }
  return expects("two floats, or two exact numbers of which the second is plain or has the first one's unit");
}

/// Mean: an exact number by an int count, or a float by a float count.
TypeResult mean(Types types) {
  const bool counted = types[0].kind == Kind::Float ? types[1].kind == Kind::Float : is_whole(types[1]);
  return counted ? quotient(types) : expects("an exact number and an int count, or two floats");
}

/// Round, Floor, Ceil: a plain number → int; money, a fraction or not → money of scale 0; a fraction of durations → duration.
TypeResult rounding(Types types) {
  const Type type = types[0];
  if (is_plain_number(type)) return gives(int_type());
  if (type.kind == Kind::Duration && type.fraction) return gives(duration_type());
  return is_exact(type) && type.kind == Kind::Money ? gives(money_type(type.unit, 0)) : expects("a plain number, money or a fraction of durations");
}

/// Modulo: two ints, or two decimals of one scale → the same.
TypeResult remainder(Types types) {
  const bool number = is_whole(types[0]) || types[0] == decimal_type(types[0].scale);
  return number && types[0] == types[1] ? gives(types[0]) : expects("two ints or two decimals of one scale");
}

/// Rescale: int, decimal or money to a scale that is not smaller.
TypeResult rescale(Type type, std::uint8_t scale) {
  const bool money = type.kind == Kind::Money && !type.fraction && !type.list;
  const bool decimal = type.kind == Kind::Decimal && !type.list;
  if (!(is_whole(type) || decimal || money) || scale < type.scale || scale > kMaxScale) {
    return expects(fmt::format("an int, a decimal or money of scale at most {}, and a scale of at most {}", scale, kMaxScale));
  }
  return gives(money ? money_type(type.unit, scale) : decimal_type(scale));
}

/// ToFraction: int, decimal, money, duration that are none yet. ToFloat: int, decimal, ratio.
TypeResult conversion(Op op, Type type, std::uint8_t scale) {
  if (op == Op::Rescale) return rescale(type, scale);
  if (op == Op::ToFraction) {
    return is_exact(type) && form_of(type) == Form::Int64 ? gives(as_fraction(type))
                                                          : expects("an int, a decimal, money or a duration that is no fraction");
  }
  return is_exact(type) && !has_unit(type) ? gives(float_type()) : expects("an int, a decimal or a ratio");
}

/// Whether the operands are those that the operator needs, with or without a zone after them.
bool with_zone(Types types, std::initializer_list<Type> needed) {
  const bool zone = types.size() == needed.size() || is_string(types.back());
  return zone && std::equal(needed.begin(), needed.end(), types.begin());
}

/// DayStart: date → timestamp. LocalInstant: date, duration → timestamp.
TypeResult calendar(Op op, Types types) {
  if (op == Op::DayStart) return with_zone(types, {date_type()}) ? gives(timestamp_type()) : expects("a date, and a string as its zone");
  return with_zone(types, {date_type(), duration_type()}) ? gives(timestamp_type())
                                                          : expects("a date and a duration, and a string as their zone");
}

/// LocalDate: timestamp → date. LocalTime: timestamp → duration. LocalHour, LocalMinute: timestamp → int.
TypeResult local_part(Op op, Types types) {
  if (!with_zone(types, {timestamp_type()})) return expects("a timestamp, and a string as its zone");
  if (op == Op::LocalTime) return gives(duration_type());
  return gives(op == Op::LocalDate ? date_type() : int_type());
}

/// Date, int → date.
TypeResult date_shift(Types types) {
  return types[0] == date_type() && is_whole(types[1]) ? gives(date_type()) : expects("a date and an int");
}

/// Anniversary: date, date → date. Age: date, date → int.
TypeResult date_pair(Op op, Types types) {
  if (types[0] != date_type() || types[1] != date_type()) return expects("two dates");
  return gives(op == Op::Anniversary ? date_type() : int_type());
}

/// When: bool, any type → that type.
TypeResult filter(Types types) { return is_bool(types[0]) ? gives(types[1]) : expects("a bool before the value"); }

/// Reaches: values of comparable types that have an order → int.
TypeResult steps(const Schema& schema, Types types) {
  const auto fits = [&](Type type) { return comparable(types[0], type); };
  const bool ok = is_ordered(schema, types[0]) && std::all_of(types.begin(), types.end(), fits);
  return ok ? gives(int_type()) : expects("plain numbers, or values of one kind and unit that has an order");
}

/// Joins: timestamp, timestamp, bool, timestamp, timestamp → timestamp.
TypeResult as_of(Types types) {
  const bool ok = is_bool(types[2]) && types[0] == timestamp_type() && types[1] == timestamp_type() && types[3] == timestamp_type() &&
                  types[4] == timestamp_type();
  return ok ? gives(timestamp_type()) : expects("a timestamp from, a timestamp to, a bool condition, a timestamp value and a timestamp bound");
}

/// Date → int; WeekdayOf: the enum of weekdays, which the schema must have; the starts of periods: date.
TypeResult date_part(const Schema& schema, Op op, Type type) {
  if (type != date_type()) return expects("a date");
  if (op == Op::WeekStart || op == Op::MonthStart || op == Op::QuarterStart || op == Op::YearStart) return gives(type);
  if (op != Op::WeekdayOf) return gives(int_type());
  for (std::size_t index = 0; index < schema.enums.size(); ++index) {
    if (schema.enums[index].name == kWeekdayEnum) return gives({Kind::Enum, false, 0, static_cast<std::uint16_t>(index), false});
  }
  return expects(fmt::format("a schema with the enum `{}`", kWeekdayEnum));
}

/// What a fold's value must be, and what the fold then is. Sums of fractions are refused: their exact sum has no bound.
TypeResult fold_of_value(const Schema& schema, Op op, Type value) {
  const TypeResult summable = is_summable(value) ? gives(value) : expects("an int, decimal, money, duration or float value that is no fraction");
  const bool plain_whole = is_plain_number(value) && value.kind != Kind::Float;
  if (value.list) return expects("a value that is no list");
  switch (op) {
    case Op::SumOf: return summable;
    case Op::StddevOf: return summable.ok && plain_whole ? gives(float_type()) : summable;
    case Op::MedianOf:
      if (value.kind == Kind::Float) return gives(value);
      return is_exact(value) ? gives(as_fraction(value)) : expects("a number or a duration");
    case Op::MinOf:
    case Op::MaxOf: return is_ordered(schema, value) ? gives(value) : expects("a value of a type that has an order");
    case Op::AllTrue:
    case Op::AtLeastTrue: return is_bool(value) ? gives(value) : expects("a bool value");
    case Op::CountDistinct: return gives(int_type());
    case Op::FirstOfValue: return gives(bool_type());
    default: return gives(value);
  }
}

/// Folds and scans: timestamp, timestamp, bool, then the value, then the int of nth and at_least_true.
TypeResult fold(const Schema& schema, Op op, Types types) {
  if (types[0] != timestamp_type() || types[1] != timestamp_type() || !is_bool(types[2])) {
    return expects("a timestamp from, a timestamp to and a bool condition");
  }
  if (op == Op::Gap) return gives(duration_type());
  if (types.size() == 3) return gives(int_type());
  if (types.size() == 5 && !is_whole(types[4])) return expects("an int after the value");
  return fold_of_value(schema, op, types[3]);
}

/// Cuts: an ordered value that is no text, then a ratio or a rank. The average and the median: a number; exact ones give a fraction, floats a float.
TypeResult cut(const Schema& schema, Op op, Types types) {
  const Type value = types[0];
  if (op == Op::CutAverage || op == Op::CutMedian) {
    if (value.kind == Kind::Float) return gives(value);
    return is_exact(value) ? gives(as_fraction(value)) : expects("a number");
  }
  if (is_text(value) || !is_ordered(schema, value)) return expects("a value of a type that has an order and is no text");
  if (op == Op::CutRank) return is_whole(types[1]) ? gives(value) : expects("an int as its rank");
  return types[1] == ratio_type() ? gives(value) : expects("a ratio as its share");
}

}  // namespace

bool has_arity(Op op, std::size_t operands) {
  const OpRow& row = row_of(op);
  if (row.arity < 0) return operands > 0;
  const auto arity = static_cast<std::size_t>(row.arity);
  return operands == arity || (takes_zone(op) && operands == arity + 1);
}

TypeResult result_type(const Schema& schema, Op op, std::span<const Type> operands, std::uint8_t scale) {
  const OpRow& row = row_of(op);
  const auto arity = static_cast<std::size_t>(row.arity < 0 ? 1 : row.arity);
  if (!has_arity(op, operands.size())) {
    return expects(fmt::format("{} operand{}{}", arity, arity == 1 ? "" : "s", row.arity < 0 ? " or more" : ""));
  }
  for (const Type type : operands) {
    if (std::string error = type_error(schema, type); !error.empty()) return expects("types of the schema: " + error);
  }
  switch (row.signature) {
    case Signature::Lookup: return expects("no derivation: its type is that of the table's field");
    case Signature::Leaf: return expects("no derivation: a leaf's type is that of what it reads");
    case Signature::Logic: return logic(operands);
    case Signature::Threshold: return threshold(operands);
    case Signature::Test: return gives(bool_type());
    case Signature::Equality: return equality(operands);
    case Signature::Order: return order(schema, operands);
    case Signature::Membership: return membership(operands);
    case Signature::Score: return score(operands);
    case Signature::TextTest:
    case Signature::Pattern: return text_test(operands);
    case Signature::TextChange: return text_change(operands);
    case Signature::TextSize: return text_size(operands);
    case Signature::ListElement: return list_element(operands);
    case Signature::ListMembership: return list_membership(operands);
    case Signature::ListPair: return list_pair(operands);
    case Signature::Sum: return sum(operands);
    case Signature::Difference: return difference(operands);
    case Signature::Product: return product(operands);
    case Signature::Quotient: return op == Op::Mean ? mean(operands) : quotient(operands);
    case Signature::Conversion: return conversion(op, operands[0], scale);
    case Signature::Calendar: return calendar(op, operands);
    case Signature::LocalPart: return local_part(op, operands);
    case Signature::DateShift: return date_shift(operands);
    case Signature::DatePair: return date_pair(op, operands);
    case Signature::Filter: return filter(operands);
    case Signature::Steps: return steps(schema, operands);
    case Signature::AsOf: return as_of(operands);
    case Signature::DatePart: return date_part(schema, op, operands[0]);
    case Signature::Rounding: return rounding(operands);
    case Signature::Remainder: return remainder(operands);
    case Signature::Fold:
    case Signature::Scan: return fold(schema, op, operands);
    case Signature::Cut: return cut(schema, op, operands);
  }
  return expects("an operator that exists");
}

}  // namespace seg::plan
