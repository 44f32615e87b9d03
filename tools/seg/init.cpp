// `seg init NAME [DIR]`: a workspace to start from, with a schema, a few segments and a small generated data set.

#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "runtime/calendar/calendar.h"
#include "runtime/io/problem.h"
#include "runtime/io/write.h"
#include "template_files.h"
#include "tools/datagen/workspaces.h"
#include "tools/seg/command.h"
#include "tools/seg/moment.h"

namespace seg::cli {
namespace fs = std::filesystem;
namespace {

constexpr const char* kZone = "Europe/Berlin";  // of the templates' schemas

struct InitOptions {
  std::string name;
  std::string folder;                     ///< empty: called like the template
  std::optional<std::uint64_t> profiles;  ///< as many as the template wants
  std::uint64_t seed = 1;
  std::optional<std::string> now;
};

/// A folder that disappears with its contents unless everything went well.
class Staging {
 public:
  explicit Staging(const fs::path& beside) {
    std::string pattern = (beside / ".seg-init-XXXXXX").string();
    if (::mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;
  ~Staging() {
    std::error_code ignored;
    if (!path_.empty()) fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::string filled_in(std::string_view text, const std::string& today) {
  static constexpr std::string_view kToday = "{{today}}";
  std::string filled(text);
  for (std::size_t at = filled.find(kToday); at != std::string::npos; at = filled.find(kToday, at))
    filled.replace(at, kToday.size(), today);
  return filled;
}

/// Where a file of the templates stands in a workspace made from `name`; nothing when it is another template's.
std::optional<fs::path> place_of(std::string_view file, std::string_view name) {
  if (file == "gitignore") return ".gitignore";
  const bool its_own = file.size() > name.size() && file.starts_with(name) && file[name.size()] == '/';
  return its_own ? std::optional<fs::path>(file.substr(name.size() + 1)) : std::nullopt;
}

/// Empty when all files stand; else what went wrong.
std::string write_templates(std::string_view name, const fs::path& folder, const std::string& today) {
  for (const EmbeddedText& file : template_files()) {
    const auto place = place_of(file.path, name);
    if (!place) continue;
    const fs::path path = folder / *place;
    std::error_code error;
    fs::create_directories(path.parent_path(), error);
    if (error) return fmt::format("cannot make `{}`: {}", path.parent_path().string(), error.message());
    if (const auto problem = io::write_file_atomically(path.string(), filled_in(file.text, today))) return io::problem_text(*problem);
  }
  return "";
}

/// The segments of a template: each has a file of its own.
std::size_t segments_of(std::string_view name) {
  std::size_t number = 0;
  for (const EmbeddedText& file : template_files()) {
    const auto place = place_of(file.path, name);
    if (place && place->parent_path() == "segments") ++number;
  }
  return number;
}

/// Empty, or why this cannot become a workspace.
std::string refusal(const fs::path& folder) {
  std::error_code error;
  if (!fs::exists(folder, error)) {
    const fs::path parent = fs::absolute(folder, error).lexically_normal().parent_path();
    return fs::is_directory(parent, error) ? "" : fmt::format("the folder `{}` does not exist", parent.string());
  }
  if (!fs::is_directory(folder, error)) return fmt::format("`{}` is a file, expected a new name or an empty folder", folder.string());
  if (!fs::is_empty(folder, error) || error)
    return fmt::format("`{}` is not empty, expected a new name or an empty folder", folder.string());
  return "";
}

/// Puts what was made into place: a new folder in one step, an empty one entry by entry with seg.toml last, which makes it a workspace.
std::string move_into_place(const fs::path& made, const fs::path& folder, bool is_new) {
  std::error_code error;
  if (is_new) {
    // mkdtemp makes folders for the user alone.
    fs::permissions(made,
                    fs::perms::owner_all | fs::perms::group_read | fs::perms::group_exec | fs::perms::others_read | fs::perms::others_exec,
                    error);
    fs::rename(made, folder, error);
    return error ? fmt::format("cannot make `{}`: {}", folder.string(), error.message()) : "";
  }
  std::vector<fs::path> names;
  for (const auto& entry : fs::directory_iterator(made)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end(), [](const fs::path& a, const fs::path& b) { return (a == "seg.toml") < (b == "seg.toml"); });
  for (std::size_t i = 0; i < names.size(); ++i) {
    fs::rename(made / names[i], folder / names[i], error);
    if (!error) continue;
    std::error_code ignored;
    for (std::size_t undo = 0; undo < i; ++undo) fs::remove_all(folder / names[undo], ignored);
    return fmt::format("cannot make `{}`: {}", (folder / names[i]).string(), error.message());
  }
  return "";
}

void say_what_next(const InitOptions& options, const std::vector<datagen::RowCount>& counts) {
  std::string rows;
  for (const datagen::RowCount& count : counts)
    rows += fmt::format(", {} {}", io::grouped(static_cast<std::int64_t>(count.rows)), count.what);
  print_talk(fmt::format("made {}: a schema, {} segments{} (generated)\n\nnext\n", options.folder, segments_of(options.name), rows));
  if (options.folder != ".") print_talk(fmt::format("  cd {}\n", options.folder));
  print_talk(
      "  seg check                   parse and type-check the segments\n"
      "  seg lint                    what is broad, unprovable or not actionable\n"
      "  seg test                    the examples in them\n"
      "  seg run                     who is in them\n");
}

/// Says which templates there are.
Exit refuse_name(std::string_view name) {
  std::string text =
      name.empty() ? "expected the name of an example to start from:\n" : fmt::format("there is no example `{}`, expected one of:\n", name);
  for (const datagen::Workspace& workspace : datagen::workspaces()) text += fmt::format("  {:<13} {}\n", workspace.name, workspace.what);
  print_error(text + "the folder comes after it: `seg init shop DIR`");
  return Exit::Usage;
}

Exit init(InitOptions options) {
  const datagen::Workspace* workspace = datagen::find_workspace(options.name);
  if (workspace == nullptr) return refuse_name(options.name);
  if (options.folder.empty()) options.folder = options.name;
  const auto now = moment_of(options.now, kZone);
  const auto zone = calendar::Zone::find(kZone);
  if (!now) return Exit::Usage;
  if (!zone) {
    print_error(fmt::format("the time zone database has no {}: install tzdata", kZone));
    return Exit::Internal;
  }
  const fs::path folder = options.folder;
  if (const std::string problem = refusal(folder); !problem.empty()) {
    print_error(problem);
    return Exit::Usage;
  }
  const bool is_new = !fs::exists(folder);
  const fs::path absolute = fs::absolute(folder).lexically_normal();
  const Staging staging(is_new ? (absolute.has_filename() ? absolute : absolute.parent_path()).parent_path() : absolute);
  std::string problem = staging.path().empty()
                            ? fmt::format("cannot write beside `{}`", options.folder)
                            : write_templates(options.name, staging.path(), calendar::format_date(zone->local_day(*now)));
  std::vector<datagen::RowCount> counts;
  if (problem.empty()) {
    auto made = workspace->generate({options.profiles.value_or(workspace->profiles), options.seed, *now}, staging.path() / "data");
    if (const auto* failed = std::get_if<datagen::DataError>(&made)) problem = failed->message;
    if (auto* done = std::get_if<std::vector<datagen::RowCount>>(&made)) counts = std::move(*done);
  }
  if (problem.empty()) problem = move_into_place(staging.path(), folder, is_new);
  if (!problem.empty()) {
    print_error(problem);
    return Exit::Internal;
  }
  say_what_next(options, counts);
  return Exit::Clean;
}

}  // namespace

Run add_init(CLI::App& app, const Terminal&) {
  auto options = std::make_shared<InitOptions>();
  CLI::App* command = app.add_subcommand("init", "Make a workspace with an example to start from");
  command->footer(
      "  seg init shop\n"
      "  seg init subscription accounts\n"
      "  seg init app --profiles 100000 --now 2026-03-01\n");
  command->add_option("NAME", options->name, "shop, subscription or app")->type_name("");
  command->add_option("DIR", options->folder, "a new folder, or an empty one (default: NAME)")->type_name("");
  command->add_option("--profiles", options->profiles, "how many profiles to generate (default: a few thousand)")
      ->type_name("N")
      ->check(CLI::Range(1, 100'000'000));
  command->add_option("--seed", options->seed, "other seeds give other customers (1)")->type_name("N");
  command->add_option("--now", options->now, "the time at which the generated data ends (default: the current time)")->type_name("TIME");
  return [options] { return init(*options); };
}

}  // namespace seg::cli
