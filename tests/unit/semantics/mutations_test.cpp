// Whatever a text has become, the checks end, and a Plan that they let through is well-formed.

#include <catch2/catch.hpp>
#include <random>

#include "tests/unit/semantics/compiled.h"

using namespace seg;

namespace {

constexpr std::string_view kText = R"(trait spend = sum(total of purchases in last 90 days where category = "a" or quantity > 2)
trait mean = avg(discount of purchases since signup_at) / 2
segment first {
  owner "crm"
  channel email
  priority 10
  where all of {
    clv in top 20%
    no purchases in previous 60 days where (country = profile.country)
    at most 1 of { consent, tier >= silver, points in (1, 2.5, 3) }
    price * 1.5 + points > 20% or unknown
    signup_at in 1998-01..1998-04
  }
}
trait signals = score {
  2 if no purchases in last 60 days
  -1 if tags contain any of ("vip", "new")
  3 if not wished contain "x" ignoring case
}
segment third {
  where all of {
    any purchase where product.supplier.region = "north" ignoring case
    address.geo.zip matches /^1[0-9]+/i
    hour(signup_at) in 22..2 or weekday(birth_date) in (monday, friday)
    mod(points, 3) = 1 and round(price * 2) > length(trim(country))
    sum(quantity * product.price of purchases) > 5.5
    "vip" in tags
    year(store.opened) < 2000
  }
}
segment second { where member of first and spend > average(spend) and mean < 5 EUR and birth_date + 7 days < signup_at }
)";

/// The places between two words.
std::vector<std::pair<std::size_t, std::size_t>> words(std::string_view text) {
  std::vector<std::pair<std::size_t, std::size_t>> found;
  std::size_t begin = std::string_view::npos;
  for (std::size_t at = 0; at <= text.size(); ++at) {
    const bool inside = at < text.size() && text[at] != ' ' && text[at] != '\n' && text[at] != '(' && text[at] != ')';
    if (inside && begin == std::string_view::npos) begin = at;
    if (!inside && begin != std::string_view::npos) {
      found.emplace_back(begin, at);
      begin = std::string_view::npos;
    }
  }
  return found;
}

/// One word is replaced by another of the text, or left out.
std::string mutated(const std::string& text, std::mt19937& random) {
  const auto places = words(text);
  const auto pick = [&] { return places[std::uniform_int_distribution<std::size_t>(0, places.size() - 1)(random)]; };
  const auto [begin, end] = pick();
  const auto [from, to] = pick();
  const bool leave_out = std::uniform_int_distribution<int>(0, 3)(random) == 0;
  return text.substr(0, begin) + (leave_out ? std::string() : text.substr(from, to - from)) + text.substr(end);
}

}  // namespace

TEST_CASE("mutated texts give diagnostics or a Plan that verifies") {
  REQUIRE(test::compiled(std::string(kText)).plan);
  std::mt19937 random(19980701);
  std::size_t plans = 0;
  std::size_t refused = 0;
  for (int round = 0; round < 1'500; ++round) {
    std::string text(kText);
    const int changes = 1 + round % 3;
    for (int change = 0; change < changes; ++change) text = mutated(text, random);
    INFO(text);
    const driver::Compilation made = test::compiled(text);
    REQUIRE((made.plan.has_value() || made.diagnostics.has_errors()));
    ++(made.plan ? plans : refused);
    if (made.plan) REQUIRE(plan::verify(*made.plan).empty());
  }
  // Both happen often, or the mutations would show nothing.
  CHECK(plans > 20);
  CHECK(refused > 500);
}
