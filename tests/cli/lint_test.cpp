#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/shop.h"

using namespace seg::test;
using Catch::Matchers::Contains;
using Json = nlohmann::json;

TEST_CASE("findings fail from the level on that is asked for", "[lint]") {
  const Shop shop;
  const Ran ran = shop.seg({"lint", "--now", kNow});
  CHECK(ran.exit == 0);
  CHECK_THAT(ran.out, Contains("SEG501"));
  CHECK_THAT(ran.err, Contains("skipped: no statistics") && Contains("too-broad"));
  CHECK(shop.seg({"lint", "--now", kNow, "--fail-on", "warning"}).exit == 1);
  CHECK(shop.seg({"lint", "--now", kNow, "--fail-on", "info"}).exit == 1);
  CHECK(shop.seg({"lint", "--now", kNow, "--fail-on", "never"}).exit == 2);
}

TEST_CASE("levels, selection and options come from seg.toml", "[lint]") {
  const Shop shop;
  const std::string manifest = shop.read("seg.toml");
  shop.write("seg.toml", manifest + "[lint]\nselect = [\"SEG501\"]\n[lint.levels]\nno-goal = \"error\"\n");
  const Ran ran = shop.seg({"lint", "--format", "json"});
  CHECK(ran.exit == 1);
  const Json json = Json::parse(ran.out);
  CHECK(json["diagnostics"].size() == 3);
  for (const Json& found : json["diagnostics"]) CHECK(found["severity"] == "error");

  shop.write("seg.toml",
             manifest + "[lint]\nselect = [\"no-gaol\"]\n[lint.levels]\nno-goal = \"err\"\n[lint.options]\ntoo_broad_share = 40\n");
  const Ran wrong = shop.seg({"lint"});
  CHECK(wrong.exit == 2);
  CHECK_THAT(wrong.out, Contains("SEG4011") && Contains("did you mean `no-goal`?") && Contains("SEG4012") && Contains("SEG4014"));
}

TEST_CASE("statistics of a run feed the rules about reach", "[lint]") {
  const Shop shop;
  REQUIRE(shop.seg({"run", "--now", kNow, "--stats", "stats.json"}).exit == 0);
  const Ran ran = shop.seg({"lint", "--now", kNow, "--stats", "stats.json"});
  CHECK(ran.exit == 0);
  // Three of six profiles are fewer than a hundred.
  CHECK_THAT(ran.out, Contains("SEG302"));
  CHECK(ran.err.find("skipped") == std::string::npos);
  CHECK(shop.seg({"lint", "--stats", "none.json"}).exit == 3);
  shop.write("broken.json", "{\"format_version\": 1");
  const Ran broken = shop.seg({"lint", "--stats", "broken.json"});
  CHECK(broken.exit == 3);
  CHECK_THAT(broken.err, Contains("broken.json") && Contains("seg run --stats"));
}
