#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "compiler/syntax/characters.h"
#include "compiler/syntax/parse.h"

using namespace seg;

namespace {

struct Read {
  Sources sources;
  Symbols symbols;
  Diagnostics diagnostics;
  syntax::TokenBuffer tokens;
  ast::Ast ast;

  std::size_t count(Code code) const {
    std::size_t number = 0;
    for (const Diagnostic& diagnostic : diagnostics.all()) number += diagnostic.code == code ? 1 : 0;
    return number;
  }
};

std::unique_ptr<Read> read(std::string text, const syntax::SyntaxLimits& limits = {}) {
  auto made = std::make_unique<Read>();
  const SourceId id = made->sources.add("a.seg", std::move(text));
  made->tokens = syntax::tokenize(id, made->sources, limits, made->diagnostics);
  made->ast = syntax::parse(made->tokens, made->sources, made->symbols, limits, made->diagnostics);
  return made;
}

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

/// The text after the edits of one fix, which may come in any order.
std::string edited(std::string text, std::vector<Edit> edits) {
  std::stable_sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.span.begin < b.span.begin; });
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) text.replace(edit->span.begin, edit->span.end - edit->span.begin, edit->text);
  return text;
}

}  // namespace

TEST_CASE("each fix of a syntax error removes it and leaves no other in its place") {
  std::size_t applied = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(SEG_SOURCE_DIR) / "tests/golden/parse")) {
    if (entry.path().extension() != ".seg") continue;
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    const auto before = read(text);
    for (const Diagnostic& diagnostic : before->diagnostics.all())
      for (const Fix& fix : diagnostic.fixes) {
        if (fix.edits.empty()) continue;
        const std::string after = edited(text, fix.edits);
        INFO(entry.path().filename().string() << ": " << fix.title << "\n" << after);
        const auto again = read(after);
        CHECK(again->count(diagnostic.code) == before->count(diagnostic.code) - 1);
        CHECK(again->diagnostics.all().size() < before->diagnostics.all().size());
        ++applied;
      }
  }
  CHECK(applied >= 15);
}

TEST_CASE("the two fixes of a mixed chain are its two readings") {
  const std::string text = "trait a = b or c and d or e\n";
  const auto made = read(text);
  REQUIRE(made->diagnostics.all().size() == 1);
  const auto& fixes = made->diagnostics.all().front().fixes;
  REQUIRE(fixes.size() == 2);
  CHECK(edited(text, fixes[0].edits) == "trait a = (b or c) and (d or e)\n");
  CHECK(edited(text, fixes[1].edits) == "trait a = b or (c and d) or e\n");
}

TEST_CASE("a depth at the limit is read and one more is refused, whatever makes it deep") {
  struct Shape {
    std::string open, inner, close;
  };
  const std::vector<Shape> shapes{{"(", "b", ")"},         {"not ", "b", ""},           {"any of {", "b", "}"}, {"f(", "b", ")"},
                                  {"b + ", "b", ""},       {"- ", "b", ""},             {"x in (", "b", ")"}, {"any b satisfies ", "c", ""},
                                  {"every b satisfies ", "c", ""}, {"any b of c with (", "d", ")"}, {"g(1, ", "b", ")"},
                                  {"not (", "b", ")"},     {"sum(", "b", " of c)"},    {"sequence { b where (", "c", ") }"},
                                  {"f(b among (", "c", "))"}, {"count(b in last (", "c", "))"}};
  for (const Shape& shape : shapes) {
    INFO(shape.open);
    const auto closing = static_cast<std::size_t>(std::count_if(shape.close.begin(), shape.close.end(), [](char c) { return c == ')' || c == '}'; }));
    const std::size_t each = shape.open == "not (" ? 2 : std::max<std::size_t>(closing, 1);
    const std::size_t levels = 256 / each;
    const auto text = [&](std::size_t times) { return "trait a = " + repeated(shape.open, times) + shape.inner + repeated(shape.close, times) + "\n"; };
    const auto fits = read(text(levels));
    CHECK(fits->diagnostics.all().empty());
    CHECK(fits->ast.decls.size() == 1);
    const auto deeper = read(text(levels + 1));
    REQUIRE(deeper->diagnostics.all().size() == 1);
    CHECK(deeper->diagnostics.all().front().code == Code::NestingTooDeep);
  }
}

