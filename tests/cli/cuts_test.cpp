// `seg run --cuts`, and what takes them again. The members of the shop are worked out in shop.h.
#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>

#include "tests/cli/shop.h"

using namespace seg::test;
using Catch::Matchers::Contains;
using Json = nlohmann::json;

TEST_CASE("saved cuts stand for those of the profiles that are read", "[run]") {
  const Shop shop;
  const Ran saved = shop.seg({"run", "--now", kNow, "--cuts", "cuts.json"});
  REQUIRE(saved.err == "");
  REQUIRE(saved.exit == 0);
  const Json file = Json::parse(shop.read("cuts.json"));
  // 2026-03-01T00:00Z is 20,513 days after the epoch.
  CHECK(file["now"] == 20'513LL * 86'400 * 1'000'000);
  REQUIRE(file["cuts"].size() == 1);
  CHECK(file["cuts"][0]["cut"] == "points in top 40%");
  CHECK(file["cuts"][0]["value"] == 40);
  CHECK(file["cuts"][0]["population"] == 5);

  // 0003 alone would be at the top of the population of one; with the saved cut it is not.
  shop.write("data/customers.csv", "id,points,consent\n0003,30,true\n");
  shop.write("data/purchases.csv", "id,at,total\n");
  const auto rich = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), {"run", "--now", kNow, "--format", "json", "--engine", "both"});
    const Ran ran = shop.seg(arguments);
    REQUIRE(ran.exit == 0);
    return Json::parse(ran.out)["segments"][1]["members"].get<int>();
  };
  CHECK(rich({}) == 1);
  CHECK(rich({"--with-cuts", "cuts.json"}) == 0);
  CHECK(Json::parse(shop.seg({"run", "--now", kNow, "--format", "json", "--with-cuts", "cuts.json"}).out)["cuts"][0]["population"] == 5);

  CHECK_THAT(shop.seg({"explain", "rich", "--profile", "0003", "--now", kNow}).out, Contains("is in rich"));
  const Ran explained = shop.seg({"explain", "rich", "--profile", "0003", "--now", kNow, "--with-cuts", "cuts.json"});
  CHECK_THAT(explained.out, Contains("is not in rich"));
  CHECK_THAT(explained.out, Contains("points 30, the cut is 40"));
}

TEST_CASE("a run says of which time the cuts are that it loaded", "[run]") {
  const Shop shop;
  REQUIRE(shop.seg({"run", "--now", "2026-02-01T00:00Z", "--cuts", "cuts.json"}).exit == 0);
  const std::vector<std::string> later{"run", "--now", "2028-03-01T00:00Z"};
  std::vector<std::string> loaded = later;
  loaded.insert(loaded.end(), {"--with-cuts", "cuts.json"});
  CHECK_THAT(shop.seg(loaded).out, Contains("\ncuts   loaded, as of 2026-02-01 00:00 UTC\n       points in top 40%: >= 40"));
  CHECK_THAT(shop.seg(later).out, Contains("\ncuts   points in top 40%: >= 40"));
  loaded.insert(loaded.end(), {"--format", "json"});
  const Json report = Json::parse(shop.seg(loaded).out);
  CHECK(report["now"] == "2028-03-01T00:00:00Z");
  CHECK(report["cuts_now"] == "2026-02-01T00:00:00Z");
}

TEST_CASE("cuts of another definition, and files that are none, are refused by name", "[run]") {
  const Shop shop;
  REQUIRE(shop.seg({"run", "--now", kNow, "--cuts", "cuts.json"}).exit == 0);
  // Segments without the cut change nothing; the cut itself does.
  shop.write("segments/more.seg", "segment more { where points > 3 and any purchase }\n");
  CHECK(shop.seg({"run", "--now", kNow, "--with-cuts", "cuts.json"}).exit == 0);
  shop.write("segments/more.seg", "segment more { where points in top 50% }\n");
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"run", "--now", kNow}, {"explain", "more", "--profile", "0003", "--now", kNow}}) {
    std::vector<std::string> arguments = command;
    arguments.insert(arguments.end(), {"--with-cuts", "cuts.json"});
    const Ran ran = shop.seg(arguments);
    CHECK(ran.exit == 3);
    CHECK(ran.out == "");
    CHECK_THAT(ran.err, Contains("cuts.json: cut `points in top 50%`: found nothing, expected definition "));
  }
  shop.write("broken.json", "{\"format\": \"seg cuts 1\", ");
  const Ran broken = shop.seg({"run", "--now", kNow, "--with-cuts", "broken.json"});
  CHECK(broken.exit == 3);
  CHECK_THAT(broken.err, Contains("broken.json: found no JSON at byte 26, expected the cuts of a run"));
  const Ran missing = shop.seg({"run", "--with-cuts", "nowhere.json"});
  CHECK(missing.exit == 2);
  CHECK_THAT(missing.err, Contains("cannot read `nowhere.json`, expected a file of `seg run --cuts`"));
  CHECK(shop.seg({"run", "--with-cuts", "data"}).exit == 2);
  const Ran nowhere = shop.seg({"run", "--now", kNow, "--cuts", "no/such/folder/cuts.json"});
  CHECK(nowhere.exit == 4);
  CHECK_THAT(nowhere.err, Contains("no/such/folder/cuts.json"));
}

