#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/shop.h"

using namespace seg::test;
using Catch::Matchers::Contains;
using Catch::Matchers::StartsWith;
using Json = nlohmann::json;

TEST_CASE("a clean workspace checks with exit 0 and no data", "[check]") {
  const Shop shop;
  std::filesystem::remove_all(shop.path() / "data");
  const Ran ran = shop.seg({"check"});
  CHECK(ran.exit == 0);
  CHECK(ran.out == "");
  CHECK(ran.err == "no findings in 3 segments\n");
  std::filesystem::create_directories(shop.path() / "segments/deep");
  CHECK(run_seg({"check"}, shop.path() / "segments/deep").exit == 0);
  CHECK(run_seg({"check", shop.path().string()}, "/").exit == 0);
}

TEST_CASE("errors are shown for people and for programs, with exit 1", "[check]") {
  const Shop shop;
  shop.write("segments/bad.seg", "segment bad { where pionts > 1 }\nsegment worse { where total > 1 }\n");
  const Ran people = shop.seg({"check"});
  CHECK(people.exit == 1);
  CHECK_THAT(people.out, Contains("segments/bad.seg:1:21") && Contains("did you mean `points`?"));
  CHECK_THAT(people.err, Contains("2 errors in 3 segments"));
  const Ran programs = shop.seg({"check", "--format", "json"});
  CHECK(programs.exit == 1);
  const Json json = Json::parse(programs.out);
  CHECK(json["format_version"] == 1);
  CHECK(json["diagnostics"].size() == 2);
}

TEST_CASE("files can be checked against a schema without a workspace", "[check]") {
  const Shop shop;
  std::filesystem::remove(shop.path() / "seg.toml");
  CHECK(shop.seg({"check", "--schema", "schema.seg", "segments/all.seg"}).exit == 0);
  shop.write("draft.seg", "segment draft { where points > }\n");
  const Ran ran = shop.seg({"check", "--schema", "schema.seg", "segments/all.seg", "draft.seg"});
  CHECK(ran.exit == 1);
  CHECK_THAT(ran.out, Contains("draft.seg:1:"));
}

TEST_CASE("every stage can be looked at", "[check]") {
  const Shop shop;
  for (const char* stage : {"tokens", "ast", "hir", "plan", "opt.plan", "ll"}) {
    CAPTURE(stage);
    const Ran ran = shop.seg({"check", "--emit", stage});
    CHECK(ran.exit == 0);
    CHECK(ran.err == "");
    CHECK(ran.out.size() > 100);
  }
  CHECK_THAT(shop.seg({"check", "--emit", "opt.plan"}).out, Contains("recent") && Contains("cut_top"));
  CHECK_THAT(shop.seg({"check", "--emit", "ll"}).out, Contains("define"));
  const Ran typo = shop.seg({"check", "--emit", "opt-plan"});
  CHECK(typo.exit == 2);
  shop.write("segments/bad.seg", "segment bad { where pionts > 1 }\n");
  const Ran broken = shop.seg({"check", "--emit", "plan"});
  CHECK(broken.exit == 1);
  CHECK(broken.out == "");
  CHECK_THAT(broken.err, Contains("pionts"));
}

TEST_CASE("colours are for terminals and for those who ask", "[check]") {
  const Shop shop;
  shop.write("segments/bad.seg", "segment bad { where pionts > 1 }\n");
  const auto coloured = [&](std::vector<std::string> arguments, std::vector<std::string> environment) {
    arguments.insert(arguments.begin(), "check");
    return shop.seg(arguments, environment).out.find('\x1b') != std::string::npos;
  };
  CHECK_FALSE(coloured({}, {}));
  CHECK(coloured({"--color", "always"}, {}));
  CHECK(coloured({}, {"CLICOLOR_FORCE=1"}));
  CHECK_FALSE(coloured({}, {"CLICOLOR_FORCE=0"}));
  CHECK_FALSE(coloured({}, {"CLICOLOR_FORCE=1", "NO_COLOR=1"}));
  CHECK(coloured({"--color", "always"}, {"NO_COLOR=1"}));
  CHECK_FALSE(coloured({"--color", "never"}, {"CLICOLOR_FORCE=1"}));
}

TEST_CASE("help begins with examples", "[help]") {
  const TemporaryFolder folder;
  for (const char* command : {"init", "check", "lint", "run", "explain"}) {
    CAPTURE(command);
    const Ran ran = run_seg({command, "--help"}, folder.path());
    CHECK(ran.exit == 0);
    CHECK_THAT(ran.out, StartsWith(std::string("Examples\n  seg ") + command) && Contains(std::string("Usage: seg ") + command));
  }
  const Ran all = run_seg({"--help"}, folder.path());
  CHECK(all.exit == 0);
  CHECK_THAT(all.out, StartsWith("Examples\n") && Contains("init") && Contains("explain"));
}

TEST_CASE("versions name what the answers depend on", "[help]") {
  const TemporaryFolder folder;
  const Ran ran = run_seg({"--version"}, folder.path());
  CHECK(ran.exit == 0);
  CHECK_THAT(ran.out, StartsWith("seg 0.") && Contains("\nLLVM 19.") && Contains("\nArrow ") && Contains("\ntime zones 20"));
}

TEST_CASE("rules, codes and segments are explained", "[explain]") {
  const Shop shop;
  CHECK_THAT(shop.seg({"explain", "too-broad"}).out, StartsWith("# too-broad (SEG301"));
  CHECK(shop.seg({"explain", "SEG301"}).out == shop.seg({"explain", "too-broad"}).out);
  CHECK_THAT(shop.seg({"explain", "recent"}).out, Contains("segments/all.seg:1") && Contains("any purchase in last 90 days"));
  const Ran unknown = shop.seg({"explain", "too-brod"});
  CHECK(unknown.exit == 2);
  CHECK_THAT(unknown.err, Contains("did you mean `too-broad`?"));
}
