#pragma once
// Row ranges of batches for several threads.

#include <cstdint>
#include <functional>
#include <vector>

#include "runtime/columns/column.h"

namespace seg::engine {

/// Rows [begin, begin + rows) of a batch; `begin` is a multiple of 64.
struct Slice {
  std::size_t batch;
  std::int64_t begin;
  std::int64_t rows;
};

/// Slices that cover the batches in order: one a batch for one thread, a few for each thread else.
std::vector<Slice> slices_of(const std::vector<columns::Batch>& batches, unsigned threads);

/// Calls `work` once for each index below `count`, on up to `threads` threads. The first exception that `work` throws is thrown again.
void for_each_index(std::size_t count, unsigned threads, const std::function<void(std::size_t)>& work);

/// Lets a slice's bitmap into the whole's.
void place(const columns::Bitmap& part, std::int64_t begin, columns::Bitmap& whole);

}  // namespace seg::engine
