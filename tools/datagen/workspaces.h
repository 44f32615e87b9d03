#pragma once
// The example workspaces whose data can be generated, by name.

#include <span>

#include "tools/datagen/data.h"

namespace seg::datagen {

struct Workspace {
  std::string_view name;  ///< shop, subscription, app
  std::string_view what;  ///< it is about, in a line
  std::uint64_t profiles;  ///< as many as its segments want to be worth a test
  Generated (*generate)(const DataOptions& options, const std::filesystem::path& folder);
};

std::span<const Workspace> workspaces();
/// Null when there is none of that name.
const Workspace* find_workspace(std::string_view name);

}  // namespace seg::datagen
