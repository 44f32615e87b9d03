// `seg schema infer FILE…`: a workspace guessed from data.

#include "runtime/io/infer.h"

#include <algorithm>
#include <filesystem>
#include <utility>
#include <vector>

#include "runtime/io/write.h"
#include "tools/seg/command.h"
#include "tools/seg/infer_text.h"

namespace seg::cli {
namespace fs = std::filesystem;
namespace {

struct InferArguments {
  std::vector<std::string> files;
  std::string folder = ".";
  bool force = false;
  std::int64_t rows = 0;
};

/// A file of the workspace and its text; seg.toml last, which makes the folder a workspace.
using Written = std::vector<std::pair<fs::path, std::string>>;

/// Whether something is in the way, which was said.
bool is_in_the_way(const Written& files, const InferArguments& arguments) {
  std::error_code error;
  if (fs::exists(arguments.folder, error) && !fs::is_directory(arguments.folder, error)) {
    print_error(fmt::format("`{}` is a file, expected a folder", arguments.folder));
    return true;
  }
  if (arguments.force) return false;
  for (const auto& [path, text] : files) {
    if (!fs::exists(path, error)) continue;
    print_error(fmt::format("`{}` exists already; --force writes over it", path.string()));
    return true;
  }
  return false;
}

std::string write_all(const Written& files) {
  for (const auto& [path, text] : files) {
    std::error_code error;
    if (!path.parent_path().empty()) fs::create_directories(path.parent_path(), error);
    if (error) return fmt::format("cannot make `{}`: {}", path.parent_path().string(), error.message());
    if (const auto problem = io::write_file_atomically(path.string(), text)) return io::problem_text(*problem);
  }
  return "";
}

std::string part_text(const io::InferredWorkspace& workspace, const io::InferredSource& source) {
  const io::FileFacts& file = workspace.files[source.files];
  const std::string names =
      file.files.size() == 1 ? file.files.front() : fmt::format("{} and {} more", file.files.front(), file.files.size() - 1);
  switch (source.role) {
    case io::SourceRole::Profile:
      return fmt::format("{}: the profiles, {} rows, key `{}`", names, io::grouped(file.rows), source.key_column);
    case io::SourceRole::Table:
      return fmt::format("{}: lookup table `{}`, key `{}`", names, source.name, source.key_column);
    case io::SourceRole::Event:
      return source.nested.empty()
                 ? fmt::format("{}: event `{}`, {} rows, key `{}`, time `{}`", names, source.name, io::grouped(file.rows),
                               source.key_column, source.at.column)
                 : fmt::format("{}: event `{}` in the lists of `{}`, time `{}`", names, source.name, source.nested, source.at.column);
  }
  return names;
}

void say_what_was_found(const io::InferredWorkspace& workspace, const InferArguments& arguments) {
  for (const io::InferredSource& source : workspace.sources) print_talk("  " + part_text(workspace, source) + "\n");
  for (const std::string& unused : workspace.unused) print_warning("not used: " + unused);
  print_talk("\nlook at each `guessed:` in schema.seg; then\n");
  if (fs::path(arguments.folder).lexically_normal() != ".") print_talk(fmt::format("  cd {}\n", arguments.folder));
  print_talk("  seg check\n  seg run\n");
}

Exit infer(const InferArguments& arguments) {
  const io::InferredWorkspace workspace = io::infer(arguments.files, {arguments.rows});
  for (const io::Problem& problem : workspace.problems) print_error(io::problem_text(problem));
  if (!workspace.problems.empty()) return Exit::BadData;
  const auto is_source_of_profiles = [](const io::InferredSource& source) { return source.role != io::SourceRole::Table; };
  if (std::none_of(workspace.sources.begin(), workspace.sources.end(), is_source_of_profiles)) {
    print_error("no file has profiles (a unique key) or events (a key and a time)");
    for (const std::string& unused : workspace.unused) print_talk("  " + unused + "\n");
    return Exit::BadData;
  }
  const fs::path folder = arguments.folder;
  Written files;
  files.emplace_back(folder / "schema.seg", schema_text(workspace, fs::absolute(folder).lexically_normal().filename().string()));
  if (std::string segment = segment_text(workspace); !segment.empty()) files.emplace_back(folder / "segments" / "first_look.seg", segment);
  files.emplace_back(folder / "seg.toml", manifest_text(workspace, arguments.folder));
  if (is_in_the_way(files, arguments)) return Exit::Usage;
  if (const std::string problem = write_all(files); !problem.empty()) {
    print_error(problem);
    return Exit::Internal;
  }
  say_what_was_found(workspace, arguments);
  return Exit::Clean;
}

}  // namespace

Run add_schema(CLI::App& app, const Terminal&) {
  auto arguments = std::make_shared<InferArguments>();
  CLI::App* schema = app.add_subcommand("schema", "Guess a schema from data: seg schema infer FILE…");
  schema->require_subcommand(1);
  schema->footer("  seg schema infer customers.csv orders.parquet --out shop\n");
  CLI::App* command = schema->add_subcommand("infer", "Write schema.seg and seg.toml for CSV, Parquet or Arrow files");
  command->footer(
      "  seg schema infer customers.csv orders.csv products.csv --out shop\n"
      "  seg schema infer data/*.parquet --rows 100000\n");
  command->add_option("FILE", arguments->files, "CSV, Parquet or Arrow files; those with the same columns are one")
      ->required()
      ->type_name("");
  command->add_option("--out", arguments->folder, "the folder of the workspace (default: the current one)")->type_name("DIR");
  command->add_flag("--force", arguments->force, "write over files that are there");
  command->add_option("--rows", arguments->rows, "read only about the first N rows of each file (default: all)")
      ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000'000'000}).description(""))
      ->type_name("N");
  return [arguments] { return infer(*arguments); };
}

}  // namespace seg::cli
