// Roundings, lists.

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>
#include <set>

#include "tests/unit/kernels/guard.h"
#include "tests/unit/kernels/levels.h"

using namespace seg;
using namespace seg::kernels;
using seg::test::Against;
using seg::test::Guarded;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

}  // namespace

TEST_CASE("fractions are rounded exactly, whatever they hold") {
  CHECK(round(Fraction{5, 2}) == 3);
  CHECK(round(Fraction{-5, 2}) == -3);
  CHECK(round(Fraction{4, 3}) == 1);
  CHECK(round(Fraction{-5, 3}) == -2);
  CHECK(round(Fraction{kLeast, 2}) == kLeast / 2);
  CHECK(round(Fraction{kMost, 2}) == kMost / 2 + 1);
  CHECK(round(Fraction{kMost - 1, kMost}) == 1);
  CHECK(round(Fraction{kMost / 2, kMost}) == 0);      // (2^62 - 1) / (2^63 - 1) is less than a half
  CHECK(round(Fraction{kMost / 2 + 1, kMost}) == 1);  // 2^62 / (2^63 - 1) is more
  CHECK(floor(Fraction{-1, kMost}) == -1);
  CHECK(floor(Fraction{kLeast, 1}) == kLeast);
  CHECK(ceil(Fraction{-1, kMost}) == 0);
  CHECK(ceil(Fraction{1, kMost}) == 1);
  CHECK(ceil(Fraction{kMost, 1}) == kMost);
  for (const std::int64_t denominator : {std::int64_t{0}, std::int64_t{-1}, kLeast}) {
    CHECK(round(Fraction{kLeast, denominator}) == 0);
    CHECK(floor(Fraction{kLeast, denominator}) == 0);
    CHECK(ceil(Fraction{kLeast, denominator}) == 0);
  }
}

TEST_CASE("doubles are rounded where 64 bits hold the result, and remainders have the dividend's sign") {
  const Guarded<double> values(std::vector<double>{0.49999999999999994, 2251799813685249.5, -0x1p63, 0x1p63, NAN, INFINITY, -2.5},
                               Against::End);
  const Lanes lanes{7, 1};
  const Guarded<std::int64_t> out(7, Against::End);
  const Guarded<Word> fine(1, Against::End);
  round_float(lanes, values.data(), out.data(), fine.data());
  CHECK(fine[0] == 0b1000111);
  CHECK((out[0] == 0 && out[1] == 2251799813685250 && out[2] == kLeast && out[6] == -3));
  floor_float(lanes, values.data(), out.data(), nullptr);
  CHECK((out[0] == 0 && out[1] == 2251799813685249 && out[2] == kLeast && out[6] == -3));
  ceil_float(lanes, values.data(), out.data(), fine.data());
  CHECK((out[0] == 1 && out[1] == 2251799813685250 && out[6] == -2));
  const Guarded<std::int64_t> a(std::vector<std::int64_t>{7, -7, 7, -7, kLeast, 1, kLeast}, Against::End);
  const Guarded<std::int64_t> b(std::vector<std::int64_t>{4, 4, -4, -4, -1, 0, kMost}, Against::End);
  modulo_int64(lanes, a.data(), b.data(), out.data(), fine.data());
  CHECK(fine[0] == 0b1011111);
  CHECK((out[0] == 3 && out[1] == -3 && out[2] == 3 && out[3] == -3 && out[4] == 0 && out[6] == -1));
}

namespace {

/// Seven lists of numbers below 12, two of them long enough to be sorted, and ten lanes of which the last look for rows that are none.
struct Lists {
  static constexpr std::int64_t kLanes = 10;
  static constexpr std::int64_t kRows = 7;
  std::vector<std::int64_t> offsets{3};
  std::vector<std::int32_t> elements;
  std::vector<bool> known;
  Guarded<std::int64_t> starts;
  Guarded<std::int32_t> narrow;
  Guarded<std::int64_t> wide;
  Guarded<std::uint8_t> valid;
  Guarded<std::int32_t> squares;  ///< none of 11
  Guarded<std::int64_t> at;
  CodeTable table{};
  ListColumn narrow_lists;
  ListColumn wide_lists;
  ListColumn coded_lists;

  Lists(std::mt19937& random, Against side, std::int64_t shift) : Lists(make(random), side, shift) {}

  /// The known elements of a lane's list; `open` becomes true where it has an unknown one.
  std::set<std::int64_t> of_lane(std::int64_t lane, bool& open) const {
    std::set<std::int64_t> values;
    const std::int64_t row = at[static_cast<std::size_t>(lane)];
    if (row < 0 || row >= kRows) return values;
    for (std::int64_t index = offsets[static_cast<std::size_t>(row)]; index < offsets[static_cast<std::size_t>(row) + 1]; ++index) {
      if (known[static_cast<std::size_t>(index)]) values.insert(elements[static_cast<std::size_t>(index)]);
      open = open || !known[static_cast<std::size_t>(index)];
    }
    return values;
  }

