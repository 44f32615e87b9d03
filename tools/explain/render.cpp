// Explanations as lines of text.
#include "compiler/base/render.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/width.h"
#include "tools/explain/explain.h"

namespace seg::explain {
namespace {

constexpr std::size_t kLineWidth = 80;
constexpr std::size_t kWidestText = 36;

std::string_view mark_of(const Clause& clause) {
  if (!clause.asked) return "·";
  switch (clause.truth) {
    case Truth::True:
      return "✓";
    case Truth::False:
      return "✗";
    case Truth::Unknown:
      return "?";
    case Truth::Fault:
      return "!";
  }
  return "?";
}

struct Line {
  std::size_t depth = 0;
  std::string text;  ///< with its indentation and mark, broken where it is wider than a line
  std::string readings;
};

/// The length of the first word; a date and the time of day behind it are one.
std::size_t word_end(std::string_view text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const bool date = end == 10 && text[4] == '-' && text[7] == '-';
  const bool time = date && text.size() > end + 3 && text[end + 3] == ':';
  return time ? std::min(text.find(' ', end + 1), text.size()) : end;
}

/// The length up to the blank after a comma, a semicolon or a colon.
std::size_t phrase_end(std::string_view text) {
  std::size_t blank = text.find(' ');
  while (blank != std::string_view::npos && (blank == 0 || std::string_view(",;:").find(text[blank - 1]) == std::string_view::npos)) {
    blank = text.find(' ', blank + 1);
  }
  return std::min(blank, text.size());
}

/// Lines from one column on; the first begins where the terminal stands.
struct Lines {
  std::size_t column;
  std::size_t used = column;
  std::string made{};

  void put(std::string_view text) {
    const std::size_t width = display_width(text);
    if (used > column && used + 1 + width > kLineWidth) {
      made += "\n" + std::string(column, ' ');
      used = column;
    } else if (used > column) {
      made += ' ';
      ++used;
    }
    made += text;
    used += width;
  }
};

/// Broken at blanks, within a phrase only where it is longer than a line.
std::string wrapped_from(std::string_view text, std::size_t column) {
  Lines lines{column};
  while (!text.empty()) {
    std::string_view phrase = text.substr(0, phrase_end(text));
    text.remove_prefix(std::min(phrase.size() + 1, text.size()));
    if (column + display_width(phrase) <= kLineWidth) {
      lines.put(phrase);
      continue;
    }
    while (!phrase.empty()) {
      const std::string_view word = phrase.substr(0, word_end(phrase));
      phrase.remove_prefix(std::min(word.size() + 1, phrase.size()));
      lines.put(word);
    }
  }
  return lines.made;
}

void add_lines(const Clause& clause, std::size_t depth, std::vector<Line>& lines) {
  std::string readings;
  for (const std::string& reading : clause.readings) readings += (readings.empty() ? "" : ", ") + reading;
  if (readings.empty() && clause.parts.empty()) readings = truth_text(clause.truth);
  const std::string mark = fmt::format("{}{} ", std::string(2 * depth, ' '), mark_of(clause));
  lines.push_back({depth, mark + wrapped_from(escape_for_terminal(clause.text), 2 * depth + 2), escape_for_terminal(readings)});
  for (const Clause& part : clause.parts) add_lines(part, depth + 1, lines);
}

/// Readings stand in one column beside the texts, of longer texts below them.
std::string joined(const std::vector<Line>& lines) {
  std::size_t widest = 0;
  for (const Line& line : lines) {
    if (!line.readings.empty() && display_width(line.text) <= kWidestText) widest = std::max(widest, display_width(line.text));
  }
  const std::size_t column = std::min(widest, kWidestText) + 3;
  std::string made;
  for (const Line& line : lines) {
    made += line.text;
    if (!line.readings.empty()) {
      const std::size_t width = display_width(line.text);
      const bool beside = width + 3 <= column;
      const std::size_t indent = beside ? column : 2 * line.depth + 4;
      made += beside ? std::string(column - width, ' ') : "\n" + std::string(indent, ' ');
      made += wrapped_from(line.readings, indent);
    }
    made += "\n";
  }
  return made;
}

}  // namespace

std::string_view truth_text(Truth truth) {
  switch (truth) {
    case Truth::True:
      return "true";
    case Truth::False:
      return "false";
    case Truth::Unknown:
      return "unknown";
    case Truth::Fault:
      return "a fault";
  }
  return "unknown";
}

std::string render(const Clause& whole) {
  std::vector<Line> lines;
  if (whole.joint == Joint::All && !whole.negated) {
    for (const Clause& part : whole.parts) add_lines(part, 1, lines);
  } else {
    add_lines(whole, 1, lines);
  }
  return joined(lines);
}

std::string render(const std::vector<const Clause*>& clauses, const Sources& sources) {
  std::vector<Line> lines;
  for (const Clause* clause : clauses) {
    const Source& source = sources[clause->span.source];
    const Position place = source.position(clause->span.begin);
    lines.push_back({1, fmt::format("  {}:{}:{}", source.path(), place.line, place.column), ""});
    Clause alone = *clause;
    alone.parts.clear();
    add_lines(alone, 2, lines);
  }
  return joined(lines);
}

}  // namespace seg::explain
