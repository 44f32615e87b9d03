// Lists and parts of structs, from Parquet, Arrow and CSV.
#include <catch2/catch.hpp>

#include "tests/unit/io/arrow_files.h"

using namespace seg;
using namespace seg::io;
using namespace seg::io::test;
using Texts = std::vector<std::string>;

namespace {

plan::Schema profile_schema(std::vector<plan::Field> fields, plan::Schema schema = {}) {
  schema.key = {"id", {plan::Kind::Id}, false, 0};
  schema.zone = "Europe/Berlin";
  schema.profile = std::move(fields);
  return schema;
}

std::string profile_file(const std::string& name, const std::string& columns = "") {
  return "[data.profile]\nfile = \"" + name + "\"\n" + columns;
}

}  // namespace

TEST_CASE("a list of every type of elements") {
  const Folder folder;
  plan::Schema schema;
  const std::uint16_t euro = schema.unit("EUR");
  schema.enums.push_back({"tier", {"low", "high"}, true});
  schema = profile_schema({{"i", plan::list_of(plan::int_type()), true, 0},
                           {"d", plan::list_of(plan::decimal_type(3)), true, 0},
                           {"m", plan::list_of(plan::money_type(euro, 2)), true, 0},
                           {"s", plan::list_of(plan::string_type()), true, 0},
                           {"e", plan::list_of({plan::Kind::Enum, false, 0, 0}), true, 0},
                           {"x", plan::list_of({plan::Kind::Id}), true, 0},
                           {"day", plan::list_of(plan::date_type()), true, 0},
                           {"t", plan::list_of(plan::timestamp_type()), true, 0}},
                          schema);
  const auto table = table_of({{"id", arrow::utf8(), R"(["a", "b", "c", "d"])"},
                               {"i", arrow::list(arrow::int16()), "[[1, null, -3], [], null, [7]]"},
                               {"d", arrow::large_list(arrow::decimal128(10, 2)), R"([["1.25"], null, [], ["-0.01", null]])"},
                               {"m", arrow::list(arrow::float64()), "[[1.15], [], null, [400, 0.5]]"},
                               {"s", arrow::list(arrow::utf8()), R"([["vip", "ä"], [null], null, ["vip"]])"},
                               {"e", arrow::list(arrow::utf8()), R"([["high", "low"], [], null, [null]])"},
                               {"x", arrow::fixed_size_list(arrow::int64(), 2), "[[1, 2], null, [3, null], [4, 5]]"},
                               {"day", arrow::list(arrow::date32()), "[[10408], [], null, [0, 1]]"},
                               {"t", arrow::list(arrow::timestamp(arrow::TimeUnit::MILLI, "UTC")), "[[899251200000], [], null, []]"}});
  for (const std::string name : {"c.parquet", "c.arrow", "c.arrows"}) {
    write_table(folder, name, *table, 3);
    for (const unsigned threads : {1U, 3U}) {
      INFO(name);
      LoadOptions options;
      options.threads = threads;
      const Dataset dataset = dataset_from(folder, profile_file(name), schema, options);
      const std::vector<columns::Column>& profile = dataset.batch.profile;
      CHECK(values(profile[0]) == Texts{"[1 ? -3]", "[]", "?", "[7]"});
      CHECK(values(profile[1]) == Texts{"[1250]", "?", "[]", "[-10 ?]"});
      CHECK(values(profile[2]) == Texts{"[115]", "[]", "?", "[40000 50]"});
      CHECK(values(profile[3]) == Texts{"[vip ä]", "[?]", "?", "[vip]"});
      CHECK(values(profile[4]) == Texts{"[1 0]", "[]", "?", "[?]"});
      CHECK(values(profile[5]) == Texts{"[1 2]", "?", "[3 ?]", "[4 5]"});
      CHECK(values(profile[6]) == Texts{"[1998-07-01]", "[]", "?", "[1970-01-01 1970-01-02]"});
      CHECK(values(profile[7]) == Texts{"[1998-07-01T00:00:00Z]", "[]", "?", "[]"});
    }
  }
}

