#include "compiler/driver/compile.h"

#include <catch2/catch.hpp>

using namespace seg;
using namespace seg::driver;

namespace {

constexpr const char* kSchema = "schema shop {\n  profile {\n    customer_id id key\n    points int\n    age int?\n  }\n}\n";

std::vector<std::string> codes_of(const Compilation& made) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : made.diagnostics.all()) codes.push_back(code_text(diagnostic.code));
  return codes;
}

std::vector<std::string> segment_names(const plan::Plan& plan) {
  std::vector<std::string> names;
  for (const plan::Segment& segment : plan.segments) names.push_back(segment.name);
  return names;
}

}  // namespace

TEST_CASE("texts become a Plan that verifies, before and after the passes") {
  const Compilation made =
      compile({{"schema.seg", kSchema},
               {"a.seg", "segment rich { where points >= 100 }\nsegment rich_adults { where member of rich and age >= 18 }\n"}});
  CHECK(codes_of(made).empty());
  REQUIRE(made.plan.has_value());
  REQUIRE(made.optimized.has_value());
  CHECK(plan::verify(*made.plan).empty());
  CHECK(plan::verify(*made.optimized).empty());
  CHECK(segment_names(*made.optimized) == std::vector<std::string>{"rich", "rich_adults"});
}

TEST_CASE("stages stop where they are told to") {
  const std::vector<SourceText> texts = {{"schema.seg", kSchema}, {"a.seg", "segment a { where points > 1 }\n"}};
  const Compilation tokens = compile(texts, {}, Until::Tokens);
  CHECK(tokens.tokens.size() == 2);
  CHECK(tokens.asts.empty());
  const Compilation tree = compile(texts, {}, Until::Ast);
  CHECK(tree.asts.size() == 2);
  CHECK(tree.hir.segments.empty());
  const Compilation typed = compile(texts, {}, Until::Hir);
  CHECK(typed.hir.segments.size() == 1);
  CHECK_FALSE(typed.plan.has_value());
}

TEST_CASE("there is no Plan after an error, and the segments without errors are typed") {
  const Compilation made =
      compile({{"schema.seg", kSchema}, {"a.seg", "segment bad { where pints > 1 }\nsegment good { where points > 1 }\n"}});
  CHECK(made.diagnostics.has_errors());
  CHECK_FALSE(made.plan.has_value());
  REQUIRE(made.hir.segments.size() == 1);
  CHECK(made.hir.segments[0].name == "good");
}

TEST_CASE("a workspace has one schema") {
  CHECK(codes_of(compile({{"a.seg", "segment a { where points > 1 }\n"}})) == std::vector<std::string>{"SEG2050"});
  CHECK(codes_of(compile({{"schema.seg", kSchema}, {"other.seg", "schema other {\n  profile {\n    k id key\n  }\n}\n"}})) ==
        std::vector<std::string>{"SEG2051"});
}

TEST_CASE("diagnostics come in the order of the files and their lines") {
  const Compilation made = compile(
      {{"schema.seg", kSchema}, {"a.seg", "segment a { where pints > 1 }\nsegment b { where pints > 1 }\n"}, {"b.seg", "segment c {\n"}});
  REQUIRE(made.diagnostics.all().size() >= 3);
  Span last;
  for (const Diagnostic& diagnostic : made.diagnostics.all()) {
    REQUIRE_FALSE(diagnostic.labels.empty());
    CHECK(last <= diagnostic.labels.front().span);
    last = diagnostic.labels.front().span;
  }
}

TEST_CASE("the Plan of some segments holds nothing of the others") {
  const Compilation made = compile({{"schema.seg", kSchema},
                                    {"a.seg",
                                     "segment rich { where points >= 100 }\n"
                                     "segment top { where points in top 20% }\n"
                                     "segment rich_adults { where member of rich and age >= 18 }\n"}});
  REQUIRE(made.plan.has_value());
  const std::vector<std::string> chosen = {"rich_adults", "nobody_has_this_name"};
  const plan::Plan part = plan_of(made, chosen);
  CHECK(plan::verify(part).empty());
  CHECK(segment_names(part) == std::vector<std::string>{"rich_adults"});
  CHECK(part.cuts.empty());
  CHECK(part.nodes.size() < made.optimized->nodes.size());
}
