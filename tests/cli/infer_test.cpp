// `seg schema infer`: what it guesses checks and runs without an edit.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/cli/shop.h"
#include "tests/unit/io/parquet_sample.h"

using namespace seg::test;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

/// Checks and runs, on both engines and with every row in use; the run's JSON.
nlohmann::json run_both(const fs::path& folder) {
  const Ran checked = run_seg({"check"}, folder);
  INFO(contents(folder / "schema.seg") << contents(folder / "seg.toml") << checked.out << checked.err);
  REQUIRE(checked.exit == 0);
  CHECK_THAT(checked.err, Contains("no findings"));
  const Ran ran = run_seg({"run", "--engine", "both", "--strict", "--format", "json"}, folder);
  INFO(ran.err);
  REQUIRE(ran.exit == 0);
  return nlohmann::json::parse(ran.out);
}

/// Data that is not part of the repository stands beside it; without it there is nothing to test.
std::optional<fs::path> shared_data(const std::string& name) {
  const fs::path path = fs::path(SEG_SOURCE_DIR).parent_path() / "shared" / "data" / name;
  if (fs::exists(path)) return path;
  WARN("no " << path);
  return std::nullopt;
}

}  // namespace

TEST_CASE("CDNOW becomes events by customer, and the customers are the profiles", "[infer]") {
  const auto data = shared_data("cdnow");
  if (!data) return;
  const TemporaryFolder folder;
  REQUIRE(run_seg({"schema", "infer", (*data / "cdnow.csv").string(), "--out", "cdnow"}, folder.path()).exit == 0);
  const auto json = run_both(folder.path() / "cdnow");
  CHECK(json["profiles"] == 23570);
  // awk -F, '{n[$1]++} END {for (c in n) if (n[c] > 1) m++; print m}' over the rows.
  CHECK(json["segments"][0]["members"] == 11662);
  const std::string schema = contents(folder.path() / "cdnow/schema.seg");
  CHECK_THAT(schema, Contains("customer_id  id  key") && Contains("quantity  int\n"));
  CHECK_THAT(schema, Contains("amount    decimal(") && Contains("money(EUR), or another currency, if it is an amount of money"));
}

TEST_CASE("AdventureWorks' files become profiles, events and a lookup table", "[infer]") {
  const auto data = shared_data("adventureworks");
  if (!data) return;
  const TemporaryFolder folder;
  std::vector<std::string> arguments = {"schema", "infer"};
  for (const char* name : {"products.csv", "order_lines.csv", "customers.csv"}) arguments.push_back((*data / name).string());
  const Ran made = run_seg(arguments, folder.path());
  REQUIRE(made.exit == 0);
  CHECK_THAT(made.err, Contains("products.csv: lookup table `product`, key `product_key`"));
  CHECK_THAT(made.err, Contains("event `order_line`, 56,046 rows, key `customer_key`, time `order_date`"));
  CHECK_THAT(made.err, Contains("customers.csv: the profiles, 18,148 rows, key `customer_key`"));
  const std::string schema = contents(folder.path() / "schema.seg");
  CHECK_THAT(schema, Contains("product        id(product)  // guessed: leads to the table `product`"));
  CHECK_THAT(schema, Contains("birth_date      date\n") && Contains("home_owner      bool\n"));
  CHECK_THAT(schema, Contains("gender          enum(F, M)?"));
  CHECK_THAT(schema, Contains("price            decimal("));
  CHECK(run_both(folder.path())["profiles"] == 18148);
  // The lookup table is there for use.
  std::ofstream(folder.path() / "segments/red.seg") << "segment red \"Red\" { where any order_line where product.color = Red }\n";
  const auto json = run_both(folder.path());
  CHECK(json["segments"].size() == 2);
}