TEST_CASE("dictionaries in lists") {
  const Folder folder;
  write_table(folder, "c.arrow",
              *table_of({{"id", arrow::utf8(), R"(["a", "b", "c"])"},
                         {"s", arrow::list(arrow::dictionary(arrow::int8(), arrow::utf8())), R"([["x", "y", null], null, ["y"]])"}}));
  const Dataset dataset =
      dataset_from(folder, profile_file("c.arrow"), profile_schema({{"s", plan::list_of(plan::string_type()), true, 0}}));
  CHECK(values(dataset.batch.profile[0]) == Texts{"[x y ?]", "?", "[y]"});
}

TEST_CASE("rows with an element that cannot be used are left out, and lists follow their rows") {
  const Folder folder;
  const plan::Schema schema = profile_schema({{"i", plan::list_of(plan::int_type()), false, 0}});
  const auto table = table_of({{"id", arrow::utf8(), R"(["a", "b", "c", "d", "d", "e"])"},
                               {"i", arrow::list(arrow::float64()), "[[1, 2], [3, 0.5], null, [4], [5], [6, 7, 8, 9, 10]]"}});
  write_table(folder, "c.parquet", *table, 2);
  const Dataset dataset = dataset_from(folder, profile_file("c.parquet"), schema);
  CHECK(keys_of(dataset) == Texts{"a", "d", "e"});
  CHECK(values(dataset.batch.profile[0]) == Texts{"[1 2]", "[4]", "[6 7 8 9 10]"});
  CHECK(notes(dataset).at(0) ==
        "c.parquet: 3 of 6 rows not used (1 with too many digits in `i`, 1 without a `i`, 1 with the key of an earlier row; first: row 2 "
        "[3, 0.5])");
}

TEST_CASE("lists in texts are split at their separator") {
  const Folder folder;
  plan::Schema schema =
      profile_schema({{"tags", plan::list_of(plan::string_type()), true, 0}, {"n", plan::list_of(plan::int_type()), true, 0}});
  folder.write("c.csv", "id,tags,n\na,x|y,1|2\nb,,-\nc,x,7\nd,|x|,\ne,NA,1||2\nf,x,1|z\n");
  // The empty text is unknown by default, and so is an empty element.
  const std::string columns = "columns = { tags = { separator = \"|\" }, n = { separator = \"|\", unknown = [\"-\", \"\"] } }\n";
  const Dataset dataset = dataset_from(folder, profile_file("c.csv", columns), schema);
  CHECK(values(dataset.batch.profile[0]) == Texts{"[x y]", "?", "[x]", "[? x ?]", "[NA]"});
  CHECK(values(dataset.batch.profile[1]) == Texts{"[1 2]", "?", "[7]", "?", "[1 ? 2]"});
  CHECK(notes(dataset).at(0) == "c.csv: 1 of 6 rows not used (1 with a bad `n`; first: line 7 \"1|z\")");
  // Where the empty text means nothing special, it is the empty list, and an empty element is an empty text.
  schema.profile.pop_back();
  const Dataset other =
      dataset_from(folder, profile_file("c.csv", "columns = { tags = { separator = \"|\", unknown = [\"NA\"] } }\n"), schema);
  CHECK(values(other.batch.profile[0]) == Texts{"[x y]", "[]", "[x]", "[ x ]", "?", "[x]"});
  const std::string text = problems_of(load_from(folder, profile_file("c.csv"), schema));
  CHECK(text.find("column `tags` is text, expected a list for `tags`; say what stands between its elements: `separator = \"|\"`") !=
        std::string::npos);
}

