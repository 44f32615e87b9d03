#pragma once
// What the checker asks of value types, and how it names them to a person.

#include <cstdint>
#include <optional>
#include <string>

#include "runtime/plan/plan.h"

namespace seg::semantics {

/// As a schema would write it: `money(EUR)`, `enum(bronze < silver)`, `id(product)`.
std::string written_type(const plan::Schema& schema, plan::Type type);
/// In a sentence: `money in EUR`, `a whole number`, `an id of product`.
std::string described(const plan::Schema& schema, plan::Type type);

bool is_exact_number(plan::Type type);  ///< plain numbers but floats, money, durations
bool is_number(plan::Type type);        ///< exact ones and floats
bool has_unit(plan::Type type);         ///< money and durations
bool is_fraction(plan::Type type);
bool is_ordered(const plan::Schema& schema, plan::Type type);
/// Whether `=` may stand between the two, a date against a timestamp included.
bool is_comparable(plan::Type a, plan::Type b);
/// The exact number `type` as a fraction: money in whole units, a duration in microseconds, else a ratio.
plan::Type fraction_of(plan::Type type);

inline constexpr std::uint8_t kMaxScale = 18;
/// 10^exponent; exponent at most 18.
std::int64_t power_of_ten(std::uint8_t exponent);
/// mantissa × 10^-from as an integer of 10^-to, where that is exact and fits.
std::optional<std::int64_t> rescaled(std::int64_t mantissa, std::uint8_t from, std::uint8_t to);
/// Digits after the point of a currency's minor unit (ISO 4217, table A.1); 2 for those that are not listed here.
std::uint8_t minor_unit(std::string_view currency);

plan::Literal int_literal(std::int64_t value);
plan::Literal bool_literal(bool value);
plan::Literal number_literal(plan::Type type, std::int64_t number);
/// number ÷ denominator in lowest terms, or nothing when that does not fit. `denominator` is positive.
std::optional<plan::Literal> fraction_literal(plan::Type type, std::int64_t number, std::int64_t denominator);

}  // namespace seg::semantics