TEST_CASE("a nested parquet file becomes profiles with structs and lists, and events", "[infer]") {
  const TemporaryFolder folder;
  seg::io::test::write_nested_sample(folder.path() / "members.parquet");
  REQUIRE(run_seg({"schema", "infer", "members.parquet"}, folder.path()).exit == 0);
  const auto json = run_both(folder.path());
  CHECK(json["profiles"] == 60);
  CHECK(json["segments"][0]["members"] == 40);  // two of three have two e-mails
  const std::string schema = contents(folder.path() / "schema.seg");
  CHECK_THAT(schema, Contains("member_no  id  key"));
  CHECK_THAT(schema, Contains("score      decimal(6,2)?"));
  CHECK_THAT(schema, Contains("active     bool\n") && Contains("joined     date\n") && Contains("tags       list(string)\n"));
  CHECK_THAT(schema, Contains("    address  struct {\n      city  string\n      zip   string?"));
  CHECK_THAT(schema, Contains("event email, emails {\n    at          timestamp\n    kind        enum(click, open)"));
  CHECK_THAT(schema, Contains("message_id  id(message)"));
  CHECK_THAT(contents(folder.path() / "seg.toml"), Contains("nested = \"emails\"\nat = \"sent\""));
}

TEST_CASE("a semicolon CSV with a byte order mark, German dates and Y and N", "[infer]") {
  const TemporaryFolder folder;
  std::string customers = "\xEF\xBB\xBFKundenID;Name;Geburt;Newsletter;Ort [Stadt]\r\n";
  std::string orders = "bestellung;KundenID;Bestelldatum;betrag\r\n";
  for (int row = 0; row < 40; ++row) {
    const std::string number = std::to_string(row);
    customers += "000" + number + ";\"Name; " + number + "\";" + std::to_string(13 + row % 10) + ".04.1970;" + (row % 3 == 0 ? "Y" : "N") +
                 ";" + (row % 4 == 0 ? "NULL" : "Ort " + number) + "\r\n";
    orders += number + ";000" + std::to_string(row / 2) + ";2026-01-01T10:00:00Z;" + number + ".50\r\n";
  }
  folder.write("data/Kunden 2026.csv", customers);
  folder.write("data/orders[1].csv", orders);
  REQUIRE(run_seg({"schema", "infer", "data/Kunden 2026.csv", "data/orders[1].csv", "--out", "ws"}, folder.path()).exit == 0);
  const auto json = run_both(folder.path() / "ws");
  CHECK(json["profiles"] == 40);
  CHECK(json["segments"][0]["members"] == 20);
  const std::string schema = contents(folder.path() / "ws/schema.seg");
  CHECK_THAT(schema, Contains("kunden_id   id  key"));
  CHECK_THAT(schema, Contains("geburt      date  // guessed: the format %d.%m.%Y"));
  CHECK_THAT(schema, Contains("newsletter  bool  // guessed: Y is true, N is false"));
  CHECK_THAT(schema, Contains("ort_stadt   string?"));
  const std::string manifest = contents(folder.path() / "ws/seg.toml");
  CHECK_THAT(manifest, Contains("delimiter = \";\"") && Contains("file = \"../data/orders[[]1].csv\""));
  CHECK_THAT(manifest, Contains("ort_stadt = { column = \"Ort [Stadt]\", unknown = [\"\", \"NULL\"] }"));
}

TEST_CASE("nothing is written over without --force, and nothing where there is nothing to guess", "[infer]") {
  const TemporaryFolder folder;
  folder.write("c.csv", "customer_id,name\n1,a\n2,b\n");
  folder.write("schema.seg", "mine");
  const Ran ran = run_seg({"schema", "infer", "c.csv"}, folder.path());
  CHECK(ran.exit == 2);
  CHECK_THAT(ran.err, Contains("schema.seg` exists already; --force writes over it"));
  CHECK(contents(folder.path() / "schema.seg") == "mine");
  CHECK_FALSE(fs::exists(folder.path() / "seg.toml"));
  CHECK(run_seg({"schema", "infer", "c.csv", "--force"}, folder.path()).exit == 0);
  run_both(folder.path());

  folder.write("d.csv", "x,y\n1,1\n1,1\n");
  const Ran nothing = run_seg({"schema", "infer", "d.csv", "--out", "d"}, folder.path());
  CHECK(nothing.exit == 3);
  CHECK_THAT(nothing.err, Contains("d.csv: no column is unique, and none is a time that every row has"));
  CHECK_FALSE(fs::exists(folder.path() / "d"));
  const Ran missing = run_seg({"schema", "infer", "no.csv"}, folder.path());
  CHECK(missing.exit == 3);
  CHECK_THAT(missing.err, Contains("no.csv: no such file"));
  CHECK(run_seg({"schema"}, folder.path()).exit == 2);
  CHECK_THAT(run_seg({"schema", "infer", "--help"}, folder.path()).out, Contains("Examples\n  seg schema infer"));
}
