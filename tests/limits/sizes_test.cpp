// Limits by number: one below is taken, one above refused by name.
#include <catch2/catch.hpp>

#include "tests/limits/compile_child.h"
#include "tests/limits/texts.h"

using namespace seg::limits;

namespace {

std::string numbers(std::size_t count) {
  return segment("points in (" + listed(count, ",", [](std::size_t i) { return std::to_string(i); }) + ")");
}
std::string segments(std::size_t count) {
  return listed(count, "", [](std::size_t i) { return "segment s" + std::to_string(i) + " { where points = " + std::to_string(i) + " }\n"; });
}

}  // namespace

TEST_CASE("the size of a source") {
  expect("4 MiB", compile_text([] { return filled("// line\n", 4 * kMebi); }), "plan");
  expect("4 MiB and one byte", compile_text([] { return filled("// line\n", 4 * kMebi + 1); }), "SEG1002");
  expect("5 MiB", compile_text([] { return filled("segment a { where consent }\n", 5 * kMebi); }), "SEG1002");
}

TEST_CASE("texts, names and numbers") {
  expect("a text of 1 MiB", compile_text([] { return segment("name = \"" + filled("x", kMebi) + "\""); }), "plan");
  expect("a text of 2 MiB", compile_text([] { return segment("name = \"" + filled("x", 2 * kMebi) + "\""); }), "SEG1005");
  expect("a name of 255 bytes", compile_text([] { return "segment " + filled("x", 255) + " { where consent }\n"; }), "plan");
  expect("a name of 300 bytes", compile_text([] { return "segment " + filled("x", 300) + " { where consent }\n"; }), "SEG1006");
  expect("a name of a megabyte", compile_text([] { return segment(filled("x", kMebi)); }), "SEG1006 SEG2001");
  expect("a number of a megabyte", compile_text([] { return segment("points > " + filled("9", kMebi)); }), "SEG1021");
  expect("a fraction of a megabyte", compile_text([] { return segment("points > 0." + filled("1", kMebi)); }), "SEG1021");
}

TEST_CASE("lists") {
  expect("300,000 items", compile_text([] { return numbers(300'000); }), "plan");
  expect("300,001 items", compile_text([] { return numbers(300'001); }), "SEG3004");
  expect("300,000 texts", compile_text([] {
           return segment("name in (" + listed(300'000, ",", [](std::size_t i) { return "\"" + std::to_string(i) + "\""; }) + ")");
         }),
         "plan");
}

TEST_CASE("segments") {
  expect("20,000", compile_text([] { return segments(20'000); }), "plan");
  expect("20,001", compile_text([] { return segments(20'001); }), "SEG3003");
}

TEST_CASE("schemas") {
  const auto schema = [](std::size_t fields) {
    return "schema shop {\n profile {\n id id key\n" + listed(fields, "", [](std::size_t i) { return " f" + std::to_string(i) + " int?\n"; }) + " }\n}\n";
  };
  expect("10,000 fields", compile_schema([&] { return schema(9'999); }), "plan");
  expect("100,000 fields", compile_schema([&] { return schema(100'000); }), "SEG3006");
  expect("one field 50,000 times", compile_schema([] { return "schema shop {\n profile {\n id id key\n" + repeated(" f int\n", 50'000) + " }\n}\n"; }), "SEG3006");
}
