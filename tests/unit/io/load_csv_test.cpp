#include <catch2/catch.hpp>

#include "tests/unit/io/workspace.h"

using namespace seg;
using namespace seg::io;
using namespace seg::io::test;
using Texts = std::vector<std::string>;

namespace {

constexpr std::string_view kTwoFiles = "[data.profile]\nfile = \"c.csv\"\n[data.purchase]\nfile = \"p.csv\"\n";

/// A schema whose profile has one field of each type that a file can hold.
plan::Schema wide_schema() {
  plan::Schema schema;
  schema.zone = "UTC";
  schema.key = {"id", {plan::Kind::Id}, false, 0};
  schema.enums.push_back({"tier", {"bronze", "silver", "gold"}, true});
  plan::Type tier{plan::Kind::Enum, false, 0, 0};
  schema.profile = {{"b", plan::bool_type(), true, 0},
                    {"i", plan::int_type(), true, 0},
                    {"f", plan::float_type(), true, 0},
                    {"d", plan::decimal_type(2), true, 6},
                    {"m", plan::money_type(schema.unit("EUR"), 2), true, 0},
                    {"s", plan::string_type(), true, 0},
                    {"e", tier, true, 0},
                    {"x", {plan::Kind::Id}, true, 0},
                    {"day", plan::date_type(), true, 0},
                    {"t", plan::timestamp_type(), true, 0},
                    {"u", plan::duration_type(), true, 0}};
  return schema;
}

}  // namespace

TEST_CASE("profiles and their events, grouped and sorted") {
  const Folder folder;
  folder.write("c.csv", "id,name,score,ignored\n00001,Ann,5,x\n00002,,,y\n2,Bob,-3,z\n");
  folder.write("p.csv",
               "id,at,total,category\n"
               "2,2026-01-03T10:00Z,1.10,shoes\n"
               "00001,2026-01-02T10:00Z,2.00,hats\n"
               "2,2026-01-01T10:00Z,3.05,\n"
               "00001,2026-01-02T10:00Z,4.00,shoes\n");
  const plan::Schema schema = shop_schema();
  const Dataset dataset = dataset_from(folder, kTwoFiles, schema);
  CHECK(keys_of(dataset) == Texts{"00001", "00002", "2"});
  CHECK(values(dataset.batch.profile[0]) == Texts{"Ann", "?", "Bob"});
  CHECK(values(dataset.batch.profile[1]) == Texts{"5", "?", "-3"});
  CHECK(by_profile(dataset, 0, 0) == "200 400 | | 305 110 ");
  CHECK(by_profile(dataset, 0, 1) == "hats shoes | | ? shoes ");
  CHECK(dataset.events == 4);
  CHECK(notes(dataset).empty());
}

TEST_CASE("delimiter, quotes, byte order mark, line ends") {
  const Folder folder;
  const plan::Schema schema = shop_schema();
  folder.write("p.csv", "id,at,total\n");
  const std::string toml =
      "[data.profile]\nfile = \"c.csv\"\ndelimiter = \";\"\nquote = \"'\"\n[data.purchase]\nfile = \"p.csv\"\n"
      "columns = { category = \"total\" }\n";
  folder.write("c.csv", "\xEF\xBB\xBFid;name;score\r\n'a;1';'it''s\r\nhere';1\r\n\r\nb;\"q\" ;2");
  const Dataset dataset = dataset_from(folder, toml, schema);
  CHECK(keys_of(dataset) == Texts{"a;1", "b"});
  CHECK(values(dataset.batch.profile[0]) == Texts{"it's\r\nhere", "\"q\" "});
  CHECK(values(dataset.batch.profile[1]) == Texts{"1", "2"});
}

TEST_CASE("tabs, and no quotes at all") {
  const Folder folder;
  folder.write("c.tsv", "id\tname\tscore\n1\t\"a\t3\n");
  folder.write("p.csv", "id,at,total,category\n");
  const Dataset dataset = dataset_from(
      folder, "[data.profile]\nfile = \"c.tsv\"\ndelimiter = \"\\t\"\nquote = \"\"\n[data.purchase]\nfile = \"p.csv\"\n", shop_schema());
  CHECK(values(dataset.batch.profile[0]) == Texts{"\"a"});
}

