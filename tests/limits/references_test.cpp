// What refers to what: texts of a few lines that would be huge, endless or slow written out.
#include <catch2/catch.hpp>

#include "tests/limits/compile_child.h"
#include "tests/limits/texts.h"

using namespace seg::limits;

namespace {

/// `first`, then `count` declarations of which each is made from its number.
std::string declarations(std::string_view first, std::size_t count, const std::function<std::string(std::string self, std::string before)>& make) {
  std::string text(first);
  for (std::size_t i = 1; i <= count; ++i) text += make(std::to_string(i), std::to_string(i - 1)) + "\n";
  return text;
}

std::string chain_of_segments(std::size_t references) {
  return declarations("segment s0 { where consent }\n", references,
                      [](const std::string& self, const std::string& before) { return "segment s" + self + " { where member of s" + before + " }"; });
}

}  // namespace

TEST_CASE("definitions that double") {
  const auto numbers = [] {
    return declarations("trait t0 = points\n", 63, [](const std::string& self, const std::string& before) {
             return "trait t" + self + " = t" + before + " + t" + before;
           }) + segment("t63 > 1");
  };
  expect("numbers", compile_text(numbers), "SEG3001");
  const auto truths = [] {
    return declarations("trait t0 = points > 1\n", 63, [](const std::string& self, const std::string& before) {
             return "trait t" + self + " = (t" + before + " and t" + before + ")";
           }) + segment("t63");
  };
  expect("truths", compile_text(truths), "SEG3001");
  const auto members = [] {
    return declarations("segment s0 { where consent }\n", 60, [](const std::string& self, const std::string& before) {
      return "segment s" + self + " { where member of s" + before + " or not member of s" + before + " }";
    });
  };
  expect("members", compile_text(members), "SEG3001");
}

TEST_CASE("chains of references") {
  expect("70 members of each other", compile_text([] { return chain_of_segments(70); }), "SEG3002");
  expect("60", compile_text([] { return chain_of_segments(60); }), "plan");
  expect("19,000", compile_text([] { return chain_of_segments(19'000); }), "SEG3002");
  const auto traits = [] {
    return declarations("trait t0 = points\n", 19'000, [](const std::string& self, const std::string& before) { return "trait t" + self + " = t" + before; }) +
           segment("t19000 > 1");
  };
  expect("19,000 traits", compile_text(traits), "SEG3002");
}

TEST_CASE("cycles") {
  expect("one", compile_text([] { return std::string("segment a { where member of a }\n"); }), "SEG2036");
  expect("two", compile_text([] { return std::string("segment a { where member of b }\nsegment b { where member of a }\n"); }), "SEG2036");
  expect("traits", compile_text([] { return std::string("trait x = y\ntrait y = x\n") + segment("x > 1"); }), "SEG2036");
  const auto ring = [] {
    return listed(19'000, "", [](std::size_t i) {
      return "segment s" + std::to_string(i) + " { where member of s" + std::to_string((i + 1) % 19'000) + " }\n";
    });
  };
  expect("19,000 in a ring", compile_text(ring), "SEG2036");
}

TEST_CASE("units of units") {
  const auto nested = [](std::size_t depth) {
    const std::string each = "any purchase in each of last 120 calendar days";
    return segment(repeated(each + " satisfies ", depth) + each);
  };
  expect("120 sentences", compile_text([&] { return nested(0); }), "plan");
  expect("120 times 120 times 120", compile_text([&] { return nested(2); }), "SEG3001");
  expect("120 to the power of 11", compile_text([&] { return nested(10); }), "SEG3001");
}

TEST_CASE("what steps of a sequence are known to equal") {
  const std::string equal = "total = x.total";
  const auto steps = [](const std::string& condition) {
    return segment("sequence { purchase as x" + repeated(" then purchase where (" + condition + ")", 255) + " }");
  };
  expect("once", compile_text([&] { return steps(equal); }), "plan");
  expect("four times", compile_text([&] { return steps(equal + repeated(" and " + equal, 3)); }), "plan");
  const auto by_two_ways = [] {
    return segment("sequence { " + listed(256, " then ", [](std::size_t i) {
                     if (i == 0) return std::string("purchase as s0");
                     const std::string before = "s" + std::to_string(i - 1) + ".total";
                     return "purchase as s" + std::to_string(i) + " where (total = " + before + " and total = abs(" + before +
                            ") and abs(total) = " + before + " and abs(total) = abs(" + before + "))";
                   }) + " }");
  };
  expect("by two ways at each step", compile_text(by_two_ways), "plan");
  expect("a step too many", compile_text([] { return segment("sequence { purchase" + repeated(" then purchase", 256) + " }"); }), "SEG2120");
}

TEST_CASE("a suggestion is not looked for at any price") {
  const auto misspelt = [] {
    return listed(10'000, "", [](std::size_t i) {
      return "segment customers_of_the_year_" + std::to_string(i) + " { where member of customers_of_the_yaer_" + std::to_string(i) + " }\n";
    });
  };
  expect("10,000 misspelt segments", compile_text(misspelt), "SEG2003");
}

TEST_CASE("thousands of mappings that stand for nothing") {
  const auto import = [](const std::function<std::string(std::size_t)>& from) {
    return "import std.rfm with {\n" + listed(20'000, "\n", [&](std::size_t i) { return "  " + from(i) + " = purchase.total"; }) + "\n}\n";
  };
  expect("20,000", compile_text([&] { return import([](std::size_t i) { return "purchase.no_field_" + std::to_string(i); }); }), "SEG2117");
  expect("one 20,000 times", compile_text([&] { return import([](std::size_t) { return std::string("purchase.no_field"); }); }), "SEG2037");
}

TEST_CASE("one name for thousands of segments") {
  expect("15,000", compile_text([] { return repeated("segment a { where consent }\n", 15'000); }), "SEG2037");
}
