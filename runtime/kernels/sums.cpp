#include <bit>
#include <cmath>

#include "runtime/kernels/kernels.h"
#include "runtime/kernels/mutants.h"
#include "runtime/kernels/vector512.h"

namespace seg::kernels {
namespace {

/// Whether no sum of `count` values, none with more magnitude bits than `bits` has, can leave 64 bits.
bool cannot_overflow(std::int64_t bits, std::int64_t count) {
  return std::bit_width(static_cast<std::uint64_t>(bits)) + std::bit_width(static_cast<std::uint64_t>(count)) < 63;
}

}  // namespace

namespace {

/// Adds `lane_count` values to `sum` and to the bits that occur; `set` says which count.
template <bool kMasked>
[[gnu::always_inline]] inline void sum_word(const std::int64_t* values, std::int64_t lane_count, Word set, std::int64_t* out,
                                            std::uint64_t& sum, std::int64_t& bits) {
  for (std::int64_t lane = 0; lane < lane_count; ++lane) {
    const std::int64_t value = kMasked ? values[lane] & -static_cast<std::int64_t>((set >> lane) & 1) : values[lane];
    bits |= value ^ (value >> 63);
    sum += static_cast<std::uint64_t>(value);
    out[lane] = static_cast<std::int64_t>(sum);
  }
}

SEG_KERNEL void prefix_sum_plain(const Lanes& events, const std::int64_t* values, const Word* mask, std::int64_t* out) {
  std::int64_t bits = 0;
  std::uint64_t sum = 0;
  out[1] = 0;
  if (mask == nullptr) {
    sum_word<false>(values, events.count, 0, out + 2, sum, bits);
  } else {
    const std::int64_t whole = events.count >> 6;
    for (std::int64_t word = 0; word < whole; ++word) sum_word<true>(values + 64 * word, 64, mask[word], out + 2 + 64 * word, sum, bits);
    if ((events.count & 63) != 0) sum_word<true>(values + 64 * whole, events.count & 63, mask[whole], out + 2 + 64 * whole, sum, bits);
  }
  out[0] = bits;
}

}  // namespace

void prefix_sum(const Lanes& events, const std::int64_t* values, const Word* mask, std::int64_t* out) {
#ifdef SEG_VECTOR512
  if (has_vector512()) return prefix_sum_512(events, values, mask, out);
#endif
  prefix_sum_plain(events, values, mask, out);
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
