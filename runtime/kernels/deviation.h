#pragma once
// The sample standard deviation of integers, exact up to one rounding: variance = (n·Σx² − (Σx)²) / (n·(n − 1)), in 256 bits.

#include <cstdint>

#include "runtime/kernels/exact.h"

namespace seg::kernels {

/// What the variance needs of up to 2^31 values. The sum of squares has 192 bits.
struct Moments {
  std::int64_t count = 0;
  Wide sum = 0;
  UnsignedWide squares_low = 0;
  std::uint64_t squares_high = 0;
};

inline void add(Moments& moments, std::int64_t value) {
  const auto square = static_cast<UnsignedWide>(Wide{value} * value);
  ++moments.count;
  moments.sum += value;
  moments.squares_low += square;
  if (moments.squares_low < square) ++moments.squares_high;
}

/// The root of the double that is nearest to the exact variance of the values as multiples of 1/denominator (1 to 10^18).
/// At least two values.
double deviation_of(const Moments& moments, std::int64_t denominator);

/// The integer that is nearest to the exact deviation, ties up. False where it does not fit. At least two values.
bool nearest_deviation(const Moments& moments, std::int64_t& out);

}  // namespace seg::kernels
