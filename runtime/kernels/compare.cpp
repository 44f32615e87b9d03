#include <algorithm>
#include <cmath>

#include "runtime/kernels/kernels.h"
#include "runtime/kernels/vector512.h"

namespace seg::kernels {
namespace {

template <typename Compare>
[[gnu::always_inline]] inline void compare_lanes(const Lanes& lanes, Word* out_less, Word* out_equal, Compare compare_lane) {
  for (std::int64_t word = 0; word < lanes.words; ++word) {
    const std::int64_t first = word << 6;
    const std::int64_t lane_count = lanes.count - first < 64 ? lanes.count - first : 64;
    Word less = 0;
    Word equal = 0;
    for (std::int64_t lane = 0; lane < lane_count; ++lane) {
      const Ordering order = compare_lane(first + lane);
      less |= static_cast<Word>(order == Ordering::Less) << lane;
      equal |= static_cast<Word>(order == Ordering::Equal) << lane;
    }
    if (out_less != nullptr) out_less[word] = less;
    if (out_equal != nullptr) out_equal[word] = equal;
  }
}

SEG_KERNEL void compare_fraction_plain(const Lanes& lanes, const std::int64_t* a_number, const std::int64_t* a_denominator,
                                       const std::int64_t* b_number, const std::int64_t* b_denominator, Word* out_less, Word* out_equal) {
  compare_lanes(lanes, out_less, out_equal, [&](std::int64_t lane) {
    return compare(Fraction{a_number[lane], a_denominator[lane]}, Fraction{b_number[lane], b_denominator[lane]});
  });
}

}  // namespace

void compare_fraction(const Lanes& lanes, const std::int64_t* a_number, const std::int64_t* a_denominator, const std::int64_t* b_number,
                      const std::int64_t* b_denominator, Word* out_less, Word* out_equal) {
#ifdef SEG_VECTOR512
  if (has_vector512()) return compare_fraction_512(lanes, a_number, a_denominator, b_number, b_denominator, out_less, out_equal);
#endif
  compare_fraction_plain(lanes, a_number, a_denominator, b_number, b_denominator, out_less, out_equal);
}

void compare_float_fraction(const Lanes& lanes, const double* a, const std::int64_t* b_number, const std::int64_t* b_denominator,
                            Word* out_less, Word* out_equal) {
  compare_lanes(lanes, out_less, out_equal,
                [&](std::int64_t lane) { return compare(a[lane], Fraction{b_number[lane], b_denominator[lane]}); });
}

void in_set_int64(const Lanes& lanes, const std::int64_t* values, const NumberSet& set, Word* out) {
  pack(lanes, out, [&](std::int64_t lane) { return std::binary_search(set.numbers, set.numbers + set.size, values[lane]); });
}

void in_set_float(const Lanes& lanes, const double* values, const NumberSet& set, Word* out) {
  pack(lanes, out,
       [&](std::int64_t lane) { return !std::isnan(values[lane]) && std::binary_search(set.floats, set.floats + set.size, values[lane]); });
}

void in_set_fraction(const Lanes& lanes, const std::int64_t* numbers, const std::int64_t* denominators, const NumberSet& set, Word* out) {
  pack(lanes, out, [&](std::int64_t lane) {
    const Fraction value{numbers[lane], denominators[lane]};
    std::int64_t low = 0;
    std::int64_t high = set.size;
    while (low < high) {
      const std::int64_t middle = low + (high - low) / 2;
      const Ordering order = compare(Fraction{set.numbers[middle], set.denominators[middle]}, value);
      if (order == Ordering::Equal) return true;
      if (order == Ordering::Less) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return false;
  });
}

}  // namespace seg::kernels
