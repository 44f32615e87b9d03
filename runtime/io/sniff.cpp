#include "runtime/io/sniff.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>
#include <vector>

namespace seg::io {
namespace {

constexpr std::size_t kLookedAt = 1 << 16;
constexpr std::size_t kRecords = 100;

std::string beginning(const std::string& path, std::size_t bytes) {
  std::ifstream file(path, std::ios::binary);
  std::string text(bytes, '\0');
  file.read(text.data(), static_cast<std::streamsize>(bytes));
  text.resize(static_cast<std::size_t>(std::max<std::streamsize>(0, file.gcount())));
  return text;
}

/// How many values the first records have; a record that the text breaks off in is left out.
std::vector<std::size_t> widths(std::string_view text, char delimiter, char quote) {
  std::vector<std::size_t> found;
  std::size_t values = 1;
  bool quoted = false;
  bool empty = true;
  for (const char c : text) {
    if (c == quote) quoted = !quoted;
    if (quoted) continue;
    if (c == '\n') {
      if (!empty) found.push_back(values);
      if (found.size() == kRecords) return found;
      values = 1;
      empty = true;
    } else if (c != '\r') {
      empty = false;
      if (c == delimiter) ++values;
    }
  }
  if (!empty && !quoted && text.size() < kLookedAt) found.push_back(values);
  return found;
}

/// How many records are as wide as the header.
std::size_t agreeing(const std::vector<std::size_t>& widths) {
  return widths.empty() ? 0 : static_cast<std::size_t>(std::count(widths.begin(), widths.end(), widths.front()));
}

/// Values between delimiters that begin and end with the quote.
std::size_t quoted_values(std::string_view text, char delimiter, char quote) {
  std::size_t count = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin;
    while (end < text.size() && text[end] != delimiter && text[end] != '\n' && text[end] != '\r') ++end;
    count += end > begin + 1 && text[begin] == quote && text[end - 1] == quote ? 1 : 0;
    begin = end + 1;
  }
  return count;
}

}  // namespace

FileFormat sniff_format(const std::string& path) {
  const std::string text = beginning(path, 8);
  if (text.starts_with("PAR1")) return FileFormat::Parquet;
  if (text.starts_with("ARROW1") || text.starts_with("\xFF\xFF\xFF\xFF") || text.starts_with("FEA1")) return FileFormat::Arrow;
  return FileFormat::Csv;
}

CsvShape sniff_csv(const std::string& path) {
  const std::string text = beginning(path, kLookedAt);
  std::string_view rest = text;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  CsvShape shape;
  std::size_t best = 0;
  for (const char delimiter : {',', ';', '\t', '|'}) {
    const std::vector<std::size_t> found = widths(rest, delimiter, '"');
    if (found.empty() || found.front() < 2) continue;
    // Agreement first, then the wider header: a comma in every second value agrees by chance at most.
    const std::size_t score = agreeing(found) * 1000 / found.size() * 1000 + std::min<std::size_t>(found.front(), 999);
    if (score > best) shape.delimiter = delimiter;
    best = std::max(best, score);
  }
  if (quoted_values(rest, shape.delimiter, '"') == 0 && quoted_values(rest, shape.delimiter, '\'') > 0) shape.quote = '\'';
  return shape;
}

}  // namespace seg::io
