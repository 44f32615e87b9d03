#pragma once
// A workspace with its data, as `seg run` has it.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "compiler/driver/compile.h"
#include "runtime/io/load.h"

namespace seg::properties {

struct LoadedWorkspace {
  driver::Compilation made;
  io::Dataset data;
  std::int64_t now = 0;  ///< microseconds since 1970-01-01T00:00Z
};

/// `now` as a date or an instant, in UTC. Throws std::runtime_error with the reason where it does not compile or load.
LoadedWorkspace load_workspace(const std::filesystem::path& folder, const std::string& now);

/// Every folder of the repository with a seg.toml, hidden and build folders apart, sorted.
std::vector<std::filesystem::path> workspace_folders();

/// Whether `seg init` makes the workspace: what its files say of the current day is to be filled in.
bool is_template(const std::filesystem::path& folder);

/// The workspace's [data], with all of its files where it says; else nothing. Throws where seg.toml is wrong.
std::optional<io::DataManifest> data_of(const std::filesystem::path& folder);

}  // namespace seg::properties
