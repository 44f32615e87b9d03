#include "runtime/interpreter/exact_sum.h"

#include <bit>
#include <cmath>

namespace seg::interpreter {
namespace {

using Words = std::array<std::uint64_t, 35>;

/// words += value * 2^(64 * from), with the carry through to the end.
void add_at(Words& words, std::size_t from, std::uint64_t value) {
  for (std::size_t index = from; index < words.size() && value != 0; ++index) {
    words[index] += value;
    value = words[index] < value ? 1 : 0;
  }
}

void negate(Words& words) {
  for (std::uint64_t& word : words) word = ~word;
  add_at(words, 0, 1);
}

}  // namespace

void ExactSum::add(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value);
  const std::uint64_t exponent = bits >> 52 & 0x7FF;
  std::uint64_t mantissa = bits & ((std::uint64_t{1} << 52) - 1);
  if (exponent != 0) mantissa |= std::uint64_t{1} << 52;
  const std::uint64_t position = exponent == 0 ? 0 : exponent - 1;
  const std::size_t word = position / 64;
  const std::uint64_t shift = position % 64;
  // A sum and a difference both go through addition: -(a) + b = -(a - b).
  const bool negative = bits >> 63 != 0;
  if (negative) negate(words_);
  add_at(words_, word, mantissa << shift);
  if (shift != 0) add_at(words_, word + 1, mantissa >> (64 - shift));
  if (negative) negate(words_);
}

double ExactSum::rounded() const {
  Words size = words_;
  const bool negative = size.back() >> 63 != 0;
  if (negative) negate(size);
  std::size_t top = size.size();
  while (top > 0 && size[top - 1] == 0) --top;
  if (top == 0) return 0;
  --top;
  if (top == 0) {
    const double small = std::ldexp(static_cast<double>(size[0]), -1074);
    return negative ? -small : small;
  }
  // The leading 64 bits, the lowest of them set where anything remains below, converted to double once.
  const int zeros = std::countl_zero(size[top]);
  std::uint64_t leading = size[top] << zeros;
  if (zeros != 0) leading |= size[top - 1] >> (64 - zeros);
  bool rest = zeros != 0 ? (size[top - 1] << zeros) != 0 : size[top - 1] != 0;
  for (std::size_t index = 0; index + 1 < top; ++index) rest = rest || size[index] != 0;
  if (rest) leading |= 1;
  const double result = std::ldexp(static_cast<double>(leading), static_cast<int>(top) * 64 - zeros - 1074);
  return negative ? -result : result;
}

}  // namespace seg::interpreter
