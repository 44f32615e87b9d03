#pragma once
// The rules of the house that a program can check: sizes, names, READMEs.

#include <string>
#include <vector>

#include "tests/architecture/tree.h"

namespace seg::architecture {

inline constexpr std::size_t kMostLinesOfFile = 400;
inline constexpr std::size_t kMostLinesOfFunction = 60;

/// Each text says where, what was found and what was expected.
std::vector<std::string> long_files(const std::vector<File>& tree);
std::vector<std::string> long_functions(const std::vector<File>& tree);
/// Files and types whose name has a part that says nothing: manager, util, …
std::vector<std::string> empty_names(const std::vector<File>& tree);
/// Headers without `#pragma once`; notes of work that is left to do.
std::vector<std::string> unfinished(const std::vector<File>& tree);
/// Folders with sources and no README.md, and sources whose stem stands in no backquotes of it.
std::vector<std::string> unnamed_files(const std::vector<File>& tree);

}  // namespace seg::architecture
