// Arrow IPC files and streams: physical types, dictionaries, damage.
#include <catch2/catch.hpp>

#include "tests/unit/io/arrow_files.h"

using namespace seg;
using namespace seg::io;
using namespace seg::io::test;
using Texts = std::vector<std::string>;

namespace {

plan::Schema profile_schema(std::vector<plan::Field> fields) {
  plan::Schema schema;
  schema.key = {"id", {plan::Kind::Id}, false, 0};
  schema.zone = "Europe/Berlin";
  schema.profile = std::move(fields);
  return schema;
}

std::string profile_file(const std::string& name, const std::string& rest = "") {
  return "[data.profile]\nfile = \"" + name + "\"\n" + rest;
}

/// The values that a column of this type gives for a field.
Texts read_as(plan::Type field, const std::shared_ptr<arrow::DataType>& type, const std::string& json,
              const std::string& name = "c.arrow") {
  const Folder folder;
  write_table(folder, name, *table_of({{"id", arrow::utf8(), R"(["a", "b", "c"])"}, {"v", type, json}}), 2);
  return values(dataset_from(folder, profile_file(name), profile_schema({{"v", field, true, 0}})).batch.profile[0]);
}

}  // namespace

TEST_CASE("arrow columns of every physical type") {
  const plan::Type text = plan::string_type();
  const std::string words = R"(["x", null, "ä"])";
  for (const auto& type : {arrow::utf8(), arrow::large_utf8(), arrow::utf8_view()}) {
    INFO(type->ToString());
    CHECK(read_as(text, type, words) == Texts{"x", "?", "ä"});
    CHECK(read_as(text, type, words, "c.arrows") == Texts{"x", "?", "ä"});
  }
  CHECK(read_as(text, arrow::large_utf8(), words, "c.parquet") == Texts{"x", "?", "ä"});
  for (const auto& type :
       {arrow::int8(), arrow::int16(), arrow::int32(), arrow::int64(), arrow::uint8(), arrow::uint16(), arrow::uint32(), arrow::uint64()}) {
    INFO(type->ToString());
    CHECK(read_as(plan::int_type(), type, "[1, null, 100]") == Texts{"1", "?", "100"});
  }
  for (const auto& type : {arrow::decimal128(20, 2), arrow::decimal256(40, 2), arrow::decimal32(7, 2), arrow::decimal64(12, 2)}) {
    INFO(type->ToString());
    CHECK(read_as(plan::decimal_type(4), type, R"(["1.25", null, "-0.10"])") == Texts{"12500", "?", "-1000"});
  }
  CHECK(read_as(plan::float_type(), arrow::float32(), "[0.5, null, -2]") == Texts{"0.5", "?", "-2"});
  CHECK(read_as(plan::bool_type(), arrow::boolean(), "[true, null, false]") == Texts{"true", "?", "false"});
  CHECK(read_as(plan::date_type(), arrow::date32(), "[0, null, -1]") == Texts{"1970-01-01", "?", "1969-12-31"});
  CHECK(read_as(plan::date_type(), arrow::date64(), "[0, null, -86400000]") == Texts{"1970-01-01", "?", "1969-12-31"});
  CHECK(read_as(plan::int_type(), arrow::null(), "[null, null, null]") == Texts{"?", "?", "?"});
  CHECK(read_as(plan::duration_type(), arrow::duration(arrow::TimeUnit::MILLI), "[1, null, -2]") == Texts{"1000", "?", "-2000"});
}

TEST_CASE("arrow timestamps of every unit, with and without a zone") {
  const std::pair<arrow::TimeUnit::type, std::string> units[] = {{arrow::TimeUnit::SECOND, "899251200"},
                                                                 {arrow::TimeUnit::MILLI, "899251200000"},
                                                                 {arrow::TimeUnit::MICRO, "899251200000000"},
                                                                 {arrow::TimeUnit::NANO, "899251200000000999"}};
  for (const auto& [unit, number] : units) {
    const std::string json = "[" + number + ", null, 0]";
    // A zone says how to show an instant; without one they are local times of the schema's zone, Berlin's.
    CHECK(read_as(plan::timestamp_type(), arrow::timestamp(unit, "America/New_York"), json) ==
          Texts{"1998-07-01T00:00:00Z", "?", "1970-01-01T00:00:00Z"});
    CHECK(read_as(plan::timestamp_type(), arrow::timestamp(unit), json) == Texts{"1998-06-30T22:00:00Z", "?", "1969-12-31T23:00:00Z"});
  }
}

