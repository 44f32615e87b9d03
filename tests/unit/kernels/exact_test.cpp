#include "runtime/kernels/exact.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

using namespace seg::kernels;

namespace {
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
}  // namespace

TEST_CASE("a fraction is reduced only where it must be, and fits or does not") {
  Fraction out;
  CHECK(make_fraction(6, 4, out));
  CHECK((out.number == 6 && out.denominator == 4));
  CHECK(make_fraction(Wide{kMost} * 4, 8, out));  // (2^63 - 1) / 2
  CHECK((out.number == kMost && out.denominator == 2));
  CHECK(make_fraction(5, -10, out));
  CHECK((out.number == -1 && out.denominator == 2));
  CHECK(make_fraction(-Wide{kLeast}, -1, out));
  CHECK((out.number == kLeast && out.denominator == 1));
  CHECK_FALSE(make_fraction(-Wide{kLeast}, 1, out));
  CHECK_FALSE(make_fraction(1, 0, out));
  CHECK_FALSE(make_fraction(1, Wide{kMost} + 1, out));
}

TEST_CASE("negating -2^63 / 2 fits, -2^63 / 1 does not") {
  Fraction out;
  CHECK(negate({kLeast, 2}, out));
  CHECK((out.number == std::int64_t{1} << 62 && out.denominator == 1));
  CHECK_FALSE(negate({kLeast, 1}, out));
}

TEST_CASE("fractions at the limits add, subtract, multiply and divide") {
  Fraction out;
  CHECK(add(Fraction{1, 6}, Fraction{1, 3}, out));
  CHECK(compare(out, Fraction{1, 2}) == Ordering::Equal);
  CHECK(subtract(Fraction{1, 2}, Fraction{2, 3}, out));
  CHECK(compare(out, Fraction{-1, 6}) == Ordering::Equal);
  CHECK(multiply(Fraction{kMost, 3}, Fraction{3, kMost}, out));
  CHECK(compare(out, Fraction{1, 1}) == Ordering::Equal);
  CHECK_FALSE(multiply(Fraction{kMost, 1}, Fraction{2, 1}, out));
  CHECK(divide(Fraction{1, 2}, Fraction{-1, 4}, out));
  CHECK((out.number == -2 && out.denominator == 1));
  CHECK_FALSE(divide(Fraction{1, 2}, Fraction{0, 5}, out));
  CHECK_FALSE(add(Fraction{kLeast, 1}, Fraction{kLeast, 1}, out));
}

TEST_CASE("a double is compared with a fraction by value, without rounding") {
  CHECK(compare(0x1p63, Fraction{kMost, 1}) == Ordering::Greater);  // 2^63 - 1 has no double
  CHECK(compare(-0x1p63, Fraction{kLeast, 1}) == Ordering::Equal);
  CHECK(compare(9007199254740992.0, Fraction{9007199254740993, 1}) == Ordering::Less);
  CHECK(compare(0.1, Fraction{1, 10}) == Ordering::Greater);  // 0.1 is 0.1000000000000000055…
  CHECK(compare(-0.1, Fraction{-1, 10}) == Ordering::Less);
  CHECK(compare(0.3, Fraction{3, 10}) == Ordering::Less);  // 0.3 is 0.2999999999999999888…
  CHECK(compare(0.5, Fraction{2, 4}) == Ordering::Equal);
  CHECK(compare(-2.5, Fraction{-5, 2}) == Ordering::Equal);
  CHECK(compare(-0.0, Fraction{0, 7}) == Ordering::Equal);
  CHECK(compare(5e-324, Fraction{0, 1}) == Ordering::Greater);
  CHECK(compare(5e-324, Fraction{1, kMost}) == Ordering::Less);
  CHECK(compare(-5e-324, Fraction{0, 1}) == Ordering::Less);
  CHECK(compare(1e300, Fraction{kMost, 1}) == Ordering::Greater);
  CHECK(compare(-1e300, Fraction{kLeast, 1}) == Ordering::Less);
}

TEST_CASE("a fraction becomes the nearest double, ties to even") {
  CHECK(to_float({1, 10}) == 0.1);
  CHECK(to_float({-1, 3}) == -1.0 / 3.0);
  CHECK(to_float({9007199254740993, 1}) == 9007199254740992.0);  // a tie: to the even one
  CHECK(to_float({9007199254740995, 1}) == 9007199254740996.0);
  CHECK(to_float({18014398509481987, 2}) == 9007199254740994.0);  // above the tie at …993
  CHECK(to_float({kMost, 1}) == 0x1p63);
  CHECK(to_float({kLeast, 1}) == -0x1p63);
  CHECK(to_float({1, kMost}) == 0x1p-63);
  CHECK(to_float({0, 5}) == 0.0);
}

TEST_CASE("dates move by whole days only") {
  std::int64_t out = 0;
  CHECK(add_days(10, 2 * 86'400'000'000, out));
  CHECK(out == 12);
  CHECK_FALSE(add_days(10, 86'400'000'001, out));
  CHECK_FALSE(add_days(kMost, 86'400'000'000, out));
  CHECK(subtract_days(10, 86'400'000'000, out));
  CHECK(out == 9);
  CHECK(days_between(3, 1, out));
  CHECK(out == 2 * 86'400'000'000);
  CHECK_FALSE(days_between(kMost, kLeast, out));
}
