#include <catch2/catch.hpp>
#include <fmt/format.h>

#include "tests/unit/lint/lint_case.h"

namespace seg::lint {
namespace {

using Slugs = std::vector<std::string>;

/// A segment with complete metadata around a condition; `extra` stands among its metadata.
std::string segment(std::string_view where, std::string_view extra = "", std::string_view name = "s") {
  return fmt::format("segment {} \"S\" {{\n  owner \"crm\"\n  goal grow_value\n  campaign \"C\"\n  channel post\n  kpi revenue\n  target revenue >= 5%\n"
                     "  review every 90 days since 2026-06-01\n  {}\n  where {}\n}}\n", name, extra, where);
}

Slugs slugs(std::string_view where, std::string_view extra = "") { return run_lint({segment(where, extra), ""}).slugs(); }

std::string reach(std::int64_t members, std::int64_t profiles) {
  return fmt::format(R"({{"format_version":1,"workspace":"shop","now":0,"profiles":{},"reachable":{{}},
    "segments":[{{"name":"s","members":{},"unknown":0,"faults":0,"reachable":{{}}}}],"fields":[],"streams":[]}})", profiles, members);
}

constexpr std::string_view kBuys = "at least 2 purchases in last 90 days";

}  // namespace

TEST_CASE("unknown-dropped: each negative form, and each way to decide") {
  const auto with_buys = [](std::string_view clause) { return fmt::format("all of {{\n {}\n {}\n}}", kBuys, clause); };
  CHECK(slugs(with_buys("country != \"DE\"")) == Slugs{"unknown-dropped"});
  CHECK(slugs(with_buys("not country = \"DE\"")) == Slugs{"unknown-dropped"});
  CHECK(slugs(with_buys("country not in (\"DE\", \"FR\")")) == Slugs{"unknown-dropped"});
  CHECK(slugs(with_buys("none of {\n country = \"DE\"\n clv > 5 EUR\n}")) == Slugs{"unknown-dropped"});
  CHECK(slugs(with_buys("no purchases in last 30 days where discount > 5 EUR")) == Slugs{"unknown-dropped"});
  CHECK(slugs(with_buys("country != \"DE\" or unknown")).empty());
  CHECK(slugs(with_buys("country != \"DE\" and known")).empty());
  CHECK(slugs(with_buys("country is known\n country != \"DE\"")).empty());
  CHECK(slugs(with_buys("no purchases in last 30 days where discount > 5 EUR and known")).empty());
  CHECK(slugs(with_buys("not consent_email")).empty());
  CHECK(slugs(with_buys("not tags contain \"vip\"")) == Slugs{"unknown-dropped"});
  CHECK(slugs(with_buys("not country matches /^D/")) == Slugs{"unknown-dropped"});
  CHECK(slugs(with_buys("\"vip\" not in tags")) == Slugs{"unknown-dropped"});
  CHECK(slugs(with_buys("store.region != \"north\"")) == Slugs{"unknown-dropped"});
  CHECK(slugs(with_buys("not (tags contain \"vip\" or unknown)")).empty());
  CHECK(slugs(with_buys("tags is known\n not tags contain any of (\"vip\", \"new\")")).empty());
  CHECK(slugs(with_buys("country is known\n not lower(country) = \"de\"")).empty());
  CHECK(slugs(with_buys("no purchases in last 30 days where category = \"shoes\"")).empty());
}

TEST_CASE("unknown-dropped: applying a fix makes the segment silent") {
  const std::string text = segment(fmt::format("all of {{\n {}\n country != \"DE\"\n}}", kBuys));
  const LintCase found = run_lint({text, ""});
  REQUIRE(found.findings.all().size() == 1);
  REQUIRE(found.findings.all().front().fixes.size() == 2);
  for (const Fix& fix : found.findings.all().front().fixes) {
    std::string fixed = text;
    for (auto edit = fix.edits.rbegin(); edit != fix.edits.rend(); ++edit) {
      fixed.replace(edit->span.begin, edit->span.end - edit->span.begin, edit->text);
    }
    INFO(fixed);
    CHECK(run_lint({fixed, ""}).findings.all().empty());
  }
}

