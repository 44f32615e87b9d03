#include "compiler/driver/workspace.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace seg::driver {
namespace fs = std::filesystem;
namespace {

constexpr const char* kManifest = "seg.toml";

std::string shown_path(const fs::path& root, const fs::path& relative) {
  std::error_code error;
  const fs::path near = fs::proximate(root, error);
  if (error || near == ".") return relative.generic_string();
  return (near / relative).generic_string();
}

/// Reads files into an Input and reports what cannot be read, at the place that named the file where there is one.
class Collector {
 public:
  Collector(Input& input, const FileLimits& limits) : input_(input), limits_(limits) {}

  std::optional<SourceId> read(const fs::path& root, const fs::path& relative, const std::string& shown, std::optional<Span> named_at) {
    ReadResult result = read_below(root, relative, limits_.file_bytes);
    auto* text = std::get_if<std::string>(&result);
    if (text == nullptr) {
      refuse(result, shown, named_at);
      return std::nullopt;
    }
    total_ += text->size();
    if (total_ > limits_.total_bytes) {
      report(named_at, Code::SourcesTooLarge, limits_.total_bytes);
      return std::nullopt;
    }
    return input_.sources.add(shown, std::move(*text));
  }

  template <typename... Args>
  Diagnostic& report(std::optional<Span> span, Code code, const Args&... args) {
    return span ? input_.diagnostics.report(code, *span, args...) : input_.diagnostics.report_placeless(code, args...);
  }

  bool over_total() const { return total_ > limits_.total_bytes; }

 private:
  void refuse(const ReadResult& result, const std::string& shown, std::optional<Span> named_at) {
    if (const auto* unreadable = std::get_if<Unreadable>(&result)) {
      report(named_at, Code::FileUnreadable, shown, unreadable->why);
    } else if (std::holds_alternative<OutsideRoot>(result)) {
      report(named_at, Code::FileOutside, shown);
    } else if (const auto* special = std::get_if<NotRegular>(&result)) {
      report(named_at, Code::FileNotRegular, shown, special->kind);
    } else if (const auto* large = std::get_if<TooLarge>(&result)) {
      report(named_at, Code::FileTooLarge, shown, large->bytes, limits_.file_bytes);
    }
  }

  Input& input_;
  const FileLimits& limits_;
  std::uint64_t total_ = 0;
};

bool leads_out(const fs::path& pattern) {
  return pattern.is_absolute() || std::find(pattern.begin(), pattern.end(), "..") != pattern.end();
}

/// The files that the patterns name, each once, in the order of their paths; with the place of the pattern that named them.
std::map<std::string, Span> matching_files(const fs::path& root, const Settings& settings, const FileLimits& limits, Collector& collector) {
  std::map<std::string, Span> files;
  for (const Setting& pattern : settings.segments) {
    if (leads_out(pattern.text)) {
      collector.report(pattern.span, Code::FileOutside, pattern.text);
      continue;
    }
    const Matches found = find_matching(root, pattern.text, limits);
    if (!found.error.empty()) collector.report(pattern.span, Code::FileUnreadable, pattern.text, found.error);
    if (found.too_many) collector.report(pattern.span, Code::TooManyFiles, pattern.text, limits.files, limits.entries);
    if (found.paths.empty() && found.error.empty()) collector.report(pattern.span, Code::NothingMatches, pattern.text);
    for (const std::string& path : found.paths) files.try_emplace(path, pattern.span);
  }
  files.erase(fs::path(settings.schema.text).lexically_normal().generic_string());
  return files;
}

}  // namespace

std::optional<fs::path> find_workspace(const fs::path& from) {
  std::error_code error;
  fs::path folder = fs::absolute(from, error).lexically_normal();
  if (error) return std::nullopt;
  if (!folder.has_filename()) folder = folder.parent_path();
  while (true) {
    if (fs::exists(folder / kManifest, error)) return folder;
    if (folder == folder.parent_path()) return std::nullopt;
    folder = folder.parent_path();
  }
}

Workspace read_workspace(const fs::path& root, const FileLimits& limits) {
  Workspace workspace;
  workspace.root = fs::absolute(root).lexically_normal();
  Input& input = workspace.input;
  Collector collector(input, limits);
  const auto manifest = collector.read(workspace.root, kManifest, shown_path(workspace.root, kManifest), std::nullopt);
  if (!manifest) return workspace;

  Settings settings = read_settings(*manifest, input.sources, input.diagnostics);
  const bool readable = !input.diagnostics.has_errors();
  workspace.name = settings.name.value_or(workspace.root.filename().string());
  workspace.lint = std::move(settings.lint);
  if (!readable) return workspace;

  const auto read = [&](const std::string& path, Span named_at) {
    const auto id = collector.read(workspace.root, path, shown_path(workspace.root, path), named_at);
    if (id) input.files.push_back(*id);
  };
  read(settings.schema.text, settings.schema.span);
  for (const auto& [path, span] : matching_files(workspace.root, settings, limits, collector)) {
    if (collector.over_total()) break;
    read(path, span);
  }
  return workspace;
}

Input read_files(const fs::path& schema, const std::vector<fs::path>& files, const FileLimits& limits) {
  Input input;
  Collector collector(input, limits);
  std::set<fs::path> seen;
  const auto read = [&](const fs::path& file) {
    std::error_code error;
    // A person who names a link means the file behind it.
    const fs::path real = fs::weakly_canonical(file, error);
    if (collector.over_total() || !seen.insert(real).second) return;
    const auto id = collector.read(real.parent_path(), real.filename(), file.generic_string(), std::nullopt);
    if (id) input.files.push_back(*id);
  };
  read(schema);
  for (const fs::path& file : files) read(file);
  return input;
}

}  // namespace seg::driver
