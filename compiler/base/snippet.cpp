#include "compiler/base/snippet.h"

#include <algorithm>

#include "compiler/base/render.h"
#include "compiler/base/utf8.h"
#include "compiler/base/width.h"

namespace seg {

namespace {

constexpr std::size_t tab_stop = 4;

/// A line as it is shown, with the column at which each of its bytes begins.
struct ShownLine {
  std::vector<std::string> cells;     ///< one a code point
  std::vector<std::size_t> columns;   ///< where each cell begins; one more for the end
  std::vector<std::size_t> cell_of;   ///< byte → cell; one more for the end
};

ShownLine show(std::string_view line) {
  ShownLine shown;
  std::size_t column = 0;
  for (std::size_t at = 0; at < line.size();) {
    const CodePoint point = decode(line, at);
    const std::string cell =
        line[at] == '\t' ? std::string(tab_stop - column % tab_stop, ' ') : escape_for_terminal(line.substr(at, point.bytes));
    shown.cell_of.insert(shown.cell_of.end(), point.bytes, shown.cells.size());
    shown.columns.push_back(column);
    column += display_width(cell);
    shown.cells.push_back(cell);
    at += point.bytes;
  }
  shown.cell_of.push_back(shown.cells.size());
  shown.columns.push_back(column);
  return shown;
}

/// The cells to show, [first, last), where the line is wider than the terminal: the first mark stays in sight.
struct Cut {
  std::size_t first = 0;
  std::size_t last = 0;
};

Cut cut_around(const ShownLine& shown, std::size_t begin, std::size_t end, std::size_t width) {
  const std::size_t total = shown.columns.back();
  if (total <= width) return {0, shown.cells.size()};
  const std::size_t inner = width > 2 ? width - 2 : 1;  // the ellipses
  const std::size_t center = (shown.columns[begin] + std::min(shown.columns[end], shown.columns[begin] + inner)) / 2;
  const std::size_t left = std::min(center > inner / 2 ? center - inner / 2 : 0, total - inner);
  Cut cut;
  while (shown.columns[cut.first] < left) ++cut.first;
  cut.last = cut.first;
  while (cut.last < shown.cells.size() && shown.columns[cut.last + 1] - shown.columns[cut.first] <= inner) ++cut.last;
  return cut;
}

/// Of a very long line the bytes around the leading mark that can be seen at most, so that the cost does not grow with the line.
void clip(std::string_view& line, std::vector<Mark>& marks, std::size_t width) {
  constexpr std::size_t longest_code_point = 4;
  const std::size_t reach = (width + tab_stop) * longest_code_point;
  const auto leading = std::find_if(marks.begin(), marks.end() - 1, [](const Mark& mark) { return mark.primary; });
  const auto continues = [&](std::size_t at) { return at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0U) == 0x80U; };
  std::size_t begin = leading->begin > reach ? leading->begin - reach : 0;
  std::size_t end = std::min(line.size(), leading->begin + reach);
  while (begin > 0 && continues(begin)) --begin;
  while (continues(end)) ++end;
  for (Mark& mark : marks) {
    mark.begin = std::clamp(mark.begin, begin, end) - begin;
    mark.end = std::clamp(mark.end, begin, end) - begin;
  }
  line = line.substr(begin, end - begin);
}

/// Where a mark stands on the shown line.
struct Placed {
  std::size_t column = 0;
  std::size_t width = 1;
  const Mark* mark = nullptr;
};

std::string padded(std::string text, std::size_t column) {
  const std::size_t width = display_width(text);
  if (width < column) text.append(column - width, ' ');
  return text;
}

std::string mark_row(const std::vector<Placed>& placed) {
  std::size_t width = 0;
  for (const Placed& place : placed) width = std::max(width, place.column + place.width);
  std::string row(width, ' ');
  for (const bool primary : {false, true})  // the primary mark wins where two overlap
    for (const Placed& place : placed)
      if (place.mark->primary == primary) std::fill_n(row.begin() + static_cast<std::ptrdiff_t>(place.column), place.width, primary ? '^' : '-');
  return row;
}

/// Rows below the marks, for the texts that stand beside none: a row of connectors, then the rightmost text, and so on to the left.
void hang(std::vector<std::string>& under, std::vector<Placed> hanging, std::size_t width) {
  while (!hanging.empty()) {
    std::string connectors;
    for (const Placed& place : hanging) connectors = padded(std::move(connectors), place.column) + "│";
    under.push_back(connectors);
    const Placed last = hanging.back();
    hanging.pop_back();
    std::string row;
    for (const Placed& place : hanging) row = padded(std::move(row), place.column) + "│";
    const std::string text = escape_for_terminal(last.mark->text);
    const bool fits = last.column + display_width(text) <= width;
    if (fits || !hanging.empty()) {
      under.push_back(padded(std::move(row), last.column) + text);
      continue;
    }
    for (const std::string& line : wrap(text, width)) under.push_back(line);
  }
}

}  // namespace

std::vector<std::string> wrap(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t line_end = std::min(text.find('\n', at), text.size());
    const std::string_view paragraph = text.substr(at, line_end - at);
    std::string line(paragraph.substr(0, std::min(paragraph.find_first_not_of(' '), paragraph.size())));
    bool empty = true;
    for (std::size_t word = line.size(); word < paragraph.size();) {
      const std::size_t end = std::min(paragraph.find(' ', word), paragraph.size());
      const std::string_view piece = paragraph.substr(word, end - word);
      if (!empty && display_width(line) + 1 + display_width(piece) > width) {
        lines.push_back(std::move(line));
        line.clear();
        empty = true;
      }
      if (!empty) line += ' ';
      line += piece;
      empty = false;
      word = end + 1;
    }
    lines.push_back(std::move(line));
    at = line_end + 1;
  }
  return lines;
}

MarkedLine mark_line(std::string_view line, std::vector<Mark> marks, std::size_t width) {
  std::stable_sort(marks.begin(), marks.end(), [](const Mark& a, const Mark& b) { return a.begin < b.begin; });
  clip(line, marks, width);
  const ShownLine shown = show(line);
  const auto cell = [&](std::size_t byte) { return shown.cell_of[std::min(byte, line.size())]; };
  const Mark& leading = *std::find_if(marks.begin(), marks.end() - 1, [](const Mark& mark) { return mark.primary; });
  const Cut cut = cut_around(shown, cell(leading.begin), cell(leading.end), width);
  const std::size_t shift = cut.first > 0 ? 1 : 0;

  MarkedLine marked;
  if (shift > 0) marked.source = "…";
  for (std::size_t i = cut.first; i < cut.last; ++i) marked.source += shown.cells[i];
  if (cut.last < shown.cells.size()) marked.source += "…";

  const auto column = [&](std::size_t byte) { return shown.columns[std::clamp(cell(byte), cut.first, cut.last)] - shown.columns[cut.first] + shift; };
  std::vector<Placed> placed;
  for (const Mark& mark : marks) placed.push_back({column(mark.begin), std::max<std::size_t>(1, column(mark.end) - column(mark.begin)), &mark});
  std::string row = mark_row(placed);
  std::vector<Placed> hanging;
  for (const Placed& place : placed)
    if (!place.mark->text.empty()) hanging.push_back(place);
  if (!hanging.empty() && hanging.back().mark == placed.back().mark) {
    const std::string text = escape_for_terminal(hanging.back().mark->text);
    if (row.size() + 1 + display_width(text) <= width) {
      row += ' ' + text;
      hanging.pop_back();
    }
  }
  marked.under.push_back(std::move(row));
  hang(marked.under, std::move(hanging), width);
  return marked;
}

}  // namespace seg
