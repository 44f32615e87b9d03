#pragma once
// One line of a source with marks under parts of it, as a terminal shows it. Used by render_human only.

#include <string>
#include <string_view>
#include <vector>

namespace seg {

/// Bytes of the line that are marked, with what is said about them.
struct Mark {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
  bool primary = false;
};

struct MarkedLine {
  std::string source;              ///< escaped, tabs as spaces up to the next multiple of four, cut to the width
  std::vector<std::string> under;  ///< marks, then the texts that do not fit beside them
};

/// `width` is in columns. The last mark's text stands beside it; the others hang below on a line each.
MarkedLine mark_line(std::string_view line, std::vector<Mark> marks, std::size_t width);

/// Words of `text` on lines of at most `width` columns; a longer word has a line of its own. Line breaks of the text are kept.
std::vector<std::string> wrap(std::string_view text, std::size_t width);

}  // namespace seg
