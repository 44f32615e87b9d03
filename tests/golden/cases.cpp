#include "tests/golden/cases.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace seg::test {

namespace fs = std::filesystem;

namespace {

constexpr std::ptrdiff_t longest_golden = 40;

bool is_source(const fs::path& path) { return (path.extension() == ".seg" && path.filename() != "schema.seg") || path.extension() == ".toml"; }

fs::path golden_path(const GoldenCase& which, const std::string& extension) {
  return which.source.parent_path() / (which.name + "." + extension);
}

/// The first line in which two texts differ, from both.
std::string first_difference(const std::string& expected, const std::string& found) {
  const auto [left, right] = std::mismatch(expected.begin(), expected.end(), found.begin(), found.end());
  const auto line = [](const std::string& text, std::string::const_iterator at) {
    const auto begin = std::find(std::make_reverse_iterator(at), text.rend(), '\n').base();
    return std::string(begin, std::find(at, text.end(), '\n'));
  };
  const auto number = 1 + std::count(expected.begin(), left, '\n');
  return "line " + std::to_string(number) + "\n  expected: " + line(expected, left) + "\n  found:    " + line(found, right);
}

}  // namespace

std::vector<GoldenCase> golden_cases(const fs::path& folder) {
  std::vector<GoldenCase> cases;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder))
    if (is_source(entry.path())) cases.push_back({entry.path(), entry.path().stem().string()});
  std::sort(cases.begin(), cases.end(), [](const GoldenCase& a, const GoldenCase& b) { return a.name < b.name; });
  return cases;
}

std::string file_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(file), {}};
}

std::size_t limit_of(const std::string& text, const std::string& name, std::size_t otherwise) {
  const std::string mark = " limit " + name + " ";
  const std::size_t at = text.find(mark);
  return at == std::string::npos ? otherwise : std::stoul(text.substr(at + mark.size()));
}

std::vector<std::string> differences(const GoldenCase& which, const Goldens& made) {
  std::vector<std::string> found;
  for (const auto& [extension, text] : made) {
    const fs::path path = golden_path(which, extension);
    if (std::getenv("SEG_UPDATE_GOLDENS") != nullptr) std::ofstream(path, std::ios::binary) << text;
    if (std::count(text.begin(), text.end(), '\n') > longest_golden) found.push_back(path.filename().string() + " has more than 40 lines: make the case smaller");
    if (!fs::exists(path)) {
      found.push_back(path.filename().string() + " is missing; SEG_UPDATE_GOLDENS=1 writes it");
    } else if (const std::string expected = file_text(path); expected != text) {
      found.push_back(path.filename().string() + ", " + first_difference(expected, text));
    }
  }
  return found;
}

std::vector<std::string> orphans(const fs::path& folder, const std::vector<std::string>& made) {
  std::vector<std::string> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    const bool known = is_source(entry.path()) || name == "schema.seg" || name == "README.md" || std::find(made.begin(), made.end(), name) != made.end();
    if (!known) found.push_back(name);
  }
  return found;
}

}  // namespace seg::test
