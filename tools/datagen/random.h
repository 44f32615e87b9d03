#pragma once
// Random numbers from integers alone: floating point and the standard library's distributions differ between
// machines.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace seg::datagen {

/// Mixes a counter into 64 bits (Steele, Lea, Flood: Fast splittable pseudorandom number generators, OOPSLA
/// 2014).
std::uint64_t splitmix64(std::uint64_t &state);

/// xoshiro256** (Blackman, Vigna: Scrambled linear pseudorandom number generators, ACM TOMS 2021), one
/// independent sequence for each pair of seed and stream.
class Random {
public:
  Random(std::uint64_t seed, std::uint64_t stream);
  /// Goes on from a state that is not all 0.
  explicit Random(const std::array<std::uint64_t, 4> &state) : state_(state) {}
  std::uint64_t bits();
  /// Uniform in [0, bound); bound > 0.
  std::uint32_t below(std::uint32_t bound);
  /// Uniform in [low, high]; high − low < 2^32 − 1.
  std::int64_t between(std::int64_t low, std::int64_t high);
  /// True `permille` times in 1,000.
  bool chance(std::uint32_t permille) { return below(1000) < permille; }
  /// Pareto with exponent 1 in [1, cap]: k or more with a probability near 1/k, what exceeds cap is drawn
  /// again; cap > 0.
  std::uint32_t heavy_tail(std::uint32_t cap);

private:
  std::array<std::uint64_t, 4> state_{};
};

/// An index drawn in proportion to its weight.
class Weighted {
public:
  /// At least one weight is not 0; their sum fits 32 bits.
  explicit Weighted(std::span<const std::uint32_t> weights);
  /// Zipf's law with exponent 1 over `size` ranks, the first the most frequent.
  static Weighted zipf(std::uint32_t size);
  std::size_t draw(Random &random) const;

private:
  std::vector<std::uint32_t> upto_; ///< sums of the weights up to and with each
};

} // namespace seg::datagen
