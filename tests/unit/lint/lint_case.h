#pragma once
// Compiles segments against the rules' schema and lints them, as the tests of this folder need it.

#include <optional>
#include <string>
#include <vector>

#include "compiler/driver/compile.h"
#include "compiler/lint/lint.h"

namespace seg::lint {

/// 2026-06-10T00:00Z, the day of the pages.
inline constexpr std::int64_t kPageDay = 20'614 * plan::kMicrosPerDay;

struct LintCase {
  driver::Compilation compilation;
  Diagnostics findings;
  LintSummary summary;

  /// `demographics-only`, one for each finding, in the order of their places.
  std::vector<std::string> slugs() const;
  std::string rendered() const;
};

struct LintRequest {
  std::string text;
  std::string statistics;  ///< JSON; empty for none
  LintOptions options = {};
  std::int64_t now = kPageDay;
};

/// The text must compile: the test fails with the diagnostics where it does not.
LintCase run_lint(const LintRequest& request);

std::string read_file(const std::string& path);

}  // namespace seg::lint
