#pragma once
// Events by profile, and by time within a profile.

#include <cstdint>
#include <vector>

namespace seg::io {

struct Grouping {
  std::vector<std::int64_t> offsets;  ///< profiles + 1
  std::vector<std::uint32_t> order;   ///< event i of the result is row order[i]; empty when `as_read`
  bool as_read = false;               ///< the rows stand in the right order already and all are used
};

/// Rows of owner -1 are left out. Within a profile: by time, then `tie` (may be empty: nothing decides), then the row's position.
/// Counting sort by profile, then a sort of each profile's rows that are not sorted: linear in rows and profiles, but for those.
Grouping group_by_profile(const std::vector<std::int32_t>& owner, const std::vector<std::int64_t>& at, const std::vector<std::int64_t>& tie,
                          std::int64_t profiles, unsigned threads);

}  // namespace seg::io
