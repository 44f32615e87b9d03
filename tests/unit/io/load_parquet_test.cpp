// Parquet files, written by the test through Arrow, and damaged.
#include <arrow/array.h>
#include <arrow/builder.h>
#include <arrow/io/file.h>
#include <arrow/table.h>
#include <arrow/type.h>
#include <parquet/arrow/writer.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <limits>

#include "tests/unit/io/workspace.h"

using namespace seg;
using namespace seg::io;
using namespace seg::io::test;
using Texts = std::vector<std::string>;

namespace {

using Array = std::shared_ptr<arrow::Array>;

template <typename Builder, typename Value>
Array array(const std::vector<std::optional<Value>>& cells, Builder builder = Builder()) {
  for (const auto& cell : cells) {
    const arrow::Status status = cell ? builder.Append(*cell) : builder.AppendNull();
    REQUIRE(status.ok());
  }
  return *builder.Finish();
}

template <typename Builder, typename Value>
Array typed(const std::shared_ptr<arrow::DataType>& type, const std::vector<std::optional<Value>>& cells) {
  Builder builder(type, arrow::default_memory_pool());
  for (const auto& cell : cells) {
    const arrow::Status status = cell ? builder.Append(*cell) : builder.AppendNull();
    REQUIRE(status.ok());
  }
  return *builder.Finish();
}

Array texts(const std::vector<std::optional<std::string>>& cells) { return array<arrow::StringBuilder>(cells); }

void write_parquet(const Folder& folder, const std::string& name, const std::vector<std::pair<std::string, Array>>& columns,
                   std::int64_t rows_of_group = 1 << 20) {
  std::vector<std::shared_ptr<arrow::Field>> fields;
  std::vector<Array> arrays;
  for (const auto& [column, cells] : columns) {
    fields.push_back(arrow::field(column, cells->type()));
    arrays.push_back(cells);
  }
  const auto table = arrow::Table::Make(arrow::schema(fields), arrays);
  const auto sink = *arrow::io::FileOutputStream::Open(folder.path(name));
  const auto arrow_properties = parquet::ArrowWriterProperties::Builder().store_schema()->build();
  REQUIRE(parquet::arrow::WriteTable(*table, arrow::default_memory_pool(), sink, rows_of_group, parquet::default_writer_properties(),
                                     arrow_properties)
              .ok());
  REQUIRE(sink->Close().ok());
}

plan::Schema profile_schema(std::vector<plan::Field> fields, plan::Schema schema = {}) {
  schema.key = {"id", {plan::Kind::Id}, false, 0};
  schema.zone = "Europe/Berlin";
  schema.profile = std::move(fields);
  return schema;
}

constexpr std::string_view kProfile = "[data.profile]\nfile = \"c.parquet\"\n";
using Ints = std::vector<std::optional<std::int64_t>>;
using Doubles = std::vector<std::optional<double>>;

}  // namespace

