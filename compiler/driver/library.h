#pragma once
// The modules that the compiler carries: the files of stdlib/, embedded when it was built.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace seg::driver {

struct LibraryModule {
  std::string_view file;  ///< `std/rfm.seg`, as diagnostics show it
  std::string_view text;
};

/// The module of an import's path, `std.rfm`.
std::optional<LibraryModule> find_module(std::string_view path);

/// The paths of all modules, in the order of their names.
std::vector<std::string> module_paths();

}  // namespace seg::driver