TEST_CASE("a rank's cut, and the faults of a population, in words", "[run]") {
  const Shop shop;
  shop.write("segments/more.seg",
             "segment nine { where rank(points) <= 9 }\n"
             "segment faulty { where rank(1 / (points - 10)) <= 1 }\n");
  const Ran ran = shop.seg({"run", "--now", kNow});
  REQUIRE(ran.exit == 0);
  CHECK_THAT(ran.out, Contains("rank(points) <= 9: no value, fewer than 9 are in it (5 profiles with a\n"));
  // 1/0 for 0001, unknown for é6; the largest of 1/10, 1/20, 1/30, 1/40 is 1/10.
  CHECK_THAT(ran.out, Contains("rank(1 / (points - 10)) <= 1: >= 0.1 (4 profiles with a value, 1 at the"));
  CHECK_THAT(ran.out, Contains("1 with a fault)"));
}

TEST_CASE("cuts that become one cut are told under each of their texts", "[run]") {
  const Shop shop;
  shop.write("segments/all.seg",
             "segment both { where points in top 40% among (points > 10 and consent) and "
             "points in top 40% among (consent and points > 10) }\n");
  // 0003 with 30 and 0004 with 40 points are the population: the cut is 40.
  const Ran explained = shop.seg({"explain", "both", "--profile", "0004", "--now", kNow});
  CAPTURE(explained.out);
  CHECK_THAT(explained.out, Contains("is in both"));
  CHECK(explained.out.find("unknown") == std::string::npos);
}

TEST_CASE("an explanation finds the cuts that the passes made one of others", "[run]") {
  const Shop shop;
  // 0001, 0003, 0004 consent and have 10, 30, 40 points; é6 does too, without points: the highest of three is 40. What is written of them
  // differs by more than order.
  shop.write("segments/all.seg",
             "segment plain { where points in top 30% among (consent) }\n"
             "segment denied { where points in top 30% among (not (consent = false)) }\n"
             "segment twice { where points in top 30% among (not (not consent)) }\n"
             "segment always { where points in top 30% among (consent = true and 1 < 2) }\n");
  REQUIRE(shop.seg({"run", "--now", kNow, "--cuts", "cuts.json"}).exit == 0);
  for (const char* segment : {"plain", "denied", "twice", "always"}) {
    for (const std::string& file : {std::string(), std::string("cuts.json")}) {
      CAPTURE(segment, file);
      const auto explained = [&](const char* key) {
        std::vector<std::string> arguments{"explain", segment, "--profile", key, "--now", kNow};
        if (!file.empty()) arguments.insert(arguments.end(), {"--with-cuts", file});
        return shop.seg(arguments).out;
      };
      CHECK_THAT(explained("0003"), Contains("is not in ") && Contains("points 30, the cut is 40\n"));
      CHECK_THAT(explained("0004"), Contains("is in ") && Contains("points 40, the cut is 40\n"));
    }
  }
}

TEST_CASE("a value of a module and one of the workspace with its name have their own cuts", "[run]") {
  const Shop shop;
  // By spend: 0002 99.00, 0001 42.00, 0005 7.50, 0004 5.00, the others none: RFM's monetary value is 5, 4, 3, 2, unknown, unknown, and the
  // highest of four is 5. The workspace's is the points, of whose five values 50 is the highest.
  shop.write("segments/all.seg", R"(import std.rfm
trait monetary = points
segment theirs { where rfm.monetary in top 20% }
segment ours { where monetary in top 20% }
segment neither { where not rfm.monetary in top 20% and not monetary in top 20%
  example "a five and 49 points" is not member as of 2026-03-01 {
    given rfm.monetary in top 20% is 5
    given monetary in top 20% is 50
    given sum(total of purchases) in top 80% among (any purchases) is 5 EUR
    given sum(total of purchases) in top 60% among (any purchases) is 7.50 EUR
    given sum(total of purchases) in top 40% among (any purchases) is 42 EUR
    given sum(total of purchases) in top 20% among (any purchases) is 99 EUR
    points 49
    purchases [{ at 2026-02-01, total 99 EUR }]
  }
}
)");
  const Ran tested = shop.seg({"test"});
  CAPTURE(tested.out, tested.err);
  CHECK(tested.exit == 0);
  REQUIRE(shop.seg({"run", "--now", kNow, "--cuts", "cuts.json"}).exit == 0);
  std::map<std::string, Json> values;
  const Json file = Json::parse(shop.read("cuts.json"));
  for (const Json& cut : file["cuts"]) values[cut["cut"]] = cut["value"];
  CHECK(values["rfm.monetary in top 20%"] == 5);
  CHECK(values["monetary in top 20%"] == 50);
  for (const auto& [key, segment] : std::map<std::string, std::string>{{"0002", "theirs"}, {"0001", "neither"}, {"0005", "ours"}}) {
    for (const std::string name : {"theirs", "ours", "neither"}) {
      CAPTURE(key, name);
      const Ran told = shop.seg({"explain", name, "--profile", key, "--now", kNow, "--with-cuts", "cuts.json"});
      CHECK_THAT(told.out, Contains(name == segment ? " is in " : " is not in "));
    }
  }
  const Ran told = shop.seg({"explain", "theirs", "--profile", "0003", "--now", kNow, "--with-cuts", "cuts.json"});
  CHECK_THAT(told.out, Contains("Profile 0003 is unknown to theirs"));
}
