#include "runtime/interpreter/exact_sum.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <vector>

using seg::interpreter::ExactSum;

namespace {

double sum(const std::vector<double>& values) {
  ExactSum exact;
  for (const double value : values) exact.add(value);
  return exact.rounded();
}

}  // namespace

TEST_CASE("sums of doubles are rounded once") {
  // math.fsum of the same lists.
  CHECK(sum({}) == 0);
  CHECK(sum({-0.0}) == 0);
  CHECK(sum({1e100, 1, -1e100}) == 1);
  CHECK(sum(std::vector<double>(10, 0.1)) == 1);
  CHECK(sum({0.1, 0.2, 0.3}) == 0.6);
  CHECK(sum({1, std::ldexp(1, -53)}) == 1);
  CHECK(sum({1, std::ldexp(1, -53), std::ldexp(1, -1074)}) == 1 + std::ldexp(1, -52));
  CHECK(sum({-1, -std::ldexp(1, -53), -std::ldexp(1, -1074)}) == -1 - std::ldexp(1, -52));
  CHECK(sum({1 + std::ldexp(1, -52), std::ldexp(1, -53)}) == 1 + std::ldexp(1, -51));
  CHECK(sum({-3.5, 3.5}) == 0);
  CHECK(sum({-1e-300, -2e-300}) == -3e-300);
}

TEST_CASE("sums at the ends of the range of doubles") {
  const double smallest = std::numeric_limits<double>::denorm_min();
  const double largest = std::numeric_limits<double>::max();
  CHECK(sum({smallest}) == smallest);
  CHECK(sum({smallest, smallest, -smallest}) == smallest);
  CHECK(sum({-smallest}) == -smallest);
  CHECK(sum({largest, smallest}) == largest);
  CHECK(sum({largest, largest, -largest}) == largest);
  CHECK(sum({largest, largest}) == std::numeric_limits<double>::infinity());
  CHECK(sum({-largest, -largest}) == -std::numeric_limits<double>::infinity());
  CHECK(sum({std::numeric_limits<double>::min(), -smallest}) == std::numeric_limits<double>::min() - smallest);
}
