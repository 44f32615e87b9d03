#include "runtime/texts/pattern.h"

#include <catch2/catch.hpp>
#include <chrono>

using namespace seg;

namespace {

bool found(std::string_view pattern, std::string_view text) {
  const texts::PatternResult result = texts::compile_pattern(pattern);
  INFO(pattern << ": " << result.error);
  REQUIRE(result.pattern);
  return result.pattern->found_in(text);
}

}  // namespace

TEST_CASE("a pattern is found anywhere, unless it is anchored") {
  CHECK(found("b+", "abbc"));
  CHECK_FALSE(found("^b+", "abbc"));
  CHECK(found("^a.*c$", "abbc"));
  CHECK(found("", ""));
  CHECK(found("^.$", "ß"));
}

TEST_CASE("flags stand in front") {
  CHECK_FALSE(found("ÄB", "äb"));
  CHECK(found("(?i)ÄB", "äb"));
  CHECK_FALSE(found("a.b", "a\nb"));
  CHECK(found("(?s)a.b", "a\nb"));
  CHECK(found("(?m)^b$", "a\nb"));
}

TEST_CASE("what is wrong is said with the part it is about") {
  const auto error = [](std::string_view pattern) { return texts::compile_pattern(pattern); };
  CHECK(error("a(b").error == "a `(` without its `)`");
  CHECK(error("a[z-a]").fragment == "z-a");
  CHECK(error("(?=a)").error.find("look-around") != std::string::npos);
  CHECK(error("*a").fragment == "*");
  CHECK(error("a{1001}").error.find("1000") != std::string::npos);
  CHECK(error(std::string(1001, 'a')).error == "a pattern of 1001 bytes, more than 1000");
  CHECK(error("((a{100}){100}){100}").error.find("1000") != std::string::npos);
  CHECK(error("((\\pL{10}){10}){10}").error == "a pattern that would take too much memory");
}

TEST_CASE("a pattern that backtracking engines choke on takes linear time") {
  const std::string text(100'000, 'a');
  const auto begin = std::chrono::steady_clock::now();
  CHECK_FALSE(found("(a+)+$b", text));
  CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(5));
}
