#include <bit>
#include <cmath>

#include "runtime/kernels/mutants.h"
#include "runtime/kernels/kernels.h"

namespace seg::kernels {
namespace {

/// Whether no sum of `count` values, none with more magnitude bits than `bits` has, can leave 64 bits.
bool cannot_overflow(std::int64_t bits, std::int64_t count) {
  return std::bit_width(static_cast<std::uint64_t>(bits)) + std::bit_width(static_cast<std::uint64_t>(count)) < 63;
}

}  // namespace

SEG_KERNEL void prefix_sum(const Lanes& events, const std::int64_t* values, const Word* mask, std::int64_t* out) {
  std::int64_t bits = 0;
  std::uint64_t sum = 0;
  out[1] = 0;
  for (std::int64_t word = 0; word < events.words; ++word) {
    const std::int64_t first = word << 6;
    const std::int64_t lane_count = events.count - first < 64 ? events.count - first : 64;
    Word set = mask == nullptr ? ~Word{0} : mask[word];
    for (std::int64_t lane = 0; lane < lane_count; ++lane, set >>= 1) {
      const std::int64_t value = (set & 1) != 0 ? values[first + lane] : 0;
      bits |= value ^ (value >> 63);
      sum += static_cast<std::uint64_t>(value);
      out[2 + first + lane] = static_cast<std::int64_t>(sum);
    }
  }
  out[0] = bits;
}

SEG_KERNEL void sum_in_range(const Lanes& profiles, const Lanes& events, const std::int64_t* prefix, const std::int64_t* values,
                             const Word* mask, const std::int32_t* begin, const std::int32_t* end, std::int64_t* out, Word* fine) {
  const std::int64_t* sums = prefix + 1;
  if (cannot_overflow(prefix[0], events.count)) {
    for (std::int64_t profile = 0; profile < profiles.count; ++profile) out[profile] = sums[end[profile]] - sums[begin[profile]];
    if (fine != nullptr) pack(profiles, fine, [](std::int64_t) { return true; });
    return;
  }
  const auto sum_profile = [&](std::int64_t profile) {
    Wide sum = 0;
    for_lanes(mask, begin[profile], end[profile], [&](std::int64_t event) { sum += values[event]; });
    const bool fits = narrow(sum, out[profile]);
    return SEG_MUTATE(wrap_instead_of_fault, fits, true);
  };
  if (fine != nullptr) {
    pack(profiles, fine, sum_profile);
  } else {
    for (std::int64_t profile = 0; profile < profiles.count; ++profile) sum_profile(profile);
  }
}

void sum_float_in_range(const Lanes& profiles, const double* values, const Word* mask, const std::int32_t* begin, const std::int32_t* end,
                        double* out, Word* fine) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    double sum = 0;
    for (std::int64_t event = std::int64_t{end[profile]} - 1; event >= begin[profile]; --event) {
      if (mask == nullptr || bit_at(mask, event)) sum += values[event];
    }
    out[profile] = sum;
  }
  if (fine != nullptr) pack(profiles, fine, [&](std::int64_t profile) { return std::isfinite(out[profile]); });
}

}  // namespace seg::kernels
