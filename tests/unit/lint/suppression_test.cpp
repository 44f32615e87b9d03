#include <catch2/catch.hpp>

#include "tests/unit/lint/lint_case.h"

namespace seg::lint {
namespace {

using Slugs = std::vector<std::string>;

/// A segment without owner: one finding, no-owner, at its name.
std::string without_owner(std::string_view above, std::string_view behind = "") {
  return std::string(above) + "segment s \"S\" {" + std::string(behind) +
         "\n  goal grow_value\n  campaign \"C\"\n  channel post\n  kpi revenue\n  target revenue >= 5%\n  review every 90 days since 2026-06-01\n"
         "  where any purchase in last 90 days\n}\n";
}

Slugs slugs(std::string_view above, std::string_view behind = "") { return run_lint({without_owner(above, behind), ""}).slugs(); }

}  // namespace

TEST_CASE("a suppression with a reason silences the declaration, the line or the file") {
  CHECK(slugs("") == Slugs{"no-owner"});
  CHECK(slugs("// seg: allow(no-owner, reason = \"team is being set up\")\n").empty());
  CHECK(slugs("/// What it is.\n// seg: allow(SEG505, reason = \"team is being set up\", owner = \"crm\")\n").empty());
  CHECK(slugs("", "  // seg: allow(no-owner, reason = \"team is being set up\")").empty());
  CHECK(slugs("// seg: allow-file(no-owner, no-kpi, unused-definition, reason = \"drafts\")\ntrait t = count(purchases)\n").empty());
}

TEST_CASE("a suppression of another rule does not, and is reported as unused") {
  CHECK(slugs("// seg: allow(no-goal, reason = \"r\")\n") == Slugs{"SEG901", "no-owner"});
}

TEST_CASE("a suppression of a rule that had no statistics is not called unused") {
  CHECK(slugs("// seg: allow(too-broad, reason = \"r\")\n") == Slugs{"no-owner"});
}

TEST_CASE("without a reason, or after its day, it silences nothing") {
  CHECK(slugs("// seg: allow(no-owner)\n") == Slugs{"SEG902", "no-owner"});
  CHECK(slugs("// seg: allow(no-owner, reason = \"r\", until = 2026-06-09)\n") == Slugs{"SEG903", "no-owner"});
  CHECK(slugs("// seg: allow(no-owner, reason = \"r\", until = 2026-06-10)\n").empty());
}

TEST_CASE("a malformed suppression says what was expected") {
  for (const char* text : {"// seg: allow(no-ovner, reason = \"r\")\n", "// seg: allow(reason = \"r\")\n", "// seg: allow(no-owner, until = soon)\n",
                           "// seg: allow(no-owner, reason = \"r\"\n", "// seg: ignore(no-owner)\n", "// seg: allow(no-owner, why = \"r\")\n"}) {
    INFO(text);
    CHECK(slugs(text) == Slugs{"SEG905", "no-owner"});
  }
  const LintCase found = run_lint({without_owner("// seg: allow(no-ovner, reason = \"r\")\n"), ""});
  CHECK(found.findings.all().front().message.find("did you mean `no-owner`?") != std::string::npos);
}

}  // namespace seg::lint
