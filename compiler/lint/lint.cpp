#include "compiler/lint/lint.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "compiler/lint/rule.h"
#include "compiler/lint/suppression.h"

namespace seg::lint {
namespace {

struct RuleEntry {
  RuleRow row;
  void (*check)(const Subject&, Reporter&);
};

constexpr std::array kRules = {
#define RULE(code, Name, slug, needs) RuleEntry{{Code::Name, slug, Needs::needs}, check_##Name},
#include "compiler/lint/rules.def"
#undef RULE
};

constexpr auto kRows = [] {
  std::array<RuleRow, kRules.size()> rows;
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i] = kRules[i].row;
  return rows;
}();

Severity severity_of(Level level) {
  switch (level) {
    case Level::Off:
    case Level::Info: return Severity::Info;
    case Level::Warning: return Severity::Warning;
    case Level::Error: return Severity::Error;
  }
  return Severity::Error;
}

Level level_of(Severity severity) {
  switch (severity) {
    case Severity::Info: return Level::Info;
    case Severity::Warning: return Level::Warning;
    case Severity::Error: return Level::Error;
  }
  return Level::Error;
}

bool selects(std::string_view selector, const RuleRow& rule) {
  return selector == "all" || selector == rule.slug || (selector.starts_with("SEG") && code_text(rule.code).starts_with(selector));
}

Level level_in(const LintOptions& options, const RuleRow& rule) {
  for (const std::string& key : {std::string(rule.slug), code_text(rule.code)}) {
    if (const auto found = options.levels.find(key); found != options.levels.end()) return found->second;
  }
  const bool selected = std::any_of(options.select.begin(), options.select.end(), [&](const std::string& text) { return selects(text, rule); });
  return selected ? level_of(row_of(rule.code).severity) : Level::Off;
}

Span primary_span(const Diagnostic& finding) {
  for (const Label& label : finding.labels) {
    if (label.primary) return label.span;
  }
  return {};
}

/// What is missing from every arm is missing from the partition: one finding, at its name.
void join_arms(const hir::Hir& hir, std::vector<Diagnostic>& findings, std::size_t before) {
  for (const hir::Partition& partition : hir.partitions) {
    std::vector<std::size_t> of_arms;
    for (std::size_t i = before; i < findings.size(); ++i) {
      const Span span = primary_span(findings[i]);
      const bool of_arm = std::any_of(partition.arms.begin(), partition.arms.end(), [&](std::uint32_t arm) { return hir.segments[arm].name_span == span; });
      if (of_arm && (of_arms.empty() || findings[of_arms.front()].message == findings[i].message)) of_arms.push_back(i);
    }
    if (of_arms.size() < 2 || of_arms.size() != partition.arms.size()) continue;
    for (Label& label : findings[of_arms.front()].labels) {
      if (label.primary) label.span = partition.name_span;
    }
    for (auto i = of_arms.rbegin(); i + 1 != of_arms.rend(); ++i) findings.erase(findings.begin() + static_cast<std::ptrdiff_t>(*i));
  }
}

/// Runs one rule over all segments and sets its findings to the level that the workspace gave it.
void run_rule(const RuleEntry& rule, Level level, const hir::Hir& hir, const std::vector<Subject>& subjects, Diagnostics& findings) {
  const std::size_t before = findings.all().size();
  Reporter reporter(rule.row.code, findings);
  for (const Subject& subject : subjects) rule.check(subject, reporter);
  join_arms(hir, findings.all(), before);
  for (std::size_t i = before; i < findings.all().size(); ++i) findings.all()[i].severity = severity_of(level);
}

bool silences(const Suppression& suppression, const Diagnostic& finding) {
  const Span span = primary_span(finding);
  return std::find(suppression.rules.begin(), suppression.rules.end(), finding.code) != suppression.rules.end() &&
         span.source == suppression.covers.source && span.begin >= suppression.covers.begin && span.begin <= suppression.covers.end;
}

std::vector<Suppression> all_suppressions(const LintInput& input, Diagnostics& diagnostics) {
  std::vector<Suppression> all;
  for (const syntax::TokenBuffer& buffer : input.tokens) {
    std::vector<Span> declarations;
    for (const hir::Segment& segment : input.hir.segments) {
      if (segment.span.source == buffer.source) declarations.push_back(segment.span);
    }
    for (const hir::Partition& partition : input.hir.partitions) {
      if (partition.span.source == buffer.source) declarations.push_back(partition.span);
    }
    for (const hir::Trait& trait : input.hir.traits) {
      if (trait.span.source == buffer.source) declarations.push_back(trait.span);
    }
    for (const hir::Unused& unused : input.hir.unused) {
      if (unused.declaration.source == buffer.source) declarations.push_back(unused.declaration);
    }
    auto some = read_suppressions(buffer, declarations, input.sources, diagnostics);
    std::move(some.begin(), some.end(), std::back_inserter(all));
  }
  return all;
}

/// Rules whose findings could not be looked for: a suppression of one is not called unused.
bool judged(const Suppression& suppression, const LintInput& input) {
  return std::all_of(suppression.rules.begin(), suppression.rules.end(), [&](Code code) {
    const RuleRow* rule = find_rule(code_text(code));
    return rule != nullptr && level_in(input.options, *rule) != Level::Off && (rule->needs == Needs::Text || input.statistics != nullptr);
  });
}

void judge_suppression(const Suppression& suppression, bool used, const LintInput& input, Diagnostics& diagnostics) {
  if (suppression.reason.empty()) {
    diagnostics.report(Code::SuppressionWithoutReason, suppression.span, "the next reader cannot tell why this is allowed")
        .note("add `reason = \"…\"`");
  }
  const std::int64_t today = input.now / plan::kMicrosPerDay;
  if (suppression.until && *suppression.until < today) {
    diagnostics.report(Code::ExpiredSuppression, suppression.span, "its last day has passed, so the finding counts again")
        .note("mend the finding, or give a new date and a reason for it");
  } else if (!used && judged(suppression, input)) {
    diagnostics.report(Code::UnusedSuppression, suppression.span, "nothing here needs to be allowed").fix({"remove the comment", {{suppression.span, ""}}, Safety::Safe});
  }
}

/// Moves the findings that no valid suppression covers to the sink.
std::size_t apply_suppressions(const LintInput& input, Diagnostics& findings, Diagnostics& diagnostics) {
  const std::vector<Suppression> suppressions = all_suppressions(input, diagnostics);
  const std::int64_t today = input.now / plan::kMicrosPerDay;
  std::vector<bool> used(suppressions.size(), false);
  std::size_t suppressed = 0;
  for (Diagnostic& finding : findings.all()) {
    bool silent = false;
    for (std::size_t i = 0; i < suppressions.size(); ++i) {
      if (!silences(suppressions[i], finding)) continue;
      used[i] = true;
      silent |= !suppressions[i].reason.empty() && (!suppressions[i].until || *suppressions[i].until >= today);
    }
    if (silent) {
      ++suppressed;
    } else {
      diagnostics.all().push_back(std::move(finding));
    }
  }
  for (std::size_t i = 0; i < suppressions.size(); ++i) judge_suppression(suppressions[i], used[i], input, diagnostics);
  return suppressed;
}

}  // namespace

