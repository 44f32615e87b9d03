#pragma once
// Exact means.

#include <array>
#include <cstdint>
#include <optional>

#include "runtime/population/numbers.h"

namespace seg::population {

/// `number / denominator` (positive) in lowest terms; nothing where a part does not fit 64 bits.
std::optional<Fraction> reduced(Wide number, Wide denominator);

/// The double nearest to a fraction, ties to even.
double nearest_double(Fraction fraction);

/// The double as a fraction in lowest terms: exactly where its parts fit 64 bits, else the nearest multiple of 2^-62, ties to even.
/// Nothing where it is not finite or its whole part does not fit.
std::optional<Fraction> fraction_of(double value);

/// The exact sum of finite doubles: signed digits of 32 bits that take 2^30 additions before they carry, as in
/// R. M. Neal, "Fast Exact Summation Using Small and Large Superaccumulators", 2015 (the small one).
class DoubleSum {
 public:
  void add(double value);
  void add(const DoubleSum& other);
  /// Rounded once to the nearest double, ties to even; infinite beyond the largest one.
  double rounded() const;

 private:
  static constexpr std::size_t kDigits = 70;
  using Digits = std::array<std::int64_t, kDigits>;
  static void carry(Digits& digits);
  Digits digits_{};           ///< digit i counts 2^(32 i - 1074)
  std::int64_t pending_ = 0;  ///< additions since the last carry
};

}  // namespace seg::population
