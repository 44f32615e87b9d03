#pragma once
// A workspace with its data, as `seg run` has it.

#include <filesystem>
#include <string>

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

}  // namespace seg::properties
