#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "runtime/kernels/kernels.h"
#include "tests/unit/kernels/lists.h"

using namespace seg;
using namespace seg::kernels;
using seg::test::Against;
using seg::test::Guarded;
using seg::test::Lists;
using seg::test::out_bit;

namespace {

/// Random keys of a few values for so many events.
std::vector<std::int64_t> keys(Lists& lists, std::size_t count) {
  std::vector<std::int64_t> result;
  for (std::size_t event = 0; event < count; ++event) result.push_back(static_cast<std::int64_t>(lists.random() % 5) - 2);
  return result;
}

}  // namespace

TEST_CASE("events of equal keys stand together, oldest first, for every outer event") {
  Lists inner(3, 70);
  Lists outer(4, 70);
  const Guarded<std::int64_t> inner_keys(keys(inner, inner.events), Against::End);
  const Guarded<std::int64_t> outer_keys(keys(inner, outer.events), Against::End);
  const auto inner_mask = inner.mask(inner.bits);
  const auto outer_mask = outer.mask(outer.bits);
  const Guarded<std::int32_t> begin(inner.begin, Against::End);
  const Guarded<std::int32_t> end(inner.end, Against::End);
  const Guarded<std::int32_t> outer_starts(outer.starts, Against::End);
  const Guarded<std::int32_t> order(inner.events, Against::End);
  const Guarded<std::int32_t> first(outer.events, Against::End), last(outer.events, Against::End), leader(outer.events, Against::End);
  group_events(inner.profile_lanes, inner.event_lanes, begin.data(), end.data(), inner_keys.data(), inner_mask.data(), outer_starts.data(),
               outer_starts.data() + 1, outer_keys.data(), outer_mask.data(), order.data(), first.data(), last.data(), leader.data());
  std::int64_t work = 0;
  for (std::size_t profile = 0; profile < 70; ++profile) {
    for (auto event = static_cast<std::size_t>(outer.starts[profile]); event < static_cast<std::size_t>(outer.starts[profile + 1]);
         ++event) {
      std::vector<std::int32_t> expected;
      for (std::int32_t other = inner.begin[profile]; outer.bits[event] && other < inner.end[profile]; ++other) {
        const auto index = static_cast<std::size_t>(other);
        if (inner.bits[index] && inner_keys[index] == outer_keys[event]) expected.push_back(other);
      }
      const auto leading = static_cast<std::size_t>(leader[event]);
      REQUIRE(std::vector<std::int32_t>(order.data() + first[leading], order.data() + last[leading]) == expected);
      if (leading != event) REQUIRE(first[event] == last[event]);
      work += last[event] - first[event];
    }
  }
  CHECK(work <= static_cast<std::int64_t>(inner.events));
}

TEST_CASE("two keys as one are equal where both are") {
  Lists inner(5, 70);
  Lists outer(6, 70);
  const Guarded<std::int64_t> a(keys(inner, inner.events), Against::End), b(keys(inner, inner.events), Against::End);
  const Guarded<std::int64_t> outer_a(keys(inner, outer.events), Against::End), outer_b(keys(inner, outer.events), Against::End);
  const Guarded<std::int32_t> begin(inner.begin, Against::End), end(inner.end, Against::End), starts(outer.starts, Against::End);
  const Guarded<std::int64_t> joint(inner.events, Against::End), outer_joint(outer.events, Against::End);
  join_keys(inner.profile_lanes, begin.data(), end.data(), a.data(), b.data(), starts.data(), starts.data() + 1, outer_a.data(),
            outer_b.data(), joint.data(), outer_joint.data());
  for (std::size_t profile = 0; profile < 70; ++profile) {
    for (auto event = static_cast<std::size_t>(outer.starts[profile]); event < static_cast<std::size_t>(outer.starts[profile + 1]);
         ++event) {
      for (auto other = static_cast<std::size_t>(inner.begin[profile]); other < static_cast<std::size_t>(inner.end[profile]); ++other) {
        const bool equal = a[other] == outer_a[event] && b[other] == outer_b[event];
        REQUIRE((joint[other] == outer_joint[event]) == equal);
      }
    }
  }
}

