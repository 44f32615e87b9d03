#pragma once
// The project's text files.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace seg::architecture {

struct File {
  std::string path;       ///< from the project's root, with `/`
  std::string folder;     ///< `compiler/lint/rules/too-broad`; empty for the root
  std::string stem;       ///< `rule`
  std::string extension;  ///< `.cpp`
  std::string text;
};

File make_file(std::string path, std::string text);

/// What git would see of the folders of the project: no folder that begins with a dot, no build folder, text files only. Sorted by path.
std::vector<File> read_tree(const std::filesystem::path& root);

/// .h, .cpp and .def.
bool is_cpp(const File& file);
std::size_t count_lines(std::string_view text);

}  // namespace seg::architecture