TEST_CASE("too-broad and too-narrow stand exactly at their thresholds") {
  const auto found = [](std::int64_t members, std::int64_t profiles, std::string_view extra = "") {
    return run_lint({segment(kBuys, extra), reach(members, profiles)}).slugs();
  };
  CHECK(found(500, 1000).empty());
  CHECK(found(501, 1000) == Slugs{"too-broad"});
  CHECK(found(501, 1000, "priority 10").empty());
  CHECK(found(501, 1000, "expect reach 1%..60%").empty());
  CHECK(found(301, 1000, "expect reach 1%..30%") == Slugs{"too-broad"});
  CHECK(found(100, 100'000).empty());
  CHECK(found(99, 1000) == Slugs{"too-narrow"});
  CHECK(found(199, 200'000) == Slugs{"too-narrow"});
  CHECK(found(200, 200'000).empty());
  CHECK(found(199, 200'000, "expect reach 0.01%..1%").empty());
  CHECK(found(100, 1000, "expect reach 20%..30%") == Slugs{"too-narrow"});
  CHECK(found(0, 1000) == Slugs{"empty-in-data"});
}

TEST_CASE("demographics-only looks through traits and referred segments") {
  const std::string trait = "trait german = country = \"DE\"\n";
  CHECK(run_lint({trait + segment("german"), ""}).slugs() == Slugs{"demographics-only"});
  CHECK(run_lint({segment(kBuys, "", "buyers") + segment("country = \"DE\" and member of buyers"), ""}).slugs().empty());
  CHECK(slugs("country = \"DE\" and consent_email") == Slugs{"demographics-only"});
  CHECK(slugs("country = \"DE\" and clv > 5 EUR").empty());
}

TEST_CASE("demographics-only reads the roles of structs and of what a lookup reaches") {
  CHECK(slugs("home.city = \"Kiel\"") == Slugs{"demographics-only"});
  CHECK(slugs("store.region = \"north\"") == Slugs{"demographics-only"});
  CHECK(slugs("store.region = \"north\" and lower(country) = \"de\"") == Slugs{"demographics-only"});
  CHECK(slugs("store.size > 5").empty());
  CHECK(slugs("store.region = \"north\" and tags contain \"vip\"").empty());
}

TEST_CASE("no-time-bound judges the whole segment and leaves facts of a life alone") {
  CHECK(slugs("at least 3 purchases") == Slugs{"no-time-bound"});
  CHECK(slugs("any purchase in last 366 days") == Slugs{"no-time-bound"});
  CHECK(slugs("any purchase in last 365 days").empty());
  CHECK(slugs("all of {\n at least 3 purchases\n any purchase in last 90 days\n}").empty());
  CHECK(slugs("no purchases").empty());
  CHECK(slugs("exactly 1 purchase").empty());
  CHECK(slugs("any purchase between 500 days ago and 400 days ago").empty());
  CHECK(slugs("any purchase in 2026-05").empty());
}

TEST_CASE("static-list knows keys and addresses, not other texts") {
  const auto with_buys = [](std::string_view clause) { return fmt::format("all of {{\n {}\n {}\n}}", kBuys, clause); };
  CHECK(slugs(with_buys("customer_id in (\"1\", \"2\")")) == Slugs{"static-list"});
  CHECK(slugs(with_buys("customer_id = \"1\"")) == Slugs{"static-list"});
  CHECK(slugs(with_buys("email_address = \"ada@example.com\"")) == Slugs{"static-list"});
  CHECK(slugs(with_buys("email_address in (\"ada@example.com\", \"bob@example.com\") ignoring case")) == Slugs{"static-list"});
  CHECK(slugs(with_buys("trim(email_address) = \"ada@example.com\"")) == Slugs{"static-list"});
  CHECK(slugs(with_buys("country in (\"DE\", \"FR\")")).empty());
}

TEST_CASE("no-time-bound knows windows of the calendar, of fields and of computed lengths") {
  CHECK(slugs("any purchase in last 12 months").empty());
  CHECK(slugs("any purchase in last 13 months") == Slugs{"no-time-bound"});
  CHECK(slugs("any purchase in last 1 year").empty());
  CHECK(slugs("any purchase in this calendar month").empty());
  CHECK(slugs("any purchase in previous calendar year").empty());
  CHECK(slugs("any purchase in last 4 calendar quarters") == Slugs{"no-time-bound"});  // four and the current one: a year and a half quarter
  CHECK(slugs("any purchase in previous calendar year to date").empty());
  CHECK(slugs("any purchase within 7 days after signup_at").empty());
  CHECK(slugs("any purchase since signup_at") == Slugs{"no-time-bound"});
  CHECK(slugs("any purchase in last (median(gap of purchases) * 2)").empty());
}

TEST_CASE("no-time-bound takes how long ago the newest event is for a window") {
  CHECK(slugs("last(at of purchases) within last 90 days").empty());
  CHECK(slugs("now - last(at of purchases) < 90 days").empty());
  CHECK(slugs("quintile(last(at of purchases)) = 5").empty());
  CHECK(slugs("last(at of purchases) in top 10%").empty());
  CHECK(slugs("last(at of purchases) > 2025-01-01") == Slugs{"no-time-bound"});
  CHECK(slugs("count(purchases) in top 20%") == Slugs{"no-time-bound"});
}

TEST_CASE("a finding about an imported definition stands where it is referred to") {
  const LintCase found = run_lint({"import std.rfm\n" + segment("rfm.monetary = 5"), ""});
  CHECK(found.slugs() == Slugs{"no-time-bound"});
  CHECK(found.rendered().find("where rfm.monetary = 5") != std::string::npos);
}

TEST_CASE("a sequence is behaviour: it needs a window in one of its steps") {
  CHECK(slugs("sequence {\n purchase where category = \"shoes\"\n then purchase within 3 days\n}") == Slugs{"no-time-bound"});
  CHECK(slugs("sequence {\n purchase in last 90 days where category = \"shoes\"\n then purchase within 3 days\n}").empty());
  CHECK(slugs("sequence {\n purchase in last 400 days\n then purchase within 3 days\n}") == Slugs{"no-time-bound"});
  const std::string german = "all of {\n country = \"DE\"\n sequence {\n  purchase in last 90 days\n  then purchase\n }\n}";
  CHECK(slugs(german).empty());
}

TEST_CASE("whom a cut is taken among says nothing of the segment's own members") {
  const std::string among_buyers = "all of {\n country = \"DE\"\n clv in top 20% among (any purchase)\n}";
  CHECK(slugs(among_buyers).empty());
  CHECK(slugs("all of {\n country = \"DE\"\n home.city = \"Bonn\" or unknown\n}") == Slugs{"demographics-only"});
  const std::string consenting = "clv in top 20% among (consent_email)";
  CHECK(run_lint({fmt::format("segment s \"S\" {{\n owner \"crm\"\n goal grow_value\n campaign \"C\"\n channel email\n kpi revenue\n target revenue >= 5%\n"
                              " review every 90 days since 2026-06-01\n where {}\n}}\n", consenting), ""}).slugs() == Slugs{"no-channel"});
}

namespace {

std::string partition(std::string_view metadata) {
  return fmt::format("partition p \"P\" {{\n  {}\n  new where any purchase in last 30 days\n  keen where at least 2 purchases in last 365 days\n"
                     "  otherwise rest\n}}\n", metadata);
}

}  // namespace

TEST_CASE("what every arm lacks is said once, of the partition") {
  constexpr std::string_view kAll = "owner \"crm\"\n goal grow_value\n campaign \"C\"\n channel post\n kpi revenue\n target revenue >= 5%\n review every 90 days since 2026-06-01";
  CHECK(run_lint({partition(kAll), ""}).slugs().empty());
  const LintCase bare = run_lint({partition("owner \"crm\"\n review every 90 days since 2026-06-01"), ""});
  INFO(bare.rendered());
  CHECK(bare.slugs() == Slugs{"no-goal", "no-campaign-or-message", "no-channel", "no-kpi"});
  CHECK(bare.rendered().find("partition p") != std::string::npos);
}

TEST_CASE("an arm rests on its own condition, and its consent counts") {
  const LintCase found = run_lint({"partition p \"P\" {\n owner \"crm\"\n goal grow_value\n campaign \"C\"\n channel email\n kpi revenue\n target revenue >= 5%\n"
                                   " review every 90 days since 2026-06-01\n reachable where consent_email and any purchase in last 30 days\n"
                                   " german where country = \"DE\" and consent_email\n otherwise rest\n}\n", ""});
  INFO(found.rendered());
  CHECK(found.slugs() == Slugs{"demographics-only", "no-channel"});  // german, rest
}

TEST_CASE("no-owner: a review that is due and a segment that has expired") {
  const LintCase due = run_lint({segment(kBuys), "", {}, kPageDay + 82 * plan::kMicrosPerDay});
  CHECK(due.slugs() == Slugs{"no-owner"});  // 2026-06-01 + 90 days = 2026-08-30; 2026-06-10 + 82 days = 2026-08-31
  CHECK(due.rendered().find("2026-08-30") != std::string::npos);
  CHECK(run_lint({segment(kBuys), "", {}, kPageDay + 80 * plan::kMicrosPerDay}).slugs().empty());
  CHECK(slugs(kBuys, "expires 2026-06-10") == Slugs{"no-owner"});
  CHECK(slugs(kBuys, "expires 2026-06-11").empty());
}

TEST_CASE("service and legal segments need no campaign, kpi or channel") {
  for (const char* basis : {"service", "legal"}) {
    const std::string text = fmt::format("segment s \"S\" {{\n owner \"crm\"\n goal grow_value\n basis {}\n review every 90 days since 2026-06-01\n where {}\n}}\n", basis, kBuys);
    CHECK(run_lint({text, ""}).slugs().empty());
  }
}

TEST_CASE("levels and selection of the workspace") {
  LintOptions options;
  options.select = {"SEG5"};
  CHECK(run_lint({segment("at least 3 purchases"), "", options}).slugs().empty());
  options.select = {"SEG4"};
  options.levels["no-time-bound"] = Level::Error;
  const LintCase found = run_lint({segment("at least 3 purchases"), "", options});
  REQUIRE(found.findings.all().size() == 1);
  CHECK(found.findings.all().front().severity == Severity::Error);
  options.levels["no-time-bound"] = Level::Off;
  CHECK(run_lint({segment("at least 3 purchases"), "", options}).slugs().empty());
}

TEST_CASE("without statistics the reach rules say once that they were skipped") {
  CHECK(run_lint({segment(kBuys), ""}).summary.skipped == Slugs{"too-broad", "too-narrow", "empty-in-data"});
  CHECK(run_lint({segment(kBuys), reach(200, 1000)}).summary.skipped.empty());
}

}  // namespace seg::lint