TEST_CASE("a parquet column of every type") {
  const Folder folder;
  plan::Schema schema;
  const std::uint16_t euro = schema.unit("EUR");
  schema.enums.push_back({"tier", {"low", "high"}, true});
  schema = profile_schema({{"b", plan::bool_type(), true, 0},
                           {"i", plan::int_type(), true, 0},
                           {"f", plan::float_type(), true, 0},
                           {"m", plan::money_type(euro, 2), true, 0},
                           {"d", plan::decimal_type(3), true, 0},
                           {"s", plan::string_type(), true, 0},
                           {"e", {plan::Kind::Enum, false, 0, 0}, true, 0},
                           {"day", plan::date_type(), true, 0},
                           {"local", plan::timestamp_type(), true, 0},
                           {"utc", plan::timestamp_type(), true, 0},
                           {"x", {plan::Kind::Id}, true, 0},
                           {"u", plan::duration_type(), true, 0}},
                          schema);
  arrow::StringDictionaryBuilder dictionary;
  for (const char* text : {"high", "", "low"}) REQUIRE((*text == 0 ? dictionary.AppendNull() : dictionary.Append(text)).ok());
  write_parquet(
      folder, "c.parquet",
      {{"id", array<arrow::Int32Builder>(std::vector<std::optional<int>>{1, 20, 3})},
       {"b", array<arrow::BooleanBuilder>(std::vector<std::optional<bool>>{true, std::nullopt, false})},
       {"i", array<arrow::Int16Builder>(std::vector<std::optional<std::int16_t>>{-5, std::nullopt, 7})},
       {"f", array<arrow::FloatBuilder>(std::vector<std::optional<float>>{1.5F, std::nullopt, -2.0F})},
       {"m", array<arrow::DoubleBuilder>(Doubles{1.15, std::nullopt, 400.0})},
       {"d", typed<arrow::Decimal128Builder>(
                 arrow::decimal128(10, 2),
                 std::vector<std::optional<arrow::Decimal128>>{arrow::Decimal128(-1234), std::nullopt, arrow::Decimal128(5)})},
       {"s", texts({"ä", std::nullopt, "b"})},
       {"e", *dictionary.Finish()},
       {"day", array<arrow::Date32Builder>(std::vector<std::optional<int>>{10408, std::nullopt, 0})},
       {"local", typed<arrow::TimestampBuilder>(arrow::timestamp(arrow::TimeUnit::MILLI), Ints{899251200000, std::nullopt, 0})},
       {"utc", typed<arrow::TimestampBuilder>(arrow::timestamp(arrow::TimeUnit::MICRO, "UTC"), Ints{899251200000000, std::nullopt, -1})},
       {"x", array<arrow::UInt64Builder>(std::vector<std::optional<std::uint64_t>>{18446744073709551615U, std::nullopt, 7})},
       {"u", typed<arrow::DurationBuilder>(arrow::duration(arrow::TimeUnit::SECOND), Ints{60, std::nullopt, -1})},
       {"nested", typed<arrow::TimestampBuilder>(arrow::timestamp(arrow::TimeUnit::NANO), Ints{1, 2, 3})}});
  for (const unsigned threads : {1U, 3U}) {
    LoadOptions options;
    options.threads = threads;
    const Dataset dataset = dataset_from(folder, kProfile, schema, options);
    const std::vector<columns::Column>& profile = dataset.batch.profile;
    CHECK(keys_of(dataset) == Texts{"1", "20", "3"});
    CHECK(values(profile[0]) == Texts{"true", "?", "false"});
    CHECK(values(profile[1]) == Texts{"-5", "?", "7"});
    CHECK(values(profile[2]) == Texts{"1.5", "?", "-2"});
    CHECK(values(profile[3]) == Texts{"115", "?", "40000"});
    CHECK(values(profile[4]) == Texts{"-12340", "?", "50"});
    CHECK(values(profile[5]) == Texts{"ä", "?", "b"});
    CHECK(values(profile[6]) == Texts{"1", "?", "0"});
    CHECK(values(profile[7]) == Texts{"1998-07-01", "?", "1970-01-01"});
    // 899251200 is 1998-07-01T00:00Z; in Berlin that local time was two hours earlier.
    CHECK(values(profile[8]) == Texts{"1998-06-30T22:00:00Z", "?", "1969-12-31T23:00:00Z"});
    CHECK(values(profile[9]) == Texts{"1998-07-01T00:00:00Z", "?", "1969-12-31T23:59:59.999999Z"});
    CHECK(values(profile[10]) == Texts{"18446744073709551615", "?", "7"});
    CHECK(values(profile[11]) == Texts{"60000000", "?", "-1000000"});
  }
}

TEST_CASE("parquet values that cannot be used are named by row") {
  const Folder folder;
  const plan::Schema schema = profile_schema({{"i", plan::int_type(), true, 0}, {"day", plan::date_type(), true, 0}});
  write_parquet(folder, "c.parquet",
                {{"id", texts({"a", std::nullopt, "c", "d", "d"})},
                 {"i", array<arrow::DoubleBuilder>(Doubles{1.0, 2.0, 2.5, 3.0, 4.0})},
                 {"day", typed<arrow::TimestampBuilder>(arrow::timestamp(arrow::TimeUnit::SECOND), Ints{0, 0, 0, 1, 86400})}},
                2);
  const Dataset dataset = dataset_from(folder, kProfile, schema);
  CHECK(keys_of(dataset) == Texts{"a", "d"});
  CHECK(values(dataset.batch.profile[0]) == Texts{"1", "4"});
  CHECK(values(dataset.batch.profile[1]) == Texts{"1970-01-01", "1970-01-02"});
  CHECK(notes(dataset).at(0) ==
        "c.parquet: 3 of 5 rows not used (1 without a key, 1 with too many digits in `i`, 1 with a bad `day`; first: row 2)");
}

