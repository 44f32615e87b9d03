#include "tests/properties/corpus.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace seg::properties {
namespace fs = std::filesystem;
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
}

std::string read_source(const fs::path& path) {
  std::string text = read_file(path);
  replace_all(text, "{{today}}", "2026-03-01");
  return text;
}

bool declares_schema(std::string_view text) { return text.starts_with("schema ") || text.find("\nschema ") != std::string_view::npos; }

std::string nearest_schema(const fs::path& root, fs::path folder) {
  while (folder != root && !fs::exists(folder / "schema.seg")) folder = folder.parent_path();
  return folder == root ? "" : read_source(folder / "schema.seg");
}

std::vector<SegFile> read_corpus(const fs::path& root) {
  std::vector<SegFile> files;
  for (fs::recursive_directory_iterator entry(root), end; entry != end; ++entry) {
    const std::string name = entry->path().filename().string();
    if (entry->is_directory() && (name.starts_with(".") || name == "build")) entry.disable_recursion_pending();
    if (!entry->is_regular_file() || entry->path().extension() != ".seg") continue;
    SegFile file{fs::relative(entry->path(), root).generic_string(), read_source(entry->path()), ""};
    if (!declares_schema(file.text)) file.schema = nearest_schema(root, entry->path().parent_path());
    files.push_back(std::move(file));
  }
  std::sort(files.begin(), files.end(), [](const SegFile& a, const SegFile& b) { return a.path < b.path; });
  return files;
}

}  // namespace

std::string read_file(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::vector<SegFile>& corpus() {
  static const std::vector<SegFile> kFiles = read_corpus(SEG_SOURCE_DIR);
  return kFiles;
}

std::vector<driver::SourceText> with_schema(const SegFile& file, std::string text) {
  std::vector<driver::SourceText> texts;
  if (!file.schema.empty()) texts.push_back({"schema.seg", file.schema});
  texts.push_back({file.path, std::move(text)});
  return texts;
}

int rounds(int short_rounds) {
  const char* wanted = std::getenv("SEG_PROPERTIES_ROUNDS");
  return wanted != nullptr ? std::max(1, std::atoi(wanted)) : short_rounds;
}

}  // namespace seg::properties