TEST_CASE("a value of every type") {
  const Folder folder;
  folder.write("c.csv",
               "id,b,i,f,d,m,s,e,x,day,t,u\n"
               "1,true,-7,1.5e2,1234.50,9.99,été,gold,007,1998-07-01,1998-07-01T10:00+02:00,90 days\n"
               "2,,,,,,,,,,,\n"
               "3,0,9223372036854775807,-0.0,-9999.99,EUR 12,NA,bronze,x,1970-01-01,1969-12-31T23:59:59.5,1 second\n");
  const Dataset dataset = dataset_from(folder, "[data.profile]\nfile = \"c.csv\"\n", wide_schema());
  const std::vector<columns::Column>& profile = dataset.batch.profile;
  CHECK(values(profile[0]) == Texts{"true", "?", "false"});
  CHECK(values(profile[1]) == Texts{"-7", "?", "9223372036854775807"});
  CHECK(values(profile[2]) == Texts{"150", "?", "-0"});
  CHECK(values(profile[3]) == Texts{"123450", "?", "-999999"});
  CHECK(values(profile[4]) == Texts{"999", "?", "1200"});
  CHECK(values(profile[5]) == Texts{"été", "?", "NA"});
  CHECK(values(profile[6]) == Texts{"2", "?", "0"});
  CHECK(values(profile[7]) == Texts{"007", "?", "x"});
  CHECK(values(profile[8]) == Texts{"1998-07-01", "?", "1970-01-01"});
  CHECK(values(profile[9]) == Texts{"1998-07-01T08:00:00Z", "?", "1969-12-31T23:59:59.5Z"});
  CHECK(values(profile[10]) == Texts{"7776000000000", "?", "1000000"});
}

TEST_CASE("texts that mean unknown, true and false; the innermost rule decides") {
  const Folder folder;
  folder.write("c.csv", "id,name,b,i\n1,NA,Y,NA\n2,-,N,-\n3,,Y,5\n");
  plan::Schema schema;
  schema.key = {"id", {plan::Kind::Id}, false, 0};
  schema.profile = {{"name", plan::string_type(), true, 0}, {"b", plan::bool_type(), false, 0}, {"i", plan::int_type(), true, 0}};
  const Dataset dataset = dataset_from(folder,
                                       "[data]\nunknown = [\"NA\", \"-\"]\ntrue = [\"Y\"]\nfalse = [\"N\"]\n"
                                       "[data.profile]\nfile = \"c.csv\"\ncolumns = { name = { unknown = [\"-\"] } }\n",
                                       schema);
  CHECK(values(dataset.batch.profile[0]) == Texts{"NA", "?", ""});
  CHECK(values(dataset.batch.profile[1]) == Texts{"true", "false", "true"});
  CHECK(values(dataset.batch.profile[2]) == Texts{"?", "?", "5"});
}

TEST_CASE("a scale says that integers are parts") {
  const Folder folder;
  folder.write("c.csv", "id,d,m\n1,1250,7\n");
  plan::Schema schema;
  schema.key = {"id", {plan::Kind::Id}, false, 0};
  schema.profile = {{"d", plan::decimal_type(4), true, 0}, {"m", plan::money_type(schema.unit("EUR"), 2), true, 0}};
  const Dataset dataset = dataset_from(
      folder, "[data.profile]\nfile = \"c.csv\"\ncolumns = { d = { scale = 2 }, m = { column = \"m\", scale = 0 } }\n", schema);
  CHECK(values(dataset.batch.profile[0]) == Texts{"125000"});
  CHECK(values(dataset.batch.profile[1]) == Texts{"700"});
}

TEST_CASE("keys as they are written, or as integers, or the numbers of rows") {
  const Folder folder;
  folder.write("c.csv", "id,name,score\n17850.0,a,1\n00012,b,2\n-3,c,3\n");
  folder.write("p.csv", "id,at,total,category\n17850,2026-01-01,1,\n12.00,2026-01-01,2,\n");
  const std::string integer = "key_format = \"integer\"\n";
  const plan::Schema schema = shop_schema();
  CHECK(keys_of(dataset_from(folder, "[data.profile]\nfile = \"c.csv\"\n" + integer + "[data.purchase]\nfile = \"p.csv\"\n" + integer,
                             schema)) == Texts{"17850", "12", "-3"});
  CHECK(by_profile(
            dataset_from(folder, "[data.profile]\nfile = \"c.csv\"\n" + integer + "[data.purchase]\nfile = \"p.csv\"\n" + integer, schema),
            0, 0) == "100 | 200 | ");

  plan::Schema numbers = schema;
  numbers.key.type = plan::int_type();
  CHECK(keys_of(dataset_from(folder, kTwoFiles, numbers)) == Texts{"17850", "12", "-3"});

  folder.write("q.csv", "id,at,total,category\n8,2026-01-01,1,\n10,2026-01-01,1,\n");
  folder.write("d.csv", "id,name,score\nx,d,4\n");
  const Dataset counted = dataset_from(
      folder, "[data.profile]\nfile = [\"c.csv\", \"d.csv\"]\nkey = { row_number_from = 7 }\n[data.purchase]\nfile = \"q.csv\"\n", schema);
  CHECK(keys_of(counted) == Texts{"7", "8", "9", "10"});
  CHECK(by_profile(counted, 0, 0) == "| 100 | | 100 ");
}

