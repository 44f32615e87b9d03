#pragma once
// Lines of words, as the scripts of this folder write them.

#include <fmt/format.h>

#include <istream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>

namespace seg::test {

/// Gives each line to `read`, which leaves the stream of its words failed where it does not understand them: then std::runtime_error is
/// thrown with the line's number, the line and what was expected.
template <typename Read>
void read_lines(std::istream& lines, std::string_view expected, Read&& read) {
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    std::istringstream words(line);
    read(words);
    if (!words) throw std::runtime_error(fmt::format("line {}: found {:?}, expected {}", number, line, expected));
  }
}

}  // namespace seg::test
