#pragma once
// The same profiles in another order.

#include <memory>
#include <vector>

#include "runtime/columns/column.h"

namespace seg::properties {

struct Permuted {
  columns::Batch batch;
  std::vector<std::shared_ptr<const void>> owned;
};

/// Row r of the result is row `order[r]` of `batch`, with its events in their order. `bit_offset` (0 to 7) is where the bitmaps begin.
Permuted permuted(const columns::Batch& batch, const std::vector<std::int64_t>& order, std::int64_t bit_offset);

}  // namespace seg::properties
