// Whole sentences, as a person would say them.

#include <catch2/catch.hpp>

#include "compiler/driver/compile.h"
#include "compiler/english/english.h"
#include "runtime/calendar/calendar.h"

namespace seg::english {
namespace {

constexpr const char* kSchema = R"(schema shop {
  timezone "Europe/Berlin"
  profile { id id key, clv money(EUR)?, country string?, age_group int?, consent_email bool, signup_at timestamp, birth_date date?, visits int, tags list(string), status string }
  event purchase, purchases { at timestamp, category string?, product id(product), total money(EUR), quantity int }
  event email, emails { at timestamp, message id(message), kind enum(sent, open, click) }
}
)";

std::string in_one_line(const Sentence& sentence) {
  std::string text = sentence.text;
  for (const Sentence& part : sentence.parts) text += " [" + in_one_line(part) + "]";
  return text;
}

/// At 2026-10-01 12:00 in Berlin.
std::string sentence(const std::string& where) {
  const auto made = driver::compile({{"schema.seg", kSchema}, {"s.seg", "segment s { where " + where + " }\n"}}, {}, driver::Until::Hir);
  for (const Diagnostic& diagnostic : made.diagnostics.all()) INFO(diagnostic.message);
  REQUIRE_FALSE(made.diagnostics.has_errors());
  const auto now = calendar::parse_instant("2026-10-01T10:00Z", *calendar::Zone::find("UTC"));
  return in_one_line(describe(made.hir, made.hir.segments.back(), *now).sentence);
}

}  // namespace

TEST_CASE("counts of events") {
  CHECK(sentence("at least 2 purchases in last 90 days where category = \"shoes\"") ==
        "Customers who have at least 2 purchases in the last 90 days (since 2026-07-03 12:00) where the category is “shoes”.");
  CHECK(sentence("no purchases") == "Customers who have no purchases.");
  CHECK(sentence("exactly 1 purchase") == "Customers who have exactly 1 purchase.");
  CHECK(sentence("not at least 2 purchases") == "Customers who have at most 1 purchase.");
  CHECK(sentence("count(purchases) != 0") == "Customers who have at least 1 purchase.");
  CHECK(sentence("between 2 and 5 purchases in 2026-08") == "Customers who have from 2 to 5 purchases in August 2026.");
  CHECK(sentence("count(purchases) > 2") == "Customers who have at least 3 purchases.");
  CHECK(sentence("count(purchases) < 1") == "Customers who have no purchases.");
}

TEST_CASE("values of the customer") {
  CHECK(sentence("clv >= 412.50 EUR") == "Customers whose clv is at least 412.50 EUR.");
  CHECK(sentence("not clv > 400 EUR") == "Customers whose clv is at most 400 EUR.");
  CHECK(sentence("country != \"DE\" or unknown") == "Customers whose country is not “DE”, or this is not known.");
  CHECK(sentence("age_group in 25..34") == "Customers whose age_group is from 25 to 34.");
  CHECK(sentence("country is unknown") == "Customers whose country is not known.");
  CHECK(sentence("consent_email") == "Customers whose consent_email is true.");
  CHECK(sentence("not consent_email") == "Customers whose consent_email is false.");
  CHECK(sentence("signup_at >= 2026-01-01") == "Customers whose signup_at is at or after the start of 2026-01-01.");
}

TEST_CASE("what was said first stays first, whichever way it was compared") {
  CHECK(sentence("sum(total of purchases) > clv") == "Customers for whom the sum of total over purchases is more than their clv.");
  CHECK(sentence("clv < sum(total of purchases)") == "Customers whose clv is less than the sum of total over purchases.");
}

TEST_CASE("blocks: short ones in one line, others as lists") {
  CHECK(sentence("consent_email and clv > 5 EUR") == "Customers whose consent_email is true and whose clv is more than 5 EUR.");
  CHECK(sentence("at least 2 of { consent_email\n clv > 5 EUR\n country = \"DE\" }") ==
        "Customers for whom at least 2 of these are true: [their consent_email is true] [their clv is more than 5 EUR] [their country is "
        "“DE”]");
  CHECK(sentence("none of { consent_email\n clv > 5 EUR }") ==
        "Customers for whom none of these is true: [their consent_email is true] [their clv is more than 5 EUR]");
}

