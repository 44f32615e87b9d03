#include "runtime/kernels/kernels.h"

namespace seg::kernels {

SEG_KERNEL void suffix_position(const Lanes& profiles, const Word* mask, const std::int32_t* starts, const std::int32_t* ends,
                                std::int32_t* out) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    out[profile] = static_cast<std::int32_t>(ends[profile] - count_range(mask, starts[profile], ends[profile]));
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

SEG_KERNEL void count_in_range(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end,
                               std::int64_t* out) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) out[profile] = count_range(mask, begin[profile], end[profile]);
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

void gather_bits(const Lanes& profiles, const Word* mask, const std::int32_t* positions, Word* out) {
  pack(profiles, out, [&](std::int64_t profile) { return positions[profile] >= 0 && bit_at(mask, positions[profile]); });
}

void gather_int64(const Lanes& profiles, const std::int64_t* values, const std::int32_t* positions, std::int64_t* out) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) out[profile] = positions[profile] < 0 ? 0 : values[positions[profile]];
}

void gather_int32(const Lanes& profiles, const std::int32_t* values, const std::int32_t* positions, std::int32_t* out) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) out[profile] = positions[profile] < 0 ? 0 : values[positions[profile]];
}

void gather_float(const Lanes& profiles, const double* values, const std::int32_t* positions, double* out) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) out[profile] = positions[profile] < 0 ? 0 : values[positions[profile]];
}

}  // namespace seg::kernels
