#include "tests/architecture/tree.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>

namespace seg::architecture {
namespace fs = std::filesystem;
namespace {

constexpr std::array kTopFolders = {"cmake", "compiler", "examples", "grammar", "runtime", "stdlib", "tests", "tools"};
constexpr std::array kTextExtensions = {".h",   ".cpp", ".def", ".g4",   ".md",   ".txt", ".cmake", ".sh",
                                        ".py",  ".seg", ".sql", ".toml", ".conf", ".json"};

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

bool is_text(const fs::path& path) {
  return std::find(kTextExtensions.begin(), kTextExtensions.end(), path.extension().string()) != kTextExtensions.end();
}

void read_folder(const fs::path& root, const fs::path& folder, std::vector<File>& files) {
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (entry.is_symlink() || name.starts_with(".") || name == "build") continue;
    if (entry.is_directory()) read_folder(root, entry.path(), files);
    if (entry.is_regular_file() && is_text(entry.path())) {
      files.push_back(make_file(fs::relative(entry.path(), root).generic_string(), read(entry.path())));
    }
  }
}

}  // namespace

File make_file(std::string path, std::string text) {
  const fs::path name(path);
  return {path, name.parent_path().generic_string(), name.stem().string(), name.extension().string(), std::move(text)};
}

std::vector<File> read_tree(const fs::path& root) {
  std::vector<File> files;
  for (const char* folder : kTopFolders) {
    if (fs::is_directory(root / folder)) read_folder(root, root / folder, files);
  }
  std::sort(files.begin(), files.end(), [](const File& a, const File& b) { return a.path < b.path; });
  return files;
}

bool is_cpp(const File& file) { return file.extension == ".h" || file.extension == ".cpp" || file.extension == ".def"; }

std::size_t count_lines(std::string_view text) {
  const auto newlines = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  return newlines + (text.empty() || text.ends_with('\n') ? 0 : 1);
}

}  // namespace seg::architecture
