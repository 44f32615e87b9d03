#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/unit/kernels/levels.h"
#include "tests/unit/kernels/lists.h"

using namespace seg;
using namespace seg::kernels;
using seg::test::Against;
using seg::test::Guarded;
using seg::test::Lists;
using seg::test::out_bit;

TEST_CASE("counts, any, first and last of ranges are those of counting bit by bit") {
  test::on_each_level([] {
    for (const std::size_t profiles : {std::size_t{1}, std::size_t{7}, std::size_t{64}, std::size_t{131}}) {
      const Lists lists(static_cast<unsigned>(profiles), profiles);
      const auto mask = lists.mask(lists.bits);
      const Guarded<std::int32_t> begin(lists.begin, Against::End);
      const Guarded<std::int32_t> end(lists.end, Against::End);
      const Guarded<std::int64_t> counts(profiles, Against::End);
      const Guarded<std::int32_t> first(profiles, Against::End);
      const Guarded<std::int32_t> last(profiles, Against::End);
      const Guarded<Word> any(static_cast<std::size_t>(lists.profile_lanes.words), Against::End);
      count_in_range(lists.profile_lanes, mask.data(), begin.data(), end.data(), counts.data());
      any_in_range(lists.profile_lanes, mask.data(), begin.data(), end.data(), any.data());
      first_in_range(lists.profile_lanes, mask.data(), begin.data(), end.data(), first.data(), nullptr);
      last_in_range(lists.profile_lanes, mask.data(), begin.data(), end.data(), last.data(), nullptr);
      for (std::size_t profile = 0; profile < profiles; ++profile) {
        std::vector<std::int32_t> set;
        for (std::int32_t event = lists.begin[profile]; event < lists.end[profile]; ++event) {
          if (lists.bits[static_cast<std::size_t>(event)]) set.push_back(event);
        }
        REQUIRE(counts[profile] == static_cast<std::int64_t>(set.size()));
        REQUIRE(out_bit(any, profile) == !set.empty());
        REQUIRE(first[profile] == (set.empty() ? -1 : set.front()));
        REQUIRE(last[profile] == (set.empty() ? -1 : set.back()));
      }
    }
  });
}

TEST_CASE("the position of a bound is that of the first event at or after it") {
  test::on_each_level([] {
    const std::vector<std::int32_t> offsets = {0, 3, 3, 7};
    const std::vector<std::int64_t> at = {10, 20, 20, 5, 20, 30, 40};
    const Guarded<std::int32_t> starts(offsets, Against::End);
    const Lanes profiles{3, 1};
    for (const auto& [bound, expected] : std::vector<std::pair<std::int64_t, std::vector<std::int32_t>>>{
             {20, {1, 3, 4}}, {21, {3, 3, 5}}, {-5, {0, 3, 3}}, {41, {3, 3, 7}}, {40, {3, 3, 6}}}) {
      Word suffix = 0;
      for (std::size_t event = 0; event < at.size(); ++event) suffix |= Word{at[event] >= bound} << event;
      const Guarded<Word> mask(std::vector<Word>{suffix, 0}, Against::End);
      const Guarded<std::int32_t> out(3, Against::End);
      suffix_position(profiles, mask.data(), starts.data(), starts.data() + 1, out.data());
      CHECK(std::vector<std::int32_t>(out.data(), out.data() + 3) == expected);
      const Guarded<std::int64_t> times(at, Against::End);
      const Guarded<std::int64_t> bounds(std::vector<std::int64_t>(3, bound), Against::End);
      const Guarded<std::int32_t> searched(3, Against::End);
      search_position(profiles, times.data(), starts.data(), starts.data() + 1, bounds.data(), searched.data());
      CHECK(std::vector<std::int32_t>(searched.data(), searched.data() + 3) == expected);
    }
  });
}

