#include <catch2/catch.hpp>

#include "tests/unit/engine/shop.h"

using namespace seg;
using namespace seg::test;
using Catch::Matchers::Contains;

namespace {

std::string error_of(const engine::NamedBatch& batch) {
  const auto bound = engine::bind(batch, shop_schema());
  CHECK_FALSE(bound);
  return bound.error;
}

}  // namespace

TEST_CASE("columns are taken by name, unknown names are ignored, missing optional ones are unknown") {
  const Shop shop(10);
  engine::NamedBatch batch = shop.named();
  batch.profile.push_back({"shoe_size", shop.integers(shop.values)});
  const auto bound = engine::bind(batch, shop_schema());
  INFO(bound.error);
  REQUIRE(bound);
  const columns::Batch& found = bound.value->batch;
  CHECK(found.rows == 10);
  REQUIRE(found.profile.size() == 3);
  CHECK(found.profile[0].values == shop.values.data());
  CHECK(found.profile[1].values == shop.scores.data());
  for (std::int64_t row = 0; row < 10; ++row) CHECK_FALSE(found.profile[2].validity.at(row));
  REQUIRE(found.streams.size() == 1);
  REQUIRE(found.streams[0].fields.size() == 2);
  for (std::int64_t event = 0; event < shop.offsets.back(); ++event) CHECK_FALSE(found.streams[0].fields[1].validity.at(event));
}

TEST_CASE("what does not fit is an error that names it") {
  const Shop shop(10);
  engine::NamedBatch missing = shop.named();
  missing.profile.pop_back();
  CHECK_THAT(error_of(missing), Contains("value") && Contains("found no column") && Contains("int"));

  engine::NamedBatch mistyped = shop.named();
  mistyped.profile[0].column.type = plan::int_type();
  CHECK_THAT(error_of(mistyped), Contains("score") && Contains("found type int") && Contains("expected float"));

  engine::NamedBatch twice = shop.named();
  twice.profile.push_back(twice.profile[0]);
  CHECK_THAT(error_of(twice), Contains("score") && Contains("two columns"));

  engine::NamedBatch short_column = shop.named();
  short_column.profile[1].column.length = 9;
  CHECK_THAT(error_of(short_column), Contains("value") && Contains("9") && Contains("10"));

  engine::NamedBatch no_stream = shop.named();
  no_stream.streams.clear();
  CHECK_THAT(error_of(no_stream), Contains("purchase"));

  engine::NamedBatch no_amount = shop.named();
  no_amount.streams[0].fields.clear();
  CHECK_THAT(error_of(no_amount), Contains("purchase") && Contains("amount"));

  engine::NamedBatch negative = shop.named();
  negative.rows = -1;
  CHECK_THAT(error_of(negative), Contains("-1"));
}

TEST_CASE("offsets and times that cannot be are errors") {
  Shop shop(10);
  std::swap(shop.at[1], shop.at[2]);
  shop.at[1] = 100;
  CHECK_THAT(error_of(shop.named()), Contains("purchase") && Contains("time"));
  Shop decreasing(10);
  decreasing.offsets[3] = -4;
  CHECK_THAT(error_of(decreasing.named()), Contains("purchase") && Contains("offset"));
}

TEST_CASE("an empty batch may have null buffers") {
  engine::NamedBatch batch;
  batch.profile = {{"value", {plan::int_type(), 0, nullptr, {}, {}, nullptr}}};
  batch.streams = {{"purchase", nullptr, nullptr, {{"amount", {plan::int_type(), 0, nullptr, {}, {}, nullptr}}}}};
  const auto bound = engine::bind(batch, shop_schema());
  INFO(bound.error);
  CHECK(bound);
}

namespace {

/// The shop with a list of tags and a lookup table of countries.
plan::Schema schema_with_table() {
  plan::Schema schema = shop_schema();
  schema.profile.push_back({"tags", plan::list_of(plan::string_type()), true, 0});
  const plan::Type country{plan::Kind::Id, false, 0, schema.unit("country")};
  schema.tables = {{"country", {{"code", country, false, 0}, {"area", plan::int_type(), true, 0}}, 0}};
  return schema;
}

}  // namespace

TEST_CASE("tables are bound by name, and a missing list is unknown everywhere") {
  const Shop shop(10);
  const plan::Schema schema = schema_with_table();
  const std::int32_t codes[] = {1, 0};
  const auto keys = std::make_shared<const columns::Dictionary>(std::vector<std::string>{"DE", "AT"});
  engine::NamedBatch batch = shop.named();
  batch.tables = {{"country", 2, {{"code", {schema.tables[0].fields[0].type, 2, codes, {}, {}, keys}}}}};
  const auto bound = engine::bind(batch, schema);
  INFO(bound.error);
  REQUIRE(bound);
  CHECK(bound.value->batch.profile[3].type.list);
  for (std::int64_t row = 0; row < 10; ++row) CHECK_FALSE(bound.value->batch.profile[3].validity.at(row));
  REQUIRE(bound.value->batch.tables.size() == 1);
  const columns::Table& table = *bound.value->batch.tables[0];
  CHECK(table.rows == 2);
  CHECK(table.fields[0].values == codes);
  CHECK_FALSE(table.fields[1].validity.at(1));

  const auto fails = [&](const engine::NamedBatch& wrong) { return engine::bind(wrong, schema).error; };
  engine::NamedBatch wrong = batch;
  wrong.tables.clear();
  CHECK(fails(wrong) == "table country: found no such table, expected its rows");
  wrong = batch;
  wrong.tables.push_back(wrong.tables[0]);
  CHECK(fails(wrong) == "table country: found it twice, expected it once");
  wrong = batch;
  wrong.tables[0].rows = -1;
  CHECK(fails(wrong) == "table country: found -1 rows, expected at least 0");
  wrong = batch;
  wrong.tables[0].fields.clear();
  CHECK(fails(wrong) == "table country: field code: found no column, expected id(country)");
}
