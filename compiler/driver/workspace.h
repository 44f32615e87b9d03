#pragma once
// From folders and files to the texts that `compile` takes.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "compiler/driver/compile.h"
#include "compiler/driver/files.h"
#include "compiler/driver/settings.h"

namespace seg::driver {

struct Workspace {
  std::filesystem::path root;  ///< absolute
  std::string name;
  LintSettings lint;
  Input input;  ///< seg.toml is its first source and none of its files; what could not be read is in its diagnostics
};

/// The nearest folder with a seg.toml: `from` itself or one above it.
std::optional<std::filesystem::path> find_workspace(const std::filesystem::path& from);

/// Reads seg.toml of `root`, the schema and the segments that it names. Paths are shown as seen from the current folder.
Workspace read_workspace(const std::filesystem::path& root, const FileLimits& limits = {});

/// Files named one by one, without a workspace; the schema goes first.
Input read_files(const std::filesystem::path& schema, const std::vector<std::filesystem::path>& files, const FileLimits& limits = {});

}  // namespace seg::driver
