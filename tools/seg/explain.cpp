// `seg explain`: the long story of a rule, a diagnostic or a segment.

#include <algorithm>

#include "compiler/base/render.h"
#include "compiler/base/suggest.h"
#include "compiler/driver/compile.h"
#include "compiler/lint/lint.h"
#include "diagnostic_pages.h"
#include "tools/seg/command.h"
#include "tools/seg/explain_profile.h"
#include "tools/seg/sources.h"

namespace seg::cli {
namespace {

/// The row of `SEG2007`, `2007` or its name.
const DiagnosticRow* find_diagnostic(std::string_view text) {
  const std::string_view number = text.rfind("SEG", 0) == 0 ? text.substr(3) : text;
  for (const DiagnosticRow& row : diagnostic_rows()) {
    if (row.name == text || code_text(row.code) == fmt::format("SEG{}", number)) return &row;
  }
  return nullptr;
}

/// Line by line, so that only the line ends stay.
std::string escaped_lines(std::string_view text) {
  std::string escaped;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    escaped += escape_for_terminal(text.substr(0, end)) + "\n";
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return escaped;
}

/// The section of `compiler/base/pages`, or the bare message of a row without one.
std::string diagnostic_page(const DiagnosticRow& row) {
  const std::string heading = fmt::format("## {} ", code_text(row.code));
  for (const pages::EmbeddedText& page : pages::diagnostic_pages()) {
    const std::size_t begin = page.text.find(heading);
    if (begin == std::string_view::npos) continue;
    const std::string_view section = page.text.substr(begin + 1, page.text.find("\n## ", begin) - begin - 1);
    return escaped_lines(section);
  }
  return fmt::format("# {} {} ({})\n{}\n", code_text(row.code), row.name, severity_text(row.severity), row.message);
}

/// Where a segment stands, what is said about it and its text.
std::string segment_page(const driver::Compilation& made, const hir::Segment& segment) {
  const Source& source = made.sources[segment.span.source];
  std::string page = fmt::format("{}:{}\n", source.path(), source.position(segment.span.begin).line);
  if (!segment.doc.empty()) page += escape_for_terminal(segment.doc) + "\n";
  page += "\n";
  return page + escaped_lines(source.text(segment.span));
}

/// The segments of the workspace around the current folder; without one there are none.
std::optional<driver::Compilation> compile_here() {
  const auto root = driver::find_workspace(".");
  if (!root) return std::nullopt;
  return driver::compile(driver::read_workspace(*root).input, {}, driver::Until::Hir);
}

std::optional<std::string> page_of(const std::string& topic, const std::optional<driver::Compilation>& made) {
  if (const lint::RuleRow* rule = lint::find_rule(topic)) return std::string(lint::rule_page(*rule));
  if (const DiagnosticRow* row = find_diagnostic(topic)) return diagnostic_page(*row);
  if (!made) return std::nullopt;
  for (const hir::Segment& segment : made->hir.segments) {
    if (segment.name == topic) return segment_page(*made, segment);
  }
  return std::nullopt;
}

std::string nothing_known(const std::string& topic, const std::optional<driver::Compilation>& made) {
  std::vector<std::string> candidates;
  for (const DiagnosticRow& row : diagnostic_rows()) {
    candidates.push_back(code_text(row.code));
    candidates.emplace_back(row.name);
  }
  if (made) {
    for (const hir::Segment& segment : made->hir.segments) candidates.push_back(segment.name);
  }
  const std::string problem = fmt::format("nothing to explain about `{}`", topic);
  const std::vector<std::string_view> views(candidates.begin(), candidates.end());
  if (const auto meant = suggest(topic, views)) return fmt::format("{}; did you mean `{}`?", problem, *meant);
  return problem + ": expected a code (SEG301), a rule (too-broad) or a segment of this workspace";
}

Exit explain(const std::vector<std::string>& topics) {
  const auto made = compile_here();
  for (std::size_t i = 0; i < topics.size(); ++i) {
    const auto page = page_of(topics[i], made);
    if (!page) {
      print_error(nothing_known(topics[i], made));
      return Exit::Usage;
    }
    if (i > 0) print_data("\n");
    print_data(*page);
  }
  return Exit::Clean;
}

}  // namespace

Run add_explain(CLI::App& app, const Terminal& terminal) {
  struct Asked {
    std::vector<std::string> topics;
    std::optional<std::string> profile;
    std::optional<std::string> now;
    std::optional<std::string> with_cuts;
  };
  auto asked = std::make_shared<Asked>();
  CLI::App* command = app.add_subcommand("explain", "The long story of a rule, a diagnostic or a segment");
  command->footer(
      "  seg explain too-broad\n"
      "  seg explain SEG301\n"
      "  seg explain at_risk_vip\n"
      "  seg explain at_risk_vip --profile 4711\n");
  command->add_option("TOPIC", asked->topics, "a code, a rule's name or a segment of this workspace")->required()->type_name("");
  command->add_option("--profile", asked->profile, "why the profile with this key is in the segment or is not; of a partition, in which arm and why")->type_name("KEY");
  command->add_option("--now", asked->now, "with --profile: 1998-07-01T00:00Z, or 1998-07-01 in the schema's zone (default: now)")
      ->type_name("TIME");
  command->add_option("--with-cuts", asked->with_cuts, "with --profile: take the cuts of FILE, which `seg run --cuts` wrote")
      ->type_name("FILE");
  return [asked, &terminal] {
    if (!asked->profile) return explain(asked->topics);
    if (asked->topics.size() == 1) {
      return explain_profile({asked->topics.front(), *asked->profile, asked->now, asked->with_cuts}, terminal);
    }
    print_error(fmt::format("--profile is about one segment, found {} topics", asked->topics.size()));
    return Exit::Usage;
  };
}

}  // namespace seg::cli
