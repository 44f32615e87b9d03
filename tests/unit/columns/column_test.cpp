#include <catch2/catch.hpp>

#include "tests/unit/columns/batch.h"

namespace seg::columns {
namespace {

TEST_CASE("a dictionary keeps its texts, empty ones and bytes of zero included") {
  Dictionary dictionary({"", "shoes"});
  dictionary.append(std::string_view("a\0b", 3));
  REQUIRE(dictionary.size() == 3);
  CHECK(dictionary.at(0).empty());
  CHECK(dictionary.at(1) == "shoes");
  CHECK(dictionary.at(2) == std::string_view("a\0b", 3));
  CHECK(Dictionary().size() == 0);
}

TEST_CASE("bits are read least significant first from an offset; none are all set") {
  const std::uint8_t bytes[] = {0b1000'0000, 0b0000'0001};
  const Bits bits{bytes, 6};
  CHECK_FALSE(bits.at(0));
  CHECK(bits.at(1));
  CHECK(bits.at(2));
  CHECK_FALSE(bits.at(3));
  CHECK(Bits{}.at(1'000));
}

TEST_CASE("a slice shows the rows of the whole") {
  const test::Sample sample;
  const Batch whole = sample.batch();
  for (std::int64_t begin = 0; begin <= 4; ++begin) {
    for (std::int64_t rows = 0; begin + rows <= 4; ++rows) {
      const Batch part = slice(slice(whole, begin, 4 - begin), 0, rows);
      REQUIRE(part.rows == rows);
      CHECK(validate(part, test::schema()).empty());
      for (std::int64_t row = 0; row < rows; ++row) {
        for (std::size_t field = 0; field < whole.profile.size(); ++field) {
          CHECK(part.profile[field].validity.at(row) == whole.profile[field].validity.at(begin + row));
        }
        CHECK(part.profile[0].flags.at(row) == whole.profile[0].flags.at(begin + row));
        CHECK(part.profile[1].as<std::int64_t>()[row] == sample.age[static_cast<std::size_t>(begin + row)]);
        CHECK(part.profile[5].as<std::int32_t>()[row] == sample.country[static_cast<std::size_t>(begin + row)]);
        CHECK(part.streams[0].offsets[row] == sample.offsets[static_cast<std::size_t>(begin + row)]);
        CHECK(part.streams[0].offsets[row + 1] == sample.offsets[static_cast<std::size_t>(begin + row) + 1]);
      }
    }
  }
}

TEST_CASE("a bitmap counts what was set and has zeros past its end") {
  Bitmap bitmap(130);
  CHECK(bitmap.words.size() == 3);
  for (const std::int64_t row : {0, 63, 64, 129}) bitmap.set(row);
  CHECK(bitmap.count() == 4);
  CHECK(bitmap.at(63));
  CHECK_FALSE(bitmap.at(65));
  CHECK(bitmap.words == std::vector<std::uint64_t>{0x8000'0000'0000'0001U, 1, 2});
  CHECK(Bitmap(0).words.empty());
}

}  // namespace
}  // namespace seg::columns
