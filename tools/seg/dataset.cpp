#include "tools/seg/dataset.h"

#include <fmt/format.h>

#include "tools/seg/progress.h"

namespace seg::cli {
namespace fs = std::filesystem;
namespace {

/// Problems with seg.toml are configuration, all others are data.
Exit print_problems(const std::vector<io::Problem>& problems, const std::string& manifest_path) {
  Exit exit = Exit::Usage;
  for (const io::Problem& problem : problems) {
    print_error(io::problem_text(problem));
    if (problem.path != manifest_path) exit = Exit::BadData;
  }
  return exit;
}

}  // namespace

std::variant<io::Dataset, Exit> read_dataset(const fs::path& root, const plan::Schema& schema, const ReadOptions& options,
                                             const Terminal& terminal) {
  std::error_code error;
  const std::string path = fs::proximate(root / "seg.toml", error).generic_string();
  const io::ParsedManifest parsed = io::read_manifest(path);
  if (!parsed.problems.empty()) return print_problems(parsed.problems, path);
  if (!parsed.manifest) {
    print_error(fmt::format("{}: there is no [data], which says which files hold the profiles and the events", path));
    return Exit::Usage;
  }
  Progress progress(terminal);
  io::LoadOptions load;
  load.threads = options.threads;
  load.strict = options.strict;
  load.progress = [&](const io::Progress& reached) { progress.show(reached.rows, reached.bytes, reached.bytes_total); };
  io::Loaded loaded = io::load(*parsed.manifest, schema, load);
  if (!loaded.dataset) {
    progress.clear();
    return print_problems(loaded.problems, path);
  }
  return std::move(*loaded.dataset);
}

}  // namespace seg::cli