TEST_CASE("lists of files and globs are one table") {
  const Folder folder;
  folder.write("data/c1.csv", "id,name,score\n1,a,1\n");
  folder.write("data/c2.csv", "score,id,name\n2,2,b\n");
  folder.write("p.csv", "id,at,total,category\n");
  const std::string events = "[data.purchase]\nfile = \"p.csv\"\n";
  const Dataset globbed = dataset_from(folder, "[data.profile]\nfile = \"data/c*.csv\"\n" + events, shop_schema());
  CHECK(values(globbed.batch.profile[0]) == Texts{"a", "b"});
  const Dataset listed = dataset_from(folder, "[data.profile]\nfiles = [\"data/c2.csv\", \"data/c1.csv\"]\n" + events, shop_schema());
  CHECK(values(listed.batch.profile[0]) == Texts{"b", "a"});
  REQUIRE(globbed.sources[0].files.size() == 2);
  CHECK(globbed.sources[0].files[0].path == "data/c1.csv");
  CHECK(globbed.sources[0].files[0].rows == 1);
}

TEST_CASE("without a profile file the profiles are the keys of the usable events, in the order of their bytes") {
  const Folder folder;
  plan::Schema schema = shop_schema();
  schema.profile.clear();
  folder.write("p.csv", "id,at,total,category\nb,2026-01-01,1,\n10,2026-01-01,2,\nc,2026-01-01,bad,\nb,2025-01-01,3,\n9,2026-01-01,4,\n");
  const Dataset dataset = dataset_from(folder, "[data.purchase]\nfile = \"p.csv\"\n", schema);
  CHECK(keys_of(dataset) == Texts{"10", "9", "b"});
  CHECK(by_profile(dataset, 0, 0) == "200 | 400 | 300 100 ");
}

TEST_CASE("an order column decides between events of the same instant") {
  const Folder folder;
  plan::Schema schema = shop_schema();
  schema.profile.clear();
  folder.write("p.csv", "id,at,total,category,line\na,2026-01-01,1,,10\na,2026-01-01,2,,9\na,2025-01-01,3,,99\na,2026-01-01,4,,9\n");
  CHECK(by_profile(dataset_from(folder, "[data.purchase]\nfile = \"p.csv\"\norder = \"line\"\n", schema), 0, 0) == "300 200 400 100 ");
  CHECK(by_profile(dataset_from(folder, "[data.purchase]\nfile = \"p.csv\"\n", schema), 0, 0) == "300 100 200 400 ");
}

TEST_CASE("any number of threads gives the same") {
  const Folder folder;
  std::string events = "id,at,total,category\n";
  std::uint64_t state = 42;
  for (int i = 0; i < 200'000; ++i) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    const unsigned random = static_cast<unsigned>(state >> 40);
    events += "k" + std::to_string(random % 5000) + ",2026-01-" + std::to_string(10 + random % 20) + "," + std::to_string(random % 97) +
              "." + (random % 50 == 0 ? "x" : "5") + ",c" + std::to_string(random % 11) + "\n";
  }
  folder.write("p.csv", events);
  plan::Schema schema = shop_schema();
  schema.profile.clear();
  LoadOptions options;
  const Dataset one = dataset_from(folder, "[data.purchase]\nfile = \"p.csv\"\n", schema, options);
  options.threads = 5;
  std::int64_t last_rows = 0;
  options.progress = [&](const Progress& progress) {
    CHECK(progress.rows >= last_rows);
    CHECK(progress.bytes <= progress.bytes_total);
    last_rows = progress.rows;
  };
  const Dataset five = dataset_from(folder, "[data.purchase]\nfile = \"p.csv\"\n", schema, options);
  CHECK(last_rows == 200'000);
  CHECK(keys_of(one) == keys_of(five));
  CHECK(by_profile(one, 0, 0) == by_profile(five, 0, 0));
  CHECK(by_profile(one, 0, 1) == by_profile(five, 0, 1));
  CHECK(times_by_profile(one, 0) == times_by_profile(five, 0));
  CHECK(notes(one) == notes(five));
  CHECK(one.events + one.sources[0].files[0].unused == 200'000);
}

TEST_CASE("a schema whose conditions read the key gets it as a column") {
  const Folder folder;
  folder.write("c.csv", "id,name,score\nb,Ann,1\nb,twice,2\na,Bob,3\n");
  plan::Schema schema = shop_schema();
  schema.streams.clear();
  schema.profile.insert(schema.profile.begin() + 1, schema.key);
  const Dataset dataset = dataset_from(folder, "[data.profile]\nfile = \"c.csv\"\n", schema);
  CHECK(values(dataset.batch.profile[0]) == Texts{"Ann", "Bob"});
  CHECK(values(dataset.batch.profile[1]) == Texts{"b", "a"});
  CHECK(values(dataset.batch.profile[2]) == Texts{"1", "3"});
}