TEST_CASE("types and records nest as deep as the limit and no deeper") {
  const auto levels = [](std::size_t times, const std::string& before, const std::string& open, const std::string& close, const std::string& after) {
    return read(before + repeated(open, times) + "b" + repeated(close, times) + after);
  };
  const auto check_both = [&](std::size_t most, const auto& at) {
    CHECK(at(most)->diagnostics.all().empty());
    CHECK(at(most + 1)->count(Code::NestingTooDeep) == 1);
  };
  check_both(254, [&](std::size_t times) { return levels(times, "schema s { profile { a ", "list(", ")", " } }\n"); });
  check_both(253, [&](std::size_t times) { return levels(times, "schema s { profile { a struct { c ", "struct { c ", " }", " } } }\n"); });
  check_both(254, [&](std::size_t times) { return levels(times, "segment a { example \"e\" is member as of 2026-01-01 { c ", "[", "]", " } }\n"); });
  check_both(254, [&](std::size_t times) { return levels(times, "segment a { example \"e\" is member as of 2026-01-01 { c ", "{ c ", " }", " } }\n"); });
}

TEST_CASE("lines and terms side by side do not nest") {
  std::string text = "segment a { where all of {\n";
  for (int i = 0; i < 400; ++i) text += "  not b in (1, 2)\n";
  text += "} }\ntrait c = " + repeated("not d or ", 400) + "e\n";
  CHECK(read(text)->diagnostics.all().empty());
}

TEST_CASE("a chain has as many terms as the limit allows, `between` and suffixes apart") {
  syntax::SyntaxLimits limits;
  limits.chain_terms = 3;
  CHECK(read("trait a = b or c or d\n", limits)->diagnostics.all().empty());
  CHECK(read("trait a = b or unknown or c or d or unknown\n", limits)->diagnostics.all().empty());
  CHECK(read("trait a = between 2 and 3 b and between 4 and 5 c and d\n", limits)->diagnostics.all().empty());
  CHECK(read("trait a = (b or c) or d or (e and f)\n", limits)->diagnostics.all().empty());
  CHECK(read("trait a = b or c or d or e\n", limits)->count(Code::ChainTooLong) == 1);
}

TEST_CASE("spans are bytes, behind characters of any length") {
  const auto made = read("trait a = \"数é😀\" = größe\n");
  REQUIRE(made->diagnostics.all().empty());
  const auto& trait = std::get<ast::TraitDecl>(made->ast.decls.front());
  const auto& compare = std::get<ast::CompareExpr>(made->ast[*trait.value].node);
  CHECK(made->sources.text(made->ast[compare.left].span) == "\"数é😀\"");
  CHECK(made->sources.text(made->ast[compare.right].span) == "größe");
}

TEST_CASE("what does not parse costs its own line and nothing else") {
  const auto made = read("segment a {\n  owner\n  goal b\n  where all of {\n    c = = 1\n    d = 2\n  }\n}\ntrait e = )\ntrait f = 1\n");
  CHECK(made->diagnostics.all().size() == 3);
  REQUIRE(made->ast.decls.size() == 3);
  const auto& segment = std::get<ast::SegmentDecl>(made->ast.decls[0]);
  CHECK(segment.metadata.size() == 1);
  const auto& block = std::get<ast::BlockExpr>(made->ast[*segment.where].node);
  CHECK(block.clauses.count == 2);
  CHECK(std::holds_alternative<ast::ErrorExpr>(made->ast[*std::get<ast::TraitDecl>(made->ast.decls[1]).value].node));
  CHECK(std::holds_alternative<ast::IntLiteral>(made->ast[*std::get<ast::TraitDecl>(made->ast.decls[2]).value].node));
}

