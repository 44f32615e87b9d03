#pragma once
// Events of profiles for kernels of ranges.

#include <algorithm>
#include <random>
#include <vector>

#include "runtime/kernels/lanes.h"
#include "tests/unit/kernels/guard.h"

namespace seg::test {

/// Profiles with event lists of many lengths, and random masks over them; every array ends at a guard page where kernels may not pass it.
struct Lists {
  explicit Lists(unsigned seed, std::size_t profiles) : random(seed) {
    starts.push_back(0);
    for (std::size_t profile = 0; profile < profiles; ++profile) {
      static constexpr int kLengths[] = {0, 1, 3, 8, 56, 57, 58, 63, 64, 65, 130, 200};
      starts.push_back(starts.back() + kLengths[random() % std::size(kLengths)]);
    }
    events = static_cast<std::size_t>(starts.back());
    for (std::size_t event = 0; event < events; ++event) bits.push_back(random() % 3 == 0);
    for (std::size_t profile = 0; profile < profiles; ++profile) {
      std::int32_t low =
          starts[profile] + static_cast<std::int32_t>(random() % static_cast<unsigned>(starts[profile + 1] - starts[profile] + 1));
      std::int32_t high =
          starts[profile] + static_cast<std::int32_t>(random() % static_cast<unsigned>(starts[profile + 1] - starts[profile] + 1));
      begin.push_back(std::min(low, high));
      end.push_back(std::max(low, high));
    }
    profile_lanes = {static_cast<std::int64_t>(profiles), static_cast<std::int64_t>((profiles + 63) / 64)};
    event_lanes = {static_cast<std::int64_t>(events), static_cast<std::int64_t>((events + 63) / 64)};
  }
  /// With one word to spare, as the evaluation allocates masks; the bits past the last lane are set.
  Guarded<kernels::Word> mask(const std::vector<bool>& of) const {
    std::vector<kernels::Word> words(of.size() / 64 + 2, ~kernels::Word{0});
    for (std::size_t bit = 0; bit < of.size(); ++bit) {
      if (!of[bit]) words[bit / 64] &= ~(kernels::Word{1} << (bit % 64));
    }
    return {words, Against::End};
  }

  std::mt19937 random;
  std::size_t events = 0;
  std::vector<std::int32_t> starts;
  std::vector<std::int32_t> begin;
  std::vector<std::int32_t> end;
  std::vector<bool> bits;
  kernels::Lanes profile_lanes;
  kernels::Lanes event_lanes;
};

inline bool out_bit(const Guarded<kernels::Word>& words, std::size_t lane) { return ((words[lane / 64] >> (lane % 64)) & 1) != 0; }

}  // namespace seg::test