std::span<const RuleRow> rule_rows() { return kRows; }

const RuleRow* find_rule(std::string_view text) {
  for (const RuleRow& row : kRows) {
    const std::string code = code_text(row.code);
    if (text == row.slug || text == code || text == std::string_view(code).substr(3)) return &row;
  }
  return nullptr;
}

bool is_selector(std::string_view text) {
  return std::any_of(kRows.begin(), kRows.end(), [&](const RuleRow& row) { return selects(text, row); });
}

LintSummary lint(const LintInput& input, Diagnostics& diagnostics) {
  LintSummary summary;
  std::vector<Facts> facts;
  facts.reserve(input.hir.segments.size());
  for (const hir::Segment& segment : input.hir.segments) facts.push_back(gather_facts(input.hir, segment, input.now));
  std::vector<Subject> subjects;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    const hir::Segment& segment = input.hir.segments[i];
    if (segment.imported) continue;
    subjects.push_back({input.hir, segment, facts[i], input.sources, input.options.thresholds, input.now, input.statistics,
                        input.statistics == nullptr ? nullptr : input.statistics->find(segment.name)});
  }
  Diagnostics findings(100'000);
  for (const RuleEntry& rule : kRules) {
    const Level level = level_in(input.options, rule.row);
    if (level == Level::Off) continue;
    if (rule.row.needs == Needs::Statistics && input.statistics == nullptr) {
      summary.skipped.emplace_back(rule.row.slug);
      continue;
    }
    ++summary.rules_run;
    run_rule(rule, level, input.hir, subjects, findings);
  }
  summary.suppressed = apply_suppressions(input, findings, diagnostics);
  diagnostics.sort();
  return summary;
}

}  // namespace seg::lint
