// What the checks say over whole texts; one diagnostic each has a golden case in tests/golden/check.

#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/unit/semantics/compiled.h"

using namespace seg;

TEST_CASE("one cause is one diagnostic, however many refer to it") {
  const std::string text = R"(
trait broken = contry = "DE"
trait user = broken or consent
segment a { where user }
segment b { where member of a and not user }
segment sound { where consent }
)";
  CHECK(test::codes(text) == std::vector{Code::UnknownField});
  const driver::Compilation made = test::compiled(text, driver::Until::Hir);
  REQUIRE(made.hir.segments.size() == 1);
  CHECK(made.hir.segments[0].name == "sound");
}

TEST_CASE("several errors are said in one run, in the order of the text") {
  const std::string text = "segment a { where contry = \"DE\" and clv > 5 USD }\nsegment b { where no purchaces }\n";
  CHECK(test::codes(text) == std::vector{Code::UnknownField, Code::NotComparable, Code::UnknownStream});
}

TEST_CASE("a suggestion is an edit of the name alone") {
  const driver::Compilation made = test::compiled("segment a { where poins > 5 }", driver::Until::Hir);
  REQUIRE(made.diagnostics.all().size() == 1);
  REQUIRE(made.diagnostics.all()[0].fixes.size() == 1);
  CHECK(made.diagnostics.all()[0].fixes[0].edits[0].text == "points");
}

TEST_CASE("of two near names the one whose type fits is meant") {
  // `tiex` is one letter from both `tier`, an enum declared first, and `timex`, a timestamp as `now` is.
  const driver::Compilation made = driver::compile({{"all.seg",
                                                     "schema s { profile { id id key, tier enum(a, b), timex timestamp } }\n"
                                                     "segment q { where now > tiex }"}});
  REQUIRE(made.diagnostics.all().size() == 1);
  REQUIRE(made.diagnostics.all()[0].fixes.size() == 1);
  CHECK(made.diagnostics.all()[0].fixes[0].edits[0].text == "timex");
}

TEST_CASE("a text of nothing but misspelt names does not suggest for ever") {
  std::string text = "segment a { where ";
  for (int index = 0; index < 20'000; ++index) text += fmt::format("{}contri{} = 1", index == 0 ? "" : " or ", std::string(100, 'x'));
  const driver::Compilation made = test::compiled(text + " }", driver::Until::Hir);
  CHECK(made.diagnostics.count(Severity::Error) == 20'000);
}

TEST_CASE("a segment may stand before what it refers to, and the Plan keeps the order of the text") {
  const driver::Compilation made =
      test::compiled("segment z { where member of a }\nsegment a { where busy }\ntrait busy = at least 2 purchases\n");
  REQUIRE(made.plan);
  CHECK(made.hir.segments[0].name == "a");
  REQUIRE(made.plan->segments.size() == 2);
  CHECK(made.plan->segments[0].name == "z");
  CHECK(made.plan->segments[1].name == "a");
  CHECK(made.plan->segments[0].root == made.plan->segments[1].root);
}

TEST_CASE("a name of the event is no reference to a trait of that name") {
  CHECK(test::codes("trait total = sum(total of purchases)\nsegment a { where total > 5 EUR }").empty());
}

TEST_CASE("a diamond is no cycle") {
  CHECK(test::codes("segment a { where consent }\nsegment b { where member of a }\nsegment c { where member of a }\n"
                    "segment d { where member of b or member of c }")
            .empty());
}

TEST_CASE("a long cycle is one diagnostic that names its ends") {
  std::string text;
  for (int index = 0; index < 5'000; ++index) text += fmt::format("segment s{} {{ where member of s{} }}\n", index, (index + 1) % 5'000);
  const driver::Compilation made = test::compiled(text, driver::Until::Hir);
  REQUIRE(made.diagnostics.all().size() == 1);
  CHECK(made.diagnostics.all()[0].code == Code::Cycle);
  CHECK(made.diagnostics.all()[0].message.size() < 300);
  CHECK(made.diagnostics.all()[0].labels.size() == 9);
}

TEST_CASE("limits hold to the last step that is allowed") {
  driver::Limits limits;
  limits.semantics.reference_depth = 2;
  const std::string two = "segment a { where consent }\nsegment b { where member of a }\nsegment c { where member of b }\n";
  CHECK(test::codes(two, limits).empty());
  CHECK(test::codes(two + "segment d { where member of c }\n", limits) == std::vector{Code::TooDeepReferences});
  limits.semantics.list_items = 2;
  CHECK(test::codes("segment a { where points in (1, 2) }", limits).empty());
  CHECK(test::codes("segment a { where points in (1, 2, 3) }", limits) == std::vector{Code::ListTooLong});
  limits.semantics.segments = 3;
  CHECK(test::codes(two, limits).empty());
  limits.semantics.segments = 2;
  CHECK(test::codes(two, limits) == std::vector{Code::TooManySegments});
}

TEST_CASE("what may be unknown is known to the typed form") {
  const auto optional = [](const std::string& where) {
    const driver::Compilation made = test::compiled("segment s { where " + where + " }", driver::Until::Hir);
    INFO(where);
    REQUIRE_FALSE(made.diagnostics.has_errors());
    return test::condition(made).optional;
  };
  CHECK(optional("country = \"DE\""));
  CHECK(optional("not (country = \"DE\" and consent)"));
  CHECK_FALSE(optional("country = \"DE\" or unknown"));
  CHECK_FALSE(optional("country is known"));
  CHECK_FALSE(optional("no purchases where discount > 5 EUR"));
  CHECK_FALSE(optional("sum(discount of purchases) > 5 EUR"));
  CHECK(optional("avg(total of purchases) > 5 EUR"));
  CHECK(optional("any purchase since birth_date"));
  CHECK_FALSE(optional("any purchase since signup_at"));
}

TEST_CASE("the text of a cut is what was written, with single blanks") {
  const driver::Compilation made = test::compiled("segment s { where clv   not in\n  top   20% and clv > percentile( 80,clv) }");
  REQUIRE(made.plan);
  REQUIRE(made.plan->cuts.size() == 2);
  CHECK(made.plan->cuts[0].text == "clv in top 20%");
  CHECK(made.plan->cuts[1].text == "percentile( 80,clv)");
}

TEST_CASE("an average shares its count with what counts the same events") {
  const driver::Compilation made = test::compiled("segment s { where avg(total of purchases) > 5 EUR and at least 2 purchases }");
  REQUIRE(made.plan);
  std::size_t folds = 0;
  for (const plan::Node& node : made.plan->nodes) folds += plan::row_of(node.op).signature == plan::Signature::Fold ? 1U : 0U;
  CHECK(folds == 2);
}
