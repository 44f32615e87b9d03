#include "runtime/interpreter/whole256.h"

#include <bit>
#include <cmath>

namespace seg::interpreter {

Whole256 sum(const Whole256& a, const Whole256& b) {
  Whole256 result;
  UnsignedWide carry = 0;
  for (std::size_t index = 0; index < result.words.size(); ++index) {
    carry += UnsignedWide{a.words[index]} + b.words[index];
    result.words[index] = static_cast<std::uint64_t>(carry);
    carry >>= 64;
  }
  return result;
}

Whole256 difference(const Whole256& a, const Whole256& b) {
  Whole256 result;
  std::uint64_t borrow = 0;
  for (std::size_t index = 0; index < result.words.size(); ++index) {
    const UnsignedWide taken = UnsignedWide{b.words[index]} + borrow;
    result.words[index] = a.words[index] - static_cast<std::uint64_t>(taken);
    borrow = a.words[index] < taken ? 1 : 0;
  }
  return result;
}

Whole256 product(const Whole256& a, std::uint64_t b) {
  Whole256 result;
  UnsignedWide carry = 0;
  for (std::size_t index = 0; index < result.words.size(); ++index) {
    carry += UnsignedWide{a.words[index]} * b;
    result.words[index] = static_cast<std::uint64_t>(carry);
    carry >>= 64;
  }
  return result;
}

Whole256 product(UnsignedWide a, UnsignedWide b) {
  const Whole256 wide{{static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(a >> 64), 0, 0}};
  const Whole256 high = product(wide, static_cast<std::uint64_t>(b >> 64));
  return sum(product(wide, static_cast<std::uint64_t>(b)), shifted_left(high, 64));
}

Whole256 shifted_left(const Whole256& value, int bits) {
  Whole256 result;
  const auto whole = static_cast<std::size_t>(bits / 64);
  const int rest = bits % 64;
  for (std::size_t index = whole; index < result.words.size(); ++index) {
    result.words[index] = value.words[index - whole] << rest;
    if (rest != 0 && index > whole) result.words[index] |= value.words[index - whole - 1] >> (64 - rest);
  }
  return result;
}

std::strong_ordering compare(const Whole256& a, const Whole256& b) {
  for (std::size_t index = a.words.size(); index-- > 0;) {
    if (a.words[index] != b.words[index]) return a.words[index] <=> b.words[index];
  }
  return std::strong_ordering::equal;
}

int bit_length(const Whole256& value) {
  for (std::size_t index = value.words.size(); index-- > 0;) {
    if (value.words[index] != 0) return static_cast<int>(index) * 64 + 64 - std::countl_zero(value.words[index]);
  }
  return 0;
}

double nearest_quotient(const Whole256& a, const Whole256& b) {
  // The side that is shifted makes the quotient 57 or 58 bits long; a last bit that is set where a rest remains lets the conversion to
  // double round once.
  const int shift = bit_length(b) + 57 - bit_length(a);
  Whole256 rest = shift > 0 ? shifted_left(a, shift) : a;
  const Whole256 divisor = shift < 0 ? shifted_left(b, -shift) : b;
  std::uint64_t quotient = 0;
  for (int bit = 58; bit >= 0; --bit) {
    // Above 2^256 a shifted divisor is larger than any rest.
    if (bit_length(divisor) + bit > 256) continue;
    const Whole256 part = shifted_left(divisor, bit);
    if (compare(rest, part) < 0) continue;
    rest = difference(rest, part);
    quotient |= std::uint64_t{1} << bit;
  }
  if (bit_length(rest) > 0) quotient |= 1;
  return std::ldexp(static_cast<double>(quotient), -shift);
}

}  // namespace seg::interpreter
