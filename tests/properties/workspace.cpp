#include "tests/properties/workspace.h"

#include <algorithm>
#include <stdexcept>

#include "compiler/base/render.h"
#include "compiler/driver/workspace.h"
#include "runtime/calendar/calendar.h"
#include "tests/properties/corpus.h"

namespace seg::properties {
namespace fs = std::filesystem;

LoadedWorkspace load_workspace(const std::filesystem::path& folder, const std::string& now) {
  driver::Compilation made = driver::compile(driver::read_workspace(folder).input);
  if (!made.optimized) throw std::runtime_error(render_human(made.diagnostics, made.sources, {}));
  const io::ParsedManifest parsed = io::read_manifest((folder / "seg.toml").string());
  if (!parsed.manifest) throw std::runtime_error("seg.toml has no data");
  io::Loaded loaded = io::load(*parsed.manifest, made.optimized->schema, {});
  if (!loaded.dataset) throw std::runtime_error(loaded.problems.empty() ? "nothing loaded" : io::problem_text(loaded.problems.front()));
  const auto instant = calendar::parse_instant(now, *calendar::Zone::find("UTC"));
  if (!instant) throw std::runtime_error("no time: " + now);
  return {std::move(made), std::move(*loaded.dataset), *instant};
}

std::vector<fs::path> workspace_folders() {
  std::vector<fs::path> found;
  for (fs::recursive_directory_iterator entry(SEG_SOURCE_DIR), end; entry != end; ++entry) {
    const std::string name = entry->path().filename().string();
    const bool built = entry->is_directory() && (name == "build" || fs::exists(entry->path() / "CMakeCache.txt"));
    if (entry->is_directory() && (built || name.starts_with("."))) entry.disable_recursion_pending();
    if (entry->is_regular_file() && name == "seg.toml") found.push_back(entry->path().parent_path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

bool is_template(const fs::path& folder) {
  for (fs::recursive_directory_iterator entry(folder), end; entry != end; ++entry) {
    if (entry->is_regular_file() && read_file(entry->path()).find("{{") != std::string::npos) return true;
  }
  return false;
}

std::optional<io::DataManifest> data_of(const fs::path& folder) {
  io::ParsedManifest parsed = io::read_manifest((folder / "seg.toml").string());
  if (!parsed.problems.empty()) throw std::runtime_error(io::problem_text(parsed.problems.front()));
  if (!parsed.manifest) return std::nullopt;
  std::vector<io::SourceRule> sources = parsed.manifest->others;
  if (parsed.manifest->profile) sources.push_back(*parsed.manifest->profile);
  for (const io::SourceRule& source : sources) {
    for (const std::string& file : source.files) {
      // Of a pattern the folder is there.
      const fs::path path = folder / file.substr(0, file.find_first_of("*?["));
      if (!fs::exists(path)) return std::nullopt;
    }
  }
  return std::move(parsed.manifest);
}

}  // namespace seg::properties
