#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/shop.h"

using namespace seg::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

TEST_CASE("a new shop stands in a folder of its own name", "[init]") {
  const TemporaryFolder folder;
  const Ran made = run_seg({"init", "shop", "--now", kNow}, folder.path());
  REQUIRE(made.exit == 0);
  CHECK(made.out == "");
  CHECK_THAT(made.err, Contains("3 segments") && Contains("2,000 profiles") && Contains("cd shop") && Contains("seg run"));
  const fs::path shop = folder.path() / "shop";
  for (const char* name :
       {"seg.toml", "schema.seg", ".gitignore", "data/customers.csv", "data/purchases.csv", "segments/at_risk_vip.seg"}) {
    CAPTURE(name);
    CHECK(fs::is_regular_file(shop / name));
  }
  CHECK(std::distance(fs::directory_iterator(shop), {}) == 5);
  CHECK(contents(shop / "segments/at_risk_vip.seg").find("{{") == std::string::npos);
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("each example checks, lints clean with its own statistics and runs the same on both engines", "[init]") {
  const TemporaryFolder folder;
  const std::string name = GENERATE(as<std::string>{}, "shop", "subscription", "app");
  CAPTURE(name);
  REQUIRE(run_seg({"init", name, "work", "--now", kNow}, folder.path()).exit == 0);
  const fs::path work = folder.path() / "work";
  CHECK(run_seg({"check"}, work).exit == 0);
  const Ran ran = run_seg({"run", "--now", kNow, "--engine", "both", "--strict", "--stats", "stats.json", "--format", "json"}, work);
  REQUIRE(ran.err == "");
  REQUIRE(ran.exit == 0);
  const auto json = nlohmann::json::parse(ran.out);
  REQUIRE(json["segments"].size() >= (name == "shop" ? 3U : 4U));
  for (const auto& segment : json["segments"]) {
    CAPTURE(segment.dump());
    CHECK(segment["members"] > 0);
    CHECK(segment["members"].get<int>() < json["profiles"].get<int>() / 2);
    CHECK(segment["faults"] == 0);
  }
  const Ran tested = run_seg({"test"}, work);
  CHECK(tested.exit == 0);
  CHECK_THAT(tested.out, Contains("examples in") && Contains(" 0 failed"));
  const Ran linted = run_seg({"lint", "--now", kNow, "--stats", "stats.json", "--fail-on", "info"}, work);
  CHECK(linted.out == "");
  CHECK(linted.exit == 0);
}

TEST_CASE("without a name, or with one that is none, the examples are listed", "[init]") {
  const TemporaryFolder folder;
  const std::vector<std::vector<std::string>> attempts{{"init"}, {"init", "shops"}};
  for (const auto& arguments : attempts) {
    const Ran ran = run_seg(arguments, folder.path());
    CHECK(ran.exit == 2);
    CHECK_THAT(ran.err, Contains("\n  shop ") && Contains("\n  subscription ") && Contains("\n  app "));
  }
  CHECK(fs::is_empty(folder.path()));
}

TEST_CASE("the README's example is what a new workspace holds, and its output what a run prints", "[init]") {
  const TemporaryFolder folder;
  REQUIRE(run_seg({"init", "shop", "--now", "2026-03-01"}, folder.path()).exit == 0);
  const std::string readme = contents(fs::path(SEG_SOURCE_DIR) / "README.md");
  CHECK_THAT(readme, Contains("```seg\n" + contents(folder.path() / "shop/segments/at_risk_vip.seg") + "```\n"));
  const Ran ran = run_seg({"run", "--now", "2026-03-01"}, folder.path() / "shop");
  REQUIRE(ran.exit == 0);
  // All but the time that it took.
  CHECK_THAT(readme, Contains("$ seg run --now 2026-03-01\n" + ran.out.substr(0, ran.out.find("\ntime ") + 1)));
}

TEST_CASE("the same seed and time give the same workspace", "[init]") {
  const TemporaryFolder folder;
  for (const char* name : {"a", "b"}) REQUIRE(run_seg({"init", "shop", name, "--now", kNow, "--profiles", "50"}, folder.path()).exit == 0);
  REQUIRE(run_seg({"init", "shop", "c", "--now", kNow, "--profiles", "50", "--seed", "2"}, folder.path()).exit == 0);
  const auto purchases = [&](const char* name) { return contents(folder.path() / name / "data/purchases.csv"); };
  CHECK(purchases("a") == purchases("b"));
  CHECK(purchases("a") != purchases("c"));
}

TEST_CASE("an empty folder will do, also the current one", "[init]") {
  const TemporaryFolder folder;
  fs::create_directory(folder.path() / "here");
  const Ran ran = run_seg({"init", "shop", ".", "--profiles", "10"}, folder.path() / "here");
  CHECK(ran.exit == 0);
  CHECK(run_seg({"check"}, folder.path() / "here").exit == 0);
  for (const auto& entry : fs::directory_iterator(folder.path() / "here"))
    CHECK(entry.path().filename().string().find(".seg-init") == std::string::npos);
}

TEST_CASE("a folder with anything in it is left alone", "[init]") {
  const TemporaryFolder folder;
  folder.write("full/mine.txt", "mine");
  folder.write("file", "mine");
  const Ran full = run_seg({"init", "shop", "full"}, folder.path());
  CHECK(full.exit == 2);
  CHECK_THAT(full.err, Contains("`full` is not empty"));
  CHECK(std::distance(fs::directory_iterator(folder.path() / "full"), {}) == 1);
  CHECK(run_seg({"init", "shop", "file"}, folder.path()).exit == 2);
  CHECK(contents(folder.path() / "file") == "mine");
  const Ran deep = run_seg({"init", "shop", "no/such/folder"}, folder.path());
  CHECK(deep.exit == 2);
  CHECK_FALSE(fs::exists(folder.path() / "no"));
  CHECK(run_seg({"init", "shop", "bad", "--now", "soon"}, folder.path()).exit == 2);
  CHECK_FALSE(fs::exists(folder.path() / "bad"));
}
