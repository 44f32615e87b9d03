// Values: what is optional, what a product or a constant becomes, where errors point. The shapes themselves are goldens.

#include <catch2/catch.hpp>

#include "tests/unit/semantics/compiled.h"

using namespace seg;

namespace {

bool optional(const std::string& where) {
  const driver::Compilation made = test::compiled("segment s { where " + where + " }", driver::Until::Hir);
  INFO(where);
  REQUIRE_FALSE(made.diagnostics.has_errors());
  return test::condition(made).optional;
}

/// The type of a trait's value, as the Plan writes it.
std::string type_of(const std::string& value) {
  const driver::Compilation made = test::compiled("trait t = " + value + "\nsegment s { where t is known }", driver::Until::Hir);
  INFO(value);
  REQUIRE_FALSE(made.diagnostics.has_errors());
  REQUIRE(made.hir.traits.size() == 1);
  return plan::type_text(made.hir.schema.plan, made.hir.traits[0].type);
}

std::vector<Code> codes_of(const std::string& where) { return test::codes("segment s { where " + where + " }"); }

/// What the first diagnostic points at.
std::string place_of(const std::string& where) {
  const driver::Compilation made = test::compiled("segment s { where " + where + " }", driver::Until::Hir);
  REQUIRE(made.diagnostics.all().size() == 1);
  return std::string(made.sources.text(made.diagnostics.all()[0].labels.front().span));
}

}  // namespace

TEST_CASE("what is looked up may be unknown: the row may be missing") {
  CHECK(optional("year(store.opened) = 2000"));
  CHECK(optional("last(product of purchases).color = \"red\""));
  CHECK_FALSE(optional("any purchase where product.price > 5"));
  CHECK_FALSE(optional("store.opened is known"));
}

TEST_CASE("tests of lists and texts may be unknown where the list or the text is") {
  CHECK_FALSE(optional("tags contain \"vip\""));
  CHECK(optional("wished contain \"vip\""));
  CHECK(optional("tags contain all of wished"));
  CHECK(optional("tags contain country"));
  CHECK(optional("country matches /^D/"));
  CHECK(optional("country = \"de\" ignoring case"));
  CHECK(optional("address.city = \"Kiel\""));
  CHECK(optional("weekday(visited_at) in saturday..sunday"));
}

TEST_CASE("a score is never unknown") { CHECK(type_of("score { 2 if country = \"DE\", -1 if consent }") == "int"); }

TEST_CASE("types of functions") {
  CHECK(type_of("length(country)") == "int");
  CHECK(type_of("upper(country)") == "string");
  CHECK(type_of("abs(clv)") == "money(EUR,2)");
  CHECK(type_of("abs(signup_at - visited_at)") == "duration");
  CHECK(type_of("round(clv)") == "money(EUR,0)");
  CHECK(type_of("floor(clv / 3)") == "money(EUR,0)");
  CHECK(type_of("ceil(weight)") == "int");
  CHECK(type_of("mod(points, 7)") == "int");
  CHECK(type_of("mod(price, 0.25)") == "decimal(4)");
  CHECK(type_of("mod(points, 0.25)") == "decimal(2)");
  CHECK(type_of("date(signup_at)") == "date");
  CHECK(type_of("calendar_quarter(signup_at)") == "date");
  CHECK(type_of("minute(signup_at)") == "int");
}

TEST_CASE("products with what is looked up are exact") {
  CHECK(type_of("sum(quantity * product.price of purchases)") == "decimal(4)");
  CHECK(type_of("sum(quantity * product.cost of purchases)") == "money(EUR,4)");
  CHECK(type_of("sum(total - quantity * product.cost of purchases)") == "money(EUR,4)");
  CHECK(type_of("sum(product.price * product.price of purchases)") == "decimal(8)");
}

