#include "runtime/kernels/exact.h"

#include <array>
#include <bit>
#include <cmath>

#include "runtime/plan/type.h"

namespace seg::kernels {
namespace {

UnsignedWide magnitude(Wide value) {
  return value < 0 ? UnsignedWide{0} - static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value);
}

UnsignedWide greatest_common_divisor(UnsignedWide a, UnsignedWide b) {
  while (b != 0) {
    const UnsignedWide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

int bit_width(UnsignedWide value) {
  const auto high = static_cast<std::uint64_t>(value >> 64);
  return static_cast<int>(high != 0 ? 64 + std::bit_width(high) : std::bit_width(static_cast<std::uint64_t>(value)));
}

Ordering reversed(Ordering order) { return static_cast<Ordering>(-static_cast<int>(order)); }

/// part = mantissa · 2^-shift in [0, 1) against rest/denominator in [0, 1).
Ordering compare_parts(std::uint64_t mantissa, int shift, std::uint64_t rest, std::uint64_t denominator) {
  // mantissa < 2^53 and denominator < 2^63: the product has at most 116 bits.
  const UnsignedWide product = UnsignedWide{mantissa} * denominator;
  if (shift >= 128) return rest != 0 ? Ordering::Less : product != 0 ? Ordering::Greater : Ordering::Equal;
  const UnsignedWide whole = shift == 0 ? product : product >> shift;
  if (whole != rest) return whole < rest ? Ordering::Less : Ordering::Greater;
  const UnsignedWide left = shift == 0 ? 0 : product & ((UnsignedWide{1} << shift) - 1);
  return left != 0 ? Ordering::Greater : Ordering::Equal;
}

}  // namespace

std::int64_t power_of_ten(unsigned exponent) {
  static constexpr auto kPowers = [] {
    std::array<std::int64_t, 19> powers{1};
    for (std::size_t index = 1; index < powers.size(); ++index) powers[index] = powers[index - 1] * 10;
    return powers;
  }();
  return kPowers.at(exponent);
}

bool reduce_fraction(Wide number, Wide denominator, Fraction& out) {
  out = {0, 1};
  if (denominator == 0) return false;
  const bool negative = (number < 0) != (denominator < 0);
  UnsignedWide above = magnitude(number);
  UnsignedWide below = magnitude(denominator);
  const UnsignedWide divisor = greatest_common_divisor(above, below);
  above /= divisor;
  below /= divisor;
  constexpr UnsignedWide kLimit = UnsignedWide{1} << 63;
  if (below >= kLimit || above > kLimit || (above == kLimit && !negative)) return false;
  out.number = static_cast<std::int64_t>(negative ? UnsignedWide{0} - above : above);
  out.denominator = static_cast<std::int64_t>(below);
  return true;
}

Fraction lowest_terms(Fraction value) {
  if (value.denominator == 0) return value;
  const UnsignedWide divisor = greatest_common_divisor(magnitude(value.number), magnitude(value.denominator));
  return {static_cast<std::int64_t>(Wide{value.number} / static_cast<Wide>(divisor)),
          static_cast<std::int64_t>(Wide{value.denominator} / static_cast<Wide>(divisor))};
}

Ordering compare(double a, Fraction b) {
  if (b.denominator <= 0) return Ordering::Equal;
  if (std::isnan(a)) return Ordering::Less;
  if (a < 0 && b.number >= 0) return Ordering::Less;
  if (a >= 0 && b.number < 0) return Ordering::Greater;
  if (a < 0) {
    // Both negative: compare magnitudes. -2^63 has one that a signed number cannot hold, so it is compared as unsigned below.
    const auto number = static_cast<std::uint64_t>(magnitude(b.number));
    const auto denominator = static_cast<std::uint64_t>(b.denominator);
    if (-a >= 0x1p64) return Ordering::Less;
    const auto whole = static_cast<std::uint64_t>(-a);
    if (whole != number / denominator) return reversed(compare(Wide{whole}, Wide{number / denominator}));
    int exponent = 0;
    const double part = std::frexp(-a - static_cast<double>(whole), &exponent);
    return reversed(compare_parts(static_cast<std::uint64_t>(std::ldexp(part, 53)), 53 - exponent, number % denominator, denominator));
  }
  if (a >= 0x1p63) return Ordering::Greater;
  const auto number = static_cast<std::uint64_t>(b.number);
  const auto denominator = static_cast<std::uint64_t>(b.denominator);
  const auto whole = static_cast<std::uint64_t>(a);
  if (whole != number / denominator) return compare(Wide{whole}, Wide{number / denominator});
  int exponent = 0;
  const double part = std::frexp(a - static_cast<double>(whole), &exponent);
  return compare_parts(static_cast<std::uint64_t>(std::ldexp(part, 53)), 53 - exponent, number % denominator, denominator);
}

double to_float(Fraction value) {
  if (value.number == 0 || value.denominator <= 0) return 0;
  const UnsignedWide number = magnitude(value.number);
  const auto denominator = static_cast<UnsignedWide>(value.denominator);
  // The quotient gets at least 63 bits; what is left of the division goes into its last bit, far below where a double is rounded.
  const int shift = 127 - bit_width(number);
  const UnsignedWide scaled = number << shift;
  UnsignedWide quotient = scaled / denominator;
  if (scaled % denominator != 0) quotient |= 1;
  const double result = std::ldexp(static_cast<double>(quotient), -shift);
  return value.number < 0 ? -result : result;
}

std::int64_t round(Fraction value) {
  if (value.denominator <= 0) return 0;
  const std::int64_t whole = value.number / value.denominator;
  const std::int64_t rest = value.number % value.denominator;
  const std::int64_t distance = rest < 0 ? -rest : rest;
  // A rest means a denominator of at least 2, so that one more fits.
  if (distance == 0 || distance < value.denominator - distance) return whole;
  return value.number < 0 ? whole - 1 : whole + 1;
}

std::int64_t floor(Fraction value) {
  if (value.denominator <= 0) return 0;
  return value.number / value.denominator - (value.number % value.denominator < 0 ? 1 : 0);
}

std::int64_t ceil(Fraction value) {
  if (value.denominator <= 0) return 0;
  return value.number / value.denominator + (value.number % value.denominator > 0 ? 1 : 0);
}

namespace {

bool whole_number(double value, std::int64_t& out) {
  const bool fits = value >= -0x1p63 && value < 0x1p63;
  out = fits ? static_cast<std::int64_t>(value) : 0;
  return fits;
}

}  // namespace

bool round(double value, std::int64_t& out) { return whole_number(std::round(value), out); }
bool floor(double value, std::int64_t& out) { return whole_number(std::floor(value), out); }
bool ceil(double value, std::int64_t& out) { return whole_number(std::ceil(value), out); }

bool add_days(std::int64_t date, std::int64_t micros, std::int64_t& out) {
  return micros % plan::kMicrosPerDay == 0 && add(date, micros / plan::kMicrosPerDay, out);
}

bool subtract_days(std::int64_t date, std::int64_t micros, std::int64_t& out) {
  return micros % plan::kMicrosPerDay == 0 && subtract(date, micros / plan::kMicrosPerDay, out);
}

bool days_between(std::int64_t a, std::int64_t b, std::int64_t& out) {
  Wide days = Wide{a} - b;
  return narrow(days * plan::kMicrosPerDay, out);
}

}  // namespace seg::kernels