TEST_CASE("what does not parse in a score, an example or a struct costs its own line") {
  const auto made = read(
      "schema s {\n  profile {\n    a struct {\n      b int\n      c\n      d int\n    }\n    e int\n  }\n}\n"
      "trait f = score {\n  1 if g\n  2 when h\n  3 if i\n}\n"
      "segment j {\n  where k\n  example \"l\" is member as of 2026-01-01 {\n    m 1\n    n > 2\n    o [{ p 1, q }, { r 1 }]\n  }\n}\n");
  CHECK(made->diagnostics.all().size() == 4);
  REQUIRE(made->ast.decls.size() == 3);
  const auto& profile = std::get<ast::SchemaDecl>(made->ast.decls[0]).profile;
  REQUIRE(profile.size() == 2);
  CHECK(profile[0].type.fields.size() == 2);
  const auto& score = std::get<ast::ScoreExpr>(made->ast[*std::get<ast::TraitDecl>(made->ast.decls[1]).value].node);
  CHECK(score.items.count == 2);
  const auto& segment = std::get<ast::SegmentDecl>(made->ast.decls[2]);
  REQUIRE(segment.examples.size() == 1);
  REQUIRE(segment.examples.front().items.size() == 2);
  const auto& records = *segment.examples.front().items.back().value->list;
  REQUIRE(records.size() == 2);
  CHECK(records[0].record->size() == 1);
}

TEST_CASE("an arm that does not parse keeps its name, and costs no other line") {
  const auto made = read(
      "partition p {\n  owner\n  a where b c\n  d {\n    goal\n    where e\n  }\n  f where g\n  otherwise h {\n    where = 1\n  }\n}\n"
      "partition q {\n  r where s\n  otherwise t u\n}\n");
  CHECK(made->diagnostics.all().size() == 5);
  REQUIRE(made->ast.decls.size() == 2);
  const auto names = [&](const ast::PartitionDecl& partition) {
    std::string all;
    for (const ast::PartitionArm& arm : partition.arms) all += std::string(made->symbols.text(arm.name.symbol)) + (arm.otherwise ? "! " : " ");
    return all;
  };
  const auto& first = std::get<ast::PartitionDecl>(made->ast.decls[0]);
  CHECK(names(first) == "a d f h! ");
  CHECK(first.metadata.empty());
  CHECK(std::holds_alternative<ast::ErrorExpr>(made->ast[*first.arms[0].where].node));
  CHECK(std::holds_alternative<ast::NameExpr>(made->ast[*first.arms[1].where].node));
  CHECK(names(std::get<ast::PartitionDecl>(made->ast.decls[1])) == "r t! ");
}

TEST_CASE("what does not parse in an import or in a module's interface costs its own line") {
  const auto made = read(
      "import a.b with {\n  c = d\n  e f\n  g.h = i.j\n}\n"
      "requires {\n  profile {\n    a int\n    b\n  }\n  event c, cs { at timestamp }\n  channel d\n}\n");
  CHECK(made->diagnostics.all().size() == 3);
  REQUIRE(made->ast.decls.size() == 2);
  const auto& import = std::get<ast::ImportDecl>(made->ast.decls[0]);
  REQUIRE(import.mappings.size() == 2);
  CHECK(import.path.size() == 2);
  CHECK(import.mappings[1].from.size() == 2);
  const auto& required = std::get<ast::RequiresDecl>(made->ast.decls[1]);
  CHECK(required.profile.size() == 1);
  CHECK(required.events.size() == 1);
}

TEST_CASE("a mistake in what reads as a value and as events is reported once") {
  CHECK(read("trait a = b since 2026-02-30\n")->diagnostics.all().size() == 1);
  CHECK(read("trait a = b between 2026-02-30 and 2026-03-01\n")->diagnostics.all().size() == 1);
  CHECK(read("trait a = b in month 3\n")->diagnostics.all().size() == 1);
}

TEST_CASE("a zone belongs to the window before it") {
  const auto made = read("segment a { where all of {\n  no b in last 3 days in profile timezone\n  c in (1, 2)\n} }\n");
  REQUIRE(made->diagnostics.all().empty());
  REQUIRE(made->ast.queries.size() == 1);
  CHECK(made->ast.queries.front().window->zone.has_value());
}

