#pragma once
// Values at ranks.

#include <cstdint>
#include <span>
#include <vector>

#include "runtime/population/numbers.h"

namespace seg::population {

/// A value and how many are equal to it.
template <typename T>
struct Ranked {
  T value;
  std::int64_t tied;
};

/// One of 64-bit keys in their unsigned order. `ranks` count from 0 for the least; each is below the number of keys.
std::vector<Ranked<std::uint64_t>> at_ranks(std::span<const std::uint64_t> keys, std::span<const std::size_t> ranks);
/// The same of fractions by value.
std::vector<Ranked<Fraction>> at_ranks(std::span<const Fraction> fractions, std::span<const std::size_t> ranks);

/// Keys whose unsigned order is the values' order. Both zeros have one key; doubles are finite.
std::uint64_t key_of(std::int64_t value);
std::uint64_t key_of(double value);
std::int64_t integer_of(std::uint64_t key);
double real_of(std::uint64_t key);

}  // namespace seg::population
