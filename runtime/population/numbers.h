#pragma once
// 128-bit integers and fractions of 64-bit parts.

#include <cstdint>

namespace seg::population {

__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 UnsignedWide;

/// A quotient with a positive denominator, not necessarily in lowest terms.
struct Fraction {
  std::int64_t number;
  std::int64_t denominator;
};
inline bool operator<(Fraction a, Fraction b) { return Wide{a.number} * b.denominator < Wide{b.number} * a.denominator; }
inline bool operator==(Fraction a, Fraction b) { return Wide{a.number} * b.denominator == Wide{b.number} * a.denominator; }

}  // namespace seg::population
