#include "tools/datagen/subscription.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <set>

#include "tests/unit/datagen/files.h"

using namespace seg;
using namespace seg::datagen;
using namespace seg::test;

namespace {

const std::vector<std::string> kNames{"accounts.csv", "plans.csv", "invoices.csv", "cancellations.csv", "active_days.csv"};
constexpr calendar::Micros kDayMicros = kDay * kMicros;

/// Two thousand accounts, made once for all cases.
const Folder& subscription() {
  static const Folder folder("subscription");
  static const Counts counts = generate(generate_subscription, 2'000, 1, folder.path);
  REQUIRE(counts.at("profiles") == 2'000);
  return folder;
}

std::map<std::string, Row> accounts() {
  std::map<std::string, Row> result;
  for (const Row& row : rows_of(subscription().path / "accounts.csv")) result[row[0]] = row;
  return result;
}

/// The cells of one column by account, in the order of the file.
std::map<std::string, std::vector<std::string>> cells(const char* file, std::size_t column) {
  std::map<std::string, std::vector<std::string>> result;
  for (const Row& row : rows_of(subscription().path / file)) result[row[0]].push_back(row[column]);
  return result;
}

}  // namespace

TEST_CASE("the same options give the same subscription, and an account is the same among any number", "[subscription]") {
  check_reproducible(generate_subscription, subscription(), 2'000, 100, kNames, "plans.csv");
}

TEST_CASE("the subscription's headers are the schema's fields", "[subscription]") {
  const Folder folder("subscription_empty");
  generate(generate_subscription, 0, 1, folder.path);
  CHECK(text_of(folder.path / "accounts.csv") ==
        "account_id,country,industry,plan,seats,payment,signed_up_at,trial_ends_at,monthly_revenue,consent_email\n");
  CHECK(text_of(folder.path / "invoices.csv") == "account_id,at,invoice,seats,amount,status\n");
  CHECK(text_of(folder.path / "cancellations.csv") == "account_id,at,reason\n");
  CHECK(text_of(folder.path / "active_days.csv") == "account_id,at,minutes,active_seats,on_mobile\n");
  CHECK(rows_of(folder.path / "plans.csv").size() == 5);
}

TEST_CASE("events of an account lie between its sign-up and now, days of use in the last half year", "[subscription]") {
  const auto known = accounts();
  for (const char* file : {"invoices.csv", "cancellations.csv", "active_days.csv"}) {
    CAPTURE(file);
    std::size_t outside = 0;
    for (const Row& row : rows_of(subscription().path / file)) {
      const calendar::Micros at = instant(row[1]);
      const bool recent = std::string_view(file) != "active_days.csv" || at >= kDataEnd - 180 * kDayMicros;
      outside += at < instant(known.at(row[0])[6]) || at >= kDataEnd || !recent;
    }
    CHECK(outside == 0);
  }
}

TEST_CASE("a trial takes thirty days, and nobody pays before it ends", "[subscription]") {
  const auto known = accounts();
  std::size_t trials = 0;
  std::size_t running = 0;
  for (const auto& [key, row] : known) {
    if (row[7].empty()) continue;
    ++trials;
    running += instant(row[7]) > kDataEnd;
    REQUIRE(instant(row[7]) - instant(row[6]) == 30 * kDayMicros);
  }
  // Nine of ten: 1,800 of 2,000, five deviations are 67.
  CHECK(std::abs(static_cast<int>(trials) - 1'800) < 67);
  CHECK(running > 0);
  for (const Row& row : rows_of(subscription().path / "invoices.csv")) {
    const Row& account = known.at(row[0]);
    REQUIRE((account[7].empty() || instant(row[1]) >= instant(account[7])));
  }
}

TEST_CASE("an invoice costs its seats at the price of the plan, and only a failed one is tried again", "[subscription]") {
  const auto known = accounts();
  std::map<std::string, std::int64_t> prices;
  for (const Row& row : rows_of(subscription().path / "plans.csv")) prices[row[0]] = cents(row[3]);
  std::map<std::string, std::string> status_of;
  std::size_t failed = 0;
  std::size_t refunded = 0;
  for (const Row& row : rows_of(subscription().path / "invoices.csv")) {
    REQUIRE(row.size() == 6);
    REQUIRE(cents(row[4]) == std::stoll(row[3]) * prices.at(known.at(row[0])[3]));
    REQUIRE(std::stoll(row[3]) <= std::stoll(known.at(row[0])[4]));
    const auto [first, added] = status_of.emplace(row[2], row[5]);
    if (!added) REQUIRE(((first->second == "failed" && row[5] == "paid") || (first->second == "paid" && row[5] == "refunded")));
    failed += row[5] == "failed";
    refunded += row[5] == "refunded";
  }
  CHECK(failed > 0);
  CHECK(refunded > 0);
}

TEST_CASE("nothing happens on an account after it was cancelled but money that comes late", "[subscription]") {
  const auto left = cells("cancellations.csv", 1);
  for (const auto& [key, times] : left) REQUIRE(times.size() == 1);
  for (const Row& row : rows_of(subscription().path / "active_days.csv")) {
    const auto found = left.find(row[0]);
    if (found != left.end()) REQUIRE(row[1] < found->second.front());
  }
  for (const Row& row : rows_of(subscription().path / "invoices.csv")) {
    const auto found = left.find(row[0]);
    if (found != left.end()) REQUIRE(instant(row[1]) < instant(found->second.front()) + 5 * kDayMicros);
  }
}

TEST_CASE("no more seats work than an account has, and shares of unknown values are those that are promised", "[subscription]") {
  const auto known = accounts();
  for (const Row& row : rows_of(subscription().path / "active_days.csv")) {
    REQUIRE(std::stoll(row[2]) >= std::stoll(row[3]) * 10);
    REQUIRE(std::stoll(row[3]) >= 1);
    REQUIRE(std::stoll(row[3]) <= std::stoll(known.at(row[0])[4]));
  }
  const auto rows = rows_of(subscription().path / "accounts.csv");
  // Five standard deviations with n = 2,000.
  CHECK(empty_share(rows, 1) == Approx(0.04).margin(0.022));
  CHECK(empty_share(rows, 2) == Approx(0.20).margin(0.045));
  CHECK(empty_share(rows, 8) == Approx(0.10).margin(0.034));
}
