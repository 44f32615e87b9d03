#include <catch2/catch.hpp>

#include "compiler/base/source.h"
#include "compiler/base/suggest.h"
#include "compiler/base/utf8.h"

using namespace seg;

TEST_CASE("a position counts lines and code points from 1") {
  const Source source("a.seg", "ab\nüx\r\n\n");
  CHECK(source.line_count() == 4);
  const auto at = [&](std::uint32_t offset) {
    const Position position = source.position(offset);
    return std::pair{position.line, position.column};
  };
  CHECK(at(0) == std::pair{1U, 1U});
  CHECK(at(2) == std::pair{1U, 3U});
  CHECK(at(3) == std::pair{2U, 1U});
  CHECK(at(5) == std::pair{2U, 2U});  // after the two bytes of ü
  CHECK(at(8) == std::pair{3U, 1U});
  CHECK(at(1000) == std::pair{4U, 1U});
}

TEST_CASE("a line has no line end, whichever it is") {
  const Source source("a.seg", "ab\nx\r\n\nlast");
  CHECK(source.line(1) == "ab");
  CHECK(source.line(2) == "x");
  CHECK(source.line(3).empty());
  CHECK(source.line(4) == "last");
  CHECK(source.line(0).empty());
  CHECK(source.line(5).empty());
}

TEST_CASE("a text of a span outside of the source is cut to it") {
  const Source source("a.seg", "abc");
  CHECK(source.text({{}, 1, 2}) == "b");
  CHECK(source.text({{}, 2, 99}) == "c");
  CHECK(source.text({{}, 50, 99}).empty());
}

TEST_CASE("equal texts are one symbol") {
  Symbols symbols;
  const Symbol first = symbols.intern("country");
  for (int i = 0; i < 1000; ++i) symbols.intern(std::to_string(i));
  CHECK(symbols.intern("country") == first);
  CHECK(symbols.text(first) == "country");
  CHECK(symbols.intern("Country") != first);
}

TEST_CASE("a suggestion is near enough to be meant") {
  const std::vector<std::string_view> fields{"country", "clv", "loyalty_tier"};
  CHECK(suggest("contry", fields) == "country");
  CHECK(suggest("cuontry", fields) == "country");  // a transposition is one step
  CHECK(suggest("loyality_teir", fields) == "loyalty_tier");
  CHECK(suggest("cvl", fields) == "clv");
  CHECK_FALSE(suggest("birthday", fields).has_value());
  CHECK_FALSE(suggest("c", fields).has_value());
}

TEST_CASE("UTF-8 is checked as table 3-7 of Unicode says") {
  CHECK_FALSE(first_invalid_utf8("a\u00e9\u20ac\U0001F600").has_value());
  CHECK(first_invalid_utf8("ab\xC3") == 2);               // ends inside a character
  CHECK(first_invalid_utf8("\xC0\x80") == 0);             // overlong NUL
  CHECK(first_invalid_utf8("\xE0\x9F\xBF") == 0);         // overlong
  CHECK(first_invalid_utf8("a\xED\xA0\x80") == 1);        // surrogate
  CHECK(first_invalid_utf8("\xF4\x90\x80\x80") == 0);     // above U+10FFFF
  CHECK(first_invalid_utf8("\x80") == 0);                 // continues nothing
}

TEST_CASE("what is encoded decodes to itself") {
  for (const char32_t value : {U'\0', U'\x7F', U'\x80', U'\u07FF', U'\u0800', U'\uFFFF', U'\U00010000', U'\U0010FFFF'}) {
    std::string text;
    append_utf8(text, value);
    const CodePoint point = decode(text, 0);
    CHECK(point.valid);
    CHECK(point.value == value);
    CHECK(point.bytes == text.size());
  }
}
