#include "runtime/population/ranks.h"

#include <algorithm>
#include <bit>

namespace seg::population {
namespace {

constexpr std::uint64_t kSign = std::uint64_t{1} << 63;
constexpr int kMostBucketBits = 16;

/// How many keys are in each of 2^n equal parts of the range [least, most].
struct Histogram {
  std::uint64_t least;
  int shift;
  std::vector<std::size_t> counts;

  std::size_t bucket(std::uint64_t key) const { return (key - least) >> shift; }
};

Histogram make_histogram(std::span<const std::uint64_t> keys) {
  const auto [least, most] = std::minmax_element(keys.begin(), keys.end());
  const int width = static_cast<int>(std::bit_width(*most - *least));
  const int bits = std::min(kMostBucketBits, static_cast<int>(std::bit_width(keys.size())));
  Histogram histogram{*least, std::max(0, width - bits), std::vector<std::size_t>(std::size_t{1} << bits, 0)};
  for (const std::uint64_t key : keys) ++histogram.counts[histogram.bucket(key)];
  return histogram;
}

/// The key at a rank among `keys`, which it reorders.
Ranked<std::uint64_t> select(std::vector<std::uint64_t>& keys, std::size_t rank) {
  const auto position = keys.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(keys.begin(), position, keys.end());
  const std::uint64_t value = *position;
  return {value, std::count(keys.begin(), keys.end(), value)};
}

}  // namespace

std::vector<Ranked<std::uint64_t>> at_ranks(std::span<const std::uint64_t> keys, std::span<const std::size_t> ranks) {
  std::vector<Ranked<std::uint64_t>> result;
  if (keys.empty()) return result;
  const Histogram histogram = make_histogram(keys);
  std::vector<std::uint64_t> inside;
  for (const std::size_t rank : ranks) {
    std::size_t bucket = 0;
    std::size_t below = 0;
    while (below + histogram.counts[bucket] <= rank) below += histogram.counts[bucket++];
    inside.clear();
    inside.reserve(histogram.counts[bucket]);
    std::copy_if(keys.begin(), keys.end(), std::back_inserter(inside), [&](std::uint64_t key) { return histogram.bucket(key) == bucket; });
    result.push_back(select(inside, rank - below));
  }
  return result;
}

std::vector<Ranked<Fraction>> at_ranks(std::span<const Fraction> fractions, std::span<const std::size_t> ranks) {
  std::vector<Fraction> work(fractions.begin(), fractions.end());
  std::vector<Ranked<Fraction>> result;
  for (const std::size_t rank : ranks) {
    const auto position = work.begin() + static_cast<std::ptrdiff_t>(rank);
    std::nth_element(work.begin(), position, work.end());
    const Fraction value = *position;
    result.push_back({value, std::count(work.begin(), work.end(), value)});
  }
  return result;
}

std::uint64_t key_of(std::int64_t value) { return static_cast<std::uint64_t>(value) ^ kSign; }

std::uint64_t key_of(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value);
  return (bits & kSign) != 0 ? ~bits : bits | kSign;
}

std::int64_t integer_of(std::uint64_t key) { return static_cast<std::int64_t>(key ^ kSign); }

double real_of(std::uint64_t key) { return std::bit_cast<double>((key & kSign) != 0 ? key ^ kSign : ~key); }

}  // namespace seg::population
