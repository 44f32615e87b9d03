#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/shop.h"

using namespace seg::test;
using Catch::Matchers::Contains;
using Json = nlohmann::json;

namespace {

std::vector<std::string> keys_of(const Json& object) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : object.items()) keys.push_back(key);
  return keys;
}

}  // namespace

TEST_CASE("a run prints one JSON document of the promised shape", "[run]") {
  const Shop shop;
  for (const char* engine : {"jit", "interpreter", "both"}) {
    CAPTURE(engine);
    const Ran ran = shop.seg({"run", "--now", kNow, "--format", "json", "--engine", engine, "--threads", "2"});
    REQUIRE(ran.err == "");
    REQUIRE(ran.exit == 0);
    const auto json = nlohmann::ordered_json::parse(ran.out);
    std::vector<std::string> keys;
    for (const auto& [key, value] : json.items()) keys.push_back(key);
    CHECK(keys == std::vector<std::string>{"format_version", "now", "profiles", "segments", "cuts", "timing"});
    CHECK(json["format_version"] == 1);
    CHECK(json["now"] == "2026-03-01T00:00:00Z");
    CHECK(json["profiles"] == 6);
    CHECK(json["segments"].dump() == R"([{"name":"recent","members":3,"unknown":0,"faults":0},)"
                                     R"({"name":"rich","members":2,"unknown":1,"faults":0},)"
                                     R"({"name":"quiet","members":2,"unknown":0,"faults":0}])");
    REQUIRE(json["cuts"].size() == 1);
    CHECK(json["cuts"][0].dump() == R"({"cut":"points in top 40%","relation":">=","value":"40","population":5,"tied":1,"faults":0})");
    CHECK(json["timing"]["engine"] == engine);
    CHECK(json["timing"]["threads"] == 2);
  }
}

TEST_CASE("a run's table names the workspace, the time and every segment, in 80 columns", "[run]") {
  const Shop shop;
  const Ran ran = shop.seg({"run", "--now", kNow});
  REQUIRE(ran.exit == 0);
  CHECK_THAT(ran.out, Contains("corner · 6 profiles · 5 events · as of 2026-03-01 00:00 UTC\n"));
  CHECK_THAT(ran.out, Contains("\nsegment  members    share  unknown\n"));
  CHECK_THAT(ran.out, Contains("\nrecent         3   50.0 %        0  ████████████\n"));
  CHECK_THAT(ran.out, Contains("\nrich           2   33.3 %        1  ████████\n"));
  CHECK_THAT(ran.out, Contains("cuts   points in top 40%: >= 40 (5 profiles with a value, 1 at the cut)\n"));
  CHECK_THAT(ran.out, Contains("time   read "));
  CHECK_THAT(ran.out, Contains("compiled 3 segments in "));
  CHECK(ran.out.find("notes") == std::string::npos);
  CHECK(ran.out.find('\x1b') == std::string::npos);
}

TEST_CASE("the arms of a partition stand together and add up to all profiles", "[run]") {
  const Shop shop;
  // No purchase: 0003 é6; since 30 January: 0001 0005.
  shop.write("segments/stage.seg", R"(partition stage {
  prospect where no purchases
  lately where any purchase in last 30 days
  otherwise earlier
}
)");
  const Ran ran = shop.seg({"run", "stage", "--now", kNow});
  REQUIRE(ran.exit == 0);
  CHECK_THAT(ran.out, Contains("\nstage             6  "));
  CHECK_THAT(ran.out, Contains("\n  prospect        2   33.3 %        0"));
  CHECK_THAT(ran.out, Contains("\n  lately          2   33.3 %        0"));
  CHECK_THAT(ran.out, Contains("\n  earlier         2   33.3 %        0"));
  CHECK_THAT(ran.out, !Contains("recent"));
  const auto json = Json::parse(shop.seg({"run", "stage.lately", "--now", kNow, "--format", "json"}).out);
  CHECK(json["segments"].dump() == R"([{"faults":0,"members":2,"name":"stage.lately","partition":"stage","unknown":0}])");
  const auto all = Json::parse(shop.seg({"run", "--now", kNow, "--format", "json"}).out);
  CHECK(all["segments"].size() == 6);
}

TEST_CASE("a module's segments are asked for, and no results of their own", "[run]") {
  const Shop shop;
  shop.write("segments/stage.seg", "import std.lifecycle\nsegment new_ones { where member of lifecycle.stage.prospect }\n");
  const Ran ran = shop.seg({"run", "--now", kNow, "--format", "json"});
  REQUIRE(ran.exit == 0);
  const auto json = Json::parse(ran.out);
  REQUIRE(json["segments"].size() == 4);
  CHECK(json["segments"][3]["name"] == "new_ones");
  CHECK(json["segments"][3]["members"] == 2);
  CHECK(shop.seg({"run", "lifecycle.stage.prospect", "--now", kNow}).exit == 2);
}

TEST_CASE("without --now it is the current time, and the same moment may be written in several ways", "[run]") {
  const Shop shop;
  const Json now = Json::parse(shop.seg({"run", "--format", "json"}).out);
  CHECK(now["now"].get<std::string>() > "2026");
  for (const char* text : {"2026-03-01", "2026-03-01T00:00Z", "2026-03-01T02:00+02:00", "2026-02-28T19:00:00-05:00", "2026-03-01T00:00"}) {
    CAPTURE(text);
    const Ran ran = shop.seg({"run", "--format", "json", "--now", text});
    REQUIRE(ran.exit == 0);
    CHECK(Json::parse(ran.out)["now"] == "2026-03-01T00:00:00Z");
  }
  // The schema's zone is the one of local times: 14:00 in Apia is 01:00Z.
  std::string schema = shop.read("schema.seg");
  schema.replace(schema.find("\"UTC\""), 5, "\"Pacific/Apia\"");
  shop.write("schema.seg", schema);
  CHECK(Json::parse(shop.seg({"run", "--format", "json", "--now", "2026-03-01T14:00"}).out)["now"] == "2026-03-01T01:00:00Z");
}