TEST_CASE("dictionaries of any values, in arrow and in parquet") {
  const auto coded = [](const std::shared_ptr<arrow::DataType>& type) { return arrow::dictionary(arrow::int8(), type); };
  for (const std::string name : {"c.arrow", "c.arrows", "c.parquet"}) {
    INFO(name);
    CHECK(read_as(plan::string_type(), coded(arrow::utf8()), R"(["x", null, "x"])", name) == Texts{"x", "?", "x"});
    CHECK(read_as(plan::string_type(), coded(arrow::large_utf8()), R"(["x", null, "y"])", name) == Texts{"x", "?", "y"});
    CHECK(read_as(plan::int_type(), coded(arrow::int32()), "[5, null, 6]", name) == Texts{"5", "?", "6"});
    CHECK(read_as(plan::float_type(), coded(arrow::float64()), "[0.5, null, 0.5]", name) == Texts{"0.5", "?", "0.5"});
    CHECK(read_as(plan::decimal_type(2), coded(arrow::decimal128(9, 2)), R"(["1.25", null, "7.00"])", name) == Texts{"125", "?", "700"});
  }
}

TEST_CASE("arrow types that nothing reads are named") {
  const Folder folder;
  const std::pair<std::shared_ptr<arrow::DataType>, std::string> cases[] = {{arrow::float16(), "[0.5]"},
                                                                            {arrow::time64(arrow::TimeUnit::MICRO), "[5]"},
                                                                            {arrow::map(arrow::utf8(), arrow::int32()), R"([[["a", 1]]])"}};
  for (const auto& [type, json] : cases) {
    write_table(folder, "c.arrow", *table_of({{"id", arrow::utf8(), R"(["a"])"}, {"v", type, json}}));
    const std::string text = problems_of(load_from(folder, profile_file("c.arrow"), profile_schema({{"v", plan::float_type(), true, 0}})));
    CHECK(text.find("c.arrow: column `v` is " + type->ToString() + ", expected something that reads as float for `v`") !=
          std::string::npos);
  }
}

TEST_CASE("the format may be said, and record batches without rows are none") {
  const Folder folder;
  const plan::Schema schema = profile_schema({{"v", plan::int_type(), true, 0}});
  write_arrow(folder, "data.bin", *table_of({{"id", arrow::utf8(), R"(["a", "b"])"}, {"v", arrow::int64(), "[1, 2]"}}), 1);
  CHECK(values(dataset_from(folder, profile_file("data.bin", "format = \"arrow\"\n"), schema).batch.profile[0]) == Texts{"1", "2"});
  write_arrow(folder, "e.arrow", *table_of({{"id", arrow::utf8(), "[]"}, {"v", arrow::int64(), "[]"}}));
  CHECK(dataset_from(folder, profile_file("e.arrow"), schema).batch.rows == 0);
  folder.write("f.feather", "FEA1....");
  CHECK(problems_of(load_from(folder, profile_file("f.feather"), schema)).find("is a Feather file of version 1") != std::string::npos);
}

TEST_CASE("an arrow file or stream cut off or with any byte changed is a problem or still rows that hold, never a crash") {
  const plan::Schema schema = profile_schema({{"v", plan::list_of(plan::int_type()), true, 0}, {"s", plan::string_type(), true, 0}});
  std::string ids;
  std::string lists;
  std::string names;
  for (int i = 0; i < 60; ++i) {
    ids += (i > 0 ? ",\"k" : "[\"k") + std::to_string(i) + "\"";
    lists += (i > 0 ? ",[" : "[[") + std::to_string(i) + ",null]";
    names += std::string(i > 0 ? "," : "[") + (i % 3 == 0 ? "null" : "\"n\"");
  }
  const auto table = table_of({{"id", arrow::utf8(), ids + "]"},
                               {"v", arrow::list(arrow::int64()), lists + "]"},
                               {"s", arrow::dictionary(arrow::int32(), arrow::utf8()), names + "]"}});
  for (const std::string name : {"c.arrow", "c.arrows"}) {
    const Folder folder;
    write_arrow(folder, name, *table, 25);
    const std::string good = folder.read(name);
    REQUIRE(dataset_from(folder, profile_file(name), schema).batch.rows == 60);
    const auto check = [&](const std::string& bytes) {
      folder.write(name, bytes);
      LoadOptions options;
      options.threads = 2;
      options.memory_limit = 256 << 20;
      const Loaded loaded = load_from(folder, profile_file(name), schema, options);
      if (loaded.dataset) CHECK(columns::validate(loaded.dataset->batch, schema) == "");
      if (!loaded.dataset) CHECK_FALSE(loaded.problems.empty());
    };
    for (std::size_t length = 0; length < good.size(); length += 41) check(good.substr(0, length));
    for (std::size_t at = 0; at < good.size(); at += 5) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ 0x55);
      check(bad);
    }
  }
}
