#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "compiler/base/render.h"
#include "compiler/base/width.h"

using namespace seg;

namespace {

Span span_of(const Sources& sources, SourceId source, std::string_view word) {
  const auto at = static_cast<std::uint32_t>(sources[source].text().find(word));
  return {source, at, at + static_cast<std::uint32_t>(word.size())};
}

}  // namespace

TEST_CASE("labels, another file, notes and fixes") {
  Sources sources;
  const SourceId vip = sources.add("segments/vip.seg", std::string(9, '\n') + "    clv >= 500 USD\n");
  const SourceId schema = sources.add("schema.seg", "clv money(EUR)?\n");
  Diagnostics diagnostics;
  diagnostics.report(Code::UnexpectedToken, span_of(sources, vip, "500 USD"), "dollars", "euros")
      .label(span_of(sources, vip, "500 USD"), "this is USD")
      .label(span_of(sources, vip, "clv"), "`clv` is money(EUR)")
      .label(span_of(sources, schema, "money(EUR)"), "declared here")
      .note("one cause")
      .fix({"write `500 EUR`", {}, Safety::Suggestion});
  CHECK(render_human(diagnostics, sources, {}) ==
        "error[SEG1017]: found dollars, expected euros\n"
        "   ┌─ segments/vip.seg:10:12\n"
        "   │\n"
        "10 │     clv >= 500 USD\n"
        "   │     ---    ^^^^^^^ this is USD\n"
        "   │     │\n"
        "   │     `clv` is money(EUR)\n"
        "   │\n"
        "   ┌─ schema.seg:1:5\n"
        "   │\n"
        " 1 │ clv money(EUR)?\n"
        "   │     ---------- declared here\n"
        "   = one cause\n"
        "   = fix: write `500 EUR`\n");
}

TEST_CASE("marks stand under what they mark behind tabs and wide characters") {
  Sources sources;
  const SourceId id = sources.add("a.seg", "\tx = \"数量\" y\n");
  Diagnostics diagnostics;
  diagnostics.report(Code::UnexpectedToken, span_of(sources, id, "y"), "y", "nothing");
  CHECK(render_human(diagnostics, sources, {}) ==
        "error[SEG1017]: found y, expected nothing\n"
        "  ┌─ a.seg:1:11\n"
        "  │\n"
        "1 │     x = \"数量\" y\n"
        "  │                ^\n");
}

TEST_CASE("nothing of a file reaches the terminal as a command") {
  CHECK(escape_for_terminal("a\x1b[31mb") == "a\\u{1B}[31mb");
  CHECK(escape_for_terminal("x\u202Ey") == "x\\u{202E}y");
  CHECK(escape_for_terminal("caf\xE9") == "caf\\xE9");
  CHECK(escape_for_terminal("\u0085\u200B\n\t") == "\\u{85}\\u{200B}\n\t");
  Sources sources;
  const SourceId id = sources.add("\x1b]0;x", "trait a = \x1b[2J\n");
  Diagnostics diagnostics;
  diagnostics.report(Code::UnexpectedCharacter, Span{id, 10, 11}, "\x1b").label({id, 10, 11}, "\x1b").note("\x1b").fix({"\x1b", {}, Safety::Safe});
  CHECK(render_human(diagnostics, sources, {}).find('\x1b') == std::string::npos);
}

TEST_CASE("every line fits 80 columns, however long the text is") {
  Sources sources;
  std::string line;
  for (int i = 0; i < 400; ++i) line += "word" + std::to_string(i) + " ";
  const SourceId id = sources.add("a.seg", line + "\n");
  Diagnostics diagnostics;
  diagnostics.report(Code::UnexpectedToken, span_of(sources, id, "word200"), line, line).note(line);
  const std::string text = render_human(diagnostics, sources, {});
  CHECK(text.find("word200") != std::string::npos);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    CHECK(display_width(std::string_view(text).substr(at, end - at)) <= 80);
    at = end + 1;
  }
}