 private:
  struct Made {
    std::vector<std::int64_t> offsets{3};
    std::vector<std::int32_t> elements;
    std::vector<bool> known;
  };
  static Made make(std::mt19937& random) {
    Made made;
    for (const std::int64_t size : {2, 0, 40, 1, 30, 5, 0}) made.offsets.push_back(made.offsets.back() + size);
    for (std::int64_t index = 0; index < made.offsets.back(); ++index) {
      made.elements.push_back(static_cast<std::int32_t>(random() % 12));
      made.known.push_back(random() % 9 != 0);
    }
    return made;
  }
  static std::vector<std::uint8_t> bits(const std::vector<bool>& set, std::int64_t shift) {
    std::vector<std::uint8_t> bytes((set.size() + static_cast<std::size_t>(shift) + 7) / 8);
    for (std::size_t index = 0; index < set.size(); ++index) {
      const std::size_t bit = index + static_cast<std::size_t>(shift);
      if (set[index]) bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] | 1u << bit % 8);
    }
    return bytes;
  }
  Lists(const Made& made, Against side, std::int64_t shift)
      : offsets(made.offsets),
        elements(made.elements),
        known(made.known),
        starts(offsets, side),
        narrow(elements, side),
        wide(std::vector<std::int64_t>(elements.begin(), elements.end()), side),
        valid(bits(known, shift), side),
        squares(std::vector<std::int32_t>{0, 1, 4, 9, 16, 25, 36, 49, 64, 81, 100}, side),
        at(std::vector<std::int64_t>{0, 1, 2, 3, 4, 5, 6, -1, kRows, kMost}, side),
        table{squares.data(), 11},
        narrow_lists{kRows, starts.data(), narrow.data(), nullptr, {valid.data(), shift}, nullptr},
        wide_lists{kRows, starts.data(), nullptr, wide.data(), {valid.data(), shift}, nullptr},
        coded_lists{kRows, starts.data(), narrow.data(), nullptr, {valid.data(), shift}, &table} {}
};

/// On both sides of a forbidden page, with validity at several bit offsets.
template <typename Case>
void on_lists(Case test_case) {
  std::mt19937 random(11);
  for (const Against side : {Against::Begin, Against::End}) {
    for (const std::int64_t shift : {0, 1, 7, 8, 13}) test_case(Lists(random, side, shift), side);
  }
}

}  // namespace

TEST_CASE("lists are read where their column has them and nowhere else") {
  on_lists([](const Lists& lists, Against side) {
    const Lanes lanes{Lists::kLanes, 1};
    const Guarded<Word> out(1, side);
    const Guarded<Word> open_lanes(1, side);
    for (const ListColumn* column : {&lists.narrow_lists, &lists.wide_lists, &lists.coded_lists}) {
      const Guarded<std::int64_t> values(std::vector<std::int64_t>(10, column == &lists.coded_lists ? 49 : 7), side);
      list_contains(lanes, lists.at.data(), *column, values.data(), out.data(), open_lanes.data());
      for (std::int64_t lane = 0; lane < Lists::kLanes; ++lane) {
        bool open = false;
        REQUIRE(bit_at(out.data(), lane) == (lists.of_lane(lane, open).count(7) == 1));
        REQUIRE(bit_at(open_lanes.data(), lane) == open);
      }
    }
    const Guarded<std::uint8_t> answers(std::vector<std::uint8_t>{0, 0, 1}, side);
    const std::int64_t numbers[] = {-4, 2, 90};
    for (const bool coded : {true, false}) {
      if (coded)
        list_any_in_codes(lanes, lists.at.data(), lists.narrow_lists, {answers.data(), 3}, out.data(), nullptr);
      else
        list_any_in_numbers(lanes, lists.at.data(), lists.wide_lists, {3, numbers, nullptr, nullptr}, out.data(), nullptr);
      for (std::int64_t lane = 0; lane < Lists::kLanes; ++lane) {
        bool open = false;
        REQUIRE(bit_at(out.data(), lane) == (lists.of_lane(lane, open).count(2) == 1));
      }
    }
  });
}

TEST_CASE("lists contain any or all of another's elements, however long they are") {
  on_lists([](const Lists& lists, Against side) {
    const Lanes lanes{Lists::kLanes, 1};
    const Guarded<Word> out(1, side);
    const Guarded<Word> out_not(1, side);
    for (std::int64_t by = 0; by < Lists::kLanes; ++by) {
      const Guarded<std::int64_t> others(std::vector<std::int64_t>(10, lists.at[static_cast<std::size_t>(by)]), side);
      for (std::int64_t lane = 0; lane < Lists::kLanes; ++lane) {
        bool a_open = false;
        bool b_open = false;
        const std::set<std::int64_t> a = lists.of_lane(lane, a_open);
        const std::set<std::int64_t> b = lists.of_lane(by, b_open);
        const auto shared = std::count_if(b.begin(), b.end(), [&](std::int64_t value) { return a.count(value) == 1; });
        const bool any_missing = shared < std::ssize(b);
        list_contains_any(lanes, lists.at.data(), lists.wide_lists, others.data(), lists.narrow_lists, out.data(), out_not.data());
        REQUIRE(bit_at(out.data(), lane) == (shared > 0));
        REQUIRE(bit_at(out_not.data(), lane) == (shared == 0 && !b_open && (b.empty() || !a_open)));
        list_contains_all(lanes, lists.at.data(), lists.wide_lists, others.data(), lists.narrow_lists, out.data(), out_not.data());
        REQUIRE(bit_at(out.data(), lane) == (!any_missing && !b_open));
        REQUIRE(bit_at(out_not.data(), lane) == (any_missing && !a_open));
      }
    }
  });
}

TEST_CASE("lists of nothing have no buffers") {
  const ListColumn lists{};
  const std::int64_t rows[] = {0, -1};
  const std::int64_t values[] = {0, 0};
  Word out = ~Word{0};
  Word open = ~Word{0};
  list_contains({2, 1}, rows, lists, values, &out, &open);
  CHECK((out == 0 && open == 0));
  list_contains_all({2, 1}, rows, lists, rows, lists, &out, &open);
  CHECK((out == 3 && open == 0));
  list_contains_any({0, 0}, nullptr, lists, nullptr, lists, nullptr, nullptr);
}