TEST_CASE("sums, extremes and distinct values of ranges are those of one event after another") {
  test::on_each_level([] {
    Lists lists(5, 131);
    std::vector<std::int64_t> amounts;
    for (std::size_t event = 0; event < lists.events; ++event) amounts.push_back(static_cast<std::int64_t>(lists.random() % 41) - 20);
    const Guarded<std::int64_t> values(amounts, Against::End);
    const auto masked = lists.mask(lists.bits);
    const Guarded<std::int32_t> begin(lists.begin, Against::End);
    const Guarded<std::int32_t> end(lists.end, Against::End);
    for (const Word* mask : {static_cast<const Word*>(masked.data()), static_cast<const Word*>(nullptr)}) {
      const Guarded<std::int64_t> prefix(lists.events + 2, Against::End);
      const Guarded<std::int64_t> sums(131, Against::End);
      const Guarded<std::int64_t> least(131, Against::End);
      const Guarded<std::int64_t> most(131, Against::End);
      const Guarded<std::int64_t> distinct(131, Against::End);
      const Guarded<Word> fine(3, Against::End);
      const Guarded<Word> any(3, Against::End);
      prefix_sum(lists.event_lanes, values.data(), mask, prefix.data());
      sum_in_range(lists.profile_lanes, lists.event_lanes, prefix.data(), values.data(), mask, begin.data(), end.data(), sums.data(),
                   fine.data());
      min_int64_in_range(lists.profile_lanes, values.data(), mask, begin.data(), end.data(), least.data(), any.data());
      max_int64_in_range(lists.profile_lanes, values.data(), mask, begin.data(), end.data(), most.data(), nullptr);
      distinct_int64_in_range(lists.profile_lanes, values.data(), mask, begin.data(), end.data(), distinct.data());
      for (std::size_t profile = 0; profile < 131; ++profile) {
        std::vector<std::int64_t> chosen;
        for (std::int32_t event = lists.begin[profile]; event < lists.end[profile]; ++event) {
          if (mask == nullptr || lists.bits[static_cast<std::size_t>(event)]) chosen.push_back(amounts[static_cast<std::size_t>(event)]);
        }
        std::int64_t sum = 0;
        for (const std::int64_t value : chosen) sum += value;
        std::sort(chosen.begin(), chosen.end());
        REQUIRE(sums[profile] == sum);
        REQUIRE(out_bit(fine, profile));
        REQUIRE(out_bit(any, profile) == !chosen.empty());
        if (!chosen.empty()) {
          REQUIRE(least[profile] == chosen.front());
          REQUIRE(most[profile] == chosen.back());
        }
        REQUIRE(distinct[profile] == std::unique(chosen.begin(), chosen.end()) - chosen.begin());
      }
    }
  });
}

TEST_CASE("a sum may pass 64 bits on its way but not in the end") {
  test::on_each_level([] {
    constexpr std::int64_t kMost = INT64_MAX;
    const std::vector<std::int64_t> amounts = {kMost, 5, -10, kMost, 1, INT64_MIN, 0};
    const Guarded<std::int64_t> values(amounts, Against::End);
    const Lanes profiles{3, 1};
    const Lanes events{7, 1};
    const Guarded<std::int32_t> begin(std::vector<std::int32_t>{0, 3, 5}, Against::End);
    const Guarded<std::int32_t> end(std::vector<std::int32_t>{3, 5, 7}, Against::End);
    const Guarded<std::int64_t> prefix(9, Against::End);
    const Guarded<std::int64_t> sums(3, Against::End);
    const Guarded<Word> fine(1, Against::End);
    prefix_sum(events, values.data(), nullptr, prefix.data());
    sum_in_range(profiles, events, prefix.data(), values.data(), nullptr, begin.data(), end.data(), sums.data(), fine.data());
    CHECK((fine[0] & 7) == 0b101);
    CHECK(sums[0] == kMost - 5);
    CHECK(sums[2] == INT64_MIN);
  });
}

TEST_CASE("floats are added from the newest to the oldest") {
  const std::vector<double> amounts = {1.0, 1e16, -1e16, 1e308, 1e308};
  const Guarded<double> values(amounts, Against::End);
  const Lanes profiles{2, 1};
  const Guarded<std::int32_t> begin(std::vector<std::int32_t>{0, 3}, Against::End);
  const Guarded<std::int32_t> end(std::vector<std::int32_t>{3, 5}, Against::End);
  const Guarded<double> sums(2, Against::End);
  const Guarded<Word> fine(1, Against::End);
  sum_float_in_range(profiles, values.data(), nullptr, begin.data(), end.data(), sums.data(), fine.data());
  CHECK(sums[0] == 1.0);  // oldest first would lose the 1
  CHECK((fine[0] & 3) == 0b01);
}
