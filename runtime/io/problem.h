#pragma once
// What keeps files from being read, in words for a person.

#include <cstdint>
#include <string>
#include <string_view>

namespace seg::io {

/// A place in a text file, both from 1; 0 where there is none. The column counts code points.
struct Place {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
};

/// Lower case, no full stop: what was found and what was expected.
struct Problem {
  std::string path;  ///< as the user wrote it
  Place place;
  std::string message;
};

/// `seg.toml:12:3: unknown key …`, without the parts that are not there.
std::string problem_text(const Problem& problem);

/// A value of a file, fit for a terminal: in double quotes, control, bidi and invalid bytes escaped, at most 40 characters.
std::string shown(std::string_view text);

bool valid_utf8(std::string_view text);

/// `1,234,567`.
std::string grouped(std::int64_t number);

}  // namespace seg::io
