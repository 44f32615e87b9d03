#pragma once
// From Arrow's arrays to cells. Included by this folder's readers of files alone.

#include <arrow/array.h>
#include <arrow/memory_pool.h>
#include <arrow/type.h>

#include <memory>
#include <string>

#include "runtime/io/cells.h"
#include "runtime/io/table_file.h"

namespace seg::io {

ColumnSeen column_seen(const arrow::DataType& type);

/// The offsets and the validity of a list's cells, and the array of its elements without those of unknown lists.
std::string list_cells(const std::shared_ptr<arrow::Array>& array, arrow::MemoryPool* pool, Cells& cells,
                       std::shared_ptr<arrow::Array>& elements);

/// The array as cells; what has no pointer of the right shape is copied. An error text for an array that contradicts itself.
std::string cells_of(const std::shared_ptr<arrow::Array>& array, Cells& cells);

}  // namespace seg::io
