#pragma once
// The linter: a stage that reads the typed form, the comments and the statistics, and says what is broad, unprovable or not actionable.
// It never reads an engine or a file.

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/diagnostic.h"
#include "compiler/lint/statistics.h"
#include "compiler/semantics/hir.h"
#include "compiler/syntax/token.h"

namespace seg::lint {

enum class Needs : std::uint8_t { Text, Statistics };

struct RuleRow {
  Code code;
  std::string_view slug;
  Needs needs;
};
/// The rules in the order of their codes.
std::span<const RuleRow> rule_rows();
/// By `SEG401`, `401` or `demographics-only`; null for anything else.
const RuleRow* find_rule(std::string_view text);
/// The rules' Markdown page: rules/<slug>/README.md as it was at build time.
std::string_view rule_page(const RuleRow& rule);

enum class Level : std::uint8_t { Off, Info, Warning, Error };

/// Figures that a workspace may set, `[lint.options]` in seg.toml.
struct Thresholds {
  double too_broad_share = 0.5;         ///< of the contactable base
  std::int64_t too_narrow_members = 100;
  double too_narrow_share = 0.001;      ///< of all profiles
  std::int64_t longest_window_days = 365;
};

struct LintOptions {
  /// Prefixes of codes, or slugs, or `all`: `["all"]`, `["SEG5", "too-broad"]`. A rule that none of them names is off.
  std::vector<std::string> select = {"all"};
  std::map<std::string, Level> levels;  ///< by slug or code; stronger than `select`
  Thresholds thresholds;
};

struct LintInput {
  const hir::Hir& hir;
  const Sources& sources;
  std::span<const syntax::TokenBuffer> tokens;
  const Statistics* statistics = nullptr;  ///< null: rules that need it are skipped
  std::int64_t now = 0;                    ///< microseconds since 1970-01-01T00:00Z: reviews due, suppressions expired
  LintOptions options;
};

struct LintSummary {
  std::size_t rules_run = 0;
  std::vector<std::string> skipped;  ///< slugs of rules that had no statistics
  std::size_t suppressed = 0;
};

/// Findings go to the sink at their rule's level; suppressed ones do not.
/// Names in the options that no rule has are the caller's to check, with find_rule and is_selector.
LintSummary lint(const LintInput& input, Diagnostics& diagnostics);

/// Whether `select` may hold it: `all`, a prefix of at least one code, or a slug.
bool is_selector(std::string_view text);

}  // namespace seg::lint
