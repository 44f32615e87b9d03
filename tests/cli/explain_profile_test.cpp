// `seg explain SEGMENT --profile KEY`. The members of the shop are worked out in shop.h.
#include <catch2/catch.hpp>

#include "tests/cli/shop.h"

using namespace seg::test;
using Catch::Matchers::Contains;

namespace {

constexpr const char* kSegments = R"(segment vip {
  where all of {
    points in top 40%
    any of {
      no purchases in last 30 days
      sum(total of purchases) > 40 EUR
    }
    consent
  }
}
segment few {
  where at least 1 of {
    member of recent
    points < 15
  }
}
)";

}  // namespace

TEST_CASE("each clause stands with its truth and the values that it read", "[explain]") {
  const Shop shop;
  shop.write("segments/vip.seg", kSegments);
  const Ran ran = shop.seg({"explain", "vip", "--profile", "0005", "--now", kNow});
  CHECK(ran.err == "");
  CHECK(ran.exit == 0);
  CHECK(ran.out ==
        "Profile 0005 is not in vip as of 2026-03-01 00:00.\n"
        "  ✓ points in top 40%                  points 50, the cut is 40\n"
        "  ✗ any of\n"
        "    ✗ no purchases in last 30 days     1 purchase: 2026-02-28 23:59:59, total\n"
        "                                       7.50 EUR\n"
        "    ✗ sum(total of purchases) > 40 EUR\n"
        "        sum 7.50 EUR of 1 purchase: 2026-02-28 23:59:59, total 7.50 EUR\n"
        "  ✗ consent                            false\n");
}

TEST_CASE("unknown values and references are shown", "[explain]") {
  const Shop shop;
  shop.write("segments/vip.seg", kSegments);
  const Ran unknown = shop.seg({"explain", "vip", "--profile", "é6", "--now", kNow});
  CHECK_THAT(unknown.out, Contains("Profile é6 is unknown to vip"));
  CHECK_THAT(unknown.out, Contains("? points in top 40%"));
  CHECK_THAT(unknown.out, Contains("points unknown, the cut is 40\n"));
  CHECK_THAT(unknown.out, Contains("  ? unknown\n"));
  const Ran member = shop.seg({"explain", "few", "--profile", "0001", "--now", kNow});
  CHECK_THAT(member.out, Contains("Profile 0001 is in few"));
  CHECK_THAT(member.out, Contains("✓ member of recent"));
  CHECK_THAT(member.out, Contains("✓ any purchase in last 90 days"));
  CHECK_THAT(member.out, Contains("2 purchases, the last: 2026-02-20 08:00,"));
}

TEST_CASE("a key or a segment that is not there is told with the nearest one", "[explain]") {
  const Shop shop;
  const Ran key = shop.seg({"explain", "quiet", "--profile", "00001", "--now", kNow});
  CHECK(key.exit == 2);
  CHECK_THAT(key.err, Contains("no profile `00001` among 6; did you mean `0001`?"));
  const Ran segment = shop.seg({"explain", "quite", "--profile", "0001", "--now", kNow});
  CHECK(segment.exit == 2);
  CHECK_THAT(segment.err, Contains("did you mean `quiet`?"));
  const Ran two = shop.seg({"explain", "quiet", "rich", "--profile", "0001"});
  CHECK(two.exit == 2);
}
