// `seg doc`: what a workspace defines, in English.

#include "compiler/driver/compile.h"
#include "tools/doc/document.h"
#include "tools/doc/render.h"
#include "tools/seg/command.h"
#include "tools/seg/help.h"
#include "tools/seg/moment.h"
#include "tools/seg/sources.h"

namespace seg::cli {
namespace {

enum class DocFormat : std::uint8_t { Text, Markdown, Json };

struct DocOptions {
  SourceArguments sources;
  std::optional<std::string> now;
  std::string segment;
  DocFormat format = DocFormat::Text;
};

/// Whether there is such a segment or partition; says which there are.
bool require_segment(const hir::Hir& hir, const std::string& name) {
  std::vector<std::string> known;
  for (const hir::Partition& partition : hir.partitions) known.push_back(partition.name);
  for (const hir::Segment& segment : hir.segments) known.push_back(segment.name);
  if (name.empty() || std::find(known.begin(), known.end(), name) != known.end()) return true;
  print_error(fmt::format("unknown segment `{}`{}", name, did_you_mean(name, known)));
  return false;
}

std::string rendered(const doc::Document& document, DocFormat format, const Terminal& terminal) {
  switch (format) {
    case DocFormat::Text:
      return doc::render_text(document, terminal.color_on_stdout());
    case DocFormat::Markdown:
      return doc::render_markdown(document);
    case DocFormat::Json:
      return doc::render_json(document);
  }
  return {};
}

Exit document(const DocOptions& options, const Terminal& terminal) {
  auto workspace = read_sources(options.sources);
  if (!workspace) return Exit::Usage;
  const bool unreadable = workspace->input.diagnostics.has_errors();
  const driver::Compilation made = driver::compile(std::move(workspace->input), {}, driver::Until::Hir);
  if (made.diagnostics.has_errors()) print_diagnostics(made.diagnostics, made.sources, terminal);
  if (unreadable) return Exit::Usage;
  if (made.diagnostics.has_errors()) return Exit::Findings;
  const auto now = moment_of(options.now, made.hir.schema.plan.zone);
  if (!now || !require_segment(made.hir, options.segment)) return Exit::Usage;
  const std::string& name = workspace->name.empty() ? made.hir.schema.plan.name : workspace->name;
  print_data(rendered(doc::document_of(made.hir, made.sources, name, *now, options.segment), options.format, terminal));
  return Exit::Clean;
}

}  // namespace

Run add_doc(CLI::App& app, const Terminal& terminal) {
  auto options = std::make_shared<DocOptions>();
  CLI::App* command = app.add_subcommand("doc", "What the segments mean, in English, with windows as dates; reads no data");
  command->footer(
      "  seg doc\n"
      "  seg doc --segment at_risk_vip --now 2026-03-01\n"
      "  seg doc --format markdown > segments.md\n");
  add_source_arguments(*command, options->sources);
  command->add_option("--now", options->now, "the time that windows are dated by: 1998-07-01T00:00Z, or 1998-07-01 (default: now)")
      ->type_name("TIME");
  command->add_option("--segment", options->segment, "one segment or partition, with what it uses")->type_name("NAME");
  static const std::map<std::string, DocFormat> kFormats = {
      {"text", DocFormat::Text}, {"markdown", DocFormat::Markdown}, {"json", DocFormat::Json}};
  command->add_option("--format", options->format, "text, markdown or json")
      ->transform(CLI::CheckedTransformer(kFormats).description(""))
      ->type_name("FORMAT");
  return [options, &terminal] { return document(*options, terminal); };
}

}  // namespace seg::cli