TEST_CASE("what is not shown is counted") {
  Sources sources;
  const SourceId id = sources.add("a.seg", "x\n");
  Diagnostics diagnostics(3);
  for (int i = 0; i < 5; ++i) diagnostics.report(Code::UnexpectedToken, Span{id, 0, 1}, "x", "y");
  CHECK(diagnostics.all().size() == 3);
  CHECK(diagnostics.dropped() == 2);
  CHECK(diagnostics.count(Severity::Error) == 5);
  const std::string text = render_human(diagnostics, sources, {false, 2});
  CHECK(text.ends_with("\n… and 3 more that are not shown\n"));
}

TEST_CASE("diagnostics are sorted by source, place and code") {
  Sources sources;
  const SourceId first = sources.add("a.seg", "abc\n");
  const SourceId second = sources.add("b.seg", "abc\n");
  Diagnostics diagnostics;
  diagnostics.report(Code::UnmatchedBracket, Span{second, 0, 1}, "b");
  diagnostics.report(Code::UnmatchedBracket, Span{first, 2, 3}, "c");
  diagnostics.report(Code::UnmatchedBracket, Span{first, 0, 1}, "a");
  diagnostics.report_placeless(Code::UnmatchedBracket, "nowhere");
  diagnostics.sort();
  std::vector<std::string> order;
  for (const Diagnostic& diagnostic : diagnostics.all()) order.push_back(diagnostic.message);
  CHECK(order == std::vector<std::string>{"`nowhere` closes nothing", "`a` closes nothing", "`c` closes nothing", "`b` closes nothing"});
}

TEST_CASE("JSON has places in bytes, lines and columns, and edits") {
  Sources sources;
  const SourceId id = sources.add("a.seg", "ü\nxy = \xE9\n");
  Diagnostics diagnostics;
  diagnostics.report(Code::ForeignOperator, Span{id, 3, 5}, "x\xE9", "=").note("n").fix({"write `=`", {{{id, 3, 5}, "="}}, Safety::Safe});
  const auto json = nlohmann::json::parse(render_json(diagnostics, sources));
  CHECK(json["format_version"] == 1);
  CHECK(json["dropped"] == 0);
  const auto& one = json["diagnostics"][0];
  CHECK(one["code"] == "SEG1028");
  CHECK(one["name"] == "foreign-operator");
  CHECK(one["severity"] == "error");
  CHECK(one["labels"][0]["path"] == "a.seg");
  CHECK(one["labels"][0]["primary"] == true);
  CHECK(one["labels"][0]["begin"] == nlohmann::json({{"offset", 3}, {"line", 2}, {"column", 1}}));
  CHECK(one["labels"][0]["end"] == nlohmann::json({{"offset", 5}, {"line", 2}, {"column", 3}}));
  CHECK(one["notes"][0] == "n");
  CHECK(one["fixes"][0]["safety"] == "safe");
  CHECK(one["fixes"][0]["edits"][0]["text"] == "=");
}

TEST_CASE("places in JSON are those of the source, in lines of any length") {
  std::string text = "a\n\n";
  for (int i = 0; i < 3000; ++i) text += i % 7 == 0 ? "\u20ac" : i % 501 == 0 ? "\n" : "x";
  Sources sources;
  const SourceId id = sources.add("a.seg", text);
  Diagnostics all;
  for (const std::uint32_t at : {0U, 1U, 2U, 3U, 1023U, 1024U, 1025U, 2048U, 3000U, static_cast<std::uint32_t>(text.size())}) {
    all.report(Code::ForeignOperator, Span{id, at, at}, "x", "=");
  }
  const auto json = nlohmann::json::parse(render_json(all, sources));
  for (std::size_t i = 0; i < all.all().size(); ++i) {
    const std::uint32_t offset = all.all()[i].labels[0].span.begin;
    const Position expected = sources[id].position(offset);
    const auto& begin = json["diagnostics"][i]["labels"][0]["begin"];
    INFO(offset);
    CHECK(begin["line"] == expected.line);
    CHECK(begin["column"] == expected.column);
  }
}

TEST_CASE("the table of diagnostics is in the order of its numbers, each once") {
  const auto& rows = diagnostic_rows();
  for (std::size_t i = 1; i < rows.size(); ++i) CHECK(rows[i - 1].code < rows[i].code);
  for (const DiagnosticRow& row : rows) {
    INFO(code_text(row.code));
    CHECK(row.message.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 0);
    CHECK_FALSE(row.message.ends_with('.'));
    CHECK(&row_of(row.code) == &row);
  }
}
