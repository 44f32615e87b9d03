#include <algorithm>
#include <vector>

#include "runtime/kernels/kernels.h"
#include "runtime/kernels/mutants.h"
#include "runtime/kernels/order.h"

namespace seg::kernels {
namespace {

void set_bit(Word* mask, std::int64_t lane) { mask[lane >> 6] |= Word{1} << (lane & 63); }

/// Windows of up to so many values are searched by comparing each with those before it.
constexpr std::size_t kFew = 16;

/// Calls `found(position)` for each value that is the first of its kind; `values` are in the order of their positions.
template <typename T, typename Found>
void each_first(std::vector<Placed<T>>& values, Found found) {
  if (values.size() <= kFew) {
    for (auto value = values.begin(); value != values.end(); ++value) {
      if (std::none_of(values.begin(), value, [&](const Placed<T>& other) { return same(other.value, value->value); })) {
        found(value->position);
      }
    }
    return;
  }
  std::sort(values.begin(), values.end(), [](const Placed<T>& a, const Placed<T>& b) {
    return before(a.value, b.value) || (same(a.value, b.value) && a.position < b.position);
  });
  for (auto value = values.begin(); value != values.end(); ++value) {
    if (value == values.begin() || !same((value - 1)->value, value->value)) found(value->position);
  }
}

template <typename T, typename ValueAt>
void first_of_value(const Lanes& profiles, const Lanes& events, const Word* mask, const std::int32_t* begin, const std::int32_t* end,
                    Word* out, ValueAt value_at) {
  std::fill(out, out + events.words, Word{0});
  std::vector<Placed<T>> values;
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    values.clear();
    for_lanes(mask, begin[profile], end[profile],
              [&](std::int64_t event) { values.push_back({value_at(event), static_cast<std::int32_t>(event)}); });
    each_first(values, [&](std::int32_t position) { set_bit(out, position); });
  }
}

}  // namespace

void window_bits(const Lanes& profiles, const Lanes& events, const std::int32_t* begin, const std::int32_t* end, Word* out) {
  std::fill(out, out + events.words, Word{0});
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    for_words(nullptr, begin[profile], end[profile], [&](Word bits, std::int64_t first) { out[first >> 6] |= bits; });
  }
}

void ordinal_in_range(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end, std::int64_t* out) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    std::int64_t ordinal = 0;
    for_lanes(mask, begin[profile], end[profile], [&](std::int64_t event) { out[event] = ++ordinal; });
  }
}

void ordinal_back_in_range(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end, std::int64_t* out) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    std::int64_t ordinal = count_range(mask, begin[profile], end[profile]);
    for_lanes(mask, begin[profile], end[profile],
              [&](std::int64_t event) { out[event] = SEG_MUTATE(ordinal_back_from_zero, ordinal--, --ordinal); });
  }
}

void previous_in_range(const Lanes& profiles, const Lanes& events, const Word* mask, const std::int32_t* begin, const std::int32_t* end,
                       std::int32_t* out, Word* out_any) {
  std::fill(out, out + events.count, -1);
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    std::int32_t previous = -1;
    for_lanes(mask, begin[profile], end[profile], [&](std::int64_t event) {
      out[event] = previous;
      previous = static_cast<std::int32_t>(event);
    });
  }
  if (out_any != nullptr) pack(events, out_any, [&](std::int64_t event) { return out[event] >= 0; });
}

void first_of_int64(const Lanes& profiles, const Lanes& events, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                    const std::int32_t* end, Word* out) {
  first_of_value<std::int64_t>(profiles, events, mask, begin, end, out, [&](std::int64_t event) { return values[event]; });
}

void first_of_float(const Lanes& profiles, const Lanes& events, const double* values, const Word* mask, const std::int32_t* begin,
                    const std::int32_t* end, Word* out) {
  first_of_value<double>(profiles, events, mask, begin, end, out, [&](std::int64_t event) { return values[event]; });
}

void first_of_fraction(const Lanes& profiles, const Lanes& events, const std::int64_t* numbers, const std::int64_t* denominators,
                       const Word* mask, const std::int32_t* begin, const std::int32_t* end, Word* out) {
  first_of_value<Fraction>(profiles, events, mask, begin, end, out,
                           [&](std::int64_t event) { return Fraction{numbers[event], denominators[event]}; });
}

}  // namespace seg::kernels
