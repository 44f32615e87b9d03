// Runs what the rules' pages show: *Avoid* gives a finding of that rule and of no other, *Prefer* none at all.

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/unit/lint/lint_case.h"

namespace seg::lint {
namespace {

/// The fenced text of a language between two headings; empty when there is none.
std::string fenced(std::string_view page, std::string_view heading, std::string_view language) {
  const auto begin = page.find("\n## " + std::string(heading) + "\n");
  if (begin == std::string_view::npos) return {};
  const std::string_view section = page.substr(begin + 1, page.find("\n## ", begin + 1) - begin - 1);
  const std::string fence = "```" + std::string(language) + "\n";
  const auto open = section.find(fence);
  if (open == std::string_view::npos) return {};
  const auto text = section.substr(open + fence.size());
  return std::string(text.substr(0, text.find("```")));
}

}  // namespace

TEST_CASE("every rule has a page with all its headings") {
  for (const RuleRow& rule : rule_rows()) {
    const std::string page(rule_page(rule));
    INFO(rule.slug);
    REQUIRE(page.starts_with("# " + std::string(rule.slug) + " (" + code_text(rule.code)));
    for (const char* heading : {"How it decides", "Avoid", "Prefer", "Why it costs money", "Known false positives", "Options", "How to suppress"}) {
      CHECK(page.find("\n## " + std::string(heading) + "\n") != std::string::npos);
    }
  }
}

TEST_CASE("what stands under Avoid fires that rule alone") {
  for (const RuleRow& rule : rule_rows()) {
    const std::string_view page = rule_page(rule);
    const LintCase found = run_lint({fenced(page, "Avoid", "seg"), fenced(page, "Avoid", "statistics")});
    INFO(rule.slug << "\n" << found.rendered());
    CHECK(found.slugs() == std::vector<std::string>{std::string(rule.slug)});
    const std::string golden = std::string(SEG_SOURCE_DIR) + "/compiler/lint/rules/" + std::string(rule.slug) + "/avoid.diag";
    if (std::getenv("SEG_UPDATE_GOLDENS") != nullptr) std::ofstream(golden, std::ios::binary) << found.rendered();
    CHECK(found.rendered() == read_file(golden));
  }
}

TEST_CASE("what stands under Prefer is silent") {
  for (const RuleRow& rule : rule_rows()) {
    const std::string_view page = rule_page(rule);
    const LintCase found = run_lint({fenced(page, "Prefer", "seg"), fenced(page, "Prefer", "statistics")});
    INFO(rule.slug << "\n" << found.rendered());
    CHECK(found.findings.all().empty());
  }
}

TEST_CASE("every folder of a rule has a row") {
  std::size_t folders = 0;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(SEG_SOURCE_DIR) + "/compiler/lint/rules")) {
    if (!entry.is_directory()) continue;
    ++folders;
    CHECK(find_rule(entry.path().filename().string()) != nullptr);
  }
  CHECK(folders == rule_rows().size());
}

}  // namespace seg::lint
