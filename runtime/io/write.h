#pragma once
// Files that a run leaves behind. Whoever looks sees the complete old file or the complete new one.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/io/problem.h"

namespace seg::io {

/// Writes beside the target, flushes to the disk, then renames. The folder must exist. Nothing when it went well.
std::optional<Problem> write_file_atomically(const std::string& path, std::string_view bytes);

struct NamedMembers {
  std::string segment;
  const columns::Bitmap* members = nullptr;
};

/// `folder/SEGMENT.txt` for each segment: the members' keys, one a line, sorted by their bytes. Makes the folder. Stops at the first
/// problem. A key with a line end has no place in such a file and is a problem.
std::optional<Problem> write_members(const std::string& folder, const std::vector<NamedMembers>& segments, const columns::Dictionary& keys);

}  // namespace seg::io
