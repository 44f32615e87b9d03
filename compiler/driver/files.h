#pragma once
// Source files of a workspace. Only regular files below its root are read, wherever a link or a `..` may point.

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace seg::driver {

/// Limits of reliability.md on what a workspace may make us read.
struct FileLimits {
  std::uint64_t file_bytes = 4u << 20;
  std::uint64_t total_bytes = 64u << 20;
  std::size_t files = 10'000;
  std::size_t entries = 100'000;  ///< names seen while matching one pattern
};

struct Unreadable {
  std::string why;
};  ///< in the system's words
struct OutsideRoot {
  std::string target;
};  ///< where it leads
struct NotRegular {
  std::string kind;
};  ///< `a folder`, `a pipe`
struct TooLarge {
  std::uint64_t bytes;
};
using ReadResult = std::variant<std::string, Unreadable, OutsideRoot, NotRegular, TooLarge>;

/// The bytes of `root / relative`. Waits for nothing: a pipe or a device is refused before it is read.
ReadResult read_below(const std::filesystem::path& root, const std::filesystem::path& relative, std::uint64_t limit);

struct Matches {
  std::vector<std::string> paths;  ///< relative to the root, sorted bytewise; folders that begin with a dot are not entered
  bool too_many = false;           ///< a limit ended the search
  std::string error;               ///< a folder that could not be read
};
Matches find_matching(const std::filesystem::path& root, std::string_view pattern, const FileLimits& limits);

}  // namespace seg::driver
