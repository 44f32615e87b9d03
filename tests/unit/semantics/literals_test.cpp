// What a literal is, given the other side: read back from the constant in the typed form.

#include <catch2/catch.hpp>

#include "tests/unit/semantics/compiled.h"

using namespace seg;

namespace {

/// The constant of `FIELD < LITERAL`.
plan::Literal literal_in(const std::string& comparison) {
  const driver::Compilation made = test::compiled("segment s { where " + comparison + " }", driver::Until::Hir);
  INFO(comparison);
  REQUIRE_FALSE(made.diagnostics.has_errors());
  const auto& compare = std::get<hir::Compare>(test::condition(made).node);
  for (const hir::ExprId side : {compare.left, compare.right}) {
    if (const auto* constant = std::get_if<hir::Constant>(&made.hir[side].node)) return constant->value;
  }
  FAIL("no constant");
  return {};
}

}  // namespace

TEST_CASE("money takes the scale of the field, or keeps its own digits") {
  CHECK(literal_in("clv < 412.5 EUR").number == 41250);
  CHECK(literal_in("clv < 412.5 EUR").type.scale == 2);
  CHECK(literal_in("clv < 0.001 EUR").number == 1);
  CHECK(literal_in("clv < 0.001 EUR").type.scale == 3);
  CHECK(literal_in("yen < 500 JPY").number == 500);
  CHECK(literal_in("yen < 500 JPY").type.scale == 0);
}

TEST_CASE("plain numbers take the other side's type where they keep their value") {
  CHECK(literal_in("price < 5").type == plan::decimal_type(4));
  CHECK(literal_in("price < 5").number == 50000);
  CHECK(literal_in("price < 1.23456").type == plan::decimal_type(5));
  CHECK(literal_in("points < 1.50").type == plan::decimal_type(1));
  CHECK(literal_in("points < 2.0").type == plan::int_type());
  CHECK(literal_in("weight < 0.1").real == 0.1);
  CHECK(literal_in("weight < 5%").real == 0.05);
  // 2^53 + 1 is no double: it stays an int, and the comparison is exact.
  CHECK(literal_in("weight < 9007199254740993").type == plan::int_type());
}

TEST_CASE("a percentage is an exact ratio") {
  const plan::Literal half_percent = literal_in("price < 0.5%");
  CHECK(half_percent.type == plan::ratio_type());
  CHECK(half_percent.number == 1);
  CHECK(half_percent.denominator == 200);
  CHECK(test::codes("segment s { where points < 0.123456789012345678% }") == std::vector{Code::DoesNotFit});
}

TEST_CASE("signs belong to the literal") {
  CHECK(literal_in("points < -5").number == -5);
  CHECK(literal_in("points < -(-5)").number == 5);
  CHECK(literal_in("clv < -5 EUR").number == -500);
}

TEST_CASE("names and texts are values of an enum") {
  CHECK(literal_in("tier < gold").number == 2);
  CHECK(literal_in("tier < \"silver\"").number == 1);
  CHECK(literal_in("silver < tier").number == 1);
}

TEST_CASE("a list is a set only where every item has the value's own type") {
  const auto node = [](const std::string& where) {
    const driver::Compilation made = test::compiled("segment s { where " + where + " }", driver::Until::Hir);
    REQUIRE_FALSE(made.diagnostics.has_errors());
    return test::condition(made).node;
  };
  CHECK(std::holds_alternative<hir::InSet>(node("points in (3, 1, 3)")));
  CHECK(std::holds_alternative<hir::Logic>(node("points in (3, 1.5)")));
  CHECK(std::holds_alternative<hir::Logic>(node("consent in (true, false)")));
  CHECK(std::holds_alternative<hir::Not>(node("country not in (\"DE\")")));
}

TEST_CASE("sets are sorted and without duplicates") {
  const driver::Compilation made = test::compiled("segment s { where points in (3, -1, 3, 2.0) }", driver::Until::Hir);
  REQUIRE(made.hir.sets.size() == 1);
  std::vector<std::int64_t> numbers;
  for (const plan::Literal& element : made.hir.sets[0].elements) numbers.push_back(element.number);
  CHECK(numbers == std::vector<std::int64_t>{-1, 2, 3});
}

TEST_CASE("a date in a period compares days, a timestamp instants") {
  const auto parts = [](const std::string& where) {
    const driver::Compilation made = test::compiled("segment s { where " + where + " }", driver::Until::Hir);
    REQUIRE_FALSE(made.diagnostics.has_errors());
    std::vector<std::pair<hir::Relation, plan::Kind>> found;
    for (const hir::ExprId part : made.hir.operands(std::get<hir::Logic>(test::condition(made).node).operands)) {
      const auto& compare = std::get<hir::Compare>(made.hir[part].node);
      found.emplace_back(compare.relation, made.hir[compare.left].type.kind);
    }
    return found;
  };
  using Parts = std::vector<std::pair<hir::Relation, plan::Kind>>;
  CHECK(parts("birth_date in 1998-04") ==
        Parts{{hir::Relation::LessEqual, plan::Kind::Date}, {hir::Relation::LessEqual, plan::Kind::Date}});
  CHECK(parts("signup_at in 1998-04") ==
        Parts{{hir::Relation::LessEqual, plan::Kind::Timestamp}, {hir::Relation::Less, plan::Kind::Timestamp}});
}
