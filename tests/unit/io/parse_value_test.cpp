#include "runtime/io/parse_value.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "runtime/io/convert.h"
#include "runtime/io/nearest.h"
#include "runtime/io/problem.h"
#include "runtime/io/text_table.h"

using namespace seg::io;

namespace {

constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kMin = std::numeric_limits<std::int64_t>::min();

void check(Parsed<std::int64_t> parsed, std::int64_t value) {
  CHECK(parsed.defect == Defect::None);
  CHECK(parsed.value == value);
}

}  // namespace

TEST_CASE("decimal texts are exact") {
  check(parse_scaled("12.5", 2), 1250);
  check(parse_scaled("-0.05", 2), -5);
  check(parse_scaled("+7", 0), 7);
  check(parse_scaled(".5", 1), 5);
  check(parse_scaled("5.", 1), 50);
  check(parse_scaled("12.500", 2), 1250);
  check(parse_scaled("3.0", 0), 3);
  check(parse_scaled("-0", 3), 0);
  check(parse_scaled("9223372036854775807", 0), kMax);
  check(parse_scaled("-9223372036854775808", 0), kMin);
  check(parse_scaled("-92233720368547758.08", 2), kMin);
  check(parse_scaled("00001", 0), 1);
}

TEST_CASE("decimal texts that are none, too fine or too large") {
  for (const char* text : {"", "-", ".", "+.", "1e3", "1,000", " 1", "1 ", "0x10", "1.2.3", "--1", "NaN"}) {
    INFO(text);
    CHECK(parse_scaled(text, 2).defect == Defect::Bad);
  }
  CHECK(parse_scaled("0.005", 2).defect == Defect::Digits);
  CHECK(parse_scaled("1.5", 0).defect == Defect::Digits);
  CHECK(parse_scaled("9223372036854775808", 0).defect == Defect::Range);
  CHECK(parse_scaled("92233720368547758.08", 2).defect == Defect::Range);
  CHECK(parse_scaled("100000000000000000000000000", 0).defect == Defect::Range);
  CHECK(parse_scaled("10", 18).defect == Defect::Range);
}

TEST_CASE("floats are their shortest decimal text") {
  check(scaled_of(0.1, 2), 10);
  check(scaled_of(1.15, 2), 115);  // the double is 1.149999…
  check(scaled_of(-33.6442, 4), -336442);
  check(scaled_of(0.1F, 1), 1);  // as a double it is 0.10000000149…
  check(scaled_of(16777216.0F, 0), 16777216);
  check(scaled_of(1e15, 2), 100000000000000000);
  check(scaled_of(-0.0, 2), 0);
  check(scaled_of(9007199254740993.0, 0), 9007199254740992);
  CHECK(scaled_of(0.1 + 0.2, 2).defect == Defect::Digits);  // 0.30000000000000004
  CHECK(scaled_of(0.005, 2).defect == Defect::Digits);
  CHECK(scaled_of(1e300, 0).defect == Defect::Range);
  CHECK(scaled_of(1e-300, 18).defect == Defect::Digits);
  CHECK(scaled_of(std::numeric_limits<double>::quiet_NaN(), 2).defect == Defect::Bad);
  CHECK(scaled_of(std::numeric_limits<double>::infinity(), 2).defect == Defect::Bad);
}

TEST_CASE("integers of another scale") {
  check(rescaled(1250, 2, 2), 1250);
  check(rescaled(1250, 1, 3), 125000);
  check(rescaled(1250, 3, 2), 125);
  CHECK(rescaled(1255, 3, 2).defect == Defect::Digits);
  CHECK(rescaled(kMax, 0, 1).defect == Defect::Range);
}

TEST_CASE("floats from texts") {
  CHECK(parse_float("1e-3").value == 1e-3);
  CHECK(parse_float("+2.5").value == 2.5);
  CHECK(std::isnan(parse_float("nan").value));
  CHECK(parse_float("1e999").defect == Defect::Range);
  CHECK(parse_float("1.0x").defect == Defect::Bad);
  CHECK(parse_float("").defect == Defect::Bad);
  CHECK(parse_float("+-1").defect == Defect::Bad);
}

