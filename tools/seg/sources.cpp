#include "tools/seg/sources.h"

#include <filesystem>

#include "compiler/base/render.h"

namespace seg::cli {
namespace fs = std::filesystem;
namespace {

bool is_folder(const std::string& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

driver::Workspace from_files(const SourceArguments& arguments) {
  driver::Workspace workspace;
  workspace.input = driver::read_files(arguments.schema, {arguments.paths.begin(), arguments.paths.end()});
  return workspace;
}

}  // namespace

void add_source_arguments(CLI::App& app, SourceArguments& arguments) {
  app.add_option("PATH", arguments.paths, "a workspace's folder (default: the current one), or .seg files with --schema")->type_name("");
  app.add_option("--schema", arguments.schema, "the schema of the files")->type_name("FILE");
}

std::optional<driver::Workspace> read_workspace_around(const std::string& folder) {
  const auto root = driver::find_workspace(folder);
  if (!root) {
    print_error(fmt::format("no seg.toml in `{}` or in a folder above it; `seg init NAME` makes a workspace", folder));
    return std::nullopt;
  }
  return driver::read_workspace(*root);
}

std::optional<driver::Workspace> read_sources(const SourceArguments& arguments) {
  if (!arguments.schema.empty()) return from_files(arguments);
  if (arguments.paths.empty()) return read_workspace_around(".");
  if (arguments.paths.size() > 1 || !is_folder(arguments.paths.front())) {
    std::error_code error;
    for (const std::string& path : arguments.paths) {
      if (!fs::exists(path, error)) {
        print_error(fmt::format("`{}` does not exist, expected a workspace's folder or a .seg file", path));
        return std::nullopt;
      }
    }
    print_error("files need `--schema FILE`; a workspace is named by its folder");
    return std::nullopt;
  }
  return read_workspace_around(arguments.paths.front());
}

void add_format_option(CLI::App& app, DiagnosticFormat& format) {
  static const std::map<std::string, DiagnosticFormat> kFormats = {{"human", DiagnosticFormat::Human}, {"json", DiagnosticFormat::Json}};
  app.add_option("--format", format, "human or json")->transform(CLI::CheckedTransformer(kFormats).description(""))->type_name("FORMAT");
}

void print_findings(const Diagnostics& diagnostics, const Sources& sources, DiagnosticFormat format, const Terminal& terminal) {
  if (format == DiagnosticFormat::Json) {
    print_data(render_json(diagnostics, sources));
  } else {
    print_data(render_human(diagnostics, sources, {terminal.color_on_stdout()}));
  }
}

void print_diagnostics(const Diagnostics& diagnostics, const Sources& sources, const Terminal& terminal) {
  print_talk(render_human(diagnostics, sources, {terminal.color_on_stderr()}));
}

std::string count_text(const Diagnostics& diagnostics) {
  std::vector<std::string> parts;
  const auto add = [&](Severity severity, const char* name, const char* plural) {
    const std::size_t count = diagnostics.count(severity);
    if (count > 0) parts.push_back(fmt::format("{} {}", count, count == 1 ? name : plural));
  };
  add(Severity::Error, "error", "errors");
  add(Severity::Warning, "warning", "warnings");
  add(Severity::Info, "remark", "remarks");
  return parts.empty() ? "no findings" : fmt::format("{}", fmt::join(parts, ", "));
}

}  // namespace seg::cli
