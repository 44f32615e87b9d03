#pragma once
// Whole numbers of up to 256 bits: what an exact variance is made of.

#include <array>
#include <compare>
#include <cstdint>

#include "runtime/interpreter/value.h"

namespace seg::interpreter {

/// Not negative; least significant word first. Results that need more bits are the caller's to avoid.
struct Whole256 {
  std::array<std::uint64_t, 4> words{};
};

Whole256 product(UnsignedWide a, UnsignedWide b);
/// Below 2^256.
Whole256 product(const Whole256& a, std::uint64_t b);
Whole256 sum(const Whole256& a, const Whole256& b);
/// a >= b.
Whole256 difference(const Whole256& a, const Whole256& b);
Whole256 shifted_left(const Whole256& value, int bits);
std::strong_ordering compare(const Whole256& a, const Whole256& b);
int bit_length(const Whole256& value);
/// The double nearest to a / b, ties to even. b is not 0; a quotient and b's length within 60 bits of 2^256.
double nearest_quotient(const Whole256& a, const Whole256& b);

}  // namespace seg::interpreter