TEST_CASE("windows") {
  CHECK(sentence("any purchase in previous 30 days") ==
        "Customers who have at least 1 purchase in the 30 days before the last 30 days (2026-08-02 12:00 until before 2026-09-01 12:00).");
  CHECK(sentence("any purchase between 60 days ago and 30 days ago") ==
        "Customers who have at least 1 purchase in the 30 days before the last 30 days (2026-08-02 12:00 until before 2026-09-01 12:00).");
  CHECK(sentence("any purchase in 2026-08-03..2026-08-07") == "Customers who have at least 1 purchase from 2026-08-03 to 2026-08-07.");
  CHECK(sentence("any purchase in year 2025") == "Customers who have at least 1 purchase in 2025.");
  CHECK(sentence("any purchase since signup_at") == "Customers who have at least 1 purchase since their signup_at.");
}

TEST_CASE("aggregates, groups and references") {
  CHECK(sentence("avg(total of purchases) > 75 EUR") == "Customers for whom the average total of purchases is more than 75 EUR.");
  CHECK(sentence("max(1 of purchases) = 1") == "Customers for whom 1 (unknown without purchases) is 1.");
  CHECK(sentence("share(total > 5 EUR of purchases) >= 50%") ==
        "Customers for whom the share of purchases where the total is more than 5 EUR is at least 50 %.");
  CHECK(sentence("any category of purchases with count >= 3") ==
        "Customers who have at least 3 purchases of the same category.");
  CHECK(sentence("no category of purchases in last 30 days with count >= 3") ==
        "Customers who do not have at least 3 purchases of the same category in the last 30 days (since 2026-09-01 12:00).");
  CHECK(sentence("any category of purchases with count = 3") ==
        "Customers who have a category among the purchases such that there are exactly 3 purchases of that category.");
  CHECK(sentence("every last 3 emails satisfies kind = open") ==
        "Customers for whom each of the last 3 emails is one where the kind is open.");
  CHECK(sentence("any last 3 emails as e satisfies any purchase where product = \"x\"") ==
        "Customers for whom at least 1 of the last 3 emails is one where there is at least 1 purchase where the product is “x”.");
}

TEST_CASE("sequences") {
  CHECK(sentence("sequence { email then purchase as p within 3 days then no purchase within 24 hours where product = p.product }") ==
        "Customers who have, in this order: an email, then, within 3 days, a purchase, then no purchase with the same product within 1 day "
        "after that.");
  CHECK(sentence("not sequence { email then directly purchase }") ==
        "Customers who do not have, in this order: an email, then directly a purchase.");
}

TEST_CASE("calendar windows and values of time") {
  CHECK(sentence("any purchase in previous calendar month") ==
        "Customers who have at least 1 purchase in the previous calendar month (2026-09-01 to 2026-09-30).");
  CHECK(sentence("at least 2 purchases in each of last 4 calendar quarters") ==
        "Customers who have at least 2 purchases in each of the last 4 calendar quarters (2025-10-01 to 2026-09-30).");
  CHECK(sentence("any purchase within 7 days after signup_at") ==
        "Customers who have at least 1 purchase within 7 days after their signup_at.");
  CHECK(sentence("age(birth_date) in 25..34") == "Customers whose age by birth_date is from 25 to 34.");
  CHECK(sentence("signup_at before 6 months ago") == "Customers whose signup_at is before 2026-04-01 12:00 (6 months ago).");
  CHECK(sentence("anniversary(birth_date) within next 7 days") ==
        "Customers whose next anniversary of birth_date is within the next 7 days (2026-10-01 to 2026-10-08).");
}