TEST_CASE("a --now that is no time is a usage error", "[run]") {
  const Shop shop;
  for (const char* text : {"yesterday", "2026-13-01", "2026-02-30T00:00Z", "1", "2026-03-01T25:00Z", ""}) {
    CAPTURE(text);
    const Ran ran = shop.seg({"run", "--now", text});
    CHECK(ran.exit == 2);
    CHECK(ran.out == "");
    CHECK_THAT(ran.err, Contains("error: ") && Contains("1998-07-01T00:00Z"));
  }
}

TEST_CASE("members are written one key a line, sorted bytewise", "[run]") {
  const Shop shop;
  const Ran ran = shop.seg({"run", "--now", kNow, "--members", "out/members"});
  REQUIRE(ran.exit == 0);
  CHECK(shop.read("out/members/recent.txt") == "0001\n0004\n0005\n");
  CHECK(shop.read("out/members/rich.txt") == "0004\n0005\n");
  CHECK(shop.read("out/members/quiet.txt") == "0003\né6\n");
  CHECK(std::distance(std::filesystem::directory_iterator(shop.path() / "out/members"), {}) == 3);
}

TEST_CASE("members and unknowns are written as parquet", "[run]") {
  const Shop shop;
  const Ran ran = shop.seg({"run", "--now", kNow, "--members", "members.parquet", "--unknown", "unknown.parquet"});
  REQUIRE(ran.exit == 0);
  CHECK(shop.read("members.parquet").substr(0, 4) == "PAR1");
  CHECK(shop.read("unknown.parquet").substr(0, 4) == "PAR1");
  // Who is unknown to `rich`, by the text form.
  REQUIRE(shop.seg({"run", "--now", kNow, "--unknown", "unknown"}).exit == 0);
  const std::string rich = shop.read("unknown/rich.txt");
  CHECK(std::count(rich.begin(), rich.end(), '\n') == 1);
  CHECK(shop.read("unknown/recent.txt").empty());
  CHECK(shop.seg({"run", "--now", kNow, "--members", "m", "--unknown", "./m"}).exit == 2);
  CHECK(shop.seg({"run", "--now", kNow, "--members", "seg.toml"}).exit == 2);
  std::filesystem::create_directory(shop.path() / "folder.parquet");
  CHECK_THAT(shop.seg({"run", "--now", kNow, "--unknown", "folder.parquet"}).err, Contains("is a folder, expected a file"));
}

TEST_CASE("named segments are the only ones shown and written", "[run]") {
  const Shop shop;
  const Ran ran = shop.seg({"run", "--now", kNow, "--format", "json", "--members", "m", "quiet"});
  REQUIRE(ran.exit == 0);
  const Json json = Json::parse(ran.out);
  REQUIRE(json["segments"].size() == 1);
  CHECK(json["segments"][0]["name"] == "quiet");
  CHECK(json["cuts"].empty());
  CHECK(shop.has("m/quiet.txt"));
  CHECK_FALSE(shop.has("m/rich.txt"));

  const Ran typo = shop.seg({"run", "--now", kNow, "queit"});
  CHECK(typo.exit == 2);
  CHECK_THAT(typo.err, Contains("unknown segment `queit`; did you mean `quiet`?"));
  CHECK(typo.out == "");
}

TEST_CASE("statistics count what is there and name nobody", "[run]") {
  const Shop shop;
  const Ran ran = shop.seg({"run", "--now", kNow, "--stats", "stats.json"});
  REQUIRE(ran.exit == 0);
  const Json json = Json::parse(shop.read("stats.json"));
  CHECK(keys_of(json) ==
        std::vector<std::string>{"fields", "format_version", "now", "profiles", "reachable", "segments", "streams", "workspace"});
  CHECK(json["workspace"] == "corner");
  CHECK(json["now"] == 1772323200000000);
  CHECK(json["profiles"] == 6);
  CHECK(json["reachable"]["email"] == 4);
  CHECK(json["segments"][0] == Json::parse(R"({"name":"recent","members":3,"unknown":0,"faults":0,"reachable":{"email":2}})"));
  CHECK(json["segments"][1] == Json::parse(R"({"name":"rich","members":2,"unknown":1,"faults":0,"reachable":{"email":1}})"));
  CHECK(json["fields"][0] == Json::parse(R"({"name":"points","rows":6,"unknown":1})"));
  // 2025-06-01T00:00Z and 2026-02-28T23:59:59Z in microseconds.
  CHECK(json["streams"][0] == Json::parse(R"({"name":"purchase","events":5,"oldest":1748736000000000,"newest":1772323199000000})"));
  CHECK(shop.read("stats.json").find("0004") == std::string::npos);
}

TEST_CASE("a segment with faults has a column for them", "[run]") {
  const Shop shop;
  shop.write("segments/faulty.seg", "segment faulty { where points / (points - 30) > 2 }\n");
  const Ran ran = shop.seg({"run", "--now", kNow, "--engine", "both"});
  REQUIRE(ran.exit == 0);
  CHECK_THAT(ran.out, Contains("segment  members    share  unknown  faults\n"));
  // 10/-20, 20/-10, 30/0 is a fault, 40/10 = 4, 50/20 = 2.5, unknown.
  CHECK_THAT(ran.out, Contains("\nfaulty         2   33.3 %        2       1  "));
}
