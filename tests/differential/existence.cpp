#include "tests/differential/existence.h"

#include <algorithm>

#include "tests/differential/generator.h"
#include "tests/differential/schema.h"

namespace seg::differential {
namespace {

using plan::Kind;
using plan::Op;
using plan::Signature;
using plan::Type;

std::vector<Type> types_of_kind(std::size_t kind) {
  if (kind >= kFirstList) return {list_types()[kind - kFirstList]};
  if (kind == kMoneyFraction) return {money_fraction()};
  if (kind == kDurationFraction) return {duration_fraction()};
  switch (static_cast<Kind>(kind)) {
    case Kind::Decimal:
      return {plan::decimal_type(2)};
    case Kind::Money:
      return {plan::money_type(kEuro, 2)};
    case Kind::Ratio:
      return {plan::ratio_type()};
    case Kind::Enum:
      return {enum_type(kOrdered), enum_type(kUnordered), enum_type(kWeekday)};
    case Kind::Id:
      return {id_of(kProduct), id_of(kMaker), id_of(kRegion)};
    case Kind::Bool:
    case Kind::Int:
    case Kind::Float:
    case Kind::String:
    case Kind::Date:
    case Kind::Timestamp:
    case Kind::Duration:
      break;
  }
  return {{static_cast<Kind>(kind), false, 0, plan::kNoUnit}};
}

bool is_text(std::size_t kind) { return kind == static_cast<std::size_t>(Kind::String) || kind == static_cast<std::size_t>(Kind::Id); }
bool is(std::size_t kind, Kind wanted) { return kind == static_cast<std::size_t>(wanted); }

/// The operands beside `first` that make the operator's signature.
std::vector<Type> with_others(Op op, Type first) {
  const Type time = plan::timestamp_type();
  switch (plan::row_of(op).arity) {
    case 3:
      return {time, time, first};
    case 4:
      return {time, time, plan::bool_type(), first};
    case 5:
      return {time, time, plan::bool_type(), first, plan::row_of(op).signature == Signature::AsOf ? time : plan::int_type()};
    default:
      return {first};
  }
}

/// Whether result_type takes the operator over `first` and anything beside it.
bool admits_type(const plan::Schema& schema, Op op, Type first) {
  const auto ok = [&](const std::vector<Type>& types) { return plan::result_type(schema, op, types, 18).ok; };
  const Signature signature = plan::row_of(op).signature;
  if (signature == Signature::Threshold || signature == Signature::Score) return ok({plan::int_type(), first});
  if (signature == Signature::Filter) return ok({plan::bool_type(), first});
  if (signature == Signature::Lookup) return !tables_with(first).empty();
  if (plan::row_of(op).arity != 2) return ok(with_others(op, first));
  for (std::size_t kind = 0; kind < kOperandKinds; ++kind) {
    for (const Type second : types_of_kind(kind)) {
      if (ok({first, second})) return true;
    }
  }
  return false;
}

/// Kinds whose comparisons may multiply crosswise: exact numbers, and floats with exact numbers.
bool cross_multiplies(std::size_t kind) {
  return is(kind, Kind::Int) || is(kind, Kind::Float) || is(kind, Kind::Decimal) || is(kind, Kind::Ratio) || is(kind, Kind::Money) ||
         is(kind, Kind::Duration) || kind == kMoneyFraction || kind == kDurationFraction;
}

bool fold_can_overflow(Op op, std::size_t kind) {
  if (op == Op::StddevOf) return !is(kind, Kind::Int) && !is(kind, Kind::Decimal);
  return op == Op::SumOf || op == Op::MedianOf;
}

bool can_overflow(Op op, std::size_t kind) {
  switch (plan::row_of(op).signature) {
    case Signature::Leaf:
      return is(kind, Kind::Float) && (op == Op::ProfileField || op == Op::EventField);
    case Signature::Lookup:
    case Signature::Rounding:
      return is(kind, Kind::Float);
    case Signature::Equality:
    case Signature::Order:
      return cross_multiplies(kind);
    case Signature::Sum:
      return op == Op::Add || !is(kind, Kind::Float);
    case Signature::Difference:
    case Signature::Product:
    case Signature::Quotient:
    case Signature::Calendar:
    case Signature::Remainder:
    case Signature::DateShift:
      return true;
    case Signature::DatePair:
      return op == Op::Anniversary;
    case Signature::Conversion:
      return op == Op::Rescale;
    case Signature::DatePart:
      return op == Op::WeekStart || op == Op::MonthStart || op == Op::QuarterStart || op == Op::YearStart;
    case Signature::Fold:
      return fold_can_overflow(op, kind);
    case Signature::Scan:
      return op == Op::Gap;
    case Signature::Cut:
      return op == Op::CutAverage || (op == Op::CutMedian && kind != kMoneyFraction && kind != kDurationFraction && !is(kind, Kind::Ratio));
    case Signature::Logic:
    case Signature::Threshold:
    case Signature::Test:
    case Signature::Score:
    case Signature::Membership:
    case Signature::TextTest:
    case Signature::Pattern:
    case Signature::TextChange:
    case Signature::TextSize:
    case Signature::ListElement:
    case Signature::ListMembership:
    case Signature::ListPair:
    case Signature::Filter:
    case Signature::Steps:
    case Signature::AsOf:
    case Signature::LocalPart:
      return false;
  }
  return false;
}

bool can_be_empty(Op op, std::size_t kind) {
  switch (plan::row_of(op).signature) {
    case Signature::Fold:
    case Signature::Scan:
    case Signature::AsOf:
    case Signature::Cut:
    case Signature::Membership:
    case Signature::TextTest:
    case Signature::Pattern:
    case Signature::TextChange:
    case Signature::TextSize:
    case Signature::ListElement:
    case Signature::ListMembership:
    case Signature::ListPair:
      return true;
    case Signature::Leaf:
    case Signature::Lookup:
      return is_text(kind) || kind >= kFirstList;
    case Signature::Equality:
    case Signature::Order:
      return is_text(kind);
    case Signature::Quotient:
      return op == Op::Mean;
    case Signature::Logic:
    case Signature::Threshold:
    case Signature::Test:
    case Signature::Score:
    case Signature::Sum:
    case Signature::Difference:
    case Signature::Product:
    case Signature::Rounding:
    case Signature::Remainder:
    case Signature::Conversion:
    case Signature::Calendar:
    case Signature::Filter:
    case Signature::Steps:
    case Signature::DateShift:
    case Signature::DatePair:
    case Signature::LocalPart:
    case Signature::DatePart:
      return false;
  }
  return false;
}

bool can_tie(Op op) {
  switch (plan::row_of(op).signature) {
    case Signature::Threshold:
    case Signature::Equality:
    case Signature::Order:
    case Signature::Membership:
    case Signature::TextTest:
    case Signature::Pattern:
    case Signature::ListElement:
    case Signature::ListMembership:
    case Signature::ListPair:
    case Signature::Steps:
    case Signature::Scan:
    case Signature::AsOf:
    case Signature::Cut:
      return true;
    case Signature::Fold:
      return op != Op::Count && op != Op::SumOf && op != Op::StddevOf && op != Op::AllTrue;
    case Signature::Leaf:
    case Signature::Lookup:
    case Signature::Logic:
    case Signature::Test:
    case Signature::Score:
    case Signature::TextChange:
    case Signature::TextSize:
    case Signature::Sum:
    case Signature::Difference:
    case Signature::Product:
    case Signature::Quotient:
    case Signature::Rounding:
    case Signature::Remainder:
    case Signature::Conversion:
    case Signature::Calendar:
    case Signature::Filter:
    case Signature::DateShift:
    case Signature::DatePair:
    case Signature::LocalPart:
    case Signature::DatePart:
      return false;
  }
  return false;
}

}  // namespace

bool admits(Op op, std::size_t kind) {
  static const plan::Schema kSchema = make_schema("UTC");
  if (op == Op::Parameter) return kind < kFirstList;
  if (op == Op::Now || op == Op::EventAt) return is(kind, Kind::Timestamp);
  if (op == Op::ProfileField || op == Op::EventField) return kind != kMoneyFraction && kind != kDurationFraction && !is(kind, Kind::Ratio);
  const std::vector<Type> types = types_of_kind(kind);
  return std::any_of(types.begin(), types.end(), [op](Type type) { return admits_type(kSchema, op, type); });
}

namespace {

bool takes_events(Op op) {
  const Signature signature = plan::row_of(op).signature;
  return signature == Signature::Fold || signature == Signature::Scan || signature == Signature::AsOf;
}

}  // namespace

bool can_exist(Op op, std::size_t kind, Condition condition) {
  if (!admits(op, kind)) return false;
  switch (condition) {
    case Condition::Seen:
      return true;
    case Condition::Unknown:
      return op != Op::Parameter && op != Op::Now && op != Op::EventAt;
    case Condition::Empty:
      return can_be_empty(op, kind);
    case Condition::Tie:
      return can_tie(op);
    case Condition::Edge:
      return takes_events(op);
    case Condition::Overflow:
      return can_overflow(op, kind);
  }
  return false;
}

bool can_exist_in_zone(Op op, std::size_t kind, Condition condition) {
  return can_exist(op, kind, Condition::Seen) && condition <= Condition::Empty;
}

bool can_exist_keyed(Op op, std::size_t kind, Condition condition) {
  if (plan::takes_zone(op)) return can_exist_in_zone(op, kind, condition);
  const Signature signature = plan::row_of(op).signature;
  if ((signature != Signature::Fold && signature != Signature::AsOf) || condition == Condition::Edge || condition == Condition::Overflow)
    return false;
  return kind < kMoneyFraction && !is(kind, Kind::Float) && !is(kind, Kind::Ratio);
}

std::string_view kind_text(std::size_t kind) {
  constexpr std::array<std::string_view, kOperandKinds> kTexts = {"bool",
                                                                  "int",
                                                                  "float",
                                                                  "decimal",
                                                                  "money",
                                                                  "ratio",
                                                                  "string",
                                                                  "enum",
                                                                  "id",
                                                                  "date",
                                                                  "timestamp",
                                                                  "duration",
                                                                  "money fraction",
                                                                  "duration fraction",
                                                                  "list of int",
                                                                  "list of decimal",
                                                                  "list of money",
                                                                  "list of string",
                                                                  "list of enum",
                                                                  "list of id",
                                                                  "list of date",
                                                                  "list of timestamp"};
  return kTexts[kind];
}

std::string_view condition_text(Condition condition) {
  switch (condition) {
    case Condition::Seen:
      return "seen";
    case Condition::Unknown:
      return "unknown";
    case Condition::Empty:
      return "empty";
    case Condition::Tie:
      return "tie";
    case Condition::Edge:
      return "edge";
    case Condition::Overflow:
      return "overflow";
  }
  return "?";
}

}  // namespace seg::differential