TEST_CASE("windows of one unit, up to the end of a unit, and of each unit") {
  CHECK(sentence("any purchase in last 1 month") == "Customers who have at least 1 purchase in the past month (since 2026-09-01 12:00).");
  CHECK(sentence("any purchase in previous 1 year") ==
        "Customers who have at least 1 purchase in the year before the past year (2024-10-01 12:00 until before 2025-10-01 12:00).");
  CHECK(sentence("any purchase in last 1 calendar quarter") ==
        "Customers who have at least 1 purchase in the previous calendar quarter and this one so far (since 2026-07-01 00:00).");
  CHECK(sentence("any purchase in last 1 calendar day") ==
        "Customers who have at least 1 purchase yesterday and today (since 2026-09-30 00:00).");
  CHECK(sentence("any purchase between 2 months ago and now") ==
        "Customers who have at least 1 purchase from 2 months ago until before now (2026-08-01 12:00 until before 2026-10-01 12:00).");
  CHECK(sentence("any purchase before 6 months ago") == "Customers who have at least 1 purchase before 2026-04-01 12:00 (6 months ago).");
  CHECK(sentence("any purchase within 2 calendar months after signup_at") ==
        "Customers who have at least 1 purchase from their signup_at to the end of the calendar month 2 months later.");
  CHECK(sentence("birth_date within next 1 calendar month") ==
        "Customers whose birth_date is from today to the end of the next calendar month (2026-10-01 to 2026-11-30).");
  CHECK(sentence("birth_date in this calendar month") ==
        "Customers whose birth_date is in this calendar month (2026-10-01 to 2026-10-31).");
  CHECK(sentence("birth_date since 2026-01-01") == "Customers whose birth_date is from 2026-01-01 to today.");
  CHECK(sentence("no purchases in each of last 3 calendar months") ==
        "Customers who have no purchases in any of the last 3 calendar months (2026-07-01 to 2026-09-30).");
}

TEST_CASE("today, and days with events") {
  CHECK(sentence("signup_at in today") == "Customers whose signup_at is today (2026-10-01).");
  CHECK(sentence("count(distinct date(at) of purchases in last 30 days) >= 2") ==
        "Customers for whom the number of different days with purchases in the last 30 days (since 2026-09-01 12:00) is at least 2.");
}

TEST_CASE("hours, days of the week and months are said as clocks and calendars say them") {
  CHECK(sentence("hour(signup_at) in 22..2") == "Customers for whom the time of day of their signup_at is from 22:00 until before 03:00.");
  CHECK(sentence("hour(signup_at) not in 9..16") ==
        "Customers for whom the time of day of their signup_at is not from 09:00 until before 17:00.");
  CHECK(sentence("hour(signup_at) = 8") == "Customers for whom the time of day of their signup_at is from 08:00 until before 09:00.");
  CHECK(sentence("hour(signup_at) >= 18") == "Customers for whom the time of day of their signup_at is at or after 18:00.");
  CHECK(sentence("not hour(signup_at) >= 18") == "Customers for whom the time of day of their signup_at is before 18:00.");
  CHECK(sentence("hour(signup_at) <= 5") == "Customers for whom the time of day of their signup_at is before 06:00.");
  CHECK(sentence("hour(signup_at) > 23") == "Customers for whom the hour of their signup_at is more than 23.");
  CHECK(sentence("any purchase where weekday(at) in saturday..monday") ==
        "Customers who have at least 1 purchase where the weekday is from Saturday to Monday.");
  CHECK(sentence("any purchase where weekday(at) > saturday") == "Customers who have at least 1 purchase where the weekday is Sunday.");
  CHECK(sentence("any purchase where weekday(at) in (monday, tuesday)") ==
        "Customers who have at least 1 purchase where the weekday is Monday or Tuesday.");
  CHECK(sentence("month(signup_at) in 11..2") == "Customers for whom the month of their signup_at is from November to February.");
  CHECK(sentence("calendar_month(signup_at) = 2026-09-01") ==
        "Customers for whom the calendar month of their signup_at is September 2026.");
}

TEST_CASE("names in the plural have their verb") {
  CHECK(sentence("visits >= 3") == "Customers whose visits are at least 3.");
  CHECK(sentence("tags contain \"vip\"") == "Customers whose tags contain “vip”.");
  CHECK(sentence("not tags contain \"vip\"") == "Customers whose tags do not contain “vip”.");
  CHECK(sentence("status = \"x\"") == "Customers whose status is “x”.");
}

TEST_CASE("the population") {
  CHECK(sentence("clv in top 20%") == "Customers whose clv is among the top 20 % of all customers.");
  CHECK(sentence("not clv in bottom 10%") == "Customers whose clv is not among the bottom 10 % of all customers.");
  CHECK(sentence("clv > average(clv)") == "Customers whose clv is more than the average clv of all customers.");
  CHECK(sentence("clv >= percentile(80, clv)") == "Customers whose clv is at least the 80th percentile of clv of all customers.");
}

}  // namespace seg::english
