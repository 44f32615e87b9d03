#pragma once
// Files that a run leaves behind. Whoever looks sees the complete old file or the complete new one.

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/io/problem.h"

namespace seg::io {

/// Writes beside the target, flushes to the disk, then renames. The folder must exist. Nothing when it went well.
std::optional<Problem> write_file_atomically(const std::string& path, std::string_view bytes);

/// The same for a file that `write` fills under the name that it is given; a problem of its is this one's, and nothing stays.
std::optional<Problem> write_atomically(const std::string& path,
                                        const std::function<std::optional<Problem>(const std::string& beside)>& write);

struct NamedMembers {
  std::string segment;
  const columns::Bitmap* members = nullptr;
  const columns::Bitmap* faults = nullptr;  ///< of those who are unknown: who by a fault
};

/// The rows in the order of their keys' bytes.
std::vector<std::int32_t> rows_by_key(const columns::Dictionary& keys);

/// `folder/SEGMENT.txt` for each segment: the members' keys, one a line, sorted by their bytes. Makes the folder. Stops at the first
/// problem. A key with a line end has no place in such a file and is a problem.
std::optional<Problem> write_members(const std::string& folder, const std::vector<NamedMembers>& segments, const columns::Dictionary& keys);

/// A Parquet file of one row for each member of each segment: `key` and `segment` as texts, and `fault`, a bool, where faults are given.
/// By segment as given, then by the keys' bytes.
std::optional<Problem> write_members_parquet(const std::string& path, const std::vector<NamedMembers>& segments,
                                             const columns::Dictionary& keys);

}  // namespace seg::io
