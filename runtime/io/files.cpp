#include "runtime/io/files.h"

#include <fmt/format.h>
#include <glob.h>

#include <algorithm>
#include <filesystem>
#include <set>

namespace seg::io {
namespace {

bool is_glob(const std::string& path) { return path.find_first_of("*?[") != std::string::npos; }

std::vector<std::string> matches(const std::string& pattern) {
  std::vector<std::string> found;
  glob_t result{};
  if (glob(pattern.c_str(), GLOB_NOSORT, nullptr, &result) == 0) found.assign(result.gl_pathv, result.gl_pathv + result.gl_pathc);
  globfree(&result);
  std::sort(found.begin(), found.end());
  return found;
}

/// Nothing for an extension that says nothing.
std::optional<FileFormat> format_of(const std::string& path) {
  const std::string extension = std::filesystem::path(path).extension().string();
  if (extension == ".csv" || extension == ".tsv" || extension == ".txt") return FileFormat::Csv;
  if (extension == ".parquet") return FileFormat::Parquet;
  if (extension == ".arrow" || extension == ".arrows" || extension == ".feather") return FileFormat::Arrow;
  return std::nullopt;
}

}  // namespace

std::vector<InputFile> find_files(const SourceRule& rule, const std::string& path, const std::string& folder,
                                  std::vector<Problem>& problems) {
  std::vector<InputFile> files;
  std::set<std::string> seen;
  const std::filesystem::path root(folder);
  for (const std::string& name : rule.files) {
    const std::string full = (root / name).string();
    const std::vector<std::string> found = is_glob(name) ? matches(full) : std::vector<std::string>{full};
    if (found.empty()) problems.push_back({path, rule.place, fmt::format("no file matches {}", shown(name))});
    for (const std::string& file : found) {
      std::string display = is_glob(name) && !folder.empty() ? std::filesystem::path(file).lexically_relative(root).string() : file;
      if (!is_glob(name)) display = name;
      const std::optional<FileFormat> format = rule.format ? rule.format : format_of(file);
      if (!seen.insert(std::filesystem::path(file).lexically_normal().string()).second) {
        problems.push_back({path, rule.place, fmt::format("file {} is named twice", shown(display))});
      } else if (!format) {
        problems.push_back({path, rule.place,
                            fmt::format("cannot tell the format of {} by its extension; say `format = \"csv\"`, \"parquet\" or \"arrow\"",
                                        shown(display))});
      } else {
        files.push_back({file, display, *format});
      }
    }
  }
  return files;
}

}  // namespace seg::io