TEST_CASE("a list stands nowhere that one value should") {
  for (const char* where : {"days in 2020-01",
                            "days in 2020-01..2020-03",
                            "days in 2020-01-01..2020-02-01",
                            "tags in \"a\"..\"b\"",
                            "days - 1 days < 2020-01-01",
                            "days < 2020-01-01",
                            "-sizes = 1",
                            "any purchase since days",
                            "any purchase in days",
                            "days in days",
                            "birth_date in 2020-01..days",
                            "length(tags) = 1",
                            "year(days) = 2000",
                            "abs(sizes) = 1",
                            "mod(sizes, 2) = 1",
                            "average(sizes) > 1",
                            "sizes in top 10%",
                            "tags matches /x/",
                            "tags starts with \"x\"",
                            "name_of_nothing(tags) = 1"}) {
    INFO(where);
    CHECK(codes_of(where).size() == 1);
  }
}

TEST_CASE("errors point at the part that is wrong") {
  CHECK(place_of("address.geo.zap = \"1\"") == "zap");
  CHECK(place_of("country matches /ab[c/") == "[c");
  CHECK(place_of("country matches \"a\\\\pb\"") == "\\pb");
  CHECK(place_of("any purchase where product.supplier.regin = \"x\"") == "regin");
  CHECK(place_of("tags contain any of (\"a\", 5)") == "5");
}

TEST_CASE("a field in a struct is found by its own name, and a struct by a near one") {
  const auto suggested = [](const std::string& where) {
    const driver::Compilation made = test::compiled("segment s { where " + where + " }", driver::Until::Hir);
    REQUIRE(made.diagnostics.all().size() == 1);
    REQUIRE(made.diagnostics.all()[0].fixes.size() == 1);
    return made.diagnostics.all()[0].fixes[0].edits[0].text;
  };
  CHECK(suggested("zip = \"1\"") == "address.geo.zip");
  CHECK(suggested("adress.city = \"x\"") == "address");
  CHECK(suggested("address.gea.zip = \"x\"") == "geo");
}

TEST_CASE("one cause is one diagnostic in lists, scores, functions and paths") {
  CHECK(codes_of("lower(contry) = \"x\"") == std::vector{Code::UnknownField});
  CHECK(codes_of("tagz contain \"x\"") == std::vector{Code::UnknownField});
  CHECK(codes_of("\"x\" in tagz") == std::vector{Code::UnknownField});
  CHECK(codes_of("contry matches /x/") == std::vector{Code::UnknownField});
  CHECK(codes_of("contry = \"x\" ignoring case") == std::vector{Code::UnknownField});
  CHECK(codes_of("stor.opened = 2000-01-01") == std::vector{Code::UnknownField});
  CHECK(test::codes("trait t = score { 1 if contry = \"x\" }\nsegment s { where t > 1 }") == std::vector{Code::UnknownField});
}

TEST_CASE("a pattern longer than the limit is refused, however it is written") {
  const std::string long_pattern(1'001, 'a');
  CHECK(codes_of("country matches /" + long_pattern + "/") == std::vector{Code::BadPattern});
  CHECK(codes_of("country matches /" + long_pattern.substr(1) + "/").empty());
  CHECK(codes_of("country matches \"\"").empty());
}

TEST_CASE("constants lose their case when the text is compiled") {
  const driver::Compilation made = test::compiled("segment s { where country = \"STRASSE\" ignoring case }", driver::Until::Hir);
  REQUIRE_FALSE(made.diagnostics.has_errors());
  const auto& compare = std::get<hir::Compare>(test::condition(made).node);
  CHECK(std::get<hir::Constant>(made.hir[compare.right].node).value.text == "strasse");
}

TEST_CASE("only hours, months and days of the week go round") {
  CHECK(codes_of("hour(signup_at) in 22..2").empty());
  CHECK(codes_of("month(birth_date) in 11..2").empty());
  CHECK(codes_of("weekday(birth_date) in saturday..monday").empty());
  CHECK(codes_of("day(birth_date) in 28..3") == std::vector{Code::ReversedRange});
  CHECK(codes_of("minute(signup_at) in 50..10") == std::vector{Code::ReversedRange});
  CHECK(codes_of("hour(signup_at) + 1 in 22..2") == std::vector{Code::ReversedRange});
}
