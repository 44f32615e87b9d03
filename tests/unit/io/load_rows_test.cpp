// Rows that cannot be used: counted, named with their line, never dropped silently.
#include <catch2/catch.hpp>

#include "tests/unit/io/workspace.h"

using namespace seg;
using namespace seg::io;
using namespace seg::io::test;
using Texts = std::vector<std::string>;

namespace {

plan::Schema events_only() {
  plan::Schema schema = shop_schema();
  schema.profile.clear();
  return schema;
}

constexpr std::string_view kEvents = "[data.purchase]\nfile = \"p.csv\"\n";

/// The only note of a load of p.csv.
std::string note_of(const Folder& folder, const plan::Schema& schema = events_only(), std::string_view toml = kEvents) {
  const Dataset dataset = dataset_from(folder, toml, schema);
  const Texts all = notes(dataset);
  REQUIRE(all.size() == 1);
  return all[0].substr(all[0].find("p.csv"));
}

}  // namespace

TEST_CASE("each reason has its count and the first row its line and value") {
  const Folder folder;
  folder.write("p.csv",
               "id,at,total,category\n"
               "a,2026-01-01,1,\n"
               ",2026-01-01,1,\n"
               "a,,1,\n"
               "a,2026-01-01,\"12,x0\",\n"
               "a,2026-01-01,,\n"
               "a,2026-01-01,1.005,\n"
               "a,2026-01-01,1 USD,\n"
               "a,yesterday,bad too,\n"
               ",never,bad,\n");
  const Dataset dataset = dataset_from(folder, kEvents, events_only());
  REQUIRE(dataset.sources.size() == 1);
  const FileReport& file = dataset.sources[0].files.at(0);
  CHECK(dataset.sources[0].rows == 1);
  CHECK(file.rows == 9);
  CHECK(file.unused == 8);
  std::vector<std::string> seen;
  for (const UnusedReason& reason : file.reasons) {
    std::string text = std::to_string(reason.rows) + " " + reason.text;
    for (const UnusedRow& row : reason.first) text += " | " + std::to_string(row.place) + " " + row.shown;
    seen.push_back(text);
  }
  CHECK(seen == Texts{"2 without a key | 3  | 10 ", "1 without a time | 4 ", "1 with a bad `total` | 5 \"12,x0\"",
                      "1 without a `total` | 6 ", "1 with too many digits in `total` | 7 \"1.005\"",
                      "1 with a `total` in another currency | 8 \"1 USD\"", "1 with a bad `at` | 9 \"yesterday\""});
}

TEST_CASE("the note is one line") {
  const Folder folder;
  std::string text = "id,at,total,category\n";
  for (int i = 0; i < 1500; ++i) text += "a,2026-01-01,1,\n";
  text += "a,2026-01-01,\"12,x0\",\n,2026-01-01,1,\n,2026-01-01,1,\n";
  folder.write("p.csv", text);
  CHECK(note_of(folder) == "p.csv: 3 of 1,503 rows not used (2 without a key, 1 with a bad `total`; first: line 1,502 \"12,x0\")");
}

TEST_CASE("lines are those of the file, quoted line ends and empty lines included") {
  const Folder folder;
  folder.write("p.csv",
               "\xEF\xBB\xBFid,at,total,category\r\n\r\na,2026-01-01,1,\"two\nlines\"\r\na,2026-01-01,x\"y,\"a "
               "\"\"b\"\"\n\n\"\n\na,2026-01-01,z,\n");
  const Dataset dataset = dataset_from(folder, kEvents, events_only());
  const UnusedReason& reason = dataset.sources[0].files[0].reasons.at(0);
  REQUIRE(reason.first.size() == 2);
  CHECK(reason.first[0].place == 5);
  CHECK(reason.first[0].shown == "\"x\\\"y\"");
  CHECK(reason.first[1].place == 9);
}

TEST_CASE("rows with another number of columns") {
  const Folder folder;
  folder.write("p.csv", "id,at,total,category\na,2026-01-01,1\nb,2026-01-01,1,x\na,2026-01-01,1,x,y\nb,2026-01-01,bad,x\n");
  const Dataset dataset = dataset_from(folder, kEvents, events_only());
  const FileReport& file = dataset.sources[0].files[0];
  CHECK(file.rows == 4);
  REQUIRE(file.reasons.size() == 2);
  CHECK(file.reasons[0].text == "with another number of columns than the header");
  CHECK(file.reasons[0].rows == 2);
  CHECK(file.reasons[0].first[0].place == 2);
  CHECK(file.reasons[0].first[0].shown == "\"a,2026-01-01,1\"");
  CHECK(file.reasons[0].first[1].place == 4);
  CHECK(file.reasons[1].first[0].place == 5);
  CHECK(keys_of(dataset) == Texts{"b"});
}

