#include <algorithm>
#include <vector>

#include "runtime/kernels/kernels.h"
#include "runtime/kernels/mutants.h"
#include "runtime/kernels/order.h"

namespace seg::kernels {
namespace {

/// Calls `visit(window, values)` for each window with its masked values, oldest first. `visit` may change them.
template <typename T, typename ValueAt, typename Visit>
void for_windows(const Lanes& lanes, const Word* mask, const std::int32_t* begin, const std::int32_t* end, ValueAt value_at, Visit visit) {
  std::vector<Placed<T>> values;
  for (std::int64_t window = 0; window < lanes.count; ++window) {
    values.clear();
    for_lanes(mask, begin[window], end[window],
              [&](std::int64_t event) { values.push_back({value_at(event), static_cast<std::int32_t>(event)}); });
    visit(window, values);
  }
}

template <typename T>
bool placed_before(const Placed<T>& a, const Placed<T>& b) {
  return before(a.value, b.value);
}

template <typename T, typename ValueAt>
void middle_in_range(const Lanes& lanes, const Word* mask, const std::int32_t* begin, const std::int32_t* end, std::int32_t* out_low,
                     std::int32_t* out_high, Word* out_any, ValueAt value_at) {
  const auto find = [&](std::int64_t window, std::vector<Placed<T>>& values) {
    out_low[window] = -1;
    if (out_high != nullptr) out_high[window] = -1;
    if (values.empty()) return;
    const auto low = values.begin() + SEG_MUTATE(median_is_the_least, (std::ssize(values) - 1) / 2, std::ptrdiff_t{0});
    std::nth_element(values.begin(), low, values.end(), placed_before<T>);
    const bool even = values.size() % 2 == 0;
    out_low[window] = low->position;
    if (out_high != nullptr) out_high[window] = even ? std::min_element(low + 1, values.end(), placed_before<T>)->position : low->position;
  };
  for_windows<T>(lanes, mask, begin, end, value_at, find);
  if (out_any != nullptr) pack(lanes, out_any, [&](std::int64_t window) { return out_low[window] >= 0; });
}

/// The newest event of the value that most events have; of values of equally many the one whose newest event is newest.
template <typename T>
std::int32_t most_frequent(std::vector<Placed<T>>& values) {
  std::sort(values.begin(), values.end(), placed_before<T>);
  std::int64_t most = 0;
  std::int32_t found = -1;
  for (auto first = values.begin(); first != values.end();) {
    auto next = first;
    std::int32_t newest = first->position;
    for (; next != values.end() && same(next->value, first->value); ++next) newest = std::max(newest, next->position);
    const bool later = SEG_MUTATE(mode_takes_the_older_of_a_tie, newest > found, newest < found);
    if (next - first > most || (next - first == most && later)) {
      most = next - first;
      found = newest;
    }
    first = next;
  }
  return found;
}

template <typename T, typename ValueAt>
void mode_in_range(const Lanes& lanes, const Word* mask, const std::int32_t* begin, const std::int32_t* end, std::int32_t* out,
                   Word* out_any, ValueAt value_at) {
  for_windows<T>(lanes, mask, begin, end, value_at,
                 [&](std::int64_t window, std::vector<Placed<T>>& values) { out[window] = most_frequent(values); });
  if (out_any != nullptr) pack(lanes, out_any, [&](std::int64_t window) { return out[window] >= 0; });
}

}  // namespace

void middle_int64_in_range(const Lanes& lanes, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                           const std::int32_t* end, std::int32_t* out_low, std::int32_t* out_high, Word* out_any) {
  middle_in_range<std::int64_t>(lanes, mask, begin, end, out_low, out_high, out_any, [&](std::int64_t event) { return values[event]; });
}

void middle_float_in_range(const Lanes& lanes, const double* values, const Word* mask, const std::int32_t* begin, const std::int32_t* end,
                           std::int32_t* out_low, std::int32_t* out_high, Word* out_any) {
  middle_in_range<double>(lanes, mask, begin, end, out_low, out_high, out_any, [&](std::int64_t event) { return values[event]; });
}

void middle_fraction_in_range(const Lanes& lanes, const std::int64_t* numbers, const std::int64_t* denominators, const Word* mask,
                              const std::int32_t* begin, const std::int32_t* end, std::int32_t* out_low, std::int32_t* out_high,
                              Word* out_any) {
  middle_in_range<Fraction>(lanes, mask, begin, end, out_low, out_high, out_any,
                            [&](std::int64_t event) { return Fraction{numbers[event], denominators[event]}; });
}

void mode_int64_in_range(const Lanes& lanes, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                         const std::int32_t* end, std::int32_t* out, Word* out_any) {
  mode_in_range<std::int64_t>(lanes, mask, begin, end, out, out_any, [&](std::int64_t event) { return values[event]; });
}

void mode_float_in_range(const Lanes& lanes, const double* values, const Word* mask, const std::int32_t* begin, const std::int32_t* end,
                         std::int32_t* out, Word* out_any) {
  mode_in_range<double>(lanes, mask, begin, end, out, out_any, [&](std::int64_t event) { return values[event]; });
}

void mode_fraction_in_range(const Lanes& lanes, const std::int64_t* numbers, const std::int64_t* denominators, const Word* mask,
                            const std::int32_t* begin, const std::int32_t* end, std::int32_t* out, Word* out_any) {
  mode_in_range<Fraction>(lanes, mask, begin, end, out, out_any,
                          [&](std::int64_t event) { return Fraction{numbers[event], denominators[event]}; });
}

void mean_fraction(const Lanes& lanes, const std::int64_t* a_number, const std::int64_t* a_denominator, const std::int64_t* b_number,
                   const std::int64_t* b_denominator, std::int64_t* out_number, std::int64_t* out_denominator, Word* fine) {
  pack_or_run(lanes, fine, [&](std::int64_t lane) {
    const Fraction a{a_number[lane], a_denominator[lane]};
    const Fraction b{b_number[lane], b_denominator[lane]};
    // Equal scales need no cross-multiplication, and an odd number of values no mean.
    const bool alike = a.denominator == b.denominator;
    const Wide sum = alike ? Wide{a.number} + b.number : Wide{a.number} * b.denominator + Wide{b.number} * a.denominator;
    const Wide twice = 2 * (alike ? Wide{a.denominator} : Wide{a.denominator} * b.denominator);
    Fraction result = a;
    const bool fits = (alike && a.number == b.number) || make_fraction(sum, twice, result);
    if (out_number != nullptr) out_number[lane] = result.number;
    if (out_denominator != nullptr) out_denominator[lane] = result.denominator;
    return fits;
  });
}

}  // namespace seg::kernels
