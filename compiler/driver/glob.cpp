#include "compiler/driver/glob.h"

#include <string>
#include <vector>

namespace seg::driver {
namespace {

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t slash = path.find('/');
    const std::string_view part = path.substr(0, slash);
    if (!part.empty() && part != ".") parts.push_back(part);
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

/// Goes back to the latest `*` only: an earlier one can never do better.
bool part_matches(std::string_view pattern, std::string_view part) {
  std::size_t p = 0;
  std::size_t s = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_at = 0;
  while (s < part.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_at = s;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == part[s])) {
      ++p;
      ++s;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      s = ++star_at;
    } else {
      return false;
    }
  }
  while (p < pattern.size() && pattern[p] == '*') ++p;
  return p == pattern.size();
}

}  // namespace

bool glob_matches(std::string_view pattern, std::string_view path) {
  const auto patterns = parts_of(pattern);
  const auto parts = parts_of(path);
  // reached[i]: the patterns so far match the first i parts.
  std::vector<bool> reached(parts.size() + 1, false);
  reached[0] = true;
  for (const std::string_view next : patterns) {
    std::vector<bool> after(parts.size() + 1, false);
    for (std::size_t i = 0; i <= parts.size(); ++i) {
      if (next == "**") {
        after[i] = reached[i] || (i > 0 && after[i - 1]);
      } else {
        after[i] = i > 0 && reached[i - 1] && part_matches(next, parts[i - 1]);
      }
    }
    reached = std::move(after);
  }
  return reached[parts.size()];
}

std::string_view fixed_prefix(std::string_view pattern) {
  const std::size_t wildcard = pattern.find_first_of("*?");
  if (wildcard == std::string_view::npos) return pattern;
  const std::size_t slash = pattern.substr(0, wildcard).rfind('/');
  return slash == std::string_view::npos ? std::string_view{} : pattern.substr(0, slash);
}

}  // namespace seg::driver
