#pragma once
// The exact sum of doubles, rounded once: a fixed-point number of 2,240 bits that every double and 2^63 of their sums fit.

#include <array>
#include <cstdint>

namespace seg::interpreter {

class ExactSum {
 public:
  /// `value` is finite.
  void add(double value);
  /// The nearest double, ties to even; infinite where it is beyond the largest one.
  double rounded() const;

 private:
  /// Two's complement, least significant word first; bit 0 counts 2^-1074, the smallest double.
  std::array<std::uint64_t, 35> words_{};
};

}  // namespace seg::interpreter
