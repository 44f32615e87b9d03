#pragma once
// Who may know whom: the project's folders and the libraries from outside.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/architecture/tree.h"

namespace seg::architecture {

/// A part of the project: a folder with its sub-folders.
struct Part {
  std::string_view folder;
  std::vector<std::string_view> may_include;  ///< other parts
};
/// `compiler/…`, `runtime/…`, `tools/…` and `examples/…`. Tests may include every part.
const std::vector<Part>& parts();
/// The part that a folder belongs to; for one of tests/ the folder itself; empty for a folder that is not known.
std::string_view part_of(std::string_view folder);

/// A library from outside that not everybody may know.
struct Library {
  std::string_view name;
  std::vector<std::string_view> headers;  ///< prefixes of what is included
  std::vector<std::string_view> targets;  ///< of CMake
  std::vector<std::string_view> folders;  ///< that may know it, with their sub-folders
};
const std::vector<Library>& libraries();

struct Include {
  std::size_t line;  ///< from 1
  std::string target;
  bool quoted;
};
std::vector<Include> includes_of(const File& file);

/// `target_link_libraries` of one CMake target.
struct Linked {
  std::string file;
  std::string target;
  std::vector<std::string> libraries;
};
std::vector<Linked> links_of(const File& cmake_list);
/// The folder in which each library or program of the project is made.
std::map<std::string, std::string> folders_of_targets(const std::vector<File>& tree);

/// Each text says where, what was found and what is allowed.
std::vector<std::string> forbidden_includes(const std::vector<File>& tree);
std::vector<std::string> forbidden_links(const std::vector<File>& tree);
/// A part that reaches itself: `a → b → a`, by includes and links.
std::vector<std::string> cycles(const std::vector<File>& tree);

}  // namespace seg::architecture
