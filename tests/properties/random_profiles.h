#pragma once
// Random profiles that fit any schema, for workspaces whose data is not in the repository. Half of the values are those that the Plan
// compares with, or next to them, so that conditions hold now and then; few are so large that anything overflows.

#include <cstdint>
#include <deque>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/plan/plan.h"

namespace seg::properties {

/// The batch points into `buffers`.
struct RandomProfiles {
  columns::Batch batch;
  std::deque<std::vector<std::uint8_t>> buffers;
};

/// The same for the same arguments on every machine. `now` in microseconds since 1970-01-01T00:00Z: events lie before it, days and instants
/// around it.
RandomProfiles random_profiles(const plan::Plan& plan, std::int64_t now, std::int64_t rows, std::uint64_t seed);

}  // namespace seg::properties
