// `seg doc`.
#include <algorithm>
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/shop.h"

using namespace seg::test;
using Catch::Matchers::Contains;

TEST_CASE("a workspace as a document, with windows as dates", "[doc]") {
  const Shop shop;
  const Ran ran = shop.seg({"doc", "--now", kNow});
  CHECK(ran.err == "");
  CHECK(ran.exit == 0);
  CHECK(ran.out ==
        "corner · 3 segments · dates as of 2026-03-01 00:00 UTC\n"
        "\n"
        "vocabulary\n"
        "  profile     points (whole number), consent (true or false)\n"
        "  purchase    its time alone\n"
        "\n"
        "recent  “Bought of late”\n"
        "  Customers who have at least 1 purchase in the last 90 days (since 2025-12-01\n"
        "  00:00).\n"
        "  in          segments/all.seg:1\n"
        "\n"
        "rich\n"
        "  Customers whose points are among the top 40 % of all customers.\n"
        "  cuts        points in top 40%\n"
        "  in          segments/all.seg:4\n"
        "\n"
        "quiet\n"
        "  Customers who have no purchases and whose consent is true.\n"
        "  in          segments/all.seg:5\n");
}

TEST_CASE("one segment, in Markdown and in JSON", "[doc]") {
  const Shop shop;
  const Ran markdown = shop.seg({"doc", "--segment", "rich", "--format", "markdown", "--now", kNow});
  CHECK_THAT(markdown.out, Contains("### `rich`\n\nCustomers whose points are among the top 40 % of all customers.\n"));
  CHECK_THAT(markdown.out, !Contains("quiet"));
  const Ran json = shop.seg({"doc", "--segment", "recent", "--format", "json", "--now", kNow});
  const auto document = nlohmann::json::parse(json.out);
  CHECK(document["format_version"] == 1);
  CHECK(document["now"] == "2026-03-01T00:00:00Z");
  REQUIRE(document["segments"].size() == 1);
  CHECK(document["segments"][0]["name"] == "recent");
  const auto& windows = document["segments"][0]["windows"];
  REQUIRE(windows.size() == 1);
  CHECK(windows[0]["text"] == "in the last 90 days");
  CHECK(windows[0]["from"] == "2025-12-01 00:00");
  CHECK(windows[0]["to"].is_null());
}

TEST_CASE("colours only where they are asked for", "[doc]") {
  const Shop shop;
  CHECK_THAT(shop.seg({"doc", "--now", kNow}).out, !Contains("\x1b["));
  CHECK_THAT(shop.seg({"doc", "--now", kNow, "--color", "always"}).out, Contains("\x1b[1mrich\x1b[0m"));
}

TEST_CASE("what cannot be documented is said", "[doc]") {
  const Shop shop;
  const Ran unknown = shop.seg({"doc", "--segment", "rihc"});
  CHECK(unknown.exit == 2);
  CHECK_THAT(unknown.err, Contains("unknown segment `rihc`; did you mean `rich`?"));
  const Ran time = shop.seg({"doc", "--now", "soon"});
  CHECK(time.exit == 2);
  CHECK_THAT(time.err, Contains("--now is `soon`, expected a time"));
  shop.write("segments/bad.seg", "segment bad { where pionts > 3 }\n");
  const Ran bad = shop.seg({"doc"});
  CHECK(bad.exit == 1);
  CHECK(bad.out == "");
  CHECK_THAT(bad.err, Contains("did you mean `points`?"));
}
