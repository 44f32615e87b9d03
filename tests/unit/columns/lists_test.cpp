// Lists and lookup tables: what validation finds, and what slices share.
#include <catch2/catch.hpp>

#include "runtime/columns/column.h"

namespace seg::columns {
namespace {

/// Profile field tags: list(string); table product: product_id id(product) key, color enum(red, blue)?
plan::Schema schema() {
  plan::Schema schema;
  schema.key = {"id", {plan::Kind::Id}};
  schema.enums = {{"product.color", {"red", "blue"}, false}};
  schema.profile = {{"tags", plan::list_of(plan::string_type()), true}};
  const plan::Type product{plan::Kind::Id, false, 0, schema.unit("product")};
  schema.tables = {{"product", {{"product_id", product}, {"color", {plan::Kind::Enum, false, 0, 0}, true}}, 0}};
  return schema;
}

/// Rows [a b] [] ? [unknown a]; products p (blue) and q (unknown colour).
struct Sample {
  std::array<std::int64_t, 5> offsets{1, 3, 3, 3, 5};
  std::array<std::uint8_t, 1> known_lists{0b1011};
  std::array<std::int32_t, 5> tags{77, 0, 1, -5, 0};
  std::array<std::uint8_t, 1> known_tags{0b10111};
  std::array<std::int32_t, 2> products{1, 0};
  std::array<std::int32_t, 2> colors{1, 9};
  std::array<std::uint8_t, 1> known_colors{0b01};
  std::shared_ptr<Dictionary> texts = std::make_shared<Dictionary>(std::vector<std::string>{"a", "b"});
  std::shared_ptr<Dictionary> keys = std::make_shared<Dictionary>(std::vector<std::string>{"p", "q"});

  Batch batch() const {
    const plan::Schema declared = schema();
    Batch result;
    result.rows = 4;
    auto elements = std::make_shared<Column>();
    *elements = {plan::string_type(), 5, tags.data(), {}, {known_tags.data(), 0}, texts};
    result.profile = {{declared.profile[0].type, 4, offsets.data(), {}, {known_lists.data(), 0}, nullptr, elements}};
    auto table = std::make_shared<Table>();
    table->rows = 2;
    table->fields = {{declared.tables[0].fields[0].type, 2, products.data(), {}, {}, keys},
                     {declared.tables[0].fields[1].type, 2, colors.data(), {}, {known_colors.data(), 0}, nullptr}};
    result.tables = {table};
    return result;
  }
};

std::string error_of(const Batch& batch) { return validate(batch, schema()); }

TEST_CASE("lists and tables that fit the schema are valid, whatever stands at unknown places") {
  // The first element belongs to no row: its code may be anything.
  CHECK(error_of(Sample{}.batch()).empty());
}

TEST_CASE("lists that contradict themselves are named") {
  Sample sample;
  SECTION("offsets") {
    sample.offsets[2] = 2;
    CHECK(error_of(sample.batch()) == "profile field tags: found offset 2 after 3 in row 1, expected offsets that do not decrease");
  }
  SECTION("first offset") {
    sample.offsets[0] = -1;
    CHECK(error_of(sample.batch()) == "profile field tags: found offset -1 in row 0, expected at least 0");
  }
  SECTION("too few elements") {
    sample.offsets[4] = 6;
    CHECK(error_of(sample.batch()) == "profile field tags: elements: found length 5, expected 6");
  }
  SECTION("code of an element") {
    sample.tags[2] = 2;
    CHECK(error_of(sample.batch()) == "profile field tags: elements: found code 2 in row 2, expected 0 to 1 of its dictionary");
  }
  SECTION("no elements") {
    Batch batch = sample.batch();
    batch.profile[0].elements = nullptr;
    CHECK(error_of(batch) == "profile field tags: found no elements, expected a column of them");
  }
  SECTION("type of the elements") {
    Batch batch = sample.batch();
    auto elements = std::make_shared<Column>(*batch.profile[0].elements);
    elements->type = plan::int_type();
    batch.profile[0].elements = elements;
    CHECK(error_of(batch) == "profile field tags: elements: found type int, expected string");
  }
  SECTION("no dictionary") {
    Batch batch = sample.batch();
    auto elements = std::make_shared<Column>(*batch.profile[0].elements);
    elements->dictionary = nullptr;
    batch.profile[0].elements = elements;
    CHECK(error_of(batch) == "profile field tags: elements: found no dictionary, expected one");
  }
  SECTION("a value in place of a list") {
    Batch batch = sample.batch();
    batch.profile[0].type = plan::string_type();
    CHECK(error_of(batch) == "profile field tags: found type string, expected list(string)");
  }
}

TEST_CASE("tables that contradict themselves are named") {
  Sample sample;
  SECTION("a key twice") {
    sample.products[0] = 0;
    CHECK(error_of(sample.batch()) == "table product: found key \"p\" in row 1 again, expected it once");
  }
  SECTION("code of a key") {
    sample.products[1] = 2;
    CHECK(error_of(sample.batch()) == "table product: field product_id: found code 2 in row 1, expected 0 to 1 of its dictionary");
  }
  SECTION("code of an enum") {
    sample.colors[0] = 2;
    CHECK(error_of(sample.batch()) == "table product: field color: found code 2 in row 0, expected 0 to 1 of its enum");
  }
  SECTION("unknown key") {
    Batch batch = sample.batch();
    auto table = std::make_shared<Table>(*batch.tables[0]);
    table->fields[0].validity = {sample.known_colors.data(), 0};
    batch.tables[0] = table;
    CHECK(error_of(batch) == "table product: field product_id: found an unknown value in row 1, expected none in a required field");
  }
  SECTION("no table") {
    Batch batch = sample.batch();
    batch.tables.clear();
    CHECK(error_of(batch) == "found 0 tables, expected 1");
    batch.tables.push_back(nullptr);
    CHECK(error_of(batch) == "table product: found no rows, expected a table");
  }
  SECTION("fields") {
    Batch batch = sample.batch();
    auto table = std::make_shared<Table>(*batch.tables[0]);
    table->fields.pop_back();
    batch.tables[0] = table;
    CHECK(error_of(batch) == "table product: found 1 fields, expected 2");
  }
}

TEST_CASE("a slice has its rows' lists and shares the tables") {
  const Sample sample;
  const Batch whole = sample.batch();
  const Batch part = slice(whole, 2, 2);
  CHECK(validate(part, schema()).empty());
  CHECK(part.tables[0] == whole.tables[0]);
  const Column& tags = part.profile[0];
  CHECK_FALSE(tags.validity.at(0));
  REQUIRE(tags.validity.at(1));
  CHECK(tags.as<std::int64_t>()[1] == 3);
  CHECK(tags.as<std::int64_t>()[2] == 5);
  CHECK(tags.elements == whole.profile[0].elements);
}

}  // namespace
}  // namespace seg::columns
