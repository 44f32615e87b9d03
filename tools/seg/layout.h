#pragma once
// Figures and lines as a terminal of 80 columns shows them.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace seg::cli {

inline constexpr std::size_t kLineWidth = 80;

/// `1.2 %`; what is not nothing but would round to it is `<0.1 %`, what is not all but would round to it `>99.9 %`; `–` of nothing.
std::string share_text(std::int64_t part, std::int64_t whole);
/// `0.41 s`, `31 ms`, `0.8 ms`.
std::string seconds_text(double seconds);
/// Blocks for part ÷ whole of `cells` cells, in eighths of a cell; what is not nothing has at least one eighth.
std::string bar(std::int64_t part, std::int64_t whole, std::size_t cells);

/// Padded to `width` columns; longer texts stay whole.
std::string left(std::string_view text, std::size_t width);
std::string right(std::string_view text, std::size_t width);

/// The items with ` · ` between them behind `label`, broken between items where a line would pass `kLineWidth`; ends with a newline.
/// Lines after the first are indented to where the items begin.
std::string joined_line(std::string_view label, const std::vector<std::string>& items);
/// The text behind `label`, broken at spaces; ends with a newline.
std::string wrapped(std::string_view label, std::string_view text);

}  // namespace seg::cli
