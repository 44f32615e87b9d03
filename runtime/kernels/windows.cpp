#include <algorithm>

#include "runtime/kernels/kernels.h"
#include "runtime/kernels/mutants.h"
#include "runtime/kernels/vector512.h"

namespace seg::kernels {
namespace {

SEG_KERNEL void suffix_position_plain(const Lanes& profiles, const Word* mask, const std::int32_t* starts, const std::int32_t* ends,
                                      std::int32_t* out) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    out[profile] = static_cast<std::int32_t>(ends[profile] - count_range(mask, starts[profile], ends[profile]));
  }
}

SEG_KERNEL void count_in_range_plain(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end,
                                     std::int64_t* out) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) out[profile] = count_range(mask, begin[profile], end[profile]);
}

/// Whether the bits of lanes [0, count) are all `value`, 0 or ~0.
bool is_uniform(const Word* mask, std::int64_t count, Word value) {
  const std::int64_t words = count >> 6;
  const Word tail = (Word{1} << (count & 63)) - 1;
  return std::all_of(mask, mask + words, [&](Word word) { return word == value; }) && (tail == 0 || ((mask[words] ^ value) & tail) == 0);
}

}  // namespace

/// Bounds that no event of the chunk passes, or that all do, are frequent: windows without an end, `now` itself.
void suffix_position(const Lanes& profiles, const Word* mask, const std::int32_t* starts, const std::int32_t* ends, std::int32_t* out) {
  const std::int64_t events = profiles.count == 0 ? 0 : ends[profiles.count - 1];
  if (is_uniform(mask, events, 0)) {
    std::copy(ends, ends + profiles.count, out);
  } else if (is_uniform(mask, events, ~Word{0})) {
    std::copy(starts, starts + profiles.count, out);
#ifdef SEG_VECTOR512
  } else if (has_vector512()) {
    suffix_position_512(profiles, mask, starts, ends, out);
#endif
  } else {
    suffix_position_plain(profiles, mask, starts, ends, out);
  }
}

SEG_KERNEL void search_position(const Lanes& profiles, const std::int64_t* at, const std::int32_t* starts, const std::int32_t* ends,
                                const std::int64_t* bounds, std::int32_t* out) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    std::int32_t low = starts[profile];
    std::int32_t high = ends[profile];
    while (low < high) {
      const std::int32_t middle = low + (high - low) / 2;
      if (at[middle] < bounds[profile]) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    out[profile] = low;
  }
}

SEG_KERNEL void any_in_range(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end, Word* out) {
  pack(profiles, out, [&](std::int64_t profile) { return any_range(mask, begin[profile], end[profile]); });
}

void count_in_range(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end, std::int64_t* out) {
#ifdef SEG_VECTOR512
  if (mask != nullptr && has_vector512()) return count_in_range_512(profiles, mask, begin, end, out);
#endif
  count_in_range_plain(profiles, mask, begin, end, out);
}

SEG_KERNEL void first_in_range(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end,
                               std::int32_t* out, Word* out_any) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    std::int64_t found = -1;
    if (mask == nullptr) {
      if (begin[profile] < end[profile]) found = begin[profile];
    } else {
      for_words(mask, begin[profile], end[profile], [&](Word bits, std::int64_t first) {
        if (found < 0 && bits != 0) found = first + __builtin_ctzll(bits);
      });
    }
    out[profile] = static_cast<std::int32_t>(found);
  }
  if (out_any != nullptr) pack(profiles, out_any, [&](std::int64_t profile) { return out[profile] >= 0; });
}

SEG_KERNEL void last_in_range(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end,
                              std::int32_t* out, Word* out_any) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    std::int64_t found = -1;
    if (mask == nullptr) {
      if (begin[profile] < end[profile]) found = end[profile] - 1;
    } else {
      for_words(mask, begin[profile], end[profile], [&](Word bits, std::int64_t first) {
        if (bits != 0) found = first + 63 - __builtin_clzll(bits);
      });
    }
    out[profile] = static_cast<std::int32_t>(found);
  }
  if (out_any != nullptr) pack(profiles, out_any, [&](std::int64_t profile) { return out[profile] >= 0; });
}

void nth_in_range(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end, const std::int64_t* numbers,
                  std::int32_t* out, Word* out_any) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    std::int64_t left = SEG_MUTATE(nth_counts_from_zero, numbers[profile], numbers[profile] + 1);
    std::int64_t found = -1;
    for_words(mask, begin[profile], end[profile], [&](Word bits, std::int64_t first) {
      const std::int64_t count = __builtin_popcountll(bits);
      if (left >= 1 && left <= count) {
        for (; left > 1; --left) bits &= bits - 1;
        found = first + __builtin_ctzll(bits);
      }
      left = left > count ? left - count : 0;
    });
    out[profile] = static_cast<std::int32_t>(found);
  }
  if (out_any != nullptr) pack(profiles, out_any, [&](std::int64_t profile) { return out[profile] >= 0; });
}

void gather_bits(const Lanes& profiles, const Word* mask, const std::int32_t* positions, Word* out) {
  pack(profiles, out,
       [&](std::int64_t profile) { return positions[profile] >= 0 && (mask == nullptr || bit_at(mask, positions[profile])); });
}

void gather_int64(const Lanes& profiles, const std::int64_t* values, const std::int32_t* positions, std::int64_t* out) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile)
    out[profile] = positions[profile] < 0 ? 0 : values[positions[profile]];
}

void gather_int32(const Lanes& profiles, const std::int32_t* values, const std::int32_t* positions, std::int32_t* out) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile)
    out[profile] = positions[profile] < 0 ? 0 : values[positions[profile]];
}

void gather_float(const Lanes& profiles, const double* values, const std::int32_t* positions, double* out) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile)
    out[profile] = positions[profile] < 0 ? 0 : values[positions[profile]];
}

}  // namespace seg::kernels
