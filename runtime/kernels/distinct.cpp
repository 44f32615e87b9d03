#include <algorithm>
#include <vector>

#include "runtime/kernels/kernels.h"
#include "runtime/kernels/mutants.h"
#include "runtime/kernels/order.h"

namespace seg::kernels {
namespace {

/// Windows of up to so many values are counted by comparing each with those before it.
constexpr std::size_t kFew = 16;

template <typename T>
std::int64_t distinct(std::vector<T>& values) {
  if (values.size() <= kFew) {
    std::int64_t count = 0;
    for (auto value = values.begin(); value != values.end(); ++value) {
      count += std::none_of(values.begin(), value, [&](const T& other) { return same(other, *value); }) ? 1 : 0;
    }
    return count;
  }
  std::sort(values.begin(), values.end(), [](const T& a, const T& b) { return before(a, b); });
  return std::unique(values.begin(), values.end(), [](const T& a, const T& b) { return same(a, b); }) - values.begin();
}

template <typename T, typename ValueAt>
void distinct_in_range(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end, std::int64_t* out,
                       ValueAt value_at) {
  std::vector<T> values;
  const Word* known = SEG_MUTATE(unknown_counted_as_distinct_value, mask, nullptr);
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    values.clear();
    for_lanes(known, begin[profile], end[profile], [&](std::int64_t event) { values.push_back(value_at(event)); });
    out[profile] = distinct(values);
  }
}

}  // namespace

void distinct_bits_in_range(const Lanes& profiles, const Word* trues, const Word* falses, const std::int32_t* begin,
                            const std::int32_t* end, std::int64_t* out) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    out[profile] = (any_range(trues, begin[profile], end[profile]) ? 1 : 0) + (any_range(falses, begin[profile], end[profile]) ? 1 : 0);
  }
}

void distinct_int64_in_range(const Lanes& profiles, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                             const std::int32_t* end, std::int64_t* out) {
  distinct_in_range<std::int64_t>(profiles, mask, begin, end, out, [&](std::int64_t event) { return values[event]; });
}

void distinct_int32_in_range(const Lanes& profiles, const std::int32_t* values, const Word* mask, const std::int32_t* begin,
                             const std::int32_t* end, std::int64_t* out) {
  distinct_in_range<std::int32_t>(profiles, mask, begin, end, out, [&](std::int64_t event) { return values[event]; });
}

void distinct_float_in_range(const Lanes& profiles, const double* values, const Word* mask, const std::int32_t* begin,
                             const std::int32_t* end, std::int64_t* out) {
  distinct_in_range<double>(profiles, mask, begin, end, out, [&](std::int64_t event) { return values[event]; });
}

void distinct_fraction_in_range(const Lanes& profiles, const std::int64_t* numbers, const std::int64_t* denominators, const Word* mask,
                                const std::int32_t* begin, const std::int32_t* end, std::int64_t* out) {
  distinct_in_range<Fraction>(profiles, mask, begin, end, out,
                              [&](std::int64_t event) { return Fraction{numbers[event], denominators[event]}; });
}

}  // namespace seg::kernels
