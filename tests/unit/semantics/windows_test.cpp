#include <catch2/catch.hpp>

#include "tests/unit/semantics/compiled.h"

namespace seg::test {
namespace {

std::vector<Code> codes_of_window(const std::string& window) { return codes("segment a { where any purchase " + window + " }"); }

}  // namespace

TEST_CASE("ends of windows are the wrong way round only where they are so for every now") {
  const auto* window =
      GENERATE("between 30 days ago and 60 days ago", "between 1 month ago and 3 months ago", "between 1 month ago and 1 month ago",
               "between 30 days ago and 2 months ago", "between 1 calendar month ago and 1 calendar quarter ago",
               "between 1 calendar week ago and 2 calendar weeks ago", "between 1 month ago and 9 calendar weeks ago",
               "between 20 days ago and 1 calendar month ago", "between 12 months ago and 1 year ago",
               "between 4 quarters ago and 13 months ago", "between 2026-02-01 and 2026-01-01", "between 2026-02-01 and 2026-01-30T00:00Z");
  CAPTURE(window);
  CHECK(codes_of_window(window) == std::vector{Code::ReversedRange});
}

TEST_CASE("ends of windows that some now puts in order are taken") {
  const auto* window =
      GENERATE("between 1 month ago and 29 days ago", "between 29 days ago and 1 month ago", "between 3 months ago and 1 month ago",
               "between 1 calendar month ago and 20 days ago", "between 40 days ago and 1 calendar month ago",
               "between 4 calendar weeks ago and 1 calendar month ago", "between 2026-02-01 and 2026-02-01T12:00Z",
               "between signup_at and 3 months ago", "between 1 calendar month ago and now");
  CAPTURE(window);
  CHECK(codes_of_window(window).empty());
}

TEST_CASE("lengths of windows are positive and fit") {
  CHECK(codes_of_window("in last 0 months") == std::vector{Code::EmptyWindow});
  CHECK(codes_of_window("in previous 0 calendar weeks") == std::vector{Code::EmptyWindow});
  CHECK(codes_of_window("in last 0 days") == std::vector{Code::EmptyWindow});
  CHECK(codes_of_window("in last 145000 years").empty());
  CHECK(codes_of_window("in last 146000 years") == std::vector{Code::DoesNotFit});
  CHECK(codes_of_window("in last 9223372036854775807 calendar quarters") == std::vector{Code::DoesNotFit});
  CHECK(codes_of_window("in each of last 120 calendar days").empty());
  CHECK(codes_of_window("in each of last 121 calendar days") == std::vector{Code::MisplacedWindow});
  CHECK(codes_of_window("in each of last 0 calendar days") == std::vector{Code::MisplacedWindow});
}

TEST_CASE("what is said of a condition in several windows is said once") {
  CHECK(codes("segment a { where every purchase in each of last 3 calendar months satisfies country = \"DE\" }") ==
        std::vector{Code::ShadowedName});
  CHECK(codes("segment a { where every purchase in each of last 3 calendar months satisfies unheard = 1 }") ==
        std::vector{Code::UnknownField});
}

TEST_CASE("a parameter stands for months where windows and dates read it") {
  const std::string spend = "trait spend(window: duration) = sum(total of purchases in last window)\n";
  CHECK(codes(spend + "segment a { where spend(3 months) > 1 EUR and spend(2 calendar weeks) > 1 EUR and spend(9 days) > 1 EUR }").empty());
  CHECK(codes("trait later(wait: duration) = signup_at + wait\nsegment a { where later(1 year) < now and later(2 days) < now }").empty());
  CHECK(codes("trait waited(wait: duration) = now - signup_at > wait\nsegment a { where waited(1 year) }") ==
        std::vector{Code::CalendarLength});
  CHECK(codes(spend + "trait twice(w: duration) = spend(w)\nsegment a { where twice(1 quarter) > 1 EUR }").empty());
}

TEST_CASE("counts of months that no date has do not overflow") {
  CHECK(codes("segment a { where signup_at + 1000000000 years < now }").empty());
  CHECK(codes("segment a { where signup_at + 1000000001 years < now }") == std::vector{Code::DoesNotFit});
  CHECK(codes("segment a { where birth_date - 9223372036854775807 quarters < today }") == std::vector{Code::DoesNotFit});
}

}  // namespace seg::test
