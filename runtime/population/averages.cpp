#include "runtime/population/averages.h"

#include <bit>
#include <cmath>
#include <limits>
#include <numeric>

namespace seg::population {
namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr int kMantissaBits = 53;
constexpr int kLowestExponent = -1074;

struct Parts {
  bool negative;
  std::uint64_t mantissa;  ///< below 2^53
  int exponent;            ///< value = mantissa * 2^exponent
};

Parts parts_of(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  const int field = static_cast<int>(bits >> 52 & 0x7FF);
  const std::uint64_t fraction = bits & ((std::uint64_t{1} << 52) - 1);
  if (field == 0) return {bits >> 63 != 0, fraction, kLowestExponent};
  return {bits >> 63 != 0, fraction | std::uint64_t{1} << 52, field - 1 + kLowestExponent};
}

/// value / 2^shift to the nearest integer, ties to even. `rest` says that something remained below `value` already.
std::uint64_t shifted_right(UnsignedWide value, int shift, bool rest) {
  if (shift <= 0) return static_cast<std::uint64_t>(value << -shift);
  if (shift > 127) return 0;
  const auto quotient = static_cast<std::uint64_t>(value >> shift);
  const UnsignedWide remainder = value - (value >> shift << shift);
  const UnsignedWide half = UnsignedWide{1} << (shift - 1);
  if (remainder > half || (remainder == half && (rest || (quotient & 1) != 0))) return quotient + 1;
  return quotient;
}

int width(UnsignedWide value) {
  const auto high = static_cast<std::uint64_t>(value >> 64);
  return static_cast<int>(high != 0 ? 64 + std::bit_width(high) : std::bit_width(static_cast<std::uint64_t>(value)));
}

UnsignedWide size_of(Wide value) { return value < 0 ? -static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value); }

int trailing_zeros(UnsignedWide value) {
  const auto low = static_cast<std::uint64_t>(value);
  return low != 0 ? std::countr_zero(low) : 64 + std::countr_zero(static_cast<std::uint64_t>(value >> 64));
}

/// Stein's binary algorithm: 128-bit division is slow.
UnsignedWide greatest_common_divisor(UnsignedWide a, UnsignedWide b) {
  if (a == 0) return b;
  if (b == 0) return a;
  const int twos = trailing_zeros(a | b);
  a >>= trailing_zeros(a);
  while (b != 0) {
    b >>= trailing_zeros(b);
    if (a > b) std::swap(a, b);
    b -= a;
  }
  return a << twos;
}

/// `size` * 2^exponent as a double, `size` rounded to 53 bits first. Not for results below the normal doubles.
double scaled(UnsignedWide size, bool rest, int exponent, bool negative) {
  const int drop = width(size) - kMantissaBits;
  const double mantissa = static_cast<double>(shifted_right(size, std::max(drop, 0), rest));
  const double result = std::ldexp(mantissa, exponent + std::max(drop, 0));
  return negative ? -result : result;
}

}  // namespace

std::optional<Fraction> reduced(Wide number, Wide denominator) {
  const UnsignedWide divisor = greatest_common_divisor(size_of(number), size_of(denominator));
  number /= static_cast<Wide>(divisor);
  denominator /= static_cast<Wide>(divisor);
  if (number < kLeast || number > kMost || denominator > kMost) return std::nullopt;
  return Fraction{static_cast<std::int64_t>(number), static_cast<std::int64_t>(denominator)};
}

double nearest_double(Fraction fraction) {
  const UnsignedWide size = size_of(fraction.number);
  if (size == 0) return 0;
  const auto denominator = static_cast<UnsignedWide>(fraction.denominator);
  const int shift = 127 - width(size);
  const UnsignedWide quotient = (size << shift) / denominator;  // 64 bits at least
  const bool rest = (size << shift) % denominator != 0;
  return scaled(quotient, rest, -shift, fraction.number < 0);
}

std::optional<Fraction> fraction_of(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  auto [negative, mantissa, exponent] = parts_of(value);
  if (mantissa == 0) return Fraction{0, 1};
  const int zeros = std::countr_zero(mantissa);
  mantissa >>= zeros;
  exponent += zeros;
  if (exponent >= 0) {
    if (exponent > 63) return std::nullopt;
    const Wide size = static_cast<Wide>(mantissa) << exponent;
    return reduced(negative ? -size : size, 1);
  }
  constexpr int kPlaces = 62;
  if (exponent >= -kPlaces) {
    const auto number = static_cast<std::int64_t>(mantissa);
    return Fraction{negative ? -number : number, std::int64_t{1} << -exponent};
  }
  const Wide size = static_cast<Wide>(shifted_right(mantissa, -exponent - kPlaces, false));
  return reduced(negative ? -size : size, Wide{1} << kPlaces);
}

void DoubleSum::carry(Digits& digits) {
  for (std::size_t index = 0; index + 1 < kDigits; ++index) {
    const std::int64_t over = digits[index] >> 32;  // floor: the digit stays in [0, 2^32)
    digits[index] -= over * (std::int64_t{1} << 32);
    digits[index + 1] += over;
  }
}

void DoubleSum::add(double value) {
  const Parts parts = parts_of(value);
  const int position = parts.exponent - kLowestExponent;
  const auto digit = static_cast<std::size_t>(position / 32);
  const UnsignedWide spread = UnsignedWide{parts.mantissa} << position % 32;
  const auto low = static_cast<std::int64_t>(static_cast<std::uint32_t>(spread));
  const auto middle = static_cast<std::int64_t>(static_cast<std::uint32_t>(spread >> 32));
  const auto high = static_cast<std::int64_t>(static_cast<std::uint32_t>(spread >> 64));
  const std::int64_t sign = parts.negative ? -1 : 1;
  digits_[digit] += sign * low;
  digits_[digit + 1] += sign * middle;
  digits_[digit + 2] += sign * high;
  if (++pending_ == std::int64_t{1} << 30) {
    carry(digits_);
    pending_ = 0;
  }
}

void DoubleSum::add(const DoubleSum& other) {
  Digits carried = other.digits_;
  carry(carried);
  carry(digits_);
  for (std::size_t index = 0; index < kDigits; ++index) digits_[index] += carried[index];
  pending_ = 1;
}

double DoubleSum::rounded() const {
  Digits digits = digits_;
  carry(digits);
  const bool negative = digits.back() < 0;
  if (negative) {
    for (std::int64_t& digit : digits) digit = -digit;
    carry(digits);
  }
  std::size_t top = kDigits;
  while (top > 0 && digits[top - 1] == 0) --top;
  if (top == 0) return 0;
  // Three digits hold 65 to 96 bits, more than a double has; fewer digits are the sum itself.
  const std::size_t first = top > 3 ? top - 3 : 0;
  UnsignedWide leading = 0;
  for (std::size_t index = top; index-- > first;) leading = leading << 32 | static_cast<UnsignedWide>(digits[index]);
  bool rest = false;
  for (std::size_t index = 0; index < first; ++index) rest = rest || digits[index] != 0;
  return scaled(leading, rest, static_cast<int>(first) * 32 + kLowestExponent, negative);
}

}  // namespace seg::population
