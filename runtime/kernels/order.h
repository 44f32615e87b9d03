#pragma once
// Values of any form by their order: integers and codes, floats, fractions. -0.0 and 0.0 are one value, as are 1/2 and 2/4.

#include "runtime/kernels/exact.h"

namespace seg::kernels {

inline bool before(Fraction a, Fraction b) { return compare(a, b) == Ordering::Less; }
inline bool same(Fraction a, Fraction b) { return compare(a, b) == Ordering::Equal; }

template <typename T>
bool before(T a, T b) {
  return a < b;
}

template <typename T>
bool same(T a, T b) {
  return a == b;
}

/// A value, and the position of the event that has it.
template <typename T>
struct Placed {
  T value;
  std::int32_t position;
};

}  // namespace seg::kernels
