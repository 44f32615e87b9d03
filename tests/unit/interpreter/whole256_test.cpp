// Expected values from Python's whole numbers.

#include "runtime/interpreter/whole256.h"

#include <catch2/catch.hpp>

using namespace seg::interpreter;

namespace {
constexpr std::uint64_t kFull = ~std::uint64_t{0};
constexpr UnsignedWide kFullWide = ~UnsignedWide{0};
}  // namespace

TEST_CASE("products, sums and differences carry through all words") {
  // (2^128 - 1)^2 = 2^256 - 2^129 + 1
  const Whole256 square = product(kFullWide, kFullWide);
  CHECK(square.words == std::array<std::uint64_t, 4>{1, 0, kFull - 1, kFull});
  CHECK(sum({{kFull, kFull, kFull, 0}}, {{1, 0, 0, 0}}).words == std::array<std::uint64_t, 4>{0, 0, 0, 1});
  CHECK(difference({{0, 0, 0, 1}}, {{1, 0, 0, 0}}).words == std::array<std::uint64_t, 4>{kFull, kFull, kFull, 0});
  CHECK(difference({{0, kFull, 0, 1}}, {{1, kFull, 0, 0}}).words == std::array<std::uint64_t, 4>{kFull, kFull, kFull, 0});
  CHECK(product(Whole256{{kFull, kFull, 0, 0}}, kFull).words == std::array<std::uint64_t, 4>{1, kFull, kFull - 1, 0});
}

TEST_CASE("shifts, lengths and order") {
  CHECK(shifted_left({{3, 0, 0, 0}}, 127).words == std::array<std::uint64_t, 4>{0, std::uint64_t{1} << 63, 1, 0});
  CHECK(shifted_left({{3, 0, 0, 0}}, 128).words == std::array<std::uint64_t, 4>{0, 0, 3, 0});
  CHECK(bit_length({{0, 0, 0, 0}}) == 0);
  CHECK(bit_length({{kFull, 0, 1, 0}}) == 129);
  CHECK((compare({{kFull, 0, 1, 0}}, {{0, 1, 1, 0}}) < 0));
  CHECK((compare({{5, 0, 0, 7}}, {{5, 0, 0, 7}}) == 0));
}

TEST_CASE("quotients are rounded once, ties to even") {
  CHECK(nearest_quotient({{1, 0, 0, 0}}, {{3, 0, 0, 0}}) == 1.0 / 3.0);
  CHECK(nearest_quotient({{0, 0, 0, 0}}, {{3, 0, 0, 0}}) == 0);
  // 2^53 + 1 is half way; half a unit more than that, in the last of 180 bits, rounds up.
  const std::uint64_t half_way = (std::uint64_t{1} << 53) + 1;
  CHECK(nearest_quotient({{half_way, 0, 0, 0}}, {{1, 0, 0, 0}}) == 0x1p53);
  Whole256 more = shifted_left({{half_way, 0, 0, 0}}, 120);
  more.words[0] = 1;
  CHECK(nearest_quotient(more, shifted_left({{1, 0, 0, 0}}, 120)) == 0x1p53 + 2);
  CHECK(nearest_quotient({{0, 0, 0, 1}}, {{1, 0, 0, 0}}) == 0x1p192);
  CHECK(nearest_quotient({{kFull, kFull, kFull, 0}}, {{7, 0, 0, 0}}) == 0x1p192 / 7);
}
