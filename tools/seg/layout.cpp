#include "tools/seg/layout.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "compiler/base/width.h"

namespace seg::cli {

std::string share_text(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return "–";
  const double percent = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  if (part > 0 && percent < 0.05) return "<0.1 %";
  if (part < whole && percent >= 99.95) return ">99.9 %";
  return fmt::format("{:.1f} %", percent);
}

std::string seconds_text(double seconds) {
  if (seconds >= 0.1) return fmt::format("{:.2f} s", seconds);
  if (seconds >= 0.00995) return fmt::format("{:.0f} ms", seconds * 1e3);
  return fmt::format("{:.1f} ms", seconds * 1e3);
}

std::string bar(std::int64_t part, std::int64_t whole, std::size_t cells) {
  static constexpr const char* kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  if (whole <= 0 || part <= 0) return "";
  const double exact = 8.0 * static_cast<double>(cells) * static_cast<double>(part) / static_cast<double>(whole);
  const auto eighths = std::clamp<std::size_t>(static_cast<std::size_t>(std::lround(exact)), 1, 8 * cells);
  std::string blocks;
  for (std::size_t cell = 0; cell < eighths / 8; ++cell) blocks += "█";
  return blocks + kEighths[eighths % 8];
}

std::string left(std::string_view text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

std::string right(std::string_view text, std::size_t width) {
  const std::size_t used = display_width(text);
  return std::string(used < width ? width - used : 0, ' ') + std::string(text);
}

std::string joined_line(std::string_view label, const std::vector<std::string>& items) {
  static constexpr std::string_view kBetween = " · ";
  std::string lines(label);
  const std::size_t indent = display_width(label);
  std::size_t column = indent;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::size_t width = display_width(items[i]);
    if (i > 0 && column + 3 + width > kLineWidth) {
      lines += "\n" + std::string(indent, ' ');
      column = indent;
    } else if (i > 0) {
      lines += kBetween;
      column += 3;
    }
    lines += items[i];
    column += width;
  }
  return lines + "\n";
}

std::string wrapped(std::string_view label, std::string_view text) {
  std::string lines(label);
  const std::size_t indent = display_width(label);
  std::size_t column = indent;
  bool line_is_empty = true;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::size_t width = display_width(word);
    if (!line_is_empty && column + 1 + width > kLineWidth) {
      lines += "\n" + std::string(indent, ' ');
      column = indent;
      line_is_empty = true;
    }
    if (!line_is_empty) {
      lines += ' ';
      ++column;
    }
    lines += word;
    column += width;
    line_is_empty = false;
  }
  return lines + "\n";
}

}  // namespace seg::cli