TEST_CASE("steps of a sequence inside a step stay apart from its own") {
  const auto made = read("trait a = sequence { b where (sequence { c then d then e }) then f }\n");
  REQUIRE(made->diagnostics.all().empty());
  const auto& outer = std::get<ast::SequenceExpr>(made->ast[*std::get<ast::TraitDecl>(made->ast.decls.front()).value].node);
  REQUIRE(outer.steps.count == 2);
  const ast::Query& last = made->ast[made->ast.steps[outer.steps.first + 1].query];
  CHECK(made->symbols.text(last.stream.symbol) == "f");
}

TEST_CASE("a regular expression keeps its escapes but that of the slash") {
  const auto pattern = [](const std::string& text) {
    const auto made = read("trait a = b matches " + text + "\n");
    REQUIRE(made->diagnostics.all().empty());
    const auto& matches = std::get<ast::MatchesExpr>(made->ast[*std::get<ast::TraitDecl>(made->ast.decls.front()).value].node);
    CHECK(made->sources.text(matches.pattern_span) == text);
    return std::pair{std::string(made->symbols.text(matches.pattern)), std::string(made->symbols.text(matches.flags))};
  };
  CHECK(pattern(R"(/a\/bc\//)").first == R"(a/bc/)");
  CHECK(pattern(R"(/\\\/\d/)").first == R"(\\/\d)");
  CHECK(pattern(R"(/é\é/smi)") == std::pair{std::string(R"(é\é)"), std::string("smi")});
  CHECK(pattern(R"("\\d\"/")") == std::pair{std::string(R"(\d"/)"), std::string()});
}

TEST_CASE("a name that only looks Latin has a twin, others have none") {
  CHECK(syntax::latin_twin("сlv") == "clv");  // a Cyrillic es
  CHECK(syntax::latin_twin("clv").empty());
  CHECK(syntax::latin_twin("größe").empty());
  CHECK(syntax::latin_twin("цена").empty());
}

TEST_CASE("numbers at the ends of their range") {
  const auto value = [](const std::string& text) {
    const auto made = read("trait a = " + text + "\n");
    const auto& trait = std::get<ast::TraitDecl>(made->ast.decls.front());
    return made->ast[*trait.value].node;
  };
  CHECK(std::get<ast::IntLiteral>(value("9223372036854775807")).value == INT64_MAX);
  CHECK(std::get<ast::IntLiteral>(value("-9223372036854775808")).value == INT64_MIN);
  CHECK(std::holds_alternative<ast::ErrorExpr>(value("9223372036854775808")));
  CHECK(std::holds_alternative<ast::ErrorExpr>(value("-9223372036854775809")));
  CHECK(std::get<ast::MoneyLiteral>(value("-0.05 EUR")).mantissa == -5);
  CHECK(std::get<ast::PercentLiteral>(value("2.5%")).scale == 1);
}

TEST_CASE("dates and times in the calendar's terms") {
  const auto value = [](const std::string& text) {
    const auto made = read("trait a = " + text + "\n");
    return made->ast[*std::get<ast::TraitDecl>(made->ast.decls.front()).value].node;
  };
  // From `date -u -d … +%s`.
  CHECK(std::get<ast::TimestampLiteral>(value("2026-03-01T10:00Z")).micros == 1772359200000000);
  CHECK(std::get<ast::TimestampLiteral>(value("2026-03-01T10:00:30.25-05:30")).micros == 1772379030250000);
  CHECK(std::get<ast::DateLiteral>(value("2000-02-29")).days == 11016);
  CHECK(std::get<ast::DateLiteral>(value("0001-01-01")).days == -719162);
  CHECK(std::holds_alternative<ast::ErrorExpr>(value("1900-02-29")));
  CHECK(std::get<ast::ClockLiteral>(value("23:59")).minutes == 1439);
  CHECK(std::holds_alternative<ast::ErrorExpr>(value("24:00")));
}
