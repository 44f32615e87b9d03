#include "runtime/population/averages.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

using namespace seg::population;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

double sum(const std::vector<double>& values) {
  DoubleSum exact;
  for (const double value : values) exact.add(value);
  return exact.rounded();
}

void check_same(std::optional<Fraction> found, std::int64_t number, std::int64_t denominator) {
  REQUIRE(found);
  CHECK(found->number == number);
  CHECK(found->denominator == denominator);
}

}  // namespace

TEST_CASE("sums of doubles are rounded once") {
  // math.fsum of the same lists
  CHECK(sum({}) == 0);
  CHECK(sum({1e100, 1, -1e100}) == 1);
  CHECK(sum(std::vector<double>(10, 0.1)) == 1);
  CHECK(sum({0.1, 0.2, 0.3}) == 0.6);
  CHECK(sum({1, std::ldexp(1, -53)}) == 1);
  CHECK(sum({1, std::ldexp(1, -53), std::ldexp(1, -1074)}) == 1 + std::ldexp(1, -52));
  CHECK(sum({-1, -std::ldexp(1, -53), -std::ldexp(1, -1074)}) == -1 - std::ldexp(1, -52));
  CHECK(sum({1 + std::ldexp(1, -52), std::ldexp(1, -53)}) == 1 + std::ldexp(1, -51));
  const double smallest = std::numeric_limits<double>::denorm_min();
  const double largest = std::numeric_limits<double>::max();
  CHECK(sum({smallest, smallest, -smallest}) == smallest);
  CHECK(sum({-smallest}) == -smallest);
  CHECK(sum({largest, largest, -largest}) == largest);
  CHECK(sum({largest, largest}) == std::numeric_limits<double>::infinity());
  CHECK(sum({-largest, -largest}) == -std::numeric_limits<double>::infinity());
}

TEST_CASE("a sum does not depend on order or split") {
  std::mt19937_64 random(7);
  std::vector<double> values;
  for (int index = 0; index < 1000; ++index) {
    values.push_back(std::ldexp(static_cast<double>(static_cast<std::int64_t>(random())), static_cast<int>(random() % 400) - 200));
  }
  const double whole = sum(values);
  std::shuffle(values.begin(), values.end(), random);
  DoubleSum parts[3];
  for (std::size_t index = 0; index < values.size(); ++index) parts[index % 3].add(values[index]);
  DoubleSum merged;
  for (const DoubleSum& part : parts) merged.add(part);
  CHECK(merged.rounded() == whole);
  // What is taken away again leaves nothing.
  for (const double value : values) merged.add(-value);
  CHECK(merged.rounded() == 0);
}

TEST_CASE("fractions in lowest terms, where their parts fit") {
  check_same(reduced(6, 4), 3, 2);
  check_same(reduced(0, 7), 0, 1);
  check_same(reduced(-6, 3), -2, 1);
  check_same(reduced(kLeast, 1), kLeast, 1);
  CHECK_FALSE(reduced(-Wide{kLeast}, 1));
  CHECK_FALSE(reduced(1, Wide{kMost} + 1));
  check_same(reduced(Wide{kMost} * kMost, Wide{kMost} * 2), kMost, 2);
}

TEST_CASE("the nearest double of a fraction") {
  // float(Fraction(a, b)) in Python
  CHECK(nearest_double({1, 3}) == 1.0 / 3.0);
  CHECK(nearest_double({-2, 3}) == -2.0 / 3.0);
  CHECK(nearest_double({9007199254740993, 1}) == 9007199254740992.0);
  CHECK(nearest_double({9007199254740995, 1}) == 9007199254740996.0);
  CHECK(nearest_double({9007199254740993, 2}) == 4503599627370496.0);
  CHECK(nearest_double({(std::int64_t{1} << 61) + 257, 256}) == 9007199254740994.0);
  CHECK(nearest_double({kLeast, 1}) == -9223372036854775808.0);
  CHECK(nearest_double({1, kMost}) == std::ldexp(1, -63));
  CHECK(nearest_double({0, 5}) == 0);
  CHECK(nearest_double({123456789012345678, 1000000000000000000}) == 0.123456789012345678);
}

TEST_CASE("doubles as fractions") {
  check_same(fraction_of(0.5), 1, 2);
  check_same(fraction_of(-0.0), 0, 1);
  check_same(fraction_of(-9223372036854775808.0), kLeast, 1);
  CHECK_FALSE(fraction_of(9223372036854775808.0));
  CHECK_FALSE(fraction_of(1e300));
  CHECK_FALSE(fraction_of(std::numeric_limits<double>::infinity()));
  CHECK_FALSE(fraction_of(std::nan("")));
  // (0.1).as_integer_ratio()
  check_same(fraction_of(0.1), 3602879701896397, 36028797018963968);
  check_same(fraction_of(std::ldexp(1, -62)), 1, std::int64_t{1} << 62);
  // 1.5 and 2.5 units of 2^-62 are ties, both to 2; half a unit is a tie to 0.
  check_same(fraction_of(std::ldexp(3, -63)), 1, std::int64_t{1} << 61);
  check_same(fraction_of(std::ldexp(5, -63)), 1, std::int64_t{1} << 61);
  check_same(fraction_of(std::ldexp(1, -63)), 0, 1);
  check_same(fraction_of(std::ldexp(-3, -64)), -1, std::int64_t{1} << 62);
  check_same(fraction_of(5e-324), 0, 1);
}
