#include <functional>

#include "runtime/kernels/kernels.h"
#include "runtime/kernels/vector512.h"

namespace seg::kernels {
namespace {

/// The best masked value of each window; of equal ones the oldest.
template <typename T, typename Better>
[[gnu::always_inline]] inline void extreme(const Lanes& profiles, const T* values, const Word* mask, const std::int32_t* begin,
                                           const std::int32_t* end, T* out, Word* out_any, Better better) {
  for (std::int64_t first = 0; first < profiles.count; first += 64) {
    const std::int64_t lane_count = profiles.count - first < 64 ? profiles.count - first : 64;
    Word any = 0;
    for (std::int64_t lane = 0; lane < lane_count; ++lane) {
      const std::int64_t profile = first + lane;
      bool found = false;
      T best{};
      for_lanes(mask, begin[profile], end[profile], [&](std::int64_t event) {
        best = !found || better(values[event], best) ? values[event] : best;
        found = true;
      });
      out[profile] = best;
      any |= static_cast<Word>(found) << lane;
    }
    if (out_any != nullptr) out_any[first >> 6] = any;
  }
}

template <typename Better>
void extreme_fraction(const Lanes& profiles, const std::int64_t* numbers, const std::int64_t* denominators, const Word* mask,
                      const std::int32_t* begin, const std::int32_t* end, std::int64_t* out_number, std::int64_t* out_denominator,
                      Word* out_any, Better better) {
  const auto of_profile = [&](std::int64_t profile) {
    bool found = false;
    Fraction best;
    for_lanes(mask, begin[profile], end[profile], [&](std::int64_t event) {
      const Fraction value{numbers[event], denominators[event]};
      if (!found || better(compare(value, best))) best = value;
      found = true;
    });
    if (out_number != nullptr) out_number[profile] = best.number;
    if (out_denominator != nullptr) out_denominator[profile] = best.denominator;
    return found;
  };
  if (out_any != nullptr) {
    pack(profiles, out_any, of_profile);
  } else {
    for (std::int64_t profile = 0; profile < profiles.count; ++profile) of_profile(profile);
  }
}

#define SEG_EXTREME(name, type, better)                                                                                                 \
  SEG_KERNEL void name(const Lanes& profiles, const type* values, const Word* mask, const std::int32_t* begin, const std::int32_t* end, \
                       type* out, Word* out_any) {                                                                                      \
    extreme(profiles, values, mask, begin, end, out, out_any, better());                                                                \
  }
SEG_EXTREME(min_int64_plain, std::int64_t, std::less<>)
SEG_EXTREME(max_int64_plain, std::int64_t, std::greater<>)
}  // namespace

SEG_EXTREME(min_int32_in_range, std::int32_t, std::less<>)
SEG_EXTREME(max_int32_in_range, std::int32_t, std::greater<>)
SEG_EXTREME(min_float_in_range, double, std::less<>)
SEG_EXTREME(max_float_in_range, double, std::greater<>)
#undef SEG_EXTREME

void min_int64_in_range(const Lanes& profiles, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                        const std::int32_t* end, std::int64_t* out, Word* out_any) {
#ifdef SEG_VECTOR512
  if (has_vector512()) return min_int64_in_range_512(profiles, values, mask, begin, end, out, out_any);
#endif
  min_int64_plain(profiles, values, mask, begin, end, out, out_any);
}

void max_int64_in_range(const Lanes& profiles, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                        const std::int32_t* end, std::int64_t* out, Word* out_any) {
#ifdef SEG_VECTOR512
  if (has_vector512()) return max_int64_in_range_512(profiles, values, mask, begin, end, out, out_any);
#endif
  max_int64_plain(profiles, values, mask, begin, end, out, out_any);
}

void min_fraction_in_range(const Lanes& profiles, const std::int64_t* numbers, const std::int64_t* denominators, const Word* mask,
                           const std::int32_t* begin, const std::int32_t* end, std::int64_t* out_number, std::int64_t* out_denominator,
                           Word* out_any) {
  extreme_fraction(profiles, numbers, denominators, mask, begin, end, out_number, out_denominator, out_any,
                   [](Ordering order) { return order == Ordering::Less; });
}

void max_fraction_in_range(const Lanes& profiles, const std::int64_t* numbers, const std::int64_t* denominators, const Word* mask,
                           const std::int32_t* begin, const std::int32_t* end, std::int64_t* out_number, std::int64_t* out_denominator,
                           Word* out_any) {
  extreme_fraction(profiles, numbers, denominators, mask, begin, end, out_number, out_denominator, out_any,
                   [](Ordering order) { return order == Ordering::Greater; });
}

}  // namespace seg::kernels