TEST_CASE("dates and times") {
  check(parse_date("1970-01-01"), 0);
  check(parse_date("1998-07-01"), 10408);  // date(1998,7,1).toordinal() - date(1970,1,1).toordinal()
  check(parse_date("0000-01-01"), -719528);
  CHECK(parse_date("1998-02-30").defect == Defect::Range);
  CHECK(parse_date("1998-7-1").defect == Defect::Bad);
  CHECK(parse_date("1998-07-01T00:00").defect == Defect::Bad);

  const Parsed<DateTime> local = parse_date_time("1998-07-01 09:30:15.25");
  CHECK(local.defect == Defect::None);
  CHECK_FALSE(local.value.has_offset);
  CHECK(local.value.time_of_day == 34'215'250'000);
  CHECK(parse_date_time("1998-07-01T09:30Z").value.has_offset);
  CHECK(parse_date_time("1998-07-01T09:30-05:30").value.offset == -19800);
  CHECK(parse_date_time("1998-07-01T09:30+0200").value.offset == 7200);
  CHECK(parse_date_time("1998-07-01T09:30:00.123456789Z").value.time_of_day == 34'200'123'456);
  for (const char* text : {"1998-07-01T24:00", "1998-07-01T09", "1998-07-01T09:60", "1998-07-01T09:30:61", "1998-07-01T09:30:15.",
                           "1998-07-01T09:30+2", "1998-07-01x", "1998-07-01T09:30ZZ", "01.07.1998"}) {
    INFO(text);
    CHECK(parse_date_time(text).defect == Defect::Bad);
  }
}

TEST_CASE("times by a format") {
  CHECK(parse_formatted("17.03.1999", "%d.%m.%Y").value.day == 10667);  // date(1999,3,17)
  CHECK_FALSE(parse_formatted("17.03.1999", "%d.%m.%Y").value.has_time);
  const Parsed<DateTime> us = parse_formatted("3/17/1999 1:05:09 PM", "%m/%d/%Y %I:%M:%S %p");
  CHECK(us.value.day == 10667);
  CHECK(us.value.time_of_day == ((13 * 60 + 5) * 60 + 9) * std::int64_t{1'000'000});
  CHECK(parse_formatted("1999-03-17 10:00 +0130", "%F %H:%M %z").value.offset == 5400);
  CHECK(parse_formatted("17 Mar 1999", "%d %b %Y").value.day == 10667);
  CHECK(parse_formatted("17.03.1999x", "%d.%m.%Y").defect == Defect::Bad);
  CHECK(parse_formatted("31.02.1999", "%d.%m.%Y").defect == Defect::Bad);
  CHECK(parse_formatted("10:00", "%H:%M").defect == Defect::Bad);
}

TEST_CASE("durations") {
  check(parse_duration("90 days"), 7'776'000'000'000);
  check(parse_duration("1 week"), 604'800'000'000);
  check(parse_duration("-2 hours"), -7'200'000'000);
  CHECK(parse_duration("3 months").defect == Defect::Bad);
  CHECK(parse_duration("90").defect == Defect::Bad);
  CHECK(parse_duration("99999999999999 weeks").defect == Defect::Range);
}

TEST_CASE("values are shown escaped and shortened") {
  CHECK(shown("12,x0") == "\"12,x0\"");
  CHECK(shown("a\nb\x1B[31m\"") == "\"a\\nb\\u{1B}[31m\\\"\"");
  CHECK(shown("\xFFz\xC3") == "\"\\xFFz\\xC3\"");
  CHECK(shown("\xE2\x80\xAE") == "\"\\u{202E}\"");  // right-to-left override
  CHECK(shown("äöü") == "\"äöü\"");
  CHECK(shown(std::string(41, 'a')) == "\"" + std::string(40, 'a') + "…\"");
}

TEST_CASE("UTF-8 as RFC 3629 has it") {
  CHECK(valid_utf8("grüße 🙂 and a long ASCII tail"));
  for (const char* text :
       {"\x80", "\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF8\x88\x80\x80\x80", "abc\xC3", "12345678\xFF"}) {
    CHECK_FALSE(valid_utf8(text));
  }
}

TEST_CASE("names near to what was meant") {
  CHECK(nearest("costumer", {"customer", "country"}) == "customer");
  CHECK(nearest("CLV", {"id", "clv"}) == "clv");
  CHECK(nearest("zzz", {"customer"}).empty());
}

TEST_CASE("thousands of texts keep their codes") {
  TextTable table;
  for (int i = 0; i < 5000; ++i) REQUIRE(table.add("text " + std::to_string(i)) == i);
  for (int i = 0; i < 5000; ++i) REQUIRE(table.add("text " + std::to_string(i)) == i);
  CHECK(table.find("text 4999") == 4999);
  CHECK(table.find("text 5000") == -1);
  CHECK(table.add("") == 5000);
  CHECK(table.texts().at(5000).empty());
}
