#include <catch2/catch.hpp>
#include <random>

#include "tests/unit/kernels/guard.h"
#include "tests/unit/kernels/levels.h"

using namespace seg;
using namespace seg::kernels;
using seg::test::Against;
using seg::test::Guarded;

TEST_CASE("bits are aligned from every offset without touching a byte beyond them") {
  std::mt19937 random(3);
  for (const Against side : {Against::Begin, Against::End}) {
    for (std::int64_t offset = 0; offset < 20; ++offset) {
      for (const std::int64_t count : {0, 1, 7, 8, 9, 63, 64, 65, 127, 128, 190}) {
        const auto bytes = static_cast<std::size_t>((offset + count + 7) / 8);
        const Guarded<std::uint8_t> bits(bytes, side);
        for (std::size_t byte = 0; byte < bytes; ++byte) bits[byte] = static_cast<std::uint8_t>(random());
        const Lanes lanes{count, (count + 63) / 64};
        const Guarded<Word> out(static_cast<std::size_t>(lanes.words), side);
        align_bits(lanes, bits.data(), offset, out.data());
        for (std::int64_t lane = 0; lane < lanes.words * 64; ++lane) {
          const bool expected = lane < count && ((bits[static_cast<std::size_t>((offset + lane) / 8)] >> ((offset + lane) % 8)) & 1) != 0;
          REQUIRE(bit_at(out.data(), lane) == expected);
        }
      }
    }
  }
}

TEST_CASE("events take their profile's values and bits") {
  const Lanes profiles{3, 1};
  const Guarded<std::int32_t> starts(std::vector<std::int32_t>{0, 2, 2, 67}, Against::End);
  const Guarded<Word> mask(std::vector<Word>{0b101}, Against::End);
  const Guarded<Word> out(2, Against::End);
  broadcast_bits(profiles, starts.data(), mask.data(), out.data());
  CHECK(out[0] == ~Word{0});
  CHECK(out[1] == 0b111);
  const Guarded<std::int64_t> values(std::vector<std::int64_t>{7, 8, 9}, Against::End);
  const Guarded<std::int64_t> spread(67, Against::End);
  broadcast_int64(profiles, starts.data(), values.data(), spread.data());
  CHECK((spread[1] == 7 && spread[2] == 9 && spread[66] == 9));
}

TEST_CASE("codes are tested in small and large dictionaries") {
  test::on_each_level([] {
    for (const std::size_t size : {std::size_t{3}, std::size_t{64}, std::size_t{128}, std::size_t{129}, std::size_t{1000}}) {
      std::vector<std::uint8_t> answers;
      std::vector<std::int32_t> codes;
      for (std::size_t code = 0; code < size; ++code) answers.push_back(code % 3 == 1 ? 1 : 0);
      for (std::size_t lane = 0; lane < 131; ++lane) codes.push_back(static_cast<std::int32_t>((lane * 37) % size));
      const Guarded<std::uint8_t> table(answers, Against::End);
      const Guarded<std::int32_t> column(codes, Against::End);
      const Guarded<Word> out(3, Against::End);
      test_code({131, 3}, column.data(), {table.data(), static_cast<std::int64_t>(size)}, out.data());
      for (std::size_t lane = 0; lane < 131; ++lane) REQUIRE(bit_at(out.data(), static_cast<std::int64_t>(lane)) == (codes[lane] % 3 == 1));
    }
  });
}

TEST_CASE("codes that unknown lanes hold reach no memory") {
  test::on_each_level([] {
    const std::vector<std::uint8_t> answers(200, 1);
    const Guarded<std::uint8_t> table(answers, Against::End);
    const Guarded<std::int32_t> codes(std::vector<std::int32_t>{-1, INT32_MIN, INT32_MAX, 200, 199}, Against::End);
    const Guarded<Word> out(1, Against::End);
    test_code({5, 1}, codes.data(), {table.data(), 200}, out.data());
    CHECK(bit_at(out.data(), 4));
    test_code({5, 1}, codes.data(), {nullptr, 0}, out.data());
    const Guarded<std::int32_t> translated(5, Against::End);
    const std::vector<std::int32_t> codes_of(200, 4);
    translate_code({5, 1}, codes.data(), {codes_of.data(), 200}, translated.data());
    CHECK((translated[0] == -1 && translated[2] == -1 && translated[3] == -1 && translated[4] == 4));
  });
}

TEST_CASE("quotients, small and large, divide and compare exactly") {
  test::on_each_level([] {
    struct Row {
      Fraction a, b;
      bool divides;
      Fraction quotient;
    };
    const std::vector<Row> rows = {{{6, 1}, {4, 1}, true, {3, 2}},
                                   {{1, 3}, {0, 1}, false, {0, 1}},
                                   {{-7, 2}, {7, 1}, true, {-1, 2}},
                                   {{5, 1}, {-10, 1}, true, {-1, 2}},
                                   {{INT64_MAX, 1}, {1, 2}, false, {0, 1}},
                                   {{INT64_MAX, 1}, {INT64_MAX, 1}, true, {1, 1}},
                                   {{std::int64_t{1} << 40, 1}, {std::int64_t{1} << 41, 1}, true, {1, 2}},
                                   {{0, 1}, {9, 1}, true, {0, 1}},
                                   {{2147483648, 1}, {1, 1}, true, {2147483648, 1}},
                                   {{-2147483648, 1}, {1, 3}, true, {-6442450944, 1}},
                                   {{1, 100}, {3, 1}, true, {1, 300}}};
    std::vector<std::int64_t> an, ad, bn, bd;
    for (const Row& row : rows) {
      an.push_back(row.a.number);
      ad.push_back(row.a.denominator);
      bn.push_back(row.b.number);
      bd.push_back(row.b.denominator);
    }
    const auto count = static_cast<std::int64_t>(rows.size());
    const Guarded<std::int64_t> a_number(an, Against::End), a_denominator(ad, Against::End), b_number(bn, Against::End),
        b_denominator(bd, Against::End);
    const Guarded<std::int64_t> number(rows.size(), Against::End), denominator(rows.size(), Against::End);
    const Guarded<Word> fine(1, Against::End), less(1, Against::End), equal(1, Against::End);
    divide_fraction({count, 1}, a_number.data(), a_denominator.data(), b_number.data(), b_denominator.data(), number.data(),
                    denominator.data(), fine.data());
    compare_fraction({count, 1}, a_number.data(), a_denominator.data(), b_number.data(), b_denominator.data(), less.data(), equal.data());
    for (std::size_t row = 0; row < rows.size(); ++row) {
      INFO("row " << row);
      REQUIRE(bit_at(fine.data(), static_cast<std::int64_t>(row)) == rows[row].divides);
      if (rows[row].divides) REQUIRE(compare(Fraction{number[row], denominator[row]}, rows[row].quotient) == Ordering::Equal);
    }
    // By hand: row 2 (-3.5 < 7), 6 (2^40 < 2^41), 7 (0 < 9), 9 (-2^31 < 1/3), 10 (1/100 < 3); equal: row 5.
    CHECK(less[0] == (Word{1} << 2 | Word{1} << 6 | Word{1} << 7 | Word{1} << 9 | Word{1} << 10));
    CHECK(equal[0] == Word{1} << 5);
  });
}
