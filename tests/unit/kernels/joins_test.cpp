#include <catch2/catch.hpp>
#include <limits>
#include <optional>

#include "runtime/kernels/kernels.h"
#include "tests/unit/kernels/lists.h"

using namespace seg;
using namespace seg::kernels;
using seg::test::Against;
using seg::test::Guarded;
using seg::test::Lists;
using seg::test::out_bit;

namespace {

std::vector<std::int64_t> random_values(Lists& lists, std::size_t count, unsigned different) {
  std::vector<std::int64_t> result;
  for (std::size_t event = 0; event < count; ++event) result.push_back(static_cast<std::int64_t>(lists.random() % different) - 2);
  return result;
}

/// One pair of streams, with or without keys.
struct Join {
  Lists inner{5, 70};
  Lists outer{6, 70};
  Guarded<std::int64_t> values;
  Guarded<std::int64_t> keys{random_values(inner, inner.events, 3), Against::End};
  Guarded<std::int64_t> bounds{random_values(outer, outer.events, 40), Against::End};
  Guarded<std::int64_t> outer_keys{random_values(outer, outer.events, 4), Against::Begin};
  Guarded<Word> mask{inner.mask(inner.bits)};
  Guarded<std::int32_t> begin{inner.begin, Against::End};
  Guarded<std::int32_t> end{inner.end, Against::End};
  Guarded<std::int32_t> starts{outer.starts, Against::End};
  Guarded<std::int64_t> out{outer.events, Against::End};
  Guarded<Word> any{static_cast<std::size_t>(outer.event_lanes.words), Against::End};

  explicit Join(bool sorted) : values(values_of(sorted), Against::End) {}

  std::vector<std::int64_t> values_of(bool sorted) {
    std::vector<std::int64_t> result = random_values(inner, inner.events, 40);
    for (std::size_t profile = 0; sorted && profile < 70; ++profile) {
      std::sort(result.begin() + inner.starts[profile], result.begin() + inner.starts[profile + 1]);
    }
    return result;
  }

  void check(bool keyed) {
    earliest_after(inner.profile_lanes, outer.event_lanes, begin.data(), end.data(), values.data(), mask.data(),
                   keyed ? keys.data() : nullptr, starts.data(), starts.data() + 1, bounds.data(), keyed ? outer_keys.data() : nullptr,
                   out.data(), any.data());
    for (std::size_t profile = 0; profile < 70; ++profile) {
      for (auto event = static_cast<std::size_t>(outer.starts[profile]); event < static_cast<std::size_t>(outer.starts[profile + 1]);
           ++event) {
        std::optional<std::int64_t> expected;
        for (auto other = static_cast<std::size_t>(inner.begin[profile]); other < static_cast<std::size_t>(inner.end[profile]); ++other) {
          const std::int64_t value = values[other];
          if (!inner.bits[other] || (keyed && keys[other] != outer_keys[event])) continue;
          if (value > bounds[event] && (!expected || value < *expected)) expected = value;
        }
        REQUIRE(out_bit(any, event) == expected.has_value());
        if (expected) REQUIRE(out[event] == *expected);
      }
    }
  }
};

}  // namespace

TEST_CASE("joins by time: the least value above the bound, whatever the order of the values") {
  for (const bool sorted : {true, false}) {
    Join join(sorted);
    join.check(false);
    join.check(true);
  }
}

TEST_CASE("joins by time: bounds and values at the ends of 64 bits, no mask, nobody who reads whether there is one") {
  constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  const Guarded<std::int64_t> values({kLeast, 0, kMost}, Against::End);
  const Guarded<std::int64_t> bounds({kLeast, kLeast + 1, kMost, kMost - 1}, Against::End);
  const Guarded<std::int32_t> inner({0, 3}, Against::End);
  const Guarded<std::int32_t> outer({0, 4}, Against::End);
  const Guarded<std::int64_t> out(4, Against::End);
  const Guarded<Word> any(1, Against::End);
  const auto run = [&](Word* out_any) {
    earliest_after({1, 1}, {4, 1}, inner.data(), inner.data() + 1, values.data(), nullptr, nullptr, outer.data(), outer.data() + 1,
                   bounds.data(), nullptr, out.data(), out_any);
  };
  run(any.data());
  CHECK(any[0] == 0b1011);
  CHECK(std::vector<std::int64_t>{out[0], out[1], out[3]} == std::vector<std::int64_t>{0, 0, kMost});
  out[0] = 1;
  run(nullptr);
  CHECK(out[0] == 0);
}

// A quadratic kernel would take minutes.
TEST_CASE("joins by time of a profile with 200'000 events of one key, of many, and with bounds in any order") {
  constexpr std::size_t kEvents = 200'000;
  const Lanes events{kEvents, (kEvents + 63) / 64};
  const std::vector<std::int32_t> offsets = {0, kEvents};
  std::vector<std::int64_t> values, bounds, keys, out(kEvents);
  for (std::size_t event = 0; event < kEvents; ++event) {
    values.push_back(static_cast<std::int64_t>(2 * event));
    bounds.push_back(static_cast<std::int64_t>(event * 7919 % kEvents * 2) - 1);
    keys.push_back(static_cast<std::int64_t>(event % 1000));
  }
  earliest_after({1, 1}, events, offsets.data(), offsets.data() + 1, values.data(), nullptr, nullptr, offsets.data(), offsets.data() + 1,
                 bounds.data(), nullptr, out.data(), nullptr);
  for (std::size_t event = 0; event < kEvents; ++event) REQUIRE(out[event] == bounds[event] + 1);
  earliest_after({1, 1}, events, offsets.data(), offsets.data() + 1, values.data(), nullptr, keys.data(), offsets.data(),
                 offsets.data() + 1, values.data(), keys.data(), out.data(), nullptr);
  for (std::size_t event = 0; event + 1000 < kEvents; ++event) REQUIRE(out[event] == values[event + 1000]);
}
