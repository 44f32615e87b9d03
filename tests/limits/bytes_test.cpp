// Bytes that are no text, characters that are not what they look like, and noise.
#include <catch2/catch.hpp>

#include "tests/limits/compile_child.h"
#include "tests/limits/texts.h"

using namespace seg::limits;
using namespace std::string_literals;

namespace {

/// Kinds of what UTF-8 forbids (Unicode 15, table 3-7), each where the grammar would take a letter.
const std::pair<const char*, std::string> kInvalid[] = {
    {"a lone continuation byte", "\x80"},
    {"an overlong slash of two bytes", "\xC0\xAF"},
    {"an overlong slash of three bytes", "\xE0\x80\xAF"},
    {"an overlong slash of four bytes", "\xF0\x80\x80\xAF"},
    {"a high surrogate", "\xED\xA0\x80"},
    {"a low surrogate", "\xED\xBF\xBF"},
    {"above U+10FFFF", "\xF4\x90\x80\x80"},
    {"a first byte that there is not", "\xFF"},
    {"two of three bytes", "\xE2\x82"},
    {"three of four bytes", "\xF0\x9F\x98"},
};

}  // namespace

TEST_CASE("bytes that are not UTF-8, in a name, a text, a comment, at the end") {
  for (const auto& [what, bytes] : kInvalid) {
    expect(what, compile_text([&] { return "segment a" + bytes + "b { where consent }\n"; }), "SEG1001");
    expect(what, compile_text([&] { return segment("name = \"" + bytes + "\""); }), "SEG1001");
    expect(what, compile_text([&] { return "// " + bytes + "\n" + segment("consent"); }), "SEG1001");
    expect(what, compile_text([&] { return segment("consent") + bytes; }), "SEG1001");
  }
  expect("a megabyte of them", compile_text([] { return filled("\x80\xFF", kMebi); }), "SEG1001");
}

TEST_CASE("control characters") {
  expect("NUL in a segment", compile_text([] { return segment("consent\0"s); }), "SEG1007");
  expect("NUL at the start", compile_text([] { return "\0"s + segment("consent"); }), "SEG1007");
  expect("escape", compile_text([] { return segment("consent \x1b[31m"); }), "SEG1007 SEG1015");
  expect("a megabyte of NUL", compile_text([] { return std::string(kMebi, '\0'); }), "SEG1007");
  expect("bidi", compile_text([] { return segment("name = \"\xE2\x80\xAE\""); }), "SEG1010");
}

TEST_CASE("a megabyte of one thing") {
  const std::pair<const char*, const char*> cases[] = {
      {"\"", "SEG1019"},          {"\"\n", "SEG1008"},          {"'", "SEG1029"},         {"$", "SEG1007"},        {"}", "SEG1016"},  {")", "SEG1016"},
      {";", "SEG1007"},           {"a ", "SEG1019"},        {"segment ", "SEG1017"}, {"1 ", "SEG1019"}, {"segment a { where consent ", "SEG1003"},
      {"segment a {\n", "SEG1003"}, {"\xF0\x9F\x98\x80", "SEG1007"}, {"\"a\" ", "SEG1019"},   {", ", "plan"}, {".. ", "SEG1019"},
  };
  for (const auto& [text, codes] : cases) expect(text, compile_text([text = text] { return filled(text, kMebi); }), codes);
  expect("lines", compile_text([] { return filled("\n", kMebi) + segment("consent"); }), "plan");
  expect("spaces", compile_text([] { return filled(" ", kMebi) + segment("consent"); }), "plan");
  expect("comments", compile_text([] { return filled("//\n", 3 * kMebi) + segment("consent"); }), "plan");
}

TEST_CASE("errors in every one of thousands of segments") {
  const auto each = [](std::string_view condition) {
    return [text = std::string(condition)] {
      return listed(15'000, "", [&](std::size_t i) { return "segment s" + std::to_string(i) + " { where " + text + " }\n"; });
    };
  };
  expect("a syntax error each", compile_text(each("points > > 1")), "SEG1017");
  expect("an unknown field each", compile_text(each("pionts > 1")), "SEG2001");
  expect("a type error each", compile_text(each("points > \"x\"")), "SEG2007");
  expect("an unknown segment each", compile_text(each("member of t")), "SEG2003");
}