TEST_CASE("row numbers as keys count the rows that are left out") {
  const Folder folder;
  folder.write("p.csv", "name,score\na,1\nb\nc,x\nd,4\n");
  plan::Schema schema = shop_schema();
  schema.streams.clear();
  const Dataset dataset = dataset_from(folder, "[data.profile]\nfile = \"p.csv\"\nkey = { row_number_from = 1 }\n", schema);
  CHECK(keys_of(dataset) == Texts{"1", "4"});
}

TEST_CASE("UTF-8 that is none") {
  const Folder folder;
  folder.write("p.csv", "id,at,total,category\na,2026-01-01,1,caf\xE9\n\xFF,2026-01-01,1,x\na,2026-01-01,1,ok\n");
  CHECK(note_of(folder) ==
        "p.csv: 2 of 3 rows not used (1 with invalid UTF-8 in `category`, 1 with invalid UTF-8 in `id`; first: line 2 \"caf\\xE9\")");
}

TEST_CASE("a profile's key is there once; the first row is kept") {
  const Folder folder;
  folder.write("p.csv", "id,name,score\n1,first,1\n1,second,2\n2,,x\n");
  folder.write("e.csv", "id,at,total,category\n1,2026-01-01,1,\n2,2026-01-01,1,\n3,2026-01-01,1,\n");
  const Dataset dataset = dataset_from(folder, "[data.profile]\nfile = \"p.csv\"\n[data.purchase]\nfile = \"e.csv\"\n", shop_schema());
  CHECK(values(dataset.batch.profile[0]) == Texts{"first"});
  const Texts all = notes(dataset);
  REQUIRE(all.size() == 2);
  CHECK(all[0] == "p.csv: 2 of 3 rows not used (1 with the key of an earlier row, 1 with a bad `score`; first: line 3 \"1\")");
  // Profile 2 could not be used, so its events cannot either.
  CHECK(all[1] == "e.csv: 2 of 3 rows not used (2 whose key no profile has; first: line 3 \"2\")");
}

TEST_CASE("values that the enum or the precision does not have") {
  const Folder folder;
  plan::Schema schema = events_only();
  schema.enums.push_back({"purchase.kind", {"web", "shop"}, false});
  schema.streams[0].fields = {{"kind", {plan::Kind::Enum, false, 0, 0}, false, 0}, {"weight", plan::decimal_type(1), false, 3}};
  folder.write("p.csv", "id,at,kind,weight\na,2026-01-01,web,99.9\na,2026-01-01,Web,1\na,2026-01-01,web,100.0\n");
  CHECK(note_of(folder, schema) ==
        "p.csv: 2 of 3 rows not used (1 with a `kind` that the enum does not have, 1 with too many digits in `weight`; first: line 3 "
        "\"Web\")");
}

TEST_CASE("strict: one such row is an error") {
  const Folder folder;
  folder.write("p.csv", "id,at,total,category\na,2026-01-01,1,\na,2026-01-01,x,\n");
  LoadOptions options;
  options.strict = true;
  const Loaded loaded = load_from(folder, kEvents, events_only(), options);
  CHECK_FALSE(loaded.dataset);
  CHECK(problems_of(loaded) == "p.csv: 1 of 2 rows not used (1 with a bad `total`; first: line 3 \"x\")\n");
}

TEST_CASE("a file of which no row can be used is an error") {
  const Folder folder;
  folder.write("p.csv", "id,at,total,category\na,01.02.2026,1,\nb,02.02.2026,x,\n");
  const Loaded loaded = load_from(folder, kEvents, events_only());
  CHECK_FALSE(loaded.dataset);
  CHECK(problems_of(loaded) == "no row can be used: p.csv: 2 of 2 rows not used (2 with a bad `at`; first: line 2 \"01.02.2026\")\n");
}

TEST_CASE("only the first few are named, all are counted") {
  const Folder folder;
  std::string text = "id,at,total,category\na,2026-01-01,1,\n";
  for (int i = 0; i < 5000; ++i) text += "a,2026-01-01,x,\n";
  folder.write("p.csv", text);
  LoadOptions options;
  options.examples = 2;
  const Dataset dataset = dataset_from(folder, kEvents, events_only(), options);
  CHECK(dataset.sources[0].files[0].unused == 5000);
  CHECK(dataset.sources[0].files[0].reasons[0].first.size() == 2);
}
