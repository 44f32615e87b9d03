// `seg lint`: check, and the rules.

#include "compiler/lint/lint.h"

#include <chrono>
#include <fstream>
#include <iterator>

#include "runtime/engine/engine.h"
#include "tools/seg/command.h"
#include "tools/seg/layout.h"
#include "tools/seg/lint_settings.h"
#include "tools/seg/moment.h"
#include "tools/seg/sources.h"

namespace seg::cli {
namespace {

struct LintArguments {
  SourceArguments sources;
  std::optional<std::string> now;
  std::string statistics;
  Severity fail_on = Severity::Error;
  DiagnosticFormat format = DiagnosticFormat::Human;
};

/// The statistics of --stats; an error when the file is there but is none, or is not there.
engine::Outcome<std::optional<lint::Statistics>> read_statistics_file(const std::string& path) {
  using Found = std::optional<lint::Statistics>;
  if (path.empty()) return {Found{}, ""};
  std::ifstream file(path, std::ios::binary);
  if (!file) return {std::nullopt, fmt::format("cannot read `{}`, expected a file of `seg run --stats`", path)};
  const std::string text(std::istreambuf_iterator<char>(file), {});
  auto result = lint::read_statistics(text);
  if (!result.value) return {std::nullopt, fmt::format("`{}`: {}", path, result.error)};
  return {std::move(result.value), ""};
}

bool at_or_above(const Diagnostics& diagnostics, Severity level) {
  for (const Severity severity : {Severity::Info, Severity::Warning, Severity::Error}) {
    if (severity >= level && diagnostics.count(severity) > 0) return true;
  }
  return false;
}

void print_summary(const driver::Compilation& made, const lint::LintSummary& summary, double seconds) {
  std::vector<std::string> items = {
      fmt::format("{} in {} segment{}", count_text(made.diagnostics), made.hir.segments.size(), made.hir.segments.size() == 1 ? "" : "s"),
      fmt::format("{} rules", summary.rules_run), seconds_text(seconds)};
  if (summary.suppressed > 0) items.push_back(fmt::format("{} suppressed", summary.suppressed));
  print_talk(joined_line("", items));
  if (!summary.skipped.empty()) print_talk(wrapped("skipped: no statistics  ", fmt::format("{}", fmt::join(summary.skipped, ", "))));
}

Exit lint_workspace(const LintArguments& arguments, const Terminal& terminal) {
  const auto begin = std::chrono::steady_clock::now();
  auto workspace = read_sources(arguments.sources);
  if (!workspace) return Exit::Usage;
  const auto statistics = read_statistics_file(arguments.statistics);
  if (!statistics) {
    print_error(statistics.error);
    return Exit::BadData;
  }
  const lint::LintOptions options = lint_options(workspace->lint, workspace->input.diagnostics);
  if (workspace->input.diagnostics.has_errors()) {
    print_findings(workspace->input.diagnostics, workspace->input.sources, arguments.format, terminal);
    return Exit::Usage;
  }
  driver::Compilation made = driver::compile(std::move(workspace->input), {}, driver::Until::Hir);
  const auto now = moment_of(arguments.now, made.hir.schema.plan.zone);
  if (!now) return Exit::Usage;
  const lint::LintInput input{made.hir, made.sources, made.tokens, statistics.value->has_value() ? &**statistics.value : nullptr,
                              *now,     options};
  const lint::LintSummary summary = lint::lint(input, made.diagnostics);
  made.diagnostics.sort();
  print_findings(made.diagnostics, made.sources, arguments.format, terminal);
  print_summary(made, summary, std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  return at_or_above(made.diagnostics, arguments.fail_on) ? Exit::Findings : Exit::Clean;
}

}  // namespace

Run add_lint(CLI::App& app, const Terminal& terminal) {
  auto arguments = std::make_shared<LintArguments>();
  CLI::App* command = app.add_subcommand("lint", "Check, and say what is broad, unprovable or not actionable");
  command->footer(
      "  seg lint\n"
      "  seg run --stats stats.json && seg lint --stats stats.json\n"
      "  seg lint --fail-on warning --format json\n"
      "  seg explain too-broad\n");
  add_source_arguments(*command, arguments->sources);
  command->add_option("--now", arguments->now, "the time for reviews and suppressions that end (default: the current time)")
      ->type_name("TIME");
  command->add_option("--stats", arguments->statistics, "what `seg run --stats` wrote; without it the rules about reach are skipped")
      ->type_name("FILE");
  static const std::map<std::string, Severity> kLevels = {
      {"error", Severity::Error}, {"warning", Severity::Warning}, {"info", Severity::Info}};
  command->add_option("--fail-on", arguments->fail_on, "exit with 1 from this level on: error (default), warning or info")
      ->transform(CLI::CheckedTransformer(kLevels).description(""))
      ->type_name("LEVEL");
  add_format_option(*command, arguments->format);
  return [arguments, &terminal] { return lint_workspace(*arguments, terminal); };
}

}  // namespace seg::cli