TEST_CASE("fields of structs are read by their path, and unknown where a struct on it is") {
  const Folder folder;
  const plan::Schema schema = profile_schema({{"address.city", plan::string_type(), true, 0},
                                              {"address.geo.lat", plan::float_type(), true, 0},
                                              {"address.tags", plan::list_of(plan::string_type()), true, 0},
                                              {"zip", plan::string_type(), true, 0}});
  const auto geo = arrow::struct_({arrow::field("lat", arrow::float64()), arrow::field("lon", arrow::float64())});
  const auto address = arrow::struct_({arrow::field("zip", arrow::utf8()), arrow::field("city", arrow::utf8()), arrow::field("geo", geo),
                                       arrow::field("tags", arrow::list(arrow::utf8()))});
  const auto table = table_of({{"id", arrow::utf8(), R"(["a", "b", "c", "d"])"},
                               {"address", address,
                                R"([{"zip": "1", "city": "Ulm", "geo": {"lat": 1.5, "lon": 2}, "tags": ["x"]}, null,
                                    {"zip": null, "city": "Bonn", "geo": null, "tags": null},
                                    {"zip": "4", "city": null, "geo": {"lat": null, "lon": 3}, "tags": []}])"}});
  for (const std::string name : {"c.parquet", "c.arrow"}) {
    INFO(name);
    write_table(folder, name, *table, 3);
    const Dataset dataset = dataset_from(folder, profile_file(name, "columns = { zip = \"address.zip\" }\n"), schema);
    CHECK(values(dataset.batch.profile[0]) == Texts{"Ulm", "?", "Bonn", "?"});
    CHECK(values(dataset.batch.profile[1]) == Texts{"1.5", "?", "?", "?"});
    CHECK(values(dataset.batch.profile[2]) == Texts{"[x]", "?", "?", "[]"});
    CHECK(values(dataset.batch.profile[3]) == Texts{"1", "?", "?", "4"});
    const auto with = [&](const std::string& column) {
      return problems_of(load_from(folder, profile_file(name, "columns = { zip = \"" + column + "\" }\n"), schema));
    };
    CHECK(with("address.plz").find("no column `address.plz`") != std::string::npos);
    CHECK(with("address").find("column `address` is struct<") != std::string::npos);
    CHECK(with("address.tags").find("column `address.tags` is list<") != std::string::npos);
    CHECK(with("address.city.zip").find("no column `address.city.zip`") != std::string::npos);
  }
}

TEST_CASE("in CSV a struct's fields are columns of their own, named by the path or mapped") {
  const Folder folder;
  const plan::Schema schema =
      profile_schema({{"address.city", plan::string_type(), true, 0}, {"address.zip", plan::string_type(), true, 0}});
  folder.write("c.csv", "id,address.city,plz\na,Ulm,89073\nb,,\n");
  const Dataset dataset = dataset_from(folder, profile_file("c.csv", "[data.profile.columns]\n\"address.zip\" = \"plz\"\n"), schema);
  CHECK(values(dataset.batch.profile[0]) == Texts{"Ulm", "?"});
  CHECK(values(dataset.batch.profile[1]) == Texts{"89073", "?"});
}

TEST_CASE("a list where a value is wanted, and the other way round") {
  const Folder folder;
  const auto table = table_of({{"id", arrow::utf8(), R"(["a"])"},
                               {"s", arrow::list(arrow::utf8()), R"([["x"]])"},
                               {"t", arrow::utf8(), R"(["x"])"},
                               {"l", arrow::list(arrow::list(arrow::int64())), "[[[1]]]"},
                               {"f", arrow::list(arrow::time32(arrow::TimeUnit::SECOND)), "[[1]]"}});
  write_table(folder, "c.parquet", *table);
  const plan::Type texts = plan::list_of(plan::string_type());
  const auto problem = [&](const std::string& name, plan::Type type) {
    return problems_of(load_from(folder, profile_file("c.parquet"), profile_schema({{name, type, true, 0}})));
  };
  CHECK(problem("s", plan::string_type()).find("column `s` is list<") != std::string::npos);
  CHECK(problem("s", plan::list_of(plan::int_type())).find("no row can be used") != std::string::npos);
  CHECK(problem("t", texts).find("column `t` is") != std::string::npos);
  CHECK(problem("l", texts).find("column `l` is list<") != std::string::npos);
  CHECK(problem("f", plan::list_of(plan::timestamp_type())).find("column `f` is list<") != std::string::npos);
}
