#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>
#include <set>

#include "compiler/driver/workspace.h"
#include "tests/unit/driver/temporary_folder.h"
#include "tools/seg/lint_settings.h"

namespace fs = std::filesystem;
using namespace seg;

namespace {

struct Section {
  std::string heading;  ///< `SEG1012 mixed-and-or`
  std::string text;
};

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  REQUIRE(file);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<Section> all_sections() {
  std::vector<Section> sections;
  for (const char* name : {"1xxx.md", "2xxx.md", "3xxx.md", "4xxx.md"}) {
    const std::string page = "\n" + contents(fs::path(SEG_SOURCE_DIR) / "compiler/base/pages" / name);
    for (std::size_t at = page.find("\n## "); at != std::string::npos;) {
      const std::size_t next = page.find("\n## ", at + 1);
      const std::size_t line_end = page.find('\n', at + 1);
      sections.push_back(
          {page.substr(at + 4, line_end - at - 4), page.substr(line_end, next == std::string::npos ? next : next - line_end)});
      at = next;
    }
  }
  return sections;
}

/// The fenced block of a language; empty when the section has none.
std::string block(const Section& section, const std::string& language) {
  const std::string fence = "\n```" + language + "\n";
  const std::size_t begin = section.text.find(fence);
  if (begin == std::string::npos) return "";
  return section.text.substr(begin + fence.size(), section.text.find("\n```", begin + fence.size()) - begin - fence.size() + 1);
}

std::set<std::string> codes_of(const Diagnostics& diagnostics) {
  std::set<std::string> codes;
  for (const Diagnostic& diagnostic : diagnostics.all()) codes.insert(code_text(diagnostic.code));
  return codes;
}

std::set<std::string> codes_of_source(const std::string& text, bool with_schema) {
  std::vector<driver::SourceText> texts = {{"example.seg", text}};
  if (with_schema) texts.push_back({"schema.seg", contents(fs::path(SEG_SOURCE_DIR) / "compiler/lint/rules/schema.seg")});
  return codes_of(driver::compile(std::move(texts)).diagnostics);
}

std::set<std::string> codes_of_settings(const std::string& text) {
  const test::TemporaryFolder folder;
  folder.write("seg.toml", text);
  folder.write("schema.seg", contents(fs::path(SEG_SOURCE_DIR) / "compiler/lint/rules/schema.seg"));
  driver::Workspace workspace = driver::read_workspace(folder.path());
  cli::lint_options(workspace.lint, workspace.input.diagnostics);
  return codes_of(workspace.input.diagnostics);
}

/// Limits, whose examples do not fit a page, bytes that are no text, and what is missing altogether.
const std::set<std::string> kWithoutExample = {"SEG1001", "SEG1002", "SEG1003", "SEG1004", "SEG1005", "SEG1006",
                                               "SEG1010", "SEG1031", "SEG2050", "SEG3001", "SEG3002", "SEG3003",
                                               "SEG3004", "SEG3005", "SEG3006", "SEG4007", "SEG4008", "SEG4009"};

/// Rows that belong to the compiler; the linter's have two or three digits.
bool is_compilers(const DiagnosticRow& row) { return static_cast<int>(row.code) >= 1000; }

}  // namespace

TEST_CASE("every diagnostic of the compiler has a section under its code and name, in the order of the codes") {
  std::vector<std::string> expected;
  for (const DiagnosticRow& row : diagnostic_rows()) {
    if (is_compilers(row)) expected.push_back(code_text(row.code) + " " + std::string(row.name));
  }
  std::vector<std::string> found;
  for (const Section& section : all_sections()) found.push_back(section.heading);
  CHECK(found == expected);
}

TEST_CASE("the example of a section gives its diagnostic") {
  for (const Section& section : all_sections()) {
    CAPTURE(section.heading);
    const std::string code = section.heading.substr(0, section.heading.find(' '));
    const std::string source = block(section, "seg");
    const std::string settings = block(section, "toml");
    if (!source.empty()) {
      const bool about_schemas = source.find("schema ") != std::string::npos;
      CHECK(codes_of_source(source, !about_schemas).count(code) == 1);
    } else if (!settings.empty()) {
      CHECK(codes_of_settings(settings).count(code) == 1);
    } else {
      CHECK(kWithoutExample.count(code) == 1);
    }
    CHECK(section.text.size() > 60);
  }
}
