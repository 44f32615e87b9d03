// Depth and width: nothing recurses over what a text can make deep.
#include <catch2/catch.hpp>

#include "tests/limits/compile_child.h"
#include "tests/limits/texts.h"

using namespace seg::limits;

namespace {

constexpr const char* kTooDeep = "SEG1003";

std::string clauses(std::size_t count, std::string_view separator) {
  return listed(count, separator, [](std::size_t i) { return "points = " + std::to_string(i); });
}

}  // namespace

TEST_CASE("a megabyte of brackets") {
  for (const char* bracket : {"(", "{", "["}) {
    expect(bracket, compile_text([&] { return segment(filled(bracket, kMebi)); }), kTooDeep);
    expect(bracket, compile_text([&] { return filled(bracket, kMebi); }), kTooDeep);
  }
  expect("mixed", compile_text([] { return segment(filled("({[", kMebi)); }), kTooDeep);
  expect("in a schema", compile_schema([] { return "schema shop {\n profile { id id key x decimal" + filled("(", kMebi); }), kTooDeep);
  expect("closed ones", compile_text([] { return segment(filled("(", kMebi / 2) + "points > 1" + filled(")", kMebi / 2)); }), kTooDeep);
}

TEST_CASE("a megabyte of prefixes and of operators that nest") {
  expect("not", compile_text([] { return segment(filled("not ", kMebi) + "consent"); }), kTooDeep);
  expect("minus", compile_text([] { return segment("points > " + filled("- ", kMebi) + "1"); }), kTooDeep);
  expect("plus", compile_text([] { return segment("points > 1" + filled(" + 1", kMebi)); }), kTooDeep);
  expect("dots", compile_text([] { return segment("profile" + filled(".points", kMebi) + " > 1"); }), kTooDeep);
  expect("blocks", compile_text([] { return segment(filled("all of { ", kMebi)); }), kTooDeep);
  expect("quantifiers", compile_text([] { return segment(filled("any purchase where (", kMebi)); }), kTooDeep);
  expect("aggregates", compile_text([] { return segment(filled("sum(total of purchases where ", kMebi)); }), kTooDeep);
  expect("calls", compile_text([] { return segment("points > " + filled("average(", kMebi)); }), kTooDeep);
}

TEST_CASE("as deep as the limit is no matter") {
  expect("brackets", compile_text([] { return segment(repeated("(", 250) + "points > 1" + repeated(")", 250)); }), "plan");
  expect("not", compile_text([] { return segment(repeated("not ", 250) + "consent"); }), "plan");
}

TEST_CASE("chains of and and or: 100,000 terms are read, one more is refused") {
  for (const char* connective : {" or ", " and "}) {
    expect("100,000", compile_text([&] { return segment(clauses(100'000, connective)); }), "plan");
    expect("100,001", compile_text([&] { return segment(clauses(100'001, connective)); }), "SEG1004");
  }
  expect("one field", compile_text([] { return segment(listed(100'000, " or ", [](std::size_t) { return "consent"; })); }), "plan");
  expect("over lines", compile_text([] { return segment("any of {\n" + clauses(100'000, "\n") + "\n}"); }), "plan");
}

TEST_CASE("side by side without brackets, a hundred thousand times") {
  expect("mixed", compile_text([] {
           return segment(listed(50'000, " or ", [](std::size_t i) { return "points = 1 and points > " + std::to_string(i); }));
         }),
         "SEG1012");
}

TEST_CASE("a bare where before a connective, thousands of times") {
  expect("where", compile_text([] { return segment(listed(20'000, " or ", [](std::size_t) { return "any purchase where total > 1 EUR"; })); }), "SEG1013");
}
