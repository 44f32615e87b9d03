#include "compiler/semantics/types.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace seg;
using namespace seg::semantics;

TEST_CASE("a number keeps its value on another scale or has none there") {
  CHECK(rescaled(5, 0, 2) == 500);
  CHECK(rescaled(-1250, 3, 2) == -125);
  CHECK_FALSE(rescaled(1255, 3, 2).has_value());  // 1.255 has three digits
  CHECK_FALSE(rescaled(10, 0, 18).has_value());   // 10^19 > 2^63
  CHECK(rescaled(9, 0, 18) == 9'000'000'000'000'000'000);
  CHECK(rescaled(0, 18, 0) == 0);
}

TEST_CASE("minor units of currencies are those of ISO 4217") {
  CHECK(minor_unit("EUR") == 2);
  CHECK(minor_unit("JPY") == 0);
  CHECK(minor_unit("KRW") == 0);
  CHECK(minor_unit("BHD") == 3);
  CHECK(minor_unit("KWD") == 3);
  CHECK(minor_unit("TND") == 3);
}

TEST_CASE("fractions are in lowest terms and never hold the smallest integer") {
  const auto half = fraction_literal(plan::ratio_type(), -50, 100);
  REQUIRE(half);
  CHECK(half->number == -1);
  CHECK(half->denominator == 2);
  CHECK(fraction_literal(plan::ratio_type(), 0, 7)->denominator == 1);
  CHECK_FALSE(fraction_literal(plan::ratio_type(), std::numeric_limits<std::int64_t>::min(), 3).has_value());
}

TEST_CASE("plain numbers mix, units do not, a date stands beside a timestamp") {
  const plan::Type eur = plan::money_type(0, 2);
  CHECK(is_comparable(plan::int_type(), plan::float_type()));
  CHECK(is_comparable(plan::decimal_type(4), plan::ratio_type()));
  CHECK(is_comparable(eur, plan::money_type(0, 4)));
  CHECK(is_comparable(eur, fraction_of(eur)));
  CHECK(is_comparable(plan::date_type(), plan::timestamp_type()));
  CHECK_FALSE(is_comparable(eur, plan::money_type(1, 2)));
  CHECK_FALSE(is_comparable(eur, plan::int_type()));
  CHECK_FALSE(is_comparable(plan::int_type(), plan::duration_type()));
  CHECK_FALSE(is_comparable(plan::string_type(), plan::Type{plan::Kind::Id, false, 0, plan::kNoUnit}));
}

TEST_CASE("types are written as a schema writes them") {
  plan::Schema schema;
  const auto eur = schema.unit("EUR");
  schema.enums.push_back({"size", {"s", "m", "l"}, true});
  CHECK(written_type(schema, plan::money_type(eur, 2)) == "money(EUR)");
  CHECK(written_type(schema, plan::money_type(eur, 4)) == "money(EUR,4)");
  CHECK(written_type(schema, {plan::Kind::Enum, false, 0, 0}) == "enum(s < m < l)");
  CHECK(described(schema, fraction_of(plan::money_type(eur, 2))) == "money in EUR");
}
