#include "tools/datagen/random.h"

#include <catch2/catch.hpp>

#include <array>

using namespace seg::datagen;

TEST_CASE("splitmix64 gives the published sequence for 1234567") {
  std::uint64_t state = 1234567;
  CHECK(splitmix64(state) == 6457827717110365317U);
  CHECK(splitmix64(state) == 3203168211198807973U);
  CHECK(splitmix64(state) == 9817491932198370423U);
  CHECK(splitmix64(state) == 4593380528125082431U);
  CHECK(splitmix64(state) == 16408922859458223821U);
}

TEST_CASE("xoshiro256** gives the first numbers of its definition for the state 1, 2, 3, 4") {
  Random random(std::array<std::uint64_t, 4>{1, 2, 3, 4});
  CHECK(random.bits() == 11520U); // rotl(2 · 5, 7) · 9
  CHECK(random.bits() == 0U);     // the second word is now 2 xor 1 xor 3
  CHECK(random.bits() == 1509978240U);
  CHECK(random.bits() == 1215971899390074240U);
}

TEST_CASE("seeds and streams give different sequences") {
  CHECK(Random(1, 1).bits() == Random(1, 1).bits());
  CHECK(Random(1, 1).bits() != Random(1, 2).bits());
  CHECK(Random(1, 1).bits() != Random(2, 1).bits());
  CHECK(Random(1, 2).bits() != Random(2, 1).bits());
}

TEST_CASE("below is even and stays below") {
  Random random(7, 0);
  std::array<int, 6> seen{};
  for (int draw = 0; draw < 60'000; ++draw)
    ++seen.at(random.below(6));
  // Five standard deviations of a binomial with n = 60,000, p = 1/6 are 456.
  for (const int times : seen)
    CHECK(std::abs(times - 10'000) < 456);
  CHECK(random.below(1) == 0);
}

TEST_CASE("between reaches both ends") {
  Random random(7, 1);
  bool low = false;
  bool high = false;
  for (int draw = 0; draw < 200; ++draw) {
    const auto value = random.between(-2, 2);
    REQUIRE((value >= -2 && value <= 2));
    low = low || value == -2;
    high = high || value == 2;
  }
  CHECK((low && high));
}

TEST_CASE("the heavy tail reaches k or more with a probability near 1/k") {
  Random random(7, 2);
  constexpr int draws = 100'000;
  int ten = 0;
  int hundred = 0;
  for (int draw = 0; draw < draws; ++draw) {
    const auto value = random.heavy_tail(1'000);
    REQUIRE((value >= 1 && value <= 1'000));
    ten += value >= 10;
    hundred += value >= 100;
  }
  // Conditional on at most 1,000: (1/k - 1/1,001) / (1 - 1/1,001), that is 0.0991 and 0.00901; five
  // deviations are 472 and 149.
  CHECK(std::abs(ten - 9'910) < 472);
  CHECK(std::abs(hundred - 901) < 149);
}

TEST_CASE("weights of 0 are never drawn") {
  Random random(7, 3);
  constexpr std::array<std::uint32_t, 4> weights{0, 3, 0, 1};
  const Weighted weighted(weights);
  std::array<int, 4> seen{};
  for (int draw = 0; draw < 40'000; ++draw)
    ++seen.at(weighted.draw(random));
  CHECK(seen[0] == 0);
  CHECK(seen[2] == 0);
  CHECK(std::abs(seen[1] - 30'000) < 434);
}

TEST_CASE("under Zipf's law the first rank is drawn twice as often as the second") {
  Random random(7, 4);
  const Weighted weighted = Weighted::zipf(40);
  std::array<int, 40> seen{};
  for (int draw = 0; draw < 100'000; ++draw)
    ++seen.at(weighted.draw(random));
  const double ratio = static_cast<double>(seen[0]) / seen[1];
  CHECK(ratio == Approx(2.0).epsilon(0.05));
}
