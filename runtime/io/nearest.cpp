#include "runtime/io/nearest.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/io/problem.h"

namespace seg::io {
namespace {

constexpr std::size_t kLongestName = 255;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Optimal string alignment: insertions, deletions, replacements and exchanges of neighbours.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> two_back(b.size() + 1);
  std::vector<std::size_t> back(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    two_back.swap(back);
    back.swap(row);
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const bool same = lower(a[i - 1]) == lower(b[j - 1]);
      row[j] = std::min({back[j - 1] + (same ? 0 : 1), back[j] + 1, row[j - 1] + 1});
      const bool exchanged = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (exchanged) row[j] = std::min(row[j], two_back[j - 2] + 1);
    }
  }
  return row[b.size()];
}

/// A name from a file in backquotes, escaped where it must be.
std::string quoted(std::string_view name) {
  const std::string safe = shown(name);
  return fmt::format("`{}`", std::string_view(safe).substr(1, safe.size() - 2));
}

}  // namespace

std::string_view nearest(std::string_view name, const std::vector<std::string>& candidates) {
  if (name.size() > kLongestName) return {};
  std::string_view best;
  std::size_t best_distance = kLongestName;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongestName) continue;
    const std::size_t allowed = std::max<std::size_t>(1, std::max(name.size(), candidate.size()) / 3);
    const std::size_t found = distance(name, candidate);
    if (found <= allowed && found < best_distance) {
      best = candidate;
      best_distance = found;
    }
  }
  return best;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates) {
  const std::string_view found = nearest(name, candidates);
  return found.empty() ? std::string() : fmt::format("; did you mean {}?", quoted(found));
}

std::string listed(const std::vector<std::string>& names, std::size_t limit) {
  std::string text;
  for (std::size_t i = 0; i < std::min(names.size(), limit); ++i) {
    if (i > 0) text += ", ";
    text += quoted(names[i]);
  }
  if (names.size() > limit) text += fmt::format(" and {} more", names.size() - limit);
  return text;
}

}  // namespace seg::io