TEST_CASE("events in parquet, several row groups, keys as texts and as integers") {
  const Folder folder;
  plan::Schema schema = shop_schema();
  schema.profile.clear();
  for (const bool as_text : {true, false}) {
    const Array keys = as_text ? texts({"2", "1", "2", "1", "2"}) : array<arrow::Int64Builder>(Ints{2, 1, 2, 1, 2});
    write_parquet(folder, "p.parquet",
                  {{"who", keys},
                   {"ts", typed<arrow::TimestampBuilder>(arrow::timestamp(arrow::TimeUnit::MICRO, "UTC"), Ints{5, 4, 3, 2, 1})},
                   {"cents", array<arrow::Int64Builder>(Ints{5, 4, 3, 2, 1})},
                   {"category", texts({"a", "b", std::nullopt, "a", "c"})}},
                  2);
    const Dataset dataset = dataset_from(
        folder,
        "[data.purchase]\nfile = \"p.parquet\"\nkey = \"who\"\nat = \"ts\"\ncolumns = { total = { column = \"cents\", scale = 2 } }\n",
        schema);
    CHECK(keys_of(dataset) == Texts{"1", "2"});
    CHECK(by_profile(dataset, 0, 0) == "2 4 | 1 3 5 ");
    CHECK(by_profile(dataset, 0, 1) == "a b | c ? a ");
  }
}

TEST_CASE("wrong types say what was found and what was expected") {
  const Folder folder;
  const plan::Schema schema = profile_schema({{"s", plan::string_type(), true, 0}, {"t", plan::timestamp_type(), true, 0}});
  const auto values_of_list = std::make_shared<arrow::Int64Builder>();
  arrow::ListBuilder list(arrow::default_memory_pool(), values_of_list);
  REQUIRE(list.Append().ok());
  REQUIRE(values_of_list->Append(1).ok());
  write_parquet(folder, "c.parquet",
                {{"id", array<arrow::DoubleBuilder>(Doubles{1.0})}, {"s", *list.Finish()}, {"t", array<arrow::Int64Builder>(Ints{1})}});
  const std::string text = problems_of(load_from(folder, kProfile, schema));
  CHECK(text.find("c.parquet: column `s` is list<") != std::string::npos);
  CHECK(text.find("c.parquet: column `t` is int64, expected something that reads as timestamp for `t`") != std::string::npos);
  CHECK(text.find("c.parquet: key column `id` is double, expected text or integers; say `key_format = \"integer\"`") != std::string::npos);
  const auto with_key = [&](const std::string& key) {
    return problems_of(load_from(folder, "[data.profile]\nfile = \"c.parquet\"\nkey = \"" + key + "\"\n", schema));
  };
  CHECK(with_key("no").find("no column `no`") != std::string::npos);
  CHECK(with_key("s").find("key column `s` is list<") != std::string::npos);
}

TEST_CASE("a parquet file cut off or with any byte changed is a problem or still the same rows, never a crash") {
  const Folder folder;
  const plan::Schema schema = profile_schema({{"i", plan::int_type(), true, 0}, {"s", plan::string_type(), true, 0}});
  std::vector<std::optional<std::string>> names;
  Ints numbers;
  for (int i = 0; i < 300; ++i) {
    names.emplace_back("name " + std::to_string(i % 7));
    numbers.emplace_back(i * 1000);
  }
  std::vector<std::optional<std::string>> keys;
  for (int i = 0; i < 300; ++i) keys.emplace_back("k" + std::to_string(i));
  write_parquet(folder, "c.parquet", {{"id", texts(keys)}, {"i", array<arrow::Int64Builder>(numbers)}, {"s", texts(names)}}, 100);
  const std::string good = folder.read("c.parquet");
  REQUIRE(dataset_from(folder, kProfile, schema).batch.rows == 300);
  REQUIRE(good.size() > 1000);

  const auto start = std::chrono::steady_clock::now();
  for (std::size_t length = 0; length < good.size(); length += 97) {
    folder.write("c.parquet", good.substr(0, length));
    const Loaded loaded = load_from(folder, kProfile, schema);
    CHECK_FALSE(loaded.dataset);
    CHECK(problems_of(loaded).find("c.parquet: ") == 0);
  }
  for (std::size_t at = 0; at < good.size(); at += 11) {
    std::string bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 0x55);
    folder.write("c.parquet", bad);
    LoadOptions options;
    options.threads = 2;
    options.memory_limit = 256 << 20;
    const Loaded loaded = load_from(folder, kProfile, schema, options);
    if (loaded.dataset) CHECK(columns::validate(loaded.dataset->batch, schema) == "");
  }
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::minutes(2));
}

TEST_CASE("an empty parquet file is a file without rows") {
  const Folder folder;
  const plan::Schema schema = profile_schema({{"i", plan::int_type(), true, 0}});
  write_parquet(folder, "c.parquet", {{"id", texts({})}, {"i", array<arrow::Int64Builder>(Ints{})}});
  CHECK(dataset_from(folder, kProfile, schema).batch.rows == 0);
}