TEST_CASE("scans say what an event is among the masked events of its window") {
  Lists lists(8, 131);
  const Guarded<std::int64_t> values(keys(lists, lists.events), Against::End);
  const auto words = static_cast<std::size_t>(lists.event_lanes.words);
  const auto mask = lists.mask(lists.bits);
  const Guarded<std::int32_t> begin(lists.begin, Against::End), end(lists.end, Against::End);
  const Guarded<Word> inside(words, Against::End), any(words, Against::End), firsts(words, Against::End);
  const Guarded<std::int64_t> ordinals(lists.events, Against::End), back(lists.events, Against::End);
  const Guarded<std::int32_t> previous(lists.events, Against::End);
  window_bits(lists.profile_lanes, lists.event_lanes, begin.data(), end.data(), inside.data());
  ordinal_in_range(lists.profile_lanes, mask.data(), begin.data(), end.data(), ordinals.data());
  ordinal_back_in_range(lists.profile_lanes, mask.data(), begin.data(), end.data(), back.data());
  previous_in_range(lists.profile_lanes, lists.event_lanes, mask.data(), begin.data(), end.data(), previous.data(), any.data());
  first_of_int64(lists.profile_lanes, lists.event_lanes, values.data(), mask.data(), begin.data(), end.data(), firsts.data());
  for (std::size_t profile = 0; profile < 131; ++profile) {
    std::vector<std::int32_t> seen;
    std::set<std::int64_t> found;
    for (std::int32_t event = lists.starts[profile]; event < lists.starts[profile + 1]; ++event) {
      const auto index = static_cast<std::size_t>(event);
      const bool in_window = event >= lists.begin[profile] && event < lists.end[profile];
      REQUIRE(out_bit(inside, index) == in_window);
      const bool counts = in_window && lists.bits[index];
      REQUIRE(previous[index] == (counts && !seen.empty() ? seen.back() : -1));
      REQUIRE(out_bit(any, index) == (counts && !seen.empty()));
      REQUIRE(out_bit(firsts, index) == (counts && found.insert(values[index]).second));
      if (counts) seen.push_back(event);
      if (counts) REQUIRE(ordinals[index] == static_cast<std::int64_t>(seen.size()));
    }
    for (std::size_t rank = 0; rank < seen.size(); ++rank) {
      REQUIRE(back[static_cast<std::size_t>(seen[rank])] == static_cast<std::int64_t>(seen.size() - rank));
    }
  }
}

// A quadratic kernel would take minutes.
TEST_CASE("a profile with 200'000 events of as many keys, or of one") {
  constexpr std::size_t kEvents = 200'000;
  const Lanes profiles{1, 1};
  const Lanes events{kEvents, (kEvents + 63) / 64};
  const std::vector<std::int32_t> offsets = {0, kEvents};
  for (const bool different : {true, false}) {
    std::vector<std::int64_t> values;
    for (std::size_t event = 0; event < kEvents; ++event)
      values.push_back(different ? static_cast<std::int64_t>(event * 7919 % kEvents) : 1);
    std::vector<Word> mask(static_cast<std::size_t>(events.words));
    std::vector<std::int32_t> order(kEvents), first(kEvents), last(kEvents), leader(kEvents), middle(1);
    std::vector<std::int64_t> joint(kEvents), outer(kEvents);
    first_of_int64(profiles, events, values.data(), nullptr, offsets.data(), offsets.data() + 1, mask.data());
    join_keys(profiles, offsets.data(), offsets.data() + 1, values.data(), values.data(), offsets.data(), offsets.data() + 1, values.data(),
              values.data(), joint.data(), outer.data());
    group_events(profiles, events, offsets.data(), offsets.data() + 1, joint.data(), nullptr, offsets.data(), offsets.data() + 1,
                 outer.data(), nullptr, order.data(), first.data(), last.data(), leader.data());
    middle_int64_in_range(profiles, values.data(), nullptr, offsets.data(), offsets.data() + 1, middle.data(), nullptr, nullptr);
    CHECK(values[static_cast<std::size_t>(middle[0])] == (different ? static_cast<std::int64_t>(kEvents / 2 - 1) : 1));
    const auto leading = static_cast<std::size_t>(leader[kEvents - 1]);
    CHECK(leading == (different ? kEvents - 1 : 0));
    CHECK(last[leading] - first[leading] == (different ? 1 : static_cast<std::int32_t>(kEvents)));
    CHECK(std::count(mask.begin(), mask.end(), Word{0}) == (different ? 0 : events.words - 1));
  }
}
