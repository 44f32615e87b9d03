#include "tools/datagen/random.h"

#include <algorithm>
#include <bit>

namespace seg::datagen {

std::uint64_t splitmix64(std::uint64_t &state) {
  state += 0x9e3779b97f4a7c15U;
  std::uint64_t mixed = state;
  mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9U;
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebU;
  return mixed ^ (mixed >> 31);
}

Random::Random(std::uint64_t seed, std::uint64_t stream) {
  std::uint64_t counter = seed;
  counter = splitmix64(counter) + stream;
  for (auto &word : state_)
    word = splitmix64(counter);
}

std::uint64_t Random::bits() {
  const std::uint64_t result = std::rotl(state_[1] * 5, 7) * 9;
  const std::uint64_t shifted = state_[1] << 17;
  state_[2] ^= state_[0];
  state_[3] ^= state_[1];
  state_[1] ^= state_[2];
  state_[0] ^= state_[3];
  state_[2] ^= shifted;
  state_[3] = std::rotl(state_[3], 45);
  return result;
}

// Lemire: Fast random integer generation in an interval, ACM TOMACS 2019.
std::uint32_t Random::below(std::uint32_t bound) {
  const std::uint32_t rejected = (0U - bound) % bound;
  while (true) {
    const std::uint64_t product = (bits() >> 32) * bound;
    if (static_cast<std::uint32_t>(product) >= rejected)
      return static_cast<std::uint32_t>(product >> 32);
  }
}

std::int64_t Random::between(std::int64_t low, std::int64_t high) {
  return low + below(static_cast<std::uint32_t>(high - low + 1));
}

std::uint32_t Random::heavy_tail(std::uint32_t cap) {
  constexpr std::uint64_t one = std::uint64_t{1} << 32;
  while (true) {
    const std::uint64_t uniform = (bits() >> 32) + 1;
    const std::uint64_t drawn = one / uniform;
    if (drawn <= cap)
      return static_cast<std::uint32_t>(drawn);
  }
}

Weighted::Weighted(std::span<const std::uint32_t> weights) {
  upto_.reserve(weights.size());
  std::uint32_t sum = 0;
  for (const std::uint32_t weight : weights)
    upto_.push_back(sum += weight);
}

Weighted Weighted::zipf(std::uint32_t size) {
  std::vector<std::uint32_t> weights;
  weights.reserve(size);
  for (std::uint32_t rank = 1; rank <= size; ++rank)
    weights.push_back(1'000'000 / rank);
  return Weighted(weights);
}

std::size_t Weighted::draw(Random &random) const {
  const std::uint32_t drawn = random.below(upto_.back());
  return static_cast<std::size_t>(std::upper_bound(upto_.begin(), upto_.end(), drawn) - upto_.begin());
}

} // namespace seg::datagen
