#pragma once
// Random numbers that are the same on every machine and standard library: xoshiro256** (Blackman and Vigna, 2018) seeded by SplitMix64.

#include <array>
#include <cstdint>
#include <vector>

namespace seg::differential {

class Random {
 public:
  explicit Random(std::uint64_t seed) {
    for (std::uint64_t& word : state_) {
      seed += 0x9e3779b97f4a7c15U;
      std::uint64_t mixed = seed;
      mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
      mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
      word = mixed ^ (mixed >> 31);
    }
  }

  std::uint64_t bits() {
    const auto rotated = [](std::uint64_t value, int by) { return value << by | value >> (64 - by); };
    const std::uint64_t result = rotated(state_[1] * 5, 7) * 9;
    const std::uint64_t shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotated(state_[3], 45);
    return result;
  }
  /// 0 to count - 1.
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(bits() % count); }
  /// least to most, both in.
  std::int64_t between(std::int64_t least, std::int64_t most) {
    return least + static_cast<std::int64_t>(below(static_cast<std::size_t>(most - least) + 1));
  }
  bool percent(int chance) { return below(100) < static_cast<std::size_t>(chance); }

  template <typename T>
  const T& one_of(const std::vector<T>& values) {
    return values[below(values.size())];
  }
  template <typename T, std::size_t N>
  const T& one_of(const std::array<T, N>& values) {
    return values[below(N)];
  }

 private:
  std::array<std::uint64_t, 4> state_{};
};

}  // namespace seg::differential
