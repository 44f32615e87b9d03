#include "runtime/io/group.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <tuple>

using namespace seg::io;

TEST_CASE("by profile, time, tie, position; rows without an owner are left out") {
  const std::vector<std::int32_t> owner = {1, 0, -1, 1, 1, 0, 1};
  const std::vector<std::int64_t> at = {50, 10, 1, 40, 40, 10, 40};
  const std::vector<std::int64_t> tie = {0, 0, 0, 7, 6, 0, 6};
  const Grouping grouping = group_by_profile(owner, at, tie, 3, 2);
  CHECK(grouping.offsets == std::vector<std::int64_t>{0, 2, 6, 6});
  CHECK_FALSE(grouping.as_read);
  CHECK(grouping.order == std::vector<std::uint32_t>{1, 5, 4, 6, 3, 0});
}

TEST_CASE("rows in order stay where they are") {
  const Grouping grouping = group_by_profile({0, 0, 2}, {1, 1, 0}, {}, 4, 1);
  CHECK(grouping.as_read);
  CHECK(grouping.offsets == std::vector<std::int64_t>{0, 2, 2, 3, 3});
  CHECK_FALSE(group_by_profile({0, 0}, {2, 1}, {}, 1, 1).as_read);
  CHECK_FALSE(group_by_profile({0, 0}, {1, 1}, {2, 1}, 1, 1).as_read);
  CHECK_FALSE(group_by_profile({0, -1}, {1, 1}, {}, 1, 1).as_read);
  CHECK(group_by_profile({}, {}, {}, 0, 4).offsets == std::vector<std::int64_t>{0});
}

TEST_CASE("agrees with a plain sort, for any number of threads") {
  std::vector<std::int32_t> owner;
  std::vector<std::int64_t> at;
  std::vector<std::int64_t> tie;
  std::uint64_t state = 7;
  for (int i = 0; i < 20'000; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    owner.push_back(static_cast<std::int32_t>((state >> 33) % 301) - 1);
    at.push_back(static_cast<std::int64_t>((state >> 45) % 50) - 25);
    tie.push_back(static_cast<std::int64_t>((state >> 50) % 3));
  }
  std::vector<std::uint32_t> expected;
  for (std::uint32_t i = 0; i < owner.size(); ++i) {
    if (owner[i] >= 0) expected.push_back(i);
  }
  std::sort(expected.begin(), expected.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::tuple(owner[a], at[a], tie[a], a) < std::tuple(owner[b], at[b], tie[b], b);
  });
  for (const unsigned threads : {1U, 2U, 3U, 16U}) CHECK(group_by_profile(owner, at, tie, 300, threads).order == expected);
}
