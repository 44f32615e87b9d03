// The format of conformance files: what it reads, and that a mistake in a file is named and not swallowed.

#include "tests/conformance/conf_file.h"

#include <catch2/catch.hpp>

#include "tests/conformance/cell_value.h"

namespace seg::conformance {
namespace {

constexpr std::string_view kHead = "now 2026-03-01T00:00Z\nprofiles age\n  ann 30\n  bob unknown // not asked\n";

ConfFile read(const std::string& rest) { return read_conf("x.conf", std::string(kHead) + rest); }

TEST_CASE("a conformance file is read") {
  const ConfFile file = read(
      "events purchase at category\n  bob 2026-01-01T00:00Z \"red \\\"A\\\" // shoes\"\n"
      "open: all of {\n    age > 20   // grown up\n  }\n  unknown bob\n  members all but bob\n");
  CHECK(file.keys == std::vector<std::string>{"ann", "bob"});
  REQUIRE(file.tables.size() == 2);
  CHECK(file.tables[0].rows[0].cells[0].known());
  CHECK_FALSE(file.tables[0].rows[1].cells[0].known());
  CHECK(file.tables[1].stream == "purchase");
  CHECK(file.tables[1].rows[0].cells[1].text == "red \"A\" // shoes");
  REQUIRE(file.expectations.size() == 1);
  CHECK(file.expectations[0].now == 1772323200000000);  // date -ud 2026-03-01 +%s
  CHECK(file.expectations[0].members == std::vector<std::string>{"ann"});
  CHECK(file.expectations[0].unknown == std::vector<std::string>{"bob"});
  CHECK(file.seg == "segment open {\n  where all of {\n    age > 20   // grown up\n  }\n}\n");
}

TEST_CASE("rows of lookup tables and lists are read") {
  const ConfFile file = read("table product price tags\n  p1 9.90 [red,\"a, b]\",unknown]\n  p2 unknown []\na: age > 1\n  members ann\n");
  REQUIRE(file.tables.size() == 2);
  CHECK(file.tables[1].lookup == "product");
  CHECK(file.tables[1].columns == std::vector<std::string>{"price", "tags"});
  REQUIRE(file.tables[1].rows.size() == 2);
  CHECK(file.tables[1].rows[0].key == "p1");
  const Cell& tags = file.tables[1].rows[0].cells[1];
  REQUIRE(tags.elements.size() == 3);
  CHECK(tags.elements[1].text == "a, b]");
  CHECK_FALSE(tags.elements[2].known());
  CHECK(file.tables[1].rows[1].cells[1].known());
  CHECK(file.tables[1].rows[1].cells[1].elements.empty());
  CHECK_THROWS_WITH(read("table product tags\n  p1 [red\n"), "x.conf:6: found a list without its closing bracket");
}

TEST_CASE("a mistake in a conformance file is named") {
  CHECK_THROWS_WITH(read(""), "x.conf:1: found no segment, expected `NAME: CONDITION` and its members");
  CHECK_THROWS_WITH(read("a: age > 1\n  unknown bob\n"), "x.conf:5: found no members of `a`, expected `members` and their keys or `none`");
  CHECK_THROWS_WITH(read("a: age > 1\n  members cy\n"), "x.conf:6: found `cy`, expected a key of the profiles");
  CHECK_THROWS_WITH(read("a: age > 1\n  members ann\n  unknown ann\n"), "x.conf:5: found `ann` in two lists of `a`");
  CHECK_THROWS_WITH(read("a: age > 1\n  members ann\n  members bob\n"), "x.conf:7: found `members` twice");
  CHECK_THROWS_WITH(read("  dan 4\n"), "x.conf:1: found no segment, expected `NAME: CONDITION` and its members");
  CHECK_THROWS_WITH(read("  dan 4 5\n"), "x.conf:5: found 2 values, expected 1: one a column");
  CHECK_THROWS_WITH(read("  ann 4\n"), "x.conf:5: found profile `ann` twice");
  CHECK_THROWS_WITH(read("  none 4\n"), "x.conf:5: found a profile `none`, expected a key that is no word of the format");
  CHECK_THROWS_WITH(read("events purchase at\n  cy 2026-01-01T00:00Z\na: age > 1\n  members ann\n"),
                    "x.conf:6: found events of `cy`, expected a key of the profiles");
  CHECK_THROWS_WITH(read("then\n"),
                    "x.conf:5: found `then`, expected now, include, schema, trait, partition, import, profiles, events, table or `NAME: CONDITION`");
  CHECK_THROWS_WITH(read("now soon\n"), "x.conf:5: found no instant, expected `now 2026-03-01T00:00Z`");
  CHECK_THROWS_WITH(read_conf("y.conf", "a: 1 = 1\n  members none\n"), "y.conf:1: found a segment before `now`");
  CHECK_THROWS_WITH(read("  dan \"4\n"), "x.conf:5: found a text without its closing quote");
}

TEST_CASE("cells become values of the schema's types") {
  plan::Schema schema;
  schema.enums = {{"tier", {"bronze", "silver gold"}, true}};
  const auto number = [&](const std::string& text, plan::Type type) { return parse_number({text, false}, type, schema); };
  CHECK(number("-9223372036854775808", plan::int_type()) == INT64_MIN);
  CHECK(number("9223372036854775808", plan::int_type()) == std::nullopt);
  CHECK(number("4x", plan::int_type()) == std::nullopt);
  CHECK(number("-12.5", plan::decimal_type(2)) == -1250);
  CHECK(number("12.345", plan::decimal_type(2)) == std::nullopt);
  CHECK(number("1970-01-02", plan::date_type()) == 1);
  CHECK(number("1970-01-02T00:00Z", plan::date_type()) == std::nullopt);
  CHECK(number("1970-01-01T00:00:00.000001Z", plan::timestamp_type()) == 1);
  CHECK(number("-36h", plan::duration_type()) == -129'600'000'000);
  CHECK(number("silver gold", {plan::Kind::Enum, false, 0, 0}) == 1);
  CHECK(number("gold", {plan::Kind::Enum, false, 0, 0}) == std::nullopt);
  CHECK(number("yes", plan::bool_type()) == std::nullopt);
  CHECK(parse_float("0.1") == 0.1);
  CHECK(parse_float("-inf") == -std::numeric_limits<double>::infinity());
  CHECK(parse_float("0,1") == std::nullopt);
}

}  // namespace
}  // namespace seg::conformance
