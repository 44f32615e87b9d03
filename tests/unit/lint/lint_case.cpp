#include "tests/unit/lint/lint_case.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "compiler/base/render.h"

namespace seg::lint {

std::vector<std::string> LintCase::slugs() const {
  std::vector<std::string> names;
  for (const Diagnostic& finding : findings.all()) {
    const RuleRow* rule = find_rule(code_text(finding.code));
    names.push_back(rule != nullptr ? std::string(rule->slug) : code_text(finding.code));
  }
  return names;
}

std::string LintCase::rendered() const { return render_human(findings, compilation.sources, {}); }

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

LintCase run_lint(const LintRequest& request) {
  const std::string schema = std::string(SEG_SOURCE_DIR) + "/compiler/lint/rules/schema.seg";
  LintCase made{driver::compile({{"schema.seg", read_file(schema)}, {"segments.seg", request.text}}, {}, driver::Until::Hir), Diagnostics(), {}};
  const std::string problems = render_human(made.compilation.diagnostics, made.compilation.sources, {});
  INFO(problems);
  REQUIRE(made.compilation.diagnostics.all().empty());
  std::optional<Statistics> statistics;
  if (!request.statistics.empty()) {
    StatisticsResult read = read_statistics(request.statistics);
    INFO(read.error);
    REQUIRE(read.value);
    statistics = std::move(read.value);
  }
  made.summary = lint({made.compilation.hir, made.compilation.sources, made.compilation.tokens, statistics ? &*statistics : nullptr, request.now, request.options},
                      made.findings);
  return made;
}

}  // namespace seg::lint
