#include "compiler/driver/glob.h"

#include <catch2/catch.hpp>

using seg::driver::fixed_prefix;
using seg::driver::glob_matches;

TEST_CASE("a star stays inside one part") {
  CHECK(glob_matches("segments/*.seg", "segments/vip.seg"));
  CHECK(glob_matches("segments/*", "segments/vip.seg"));
  CHECK_FALSE(glob_matches("segments/*.seg", "segments/old/vip.seg"));
  CHECK_FALSE(glob_matches("segments/*.seg", "segments/vip.segment"));
  CHECK(glob_matches("*a*b*", "xxaxxaxxbxx"));
  CHECK_FALSE(glob_matches("*a*b", "abc"));
}

TEST_CASE("a question mark is one character, never a division") {
  CHECK(glob_matches("v?p.seg", "vip.seg"));
  CHECK_FALSE(glob_matches("v?p.seg", "vp.seg"));
  CHECK_FALSE(glob_matches("a?b", "a/b"));
}

TEST_CASE("two stars are any number of parts") {
  CHECK(glob_matches("segments/**/*.seg", "segments/vip.seg"));
  CHECK(glob_matches("segments/**/*.seg", "segments/a/b/vip.seg"));
  CHECK_FALSE(glob_matches("segments/**/*.seg", "other/vip.seg"));
  CHECK(glob_matches("**/vip.seg", "vip.seg"));
  CHECK(glob_matches("a/**", "a"));
  CHECK(glob_matches("a/**/**/b", "a/b"));
}

TEST_CASE("hostile patterns take time by length, not by guesses") {
  const std::string path(4000, 'a');
  std::string pattern;
  for (int i = 0; i < 1000; ++i) pattern += "a*";
  CHECK(glob_matches(pattern, path));
  CHECK_FALSE(glob_matches(pattern + "b", path));
  std::string deep;
  for (int i = 0; i < 500; ++i) deep += "**/a/";
  CHECK_FALSE(glob_matches(deep + "b", std::string(deep.size(), 'a')));
}

TEST_CASE("a search starts at the fixed part") {
  CHECK(fixed_prefix("segments/**/*.seg") == "segments");
  CHECK(fixed_prefix("a/b/c*.seg") == "a/b");
  CHECK(fixed_prefix("*.seg").empty());
  CHECK(fixed_prefix("one.seg") == "one.seg");
}
