#include "tools/datagen/app.h"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <sstream>

#include "tests/unit/datagen/files.h"

using namespace seg;
using namespace seg::datagen;
using namespace seg::test;

namespace {

const std::vector<std::string> kNames{"users.csv", "items.csv", "sessions.csv", "screens.csv", "pushes.csv", "opens.csv", "purchases.csv"};

/// Two thousand users, made once for all cases.
const Folder& app() {
  static const Folder folder("app");
  static const Counts counts = generate(generate_app, 2'000, 1, folder.path);
  REQUIRE(counts.at("profiles") == 2'000);
  return folder;
}

std::map<std::string, Row> users() {
  std::map<std::string, Row> result;
  for (const Row& row : rows_of(app().path / "users.csv")) result[row[0]] = row;
  return result;
}

}  // namespace

TEST_CASE("the same options give the same app, and a user is the same among any number", "[app]") {
  check_reproducible(generate_app, app(), 2'000, 200, kNames, "items.csv");
}

TEST_CASE("the app's headers are the schema's fields", "[app]") {
  const Folder folder("app_empty");
  generate(generate_app, 0, 1, folder.path);
  CHECK(text_of(folder.path / "users.csv") ==
        "user_id,installed_at,country,interests,device.os,device.model,device.version,push_allowed,lifetime_value\n");
  CHECK(text_of(folder.path / "sessions.csv") == "user_id,at,session,seconds,version\n");
  CHECK(text_of(folder.path / "screens.csv") == "user_id,at,session,name\n");
  CHECK(text_of(folder.path / "pushes.csv") == "user_id,at,campaign,topic\n");
  CHECK(text_of(folder.path / "opens.csv") == "user_id,at,campaign\n");
  CHECK(text_of(folder.path / "purchases.csv") == "user_id,at,item,quantity,paid\n");
}

TEST_CASE("every event of a user lies between the installation and now", "[app]") {
  const auto known = users();
  const std::string end = calendar::format_utc(kDataEnd);
  for (const char* file : {"sessions.csv", "screens.csv", "pushes.csv", "opens.csv", "purchases.csv"}) {
    CAPTURE(file);
    std::size_t outside = 0;
    // Texts of one ISO 8601 form compare like their instants.
    for (const Row& row : rows_of(app().path / file)) outside += row[1] < known.at(row[0])[1] || row[1] >= end;
    CHECK(outside == 0);
  }
}

TEST_CASE("screens belong to a session that had begun, the first of them is home", "[app]") {
  std::map<std::string, std::string> begun;
  for (const Row& row : rows_of(app().path / "sessions.csv")) REQUIRE(begun.emplace(row[2], row[1]).second);
  std::map<std::string, std::string> first;
  for (const Row& row : rows_of(app().path / "screens.csv")) {
    REQUIRE(begun.at(row[2]) <= row[1]);
    first.emplace(row[2], row[3]);
  }
  for (const auto& [session, name] : first) REQUIRE(name == "home");
  CHECK(first.size() == begun.size());
}

TEST_CASE("an opened notification was sent before, to somebody who allows them", "[app]") {
  const auto known = users();
  std::map<std::pair<std::string, std::string>, std::string> sent;
  std::map<std::string, std::size_t> topics;
  for (const Row& row : rows_of(app().path / "pushes.csv")) {
    REQUIRE(known.at(row[0])[7] == "true");
    REQUIRE(sent.emplace(std::pair(row[0], row[2]), row[1]).second);
    ++topics[row[3]];
  }
  for (const Row& row : rows_of(app().path / "opens.csv")) REQUIRE(sent.at({row[0], row[2]}) < row[1]);
  // A third each; one campaign more or less of thirty.
  REQUIRE(topics.size() == 3);
  for (const auto& [topic, times] : topics)
    CHECK(static_cast<double>(times) / static_cast<double>(sent.size()) == Approx(1.0 / 3).margin(0.06));
}

TEST_CASE("a purchase costs its items at their price or a fifth less", "[app]") {
  std::map<std::string, std::int64_t> prices;
  for (const Row& row : rows_of(app().path / "items.csv")) prices[row[0]] = cents(row[3]);
  std::set<std::string> buyers;
  const auto purchases = rows_of(app().path / "purchases.csv");
  std::size_t reduced = 0;
  for (const Row& row : purchases) {
    const std::int64_t full = std::stoll(row[3]) * prices.at(row[2]);
    REQUIRE((cents(row[4]) == full || cents(row[4]) == full * 4 / 5));
    reduced += cents(row[4]) != full;
    buyers.insert(row[0]);
  }
  CHECK(reduced > 0);
  // 17 %: 340 of 2,000, five deviations are 84.
  CHECK(std::abs(static_cast<int>(buyers.size()) - 340) < 84);
}

TEST_CASE("interests are those that there are, each once, and shares of unknown values those that are promised", "[app]") {
  const std::set<std::string> all{"puzzles", "strategy", "racing", "stories", "music"};
  const auto rows = rows_of(app().path / "users.csv");
  for (const Row& row : rows) {
    REQUIRE(row.size() == 9);
    std::set<std::string> seen;
    std::istringstream cells(row[3]);
    for (std::string cell; std::getline(cells, cell, '|');) {
      REQUIRE(all.count(cell) == 1);
      REQUIRE(seen.insert(cell).second);
    }
    REQUIRE((row[4] == "ios" || row[4] == "android"));
    REQUIRE_FALSE(row[6].empty());
  }
  // Five standard deviations with n = 2,000; no interest at all is unknown too: 0.3 + 0.7 · 0.65^5.
  CHECK(empty_share(rows, 2) == Approx(0.06).margin(0.027));
  CHECK(empty_share(rows, 3) == Approx(0.381).margin(0.055));
  CHECK(empty_share(rows, 5) == Approx(0.10).margin(0.034));
  CHECK(empty_share(rows, 8) == Approx(0.15).margin(0.040));
}
