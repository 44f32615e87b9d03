#pragma once
// Value types of the language as the Plan, the columns and both engines see them.

#include <cstdint>
#include <limits>
#include <string>

namespace seg::plan {

enum class Kind : std::uint8_t { Bool, Int, Float, Decimal, Money, Ratio, String, Enum, Id, Date, Timestamp, Duration };

/// How a value is held. `Bit`: a bit; `Int64`: a 64-bit integer; `Float64`: a finite IEEE double; `Fraction`: an exact quotient of a
/// 64-bit numerator and a positive 64-bit denominator; `Code`: an index into a dictionary (String, Id) or into the enum's values;
/// `List`: any number of elements.
enum class Form : std::uint8_t { Bit, Int64, Float64, Fraction, Code, List };

inline constexpr std::uint16_t kNoUnit = std::numeric_limits<std::uint16_t>::max();

/// A type without optionality: any value may be unknown at run time.
///
///   Int        whole number
///   Decimal    integer of 10^-scale
///   Money      integer of 10^-scale of the currency `unit`; as a fraction: in whole units of the currency
///   Ratio      always a fraction, a plain number
///   Date       days since 1970-01-01
///   Timestamp  microseconds since 1970-01-01T00:00Z
///   Duration   microseconds; as a fraction too
///   Enum       code = position in `Schema::enums[unit].values`
///   String, Id text; `unit` of an Id is its kind in `Schema::units`, or none
///   list       elements of the kind, scale and unit: Int, Decimal, Money, String, Enum, Id, Date or Timestamp
///
/// Int, Decimal, Money and Duration become fractions by `/` and by averaging; an Int or Decimal then is a Ratio.
struct Type {
  Kind kind = Kind::Bool;
  bool fraction = false;
  std::uint8_t scale = 0;
  std::uint16_t unit = kNoUnit;
  bool list = false;
  bool operator==(const Type&) const = default;
};

constexpr Form form_of(Type type) {
  if (type.list) return Form::List;
  if (type.fraction || type.kind == Kind::Ratio) return Form::Fraction;
  switch (type.kind) {
    case Kind::Bool: return Form::Bit;
    case Kind::Float: return Form::Float64;
    case Kind::String:
    case Kind::Enum:
    case Kind::Id: return Form::Code;
    case Kind::Int:
    case Kind::Decimal:
    case Kind::Money:
    case Kind::Ratio:
    case Kind::Date:
    case Kind::Timestamp:
    case Kind::Duration: return Form::Int64;
  }
  return Form::Int64;
}

constexpr Type bool_type() { return {Kind::Bool, false, 0, kNoUnit, false}; }
constexpr Type int_type() { return {Kind::Int, false, 0, kNoUnit, false}; }
constexpr Type float_type() { return {Kind::Float, false, 0, kNoUnit, false}; }
constexpr Type ratio_type() { return {Kind::Ratio, true, 0, kNoUnit, false}; }
constexpr Type decimal_type(std::uint8_t scale) { return {Kind::Decimal, false, scale, kNoUnit, false}; }
constexpr Type money_type(std::uint16_t currency, std::uint8_t scale) { return {Kind::Money, false, scale, currency, false}; }
constexpr Type string_type() { return {Kind::String, false, 0, kNoUnit, false}; }
constexpr Type date_type() { return {Kind::Date, false, 0, kNoUnit, false}; }
constexpr Type timestamp_type() { return {Kind::Timestamp, false, 0, kNoUnit, false}; }
constexpr Type duration_type() { return {Kind::Duration, false, 0, kNoUnit, false}; }

constexpr Type list_of(Type element) {
  element.list = true;
  return element;
}
constexpr Type element_of(Type list) {
  list.list = false;
  return list;
}

/// A text; a list of them is none.
constexpr bool is_text(Type type) { return !type.list && (type.kind == Kind::String || type.kind == Kind::Id); }
/// Plain numbers compare with each other by value whatever their form.
constexpr bool is_plain_number(Type type) {
  if (type.list) return false;
  return type.kind == Kind::Int || type.kind == Kind::Float || type.kind == Kind::Decimal || type.kind == Kind::Ratio;
}

inline constexpr std::int64_t kMicrosPerSecond = 1'000'000;
inline constexpr std::int64_t kMicrosPerDay = 86'400 * kMicrosPerSecond;

}  // namespace seg::plan
