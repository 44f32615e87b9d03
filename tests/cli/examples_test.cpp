// `seg test`.
#include <catch2/catch.hpp>

#include "tests/cli/shop.h"

using namespace seg::test;
using Catch::Matchers::Contains;

namespace {

/// A segment of three clauses, a newline each, with the examples given.
std::string with_examples(const std::string& examples) {
  return R"(segment vip {
  where all of {
    points in top 40%
    any purchase in last 90 days
    consent
  }
)" + examples +
         "}\n";
}

constexpr const char* kRich = R"(  example "rich and recent" is member as of 2026-03-01 {
    given points in top 40% is points >= 40
    points 45
    consent true
    purchases [{ at 2026-02-01T10:00Z, total 12 EUR }]
  }
)";

}  // namespace

TEST_CASE("examples that hold are counted", "[test]") {
  const Shop shop;
  shop.write("segments/vip.seg", with_examples(std::string(kRich) + R"(  example "consent unknown" is not member as of 2026-03-01 {
    given points in top 40% is points >= 40
    points 40
    purchases [{ at 2026-02-28T23:59:59Z }]
  }
)"));
  const Ran ran = shop.seg({"test"});
  CAPTURE(ran.out);
  CHECK(ran.err == "");
  CHECK(ran.exit == 0);
  CHECK_THAT(ran.out, Contains("vip    2 examples  ok\n"));
  CHECK_THAT(ran.out, Contains("2 examples in 1 segment, 0 failed\n"));
}

TEST_CASE("an example that fails names the clause that decided, its place and what it read", "[test]") {
  const Shop shop;
  shop.write("segments/vip.seg", with_examples(std::string(kRich) + R"(  example "long ago" is member as of 2026-03-01 {
    given points in top 40% is points >= 40
    points 45
    consent true
    purchases [{ at 2025-02-01T10:00Z, total 12 EUR }]
  }
)"));
  const Ran ran = shop.seg({"test"});
  CAPTURE(ran.out);
  CHECK(ran.exit == 1);
  CHECK_THAT(ran.out, Contains("2 examples  1 failed\n"));
  CHECK_THAT(ran.out, Contains("segments/vip.seg:13:3: example \"long ago\" of vip: expected a member, found no member\n"));
  CHECK_THAT(ran.out, Contains("segments/vip.seg:4:5\n"));
  CHECK_THAT(ran.out, Contains("✗ any purchase in last 90 days   no purchases\n"));
  CHECK(ran.out.find("✓") == std::string::npos);
}

TEST_CASE("what an example does not say is unknown, and an unknown member is none", "[test]") {
  const Shop shop;
  shop.write("segments/vip.seg", with_examples(R"(  example "says little" is member as of 2026-03-01 {
    given points in top 40% is points >= 40
    purchases [{ at 2026-02-01T10:00Z }]
  }
)"));
  const Ran ran = shop.seg({"test"});
  CAPTURE(ran.out);
  CHECK(ran.exit == 1);
  CHECK_THAT(ran.out, Contains("expected a member, found unknown\n"));
  CHECK_THAT(ran.out, Contains("? points in top 40%   points unknown, the cut is 40\n"));
  CHECK_THAT(ran.out, Contains("? consent             unknown\n"));
}

TEST_CASE("examples can be chosen, and there may be none", "[test]") {
  const Shop shop;
  CHECK_THAT(shop.seg({"test"}).out, Contains("no examples"));
  CHECK(shop.seg({"test"}).exit == 0);
  shop.write("segments/vip.seg", with_examples(kRich));
  CHECK_THAT(shop.seg({"test", "--filter", "rich"}).out, Contains("1 example in 1 segment, 0 failed\n"));
  const Ran none = shop.seg({"test", "--filter", "poor"});
  CHECK(none.exit == 2);
  CHECK_THAT(none.err, Contains("has `poor` in its name"));
}

TEST_CASE("a cut that is given by another name of its value is the segment's", "[test]") {
  const Shop shop;
  // The Plan has one cut for the two segments; 40 points are at the first example's cut and below the second's.
  shop.write("segments/vip.seg", R"(trait score_of = points
segment plain { where points in top 40%
  example "at the cut" is member as of 2026-03-01 { given score_of in top 40% is score_of >= 40, points 40 }
  example "below it" is not member as of 2026-03-01 { given score_of in top 40% is 41, points 40 }
}
segment aliased { where score_of in top 40%
  example "at the cut" is member as of 2026-03-01 { given score_of in top 40% is 40, points 40 }
  example "as the other segment calls it" is member as of 2026-03-01 { given points in top 40% is points >= 40, points 40 }
  example "below it" is not member as of 2026-03-01 { given points in top 40% is 41, points 40 }
}
)");
  const Ran ran = shop.seg({"test"});
  CAPTURE(ran.out, ran.err);
  CHECK(ran.exit == 0);
  CHECK_THAT(ran.out, Contains("5 examples in 2 segments, 0 failed\n"));
}
