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
        "  ✓ points in top 40%                points 50, the cut is 40\n"
        "  ✗ any of\n"
        "    ✗ no purchases in last 30 days   1 purchase: 2026-02-28 23:59:59,\n"
        "                                     total 7.50 EUR\n"
        "    ✗ sum(total of purchases) > 40 EUR\n"
        "        sum 7.50 EUR of 1 purchase: 2026-02-28 23:59:59, total 7.50 EUR\n"
        "  ✗ consent                          false\n");
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

TEST_CASE("an arm says which earlier one took the profile, else its own condition", "[explain]") {
  const Shop shop;
  shop.write("segments/stage.seg", R"(partition stage {
  prospect where no purchases
  quiet    where no purchases in last 30 days
  high     where points > 15
  otherwise rest
}
segment highs { where member of stage.high }
)");
  const auto explained = [&](const char* segment, const char* profile) {
    return shop.seg({"explain", segment, "--profile", profile, "--now", kNow}).out;
  };
  CHECK(explained("stage.high", "0002") ==
        "Profile 0002 is not in stage.high as of 2026-03-01 00:00.\n"
        "  ✗ taken by an earlier arm: stage.quiet\n"
        "    ✓ no purchases in last 30 days   no purchases\n");
  CHECK(explained("stage.high", "0005") ==
        "Profile 0005 is in stage.high as of 2026-03-01 00:00.\n"
        "  ✓ points > 15   points 50\n");
  CHECK_THAT(explained("stage.high", "0001"), Contains("is not in stage.high") && Contains("✗ points > 15   points 10"));
  CHECK_THAT(explained("stage", "0001"), Contains("is in stage.rest"));
  CHECK_THAT(explained("stage", "0003"), Contains("is in stage.prospect"));
  CHECK_THAT(explained("stage.rest", "0003"), Contains("✗ taken by an earlier arm: stage.prospect"));
  CHECK_THAT(explained("stage.rest", "0001"), Contains("is in stage.rest") && Contains("✓ no earlier arm took it"));
  CHECK_THAT(explained("highs", "0003"),
             Contains("✗ member of stage.high") && Contains("✗ no earlier arm took it") && Contains("✓ points > 15"));
}

TEST_CASE("arms among the operands of one clause are each explained", "[explain]") {
  const Shop shop;
  shop.write("segments/grade.seg", R"(partition grade {
  a where points > 45
  b where points > 35
  c where points > 25
  d where points > 15
  otherwise e
}
segment graded {
  where (member of grade.b or member of grade.c or member of grade.d or member of grade.e or
         member of grade.a or member of grade.b or member of grade.c or points < 0) is known
}
)");
  // Memory that was freed reads as rubbish.
  const Ran ran = shop.seg({"explain", "graded", "--profile", "0003", "--now", kNow},
                           {"MALLOC_PERTURB_=165", "GLIBC_TUNABLES=glibc.malloc.tcache_count=0"});
  CAPTURE(ran.err);
  CHECK(ran.exit == 0);
  CHECK_THAT(ran.out, Contains("Profile 0003 is in graded"));
  // Below the clause each arm's condition once, and that no earlier arm took the profile for all but the first: its 30 points are c's.
  for (const char* condition : {"✗ points > 45", "✗ points > 35", "✓ points > 25", "✓ points > 15"}) {
    CHECK_THAT(ran.out, Contains(condition));
  }
  std::size_t left = 0;
  for (std::size_t at = 0; (at = ran.out.find("no earlier arm took it", at)) != std::string::npos; ++at) ++left;
  CHECK(left == 4);
}

TEST_CASE("windows of the calendar stand with their dates, ranks and quintiles with their cuts", "[explain]") {
  const Shop shop;
  shop.write("segments/more.seg", R"(segment more {
  where all of {
    any purchase in previous calendar month
    no purchases in last 2 months
    quintile(points) >= 4
    rank(points) <= 2
    points > median(points)
  }
}
)");
  // The known points are 10 to 50: of five, the cuts of the top 80, 60, 40 and 20 percent are the 4th, 3rd, 2nd and 1st from above.
  const std::string page = shop.seg({"explain", "more", "--profile", "0001", "--now", kNow}).out;
  CHECK_THAT(page, Contains("2 purchases from 2026-02-01 00:00 until before 2026-03-01 00:00, the last:"));
  CHECK_THAT(page, Contains("2 purchases from 2026-01-01 00:00"));
  CHECK_THAT(page, Contains("fifths from 20 · 30 · 40 · 50"));
  CHECK_THAT(page, Contains("✗ rank(points) <= 2") && Contains("points 10, the cut is 40\n"));
  CHECK_THAT(page, Contains("points 10, the median is 30\n"));
}
