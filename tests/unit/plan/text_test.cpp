#include <limits>

#include <catch2/catch.hpp>

#include "runtime/plan/text.h"
#include "tests/unit/plan/damage.h"
#include "tests/unit/plan/shop.h"

namespace seg::plan {
namespace {

using namespace test;

constexpr std::int64_t kLowest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHighest = std::numeric_limits<std::int64_t>::max();

void check_round_trip(const Plan& plan) {
  const std::string text = print(plan);
  const ParseResult again = parse(text);
  INFO(text);
  REQUIRE(again.error.empty());
  CHECK(again.plan == plan);
  CHECK(print(again.plan) == text);
}

TEST_CASE("a Plan's text reads back as the same Plan") { check_round_trip(sample()); }

TEST_CASE("the text is what a person reads") {
  const std::string text = print(sample());
  for (const std::string_view line :
       {"schema shop zone \"Europe/Berlin\"\n", "enum gender unordered female male \"not said\"\n", "key customer_id : id\n",
        "profile clv : money(EUR,2) optional\n", "profile height : decimal(3) optional precision 6\n", "stream purchase purchases\n",
        "  field product : id(product) optional\n", "literal $0 = 90d : duration\n", "literal $1 = 75.00 : money(EUR,2)\n",
        "set &0 = { \"AT\" \"DE\" } : string\n", "%0 = now : timestamp constant\n", "%1 = parameter $0 : duration constant  ; 90d\n",
        "%2 = sub %0 %1 : timestamp constant\n", "%4 = event purchase total : money(EUR,2) event\n", "%5 = le %3 %4 : bool event\n",
        "%8 = count purchase %2 %6 %5 : int profile\n", "cut %12 \"clv in top 20%\"\n", "segment lifecycle.rich = %",
        "; 2 segments, 1 aggregate, 1 cut, 19 nodes\n"}) {
    INFO(text);
    CHECK(text.find(line) != std::string::npos);
  }
}

TEST_CASE("literals of every type have a text that reads back") {
  Schema schema = shop();
  // 1998-07-01 is day 10408: python3 -c "import datetime as d; print((d.date(1998,7,1)-d.date(1970,1,1)).days)"
  const std::vector<std::pair<Literal, std::string>> cases = {
      {{bool_type(), 1, 1, 0, {}}, "true"},
      {{int_type(), -5, 1, 0, {}}, "-5"},
      {{int_type(), kLowest, 1, 0, {}}, "-9223372036854775808"},
      {{money(), 41'250, 1, 0, {}}, "412.50"},
      {{money(), -5, 1, 0, {}}, "-0.05"},
      {{decimal_type(18), kLowest, 1, 0, {}}, "-9.223372036854775808"},
      {{ratio_type(), -1, 5, 0, {}}, "-1/5"},
      {{money_fraction(), kHighest, kHighest - 1, 0, {}}, "9223372036854775807/9223372036854775806"},
      {{float_type(), 0, 1, 0.1, {}}, "0.1"},
      {{float_type(), 0, 1, -1e300, {}}, "-1e+300"},
      {{float_type(), 0, 1, std::numeric_limits<double>::denorm_min(), {}}, "5e-324"},
      {{date_type(), 10'408, 1, 0, {}}, "1998-07-01"},
      {{date_type(), -1, 1, 0, {}}, "1969-12-31"},
      {{date_type(), kHighest, 1, 0, {}}, "9223372036854775807"},
      {{timestamp_type(), 10'408 * kMicrosPerDay, 1, 0, {}}, "1998-07-01T00:00:00Z"},
      {{timestamp_type(), -1, 1, 0, {}}, "1969-12-31T23:59:59.999999Z"},
      {{timestamp_type(), kLowest, 1, 0, {}}, "beginning"},
      {{timestamp_type(), kHighest, 1, 0, {}}, "end"},
      {{timestamp_type(), kHighest - 1, 1, 0, {}}, "9223372036854775806"},
      {{duration_type(), 0, 1, 0, {}}, "0d"},
      {{duration_type(), 5'400 * kMicrosPerSecond, 1, 0, {}}, "90m"},
      {{duration_type(), kLowest, 1, 0, {}}, "-9223372036854775808us"},
      {{enum_type(kTier), 2, 1, 0, {}}, "gold"},
      {{enum_type(kGender), 2, 1, 0, {}}, "\"not said\""},
      {{string_type(), 0, 1, 0, "a \"b\" \\ ; \n\t\x01 \xc3\xa4 \xff"}, "\"a \\\"b\\\" \\\\ ; \\n\\t\\x01 \xc3\xa4 \xff\""},
      {{id_type(kProductId), 0, 1, 0, "00001"}, "\"00001\""},
  };
  Builder builder(schema);
  for (const auto& [literal, text] : cases) {
    CHECK(literal_text(schema, literal) == text);
    builder.literal(literal);
  }
  builder.literal({float_type(), 0, 1, -0.0, {}});
  builder.literal({float_type(), 0, 1, 0.0, {}});
  const Plan plan = std::move(builder).finish();
  CHECK(plan.parameters.slots.size() == cases.size() + 2);
  check_round_trip(plan);
}

TEST_CASE("names that are no words are quoted and read back") {
  Schema schema;
  schema.name = "";
  schema.zone = "a;b";
  schema.units = {"E\"R", "optional"};
  schema.enums = {{"ordered", {"ordered", "1", "\n", ""}, false}};
  schema.profile = {{"kunde.straße", enum_type(0), true}, {"%1", money_type(0, 3)}, {"precision", id_type(1)}};
  schema.streams = {{"a b", "", {{"at : x", bool_type()}}}};
  Builder b(schema);
  b.profile_field(0);
  b.profile_field(1);
  b.event_field(0, 0);
  b.add_segment("= %1", b.truth(true));
  check_round_trip(std::move(b).finish());
}

TEST_CASE("errors name the line, what was found and what was expected") {
  const std::string head = "plan 1\nschema s zone UTC\nprofile age : int optional\n";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "line 1: found \"\", expected `plan 1`"},
      {"plan 2\n", "line 1: found \"plan 2\", expected `plan 1`"},
      {head + "flavour x\n", "line 4: found \"flavour\", expected `schema`"},
      {head + "profile born : dat\n", "line 4: found \"dat\", expected a type"},
      {head + "profile p : money(EUR,2)\n", "line 4: found \"EUR\", expected a unit that was declared"},
      {head + "literal $0 = 1.5 : int\n", "line 4: found \"1.5\", expected a value of type int"},
      {head + "literal $0 = 2/4 : ratio\n", "line 4: found 2/4, expected lowest terms"},
      {head + "literal $1 = 1 : int\n", "line 4: found $1, expected $0"},
      {head + "literal $0 = \"x\\q\" : string\n", "line 4: found an unknown escape"},
      {head + "literal $0 = \"x : string\n", "line 4: found the end of the line inside a text"},
      {head + "%0 = profile size : int profile\n", "line 4: found \"size\", expected a field of the schema"},
      {head + "%0 = bloom %1 : int profile\n", "line 4: found \"bloom\", expected an operator"},
      {head + "%0 = profile age : int profile\n%1 = lt %0 %1 : bool profile\n", "line 5: found %1, expected a node that stands above"},
      {head + "%0 = profile age : int profile\n%1 = lt %0 : bool profile\n", "line 5: node %1 (lt): found int, expected 2 operands"},
      {head + "%0 = profile age : int profile\n%1 = not %0 : bool profile\n", "line 5: node %1 (not): found int, expected bool operands"},
      {head + "%0 = profile age : int event\n", "line 4: node %0 (profile): found rate event, expected profile"},
      {head + "%0 = profile age : bool profile\n", "line 4: node %0 (profile): found type bool, expected int"},
      {head + "%0 = now : timestamp constant extra\n", "line 4: found \"extra\", expected the end of the line"},
      {head + "%0 = now : timestamp\n", "line 4: found the end of the line, expected `constant`"},
  };
  for (const auto& [text, error] : cases) {
    const std::string found = parse(text).error;
    INFO(text << found);
    CHECK(found.substr(0, error.size()) == error);
  }
}

TEST_CASE("damaged text is refused or is a Plan that prints and reads back, never a crash") {
  check_damaged(print(sample()), 20'260'301, "%$&=:(){},;\"\\ \n0123456789-abcmoneyplansegment\xff", 20'000);
}

}  // namespace
}  // namespace seg::plan
