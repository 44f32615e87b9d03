#include "runtime/interpreter/value.h"

#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace seg::interpreter {
namespace {

UnsignedWide magnitude(Wide value) {
  return value < 0 ? UnsignedWide{0} - static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value);
}

int bit_length(UnsignedWide value) {
  const auto high = static_cast<std::uint64_t>(value >> 64);
  return high != 0 ? 128 - std::countl_zero(high) : 64 - std::countl_zero(static_cast<std::uint64_t>(value));
}

UnsignedWide greatest_common_divisor(UnsignedWide a, UnsignedWide b) {
  while (b != 0) {
    const UnsignedWide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

bool fits(Wide value) { return value >= std::numeric_limits<std::int64_t>::min() && value <= std::numeric_limits<std::int64_t>::max(); }

int sign(Wide value) { return value < 0 ? -1 : value > 0 ? 1 : 0; }

/// |exact| against |real|, neither zero. With real = mantissa * 2^exponent, number * 2^a is compared with mantissa * denominator * 2^b,
/// where a or b is zero; lengths in bits decide whenever the shifted side would not fit.
std::strong_ordering compare_magnitudes(Quotient exact, double real) {
  int exponent = 0;
  const double mantissa = std::frexp(std::fabs(real), &exponent);
  UnsignedWide left = magnitude(exact.number);
  UnsignedWide right = static_cast<UnsignedWide>(std::ldexp(mantissa, 53)) * static_cast<UnsignedWide>(exact.denominator);
  exponent -= 53;
  UnsignedWide& shifted = exponent < 0 ? left : right;
  const int shift = std::abs(exponent);
  if (bit_length(shifted) + shift > 127) {
    return exponent < 0 ? std::strong_ordering::greater : std::strong_ordering::less;
  }
  shifted <<= shift;
  return left <=> right;
}

}  // namespace

Value real(double value) {
  if (!std::isfinite(value)) return fault();
  return {State::Known, 0, 1, value};
}

Value checked(Wide value) { return fits(value) ? integer(static_cast<std::int64_t>(value)) : fault(); }

Value fraction(Wide number, Wide denominator) {
  if (denominator == 0) return fault();
  if (denominator < 0) {
    number = -number;
    denominator = -denominator;
  }
  const auto divisor = static_cast<Wide>(greatest_common_divisor(magnitude(number), magnitude(denominator)));
  number /= divisor;
  denominator /= divisor;
  if (!fits(number) || !fits(denominator)) return fault();
  return {State::Known, static_cast<std::int64_t>(number), static_cast<std::int64_t>(denominator)};
}

Value value_of(const plan::Literal& literal) { return {State::Known, literal.number, literal.denominator, literal.real, literal.text}; }

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  for (int step = 0; step < exponent; ++step) power *= 10;
  return power;
}

Quotient quotient_of(const Value& value, plan::Type type) {
  if (plan::form_of(type) == plan::Form::Fraction) return {value.number, value.denominator};
  return {value.number, power_of_ten(type.scale)};
}

std::strong_ordering compare(Quotient exact, double real) {
  const int real_sign = real < 0 ? -1 : real > 0 ? 1 : 0;
  const int exact_sign = sign(exact.number);
  if (exact_sign != real_sign) return exact_sign <=> real_sign;
  if (exact_sign == 0) return std::strong_ordering::equal;
  const std::strong_ordering order = compare_magnitudes(exact, real);
  return exact_sign > 0 ? order : 0 <=> order;
}

std::strong_ordering compare(const Value& a, plan::Type a_type, const Value& b, plan::Type b_type) {
  if (plan::is_text(a_type)) return a.text <=> b.text;
  const bool a_real = a_type.kind == plan::Kind::Float;
  const bool b_real = b_type.kind == plan::Kind::Float;
  if (a_real && b_real) {
    if (a.real == b.real) return std::strong_ordering::equal;
    return a.real < b.real ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  if (a_real) return 0 <=> compare(quotient_of(b, b_type), a.real);
  if (b_real) return compare(quotient_of(a, a_type), b.real);
  const Quotient left = quotient_of(a, a_type);
  const Quotient right = quotient_of(b, b_type);
  return Wide{left.number} * right.denominator <=> Wide{right.number} * left.denominator;
}

double nearest_double(Quotient exact) {
  const UnsignedWide number = magnitude(exact.number);
  if (number == 0) return 0;
  // At least 56 bits of the quotient and a last bit that is set where a rest remains: the conversion to double then rounds once.
  const auto denominator = static_cast<UnsignedWide>(exact.denominator);
  const int shift = std::max(0, 56 - bit_length(number) + bit_length(denominator));
  const UnsignedWide shifted = number << shift;
  auto quotient = static_cast<std::uint64_t>(shifted / denominator);
  if (shifted % denominator != 0) quotient |= 1;
  const double size = std::ldexp(static_cast<double>(quotient), -shift);
  return exact.number < 0 ? -size : size;
}

}  // namespace seg::interpreter
