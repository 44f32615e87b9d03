#include <catch2/catch.hpp>

#include "tests/unit/columns/batch.h"

namespace seg::columns {
namespace {

using test::Sample;

std::string error_of(const Sample& sample) { return validate(sample.batch(), test::schema()); }
std::string error_of(const Batch& batch) { return validate(batch, test::schema()); }

TEST_CASE("what fits the schema is valid, whatever stands at unknown rows") { CHECK(error_of(Sample{}).empty()); }

TEST_CASE("an empty batch needs no buffers") {
  Batch batch = Sample{}.batch();
  batch.rows = 0;
  for (Column& column : batch.profile) column = {column.type, 0, nullptr, {}, {}, column.dictionary};
  batch.streams[0] = {nullptr, nullptr, {{plan::int_type(), 0, nullptr, {}, {}, nullptr}}};
  CHECK(error_of(batch).empty());
}

TEST_CASE("values that are out of place are named") {
  Sample sample;
  SECTION("enum") {
    sample.tier[1] = 3;
    CHECK(error_of(sample) == "profile field tier: found code 3 in row 1, expected 0 to 2 of its enum");
  }
  SECTION("dictionary") {
    sample.country[3] = -1;
    CHECK(error_of(sample) == "profile field country: found code -1 in row 3, expected 0 to 1 of its dictionary");
  }
  SECTION("text twice") {
    sample.countries->append("DE");
    CHECK(error_of(sample) == "profile field country: found text \"DE\" twice in the dictionary, expected it once");
  }
  SECTION("offsets") {
    sample.offsets[2] = 3;
    CHECK(error_of(sample) == "stream purchase: found offset 3 after 4 in row 1, expected offsets that do not decrease");
  }
  SECTION("first offset") {
    sample.offsets[0] = -1;
    CHECK(error_of(sample) == "stream purchase: found offset -1 in row 0, expected at least 0");
  }
  SECTION("times") {
    sample.at[3] = 4;
    CHECK(error_of(sample) == "stream purchase: found time 4 after 5 in row 0, expected times that do not decrease");
  }
}

TEST_CASE("a required field has no unknown value") {
  const Sample sample;
  plan::Schema schema = test::schema();
  schema.profile[1].optional = false;
  CHECK(validate(sample.batch(), schema) == "profile field age: found an unknown value in row 1, expected none in a required field");
  CHECK(validate(slice(sample.batch(), 2, 2), schema).empty());
  schema = test::schema();
  schema.streams[0].fields[0].optional = false;
  CHECK(validate(sample.batch(), schema) ==
        "stream purchase: field quantity: found an unknown value in row 6, expected none in a required field");
  CHECK(validate(slice(sample.batch(), 0, 3), schema).empty());
}

TEST_CASE("a shape that is not the schema's is named") {
  const Sample sample;
  Batch batch = sample.batch();
  SECTION("columns") {
    batch.profile.pop_back();
    CHECK(error_of(batch) == "found 5 profile columns, expected 6");
  }
  SECTION("streams") {
    batch.streams.clear();
    CHECK(error_of(batch) == "found 0 streams, expected 1");
  }
  SECTION("type") {
    batch.profile[1].type = plan::decimal_type(2);
    CHECK(error_of(batch) == "profile field age: found type decimal(2), expected int");
  }
  SECTION("length") {
    batch.profile[1].length = 3;
    CHECK(error_of(batch) == "profile field age: found length 3, expected 4");
    batch.profile[1].length = 5;
    CHECK(error_of(batch) == "profile field age: found length 5, expected 4");
  }
  SECTION("values") {
    batch.profile[2].values = nullptr;
    CHECK(error_of(batch) == "profile field weight: found no values, expected 4");
  }
  SECTION("flags") {
    batch.profile[0].flags = {};
    CHECK(error_of(batch) == "profile field consent: found no values, expected 4");
  }
  SECTION("no dictionary") {
    batch.profile[5].dictionary = nullptr;
    CHECK(error_of(batch) == "profile field country: found no dictionary, expected one");
  }
  SECTION("event fields") {
    batch.streams[0].fields.clear();
    CHECK(error_of(batch) == "stream purchase: found 0 fields, expected 1");
  }
  SECTION("event field length") {
    batch.streams[0].fields[0].length = 6;
    CHECK(error_of(batch) == "stream purchase: field quantity: found length 6, expected 7");
  }
  SECTION("times") {
    batch.streams[0].at = nullptr;
    CHECK(error_of(batch) == "stream purchase: found no times, expected one for each event");
  }
  SECTION("rows") {
    batch.rows = -1;
    CHECK(error_of(batch) == "found -1 rows, expected at least 0");
  }
}

}  // namespace
}  // namespace seg::columns
