#include "tools/datagen/shop.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <set>

#include "tests/unit/datagen/files.h"

using namespace seg;
using namespace seg::datagen;
using namespace seg::test;
namespace fs = std::filesystem;

namespace {

const std::vector<std::string> names{"customers.csv", "purchases.csv", "emails.csv", "visits.csv"};

/// Two thousand customers, made once for all cases.
const Folder &shop() {
  static const Folder folder("shop");
  static Counts counts = generate(generate_shop, 2'000, 1, folder.path);
  REQUIRE(counts["profiles"] == 2'000);
  return folder;
}

std::map<std::string, std::string> signups() {
  std::map<std::string, std::string> result;
  for (const Row &row : rows_of(shop().path / "customers.csv"))
    result[row[0]] = row[6];
  return result;
}

} // namespace

TEST_CASE("the same options give the same bytes, another seed others") {
  const Folder first("first");
  const Folder second("second");
  const Folder other("other");
  generate(generate_shop, 300, 5, first.path);
  generate(generate_shop, 300, 5, second.path);
  generate(generate_shop, 300, 6, other.path);
  for (const auto &name : names) {
    CAPTURE(name);
    CHECK(text_of(first.path / name) == text_of(second.path / name));
    CHECK(text_of(first.path / name) != text_of(other.path / name));
  }
}

TEST_CASE("a customer is the same in a shop of any size") {
  const Folder small("small");
  generate(generate_shop, 100, 1, small.path);
  for (const auto &name : names) {
    CAPTURE(name);
    const auto part = text_of(small.path / name);
    CHECK(text_of(shop().path / name).substr(0, part.size()) == part);
  }
}

TEST_CASE("counts are those of the files, and keys are unique") {
  const Folder folder("counts");
  Counts counts = generate(generate_shop, 500, 9, folder.path);
  const auto customers = rows_of(folder.path / "customers.csv");
  CHECK(customers.size() == 500);
  CHECK(counts["profiles"] == 500);
  CHECK(rows_of(folder.path / "purchases.csv").size() == counts["purchases"]);
  CHECK(rows_of(folder.path / "emails.csv").size() == counts["e-mail events"]);
  CHECK(rows_of(folder.path / "visits.csv").size() == counts["visits"]);
  std::set<std::string> keys;
  for (const Row &row : customers)
    keys.insert(row[0]);
  CHECK(keys.size() == 500);
}

TEST_CASE("headers are the schema's fields, also of an empty shop") {
  const Folder folder("empty");
  generate(generate_shop, 0, 1, folder.path);
  CHECK(text_of(folder.path / "customers.csv") ==
        "customer_id,birth_date,gender,country,loyalty_tier,clv,signup_at,consent_email,consent_sms\n");
  CHECK(text_of(folder.path / "purchases.csv") ==
        "customer_id,at,order_id,category,product,quantity,total,discount\n");
  CHECK(text_of(folder.path / "emails.csv") == "customer_id,at,message,kind\n");
  CHECK(text_of(folder.path / "visits.csv") == "customer_id,at,page,category,product\n");
}

TEST_CASE("every event lies between its customer's signup and now") {
  const auto signup_of = signups();
  const std::string end = calendar::format_utc(kDataEnd);
  for (const auto &name : {"purchases.csv", "emails.csv", "visits.csv"}) {
    CAPTURE(name);
    std::size_t outside = 0;
    for (const Row &row : rows_of(shop().path / name)) {
      // Texts of one ISO 8601 form compare like their instants.
      const bool inside = row[1].size() == end.size() && row[1] >= signup_of.at(row[0]) && row[1] < end;
      outside += !inside;
    }
    CHECK(outside == 0);
  }
}

TEST_CASE("values are those that the schema allows") {
  const std::set<std::string> tiers{"", "bronze", "silver", "gold"};
  const std::set<std::string> flags{"true", "false"};
  for (const Row &row : rows_of(shop().path / "customers.csv")) {
    REQUIRE(row.size() == 9);
    REQUIRE(tiers.count(row[4]) == 1);
    REQUIRE((flags.count(row[7]) == 1 && flags.count(row[8]) == 1));
    if (!row[5].empty())
      REQUIRE(cents(row[5]) >= 0);
  }
  const std::set<std::string> pages{"home", "category", "product", "cart", "checkout"};
  for (const Row &row : rows_of(shop().path / "visits.csv")) {
    REQUIRE(row.size() == 5);
    REQUIRE(pages.count(row[2]) == 1);
    REQUIRE(row[4].empty() == (row[2] != "product"));
  }
  for (const Row &row : rows_of(shop().path / "purchases.csv")) {
    REQUIRE(row.size() == 8);
    REQUIRE(std::stoll(row[5]) >= 1);
    REQUIRE(cents(row[6]) > 0);
    REQUIRE(row[4].substr(0, row[3].size() + 1) == row[3] + "-");
    // The price of one is the same with and without a discount: whole euros and 90 cents.
    const auto full = cents(row[6]) + (row[7].empty() ? 0 : cents(row[7]));
    REQUIRE(full % std::stoll(row[5]) == 0);
    REQUIRE(full / std::stoll(row[5]) % 100 == 90);
  }
}

TEST_CASE("reactions follow a sent e-mail of the same message, and none is sent after an unsubscription") {
  std::set<std::pair<std::string, std::string>> sent;
  std::set<std::pair<std::string, std::string>> opened;
  std::map<std::string, std::string> last_sent;
  std::map<std::string, std::string> unsubscribed;
  for (const Row &row : rows_of(shop().path / "emails.csv")) {
    const std::pair message(row[0], row[2]);
    CAPTURE(row);
    if (row[3] == "sent") {
      REQUIRE(sent.insert(message).second);
      REQUIRE(unsubscribed.count(row[0]) == 0);
    } else {
      REQUIRE(sent.count(message) == 1);
      if (row[3] == "open")
        opened.insert(message);
      if (row[3] != "open")
        REQUIRE(opened.count(message) == 1);
      if (row[3] == "unsubscribe")
        unsubscribed[row[0]] = row[1];
    }
  }
  CHECK(!opened.empty());
  REQUIRE(!unsubscribed.empty());
  for (const Row &row : rows_of(shop().path / "customers.csv")) {
    if (unsubscribed.count(row[0]) == 1)
      CHECK(row[7] == "false");
  }
}

TEST_CASE("shares of unknown values are those that are promised") {
  const auto customers = rows_of(shop().path / "customers.csv");
  // Five standard deviations with n = 2,000.
  CHECK(empty_share(customers, 1) == Approx(0.25).margin(0.049));
  CHECK(empty_share(customers, 2) == Approx(0.15).margin(0.040));
  CHECK(empty_share(customers, 3) == Approx(0.05).margin(0.025));
  CHECK(empty_share(customers, 4) == Approx(0.20 + 0.80 * 0.30).margin(0.056));
  CHECK(empty_share(customers, 5) == Approx(0.20).margin(0.045));
  CHECK(empty_share(rows_of(shop().path / "purchases.csv"), 7) == Approx(0.80).margin(0.03));
}

TEST_CASE("few customers buy very often, and some categories sell far more than others") {
  std::map<std::string, std::set<std::string>> orders;
  std::map<std::string, int> sold;
  const auto purchases = rows_of(shop().path / "purchases.csv");
  for (const Row &row : purchases) {
    orders[row[0]].insert(row[2]);
    ++sold[row[3]];
  }
  // A fifth buys nothing: 400 of 2,000, five deviations are 89.
  CHECK(std::abs(static_cast<int>(2'000 - orders.size()) - 400) < 89);
  std::vector<std::size_t> often;
  for (const auto &[customer, of] : orders)
    often.push_back(of.size());
  std::sort(often.begin(), often.end());
  CHECK(often[often.size() / 2] <= 3);
  CHECK(often.back() >= 100);
  CHECK(often.back() <= 400);
  CHECK(sold.size() == 12);
  CHECK(sold["shoes"] > 5 * sold["outlet"]);
}

TEST_CASE("what cannot be written is said with its file and reason") {
  const Folder folder("errors");
  fs::create_directories(folder.path);
  std::ofstream(folder.path / "plain") << "a file";

  const auto inside_file = generate_shop({1, 1, kDataEnd}, folder.path / "plain" / "shop");
  REQUIRE(std::holds_alternative<DataError>(inside_file));
  CHECK_THAT(std::get<DataError>(inside_file).message, Catch::Contains("plain/shop: Not a directory"));

  fs::create_directories(folder.path / "taken" / "visits.csv");
  const auto taken = generate_shop({1, 1, kDataEnd}, folder.path / "taken");
  REQUIRE(std::holds_alternative<DataError>(taken));
  CHECK_THAT(std::get<DataError>(taken).message, Catch::Contains("taken/visits.csv: Is a directory"));

  fs::create_directories(folder.path / "full");
  fs::create_symlink("/dev/full", folder.path / "full" / "purchases.csv");
  const auto full = generate_shop({1, 1, kDataEnd}, folder.path / "full");
  REQUIRE(std::holds_alternative<DataError>(full));
  CHECK_THAT(std::get<DataError>(full).message,
             Catch::Contains("full/purchases.csv: No space left on device"));
}

TEST_CASE("a time outside 1980 to 2200 is refused") {
  const Folder folder("time");
  for (const calendar::Micros time : {calendar::Micros{0}, std::numeric_limits<calendar::Micros>::max()}) {
    const auto result = generate_shop({1, 1, time}, folder.path);
    REQUIRE(std::holds_alternative<DataError>(result));
    CHECK_THAT(std::get<DataError>(result).message, Catch::Contains("expected a time from 1980 to 2200"));
  }
}
