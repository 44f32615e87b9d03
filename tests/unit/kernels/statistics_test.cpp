#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <map>

#include "runtime/kernels/deviation.h"
#include "runtime/kernels/kernels.h"
#include "tests/unit/kernels/lists.h"

using namespace seg;
using namespace seg::kernels;
using seg::test::Against;
using seg::test::Guarded;
using seg::test::Lists;
using seg::test::out_bit;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

Moments moments(const std::vector<std::int64_t>& values) {
  Moments result;
  for (const std::int64_t value : values) add(result, value);
  return result;
}

std::int64_t nearest(const std::vector<std::int64_t>& values) {
  std::int64_t result = -1;
  REQUIRE(nearest_deviation(moments(values), result));
  return result;
}

/// The positions of a range's masked events.
std::vector<std::int32_t> chosen(const Lists& lists, const Word* mask, std::size_t profile) {
  std::vector<std::int32_t> positions;
  for (std::int32_t event = lists.begin[profile]; event < lists.end[profile]; ++event) {
    if (mask == nullptr || lists.bits[static_cast<std::size_t>(event)]) positions.push_back(event);
  }
  return positions;
}

}  // namespace

// Expected values: fractions and correctly rounded quotients of Python's integers.
TEST_CASE("deviations of whole numbers are exact but for one rounding") {
  CHECK(deviation_of(moments({1, 2, 3, 4}), 1) == 1.2909944487358056);
  CHECK(deviation_of(moments({5, 5}), 100) == 0);
  CHECK(deviation_of(moments({kMost, kLeast}), 1) == 1.3043817825332783e+19);
  CHECK(deviation_of(moments({kMost, kMost, kMost, kLeast, kLeast}), 1'000'000'000'000'000'000) == 10.103697841695462);
  CHECK(deviation_of(moments({123'456'789'012'345'678, -987'654'321'098'765'432, 555'555'555'555'555'555}), 10'000) == 79611284443684.6);
  CHECK(deviation_of(moments({0, 1}), 1'000'000'000'000'000'000) == 7.071067811865475e-19);
  std::vector<std::int64_t> close;
  for (std::int64_t index = 0; index < 1000; ++index) close.push_back((std::int64_t{1} << 62) + index * index * 7919);
  CHECK(deviation_of(moments(close), 1) == 2359955081.1816983);
}

TEST_CASE("deviations in units are the nearest, ties up, and may not fit") {
  CHECK(nearest({0, 0}) == 0);
  CHECK(nearest({1, 0, 0, 0}) == 1);  // one half
  CHECK(nearest({1, 0, 0, 0, 0}) == 0);
  CHECK(nearest({0, 3}) == 2);
  CHECK(nearest({std::int64_t{1} << 62, -(std::int64_t{1} << 62), 0}) == std::int64_t{1} << 62);
  CHECK(nearest({1'000'000'000'000'000'000, 0, 0, 0}) == 500'000'000'000'000'000);
  CHECK(nearest({3'000'000'000'000'000'000, -5'000'000'000'000'000'000, 1'000'000'000'000'000'001, 7}) == 3'403'429'642'777'022'846);
  std::int64_t unused = 0;
  CHECK_FALSE(nearest_deviation(moments({kMost, kLeast}), unused));
}

TEST_CASE("the middle, the most frequent and the n-th of ranges are those of sorting and counting") {
  Lists lists(9, 131);
  std::vector<std::int64_t> amounts;
  for (std::size_t event = 0; event < lists.events; ++event) amounts.push_back(static_cast<std::int64_t>(lists.random() % 9) - 4);
  const Guarded<std::int64_t> values(amounts, Against::End);
  const auto masked = lists.mask(lists.bits);
  const Guarded<std::int32_t> begin(lists.begin, Against::End);
  const Guarded<std::int32_t> end(lists.end, Against::End);
  const Guarded<std::int64_t> numbers(std::vector<std::int64_t>(131, 3), Against::End);
  for (const Word* mask : {static_cast<const Word*>(masked.data()), static_cast<const Word*>(nullptr)}) {
    const Guarded<std::int32_t> low(131, Against::End), high(131, Against::End), mode(131, Against::End), third(131, Against::End);
    const Guarded<Word> any(3, Against::End);
    middle_int64_in_range(lists.profile_lanes, values.data(), mask, begin.data(), end.data(), low.data(), high.data(), any.data());
    mode_int64_in_range(lists.profile_lanes, values.data(), mask, begin.data(), end.data(), mode.data(), nullptr);
    nth_in_range(lists.profile_lanes, mask, begin.data(), end.data(), numbers.data(), third.data(), nullptr);
    for (std::size_t profile = 0; profile < 131; ++profile) {
      const std::vector<std::int32_t> positions = chosen(lists, mask, profile);
      REQUIRE(out_bit(any, profile) == !positions.empty());
      REQUIRE(third[profile] == (positions.size() < 3 ? -1 : positions[2]));
      if (positions.empty()) {
        REQUIRE((low[profile] == -1 && high[profile] == -1 && mode[profile] == -1));
        continue;
      }
      std::vector<std::int64_t> sorted;
      std::map<std::int64_t, std::pair<int, std::int32_t>> counts;
      for (const std::int32_t position : positions) {
        sorted.push_back(values[static_cast<std::size_t>(position)]);
        auto& [count, newest] = counts[sorted.back()];
        ++count;
        newest = position;
      }
      std::sort(sorted.begin(), sorted.end());
      REQUIRE(values[static_cast<std::size_t>(low[profile])] == sorted[(sorted.size() - 1) / 2]);
      REQUIRE(values[static_cast<std::size_t>(high[profile])] == sorted[sorted.size() / 2]);
      std::pair<int, std::int32_t> most{0, -1};
      for (const auto& [value, found] : counts) most = std::max(most, found);
      REQUIRE(mode[profile] == most.second);
    }
  }
}

TEST_CASE("means of fractions fit in lowest terms or are not fine") {
  const Guarded<std::int64_t> a_number(std::vector<std::int64_t>{1, kMost, kMost, kMost, 1}, Against::End);
  const Guarded<std::int64_t> a_denominator(std::vector<std::int64_t>{2, 1, 1, 3, kMost}, Against::End);
  const Guarded<std::int64_t> b_number(std::vector<std::int64_t>{1, kMost - 2, kMost - 1, kMost, 1}, Against::End);
  const Guarded<std::int64_t> b_denominator(std::vector<std::int64_t>{3, 1, 1, 3, kMost - 1}, Against::End);
  const Guarded<std::int64_t> number(5, Against::End), denominator(5, Against::End);
  const Guarded<Word> fine(1, Against::End);
  mean_fraction({5, 1}, a_number.data(), a_denominator.data(), b_number.data(), b_denominator.data(), number.data(), denominator.data(),
                fine.data());
  CHECK(fine[0] == 0b01011);
  CHECK((number[0] == 5 && denominator[0] == 12));
  CHECK((number[1] == kMost - 1 && denominator[1] == 1));
  CHECK((number[3] == kMost && denominator[3] == 3));
}
