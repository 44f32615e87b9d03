#pragma once
// Columns inside columns: fields of structs, and of structs in lists. Included by this folder's readers of files alone.

#include <arrow/memory_pool.h>
#include <arrow/record_batch.h>
#include <arrow/type.h>

#include <optional>
#include <string>
#include <vector>

#include "runtime/io/cells.h"
#include "runtime/io/table_file.h"

namespace seg::io {

/// The names from the top of a file to a column; an empty one is a step into the elements of a list.
using ColumnPath = std::vector<std::string>;

struct FoundColumn {
  ColumnPath path;
  ColumnSeen seen;
};

/// `wanted` as in open_table. A top-level column of that very name goes before a path. Nothing and an error for what is not there, or there
/// more than once.
std::optional<FoundColumn> find_column(const arrow::FieldVector& fields, const std::string& wanted, std::string& error);

/// All columns, those in structs and in lists of structs by their path, as find_column takes it.
std::vector<FileColumn> list_columns(const arrow::FieldVector& fields);

/// The column of a batch that holds at least what is on the path. A field of an unknown struct is unknown. An error text for an array
/// that contradicts itself.
std::string cells_at(const arrow::RecordBatch& batch, const ColumnPath& path, arrow::MemoryPool* pool, Cells& cells);

}  // namespace seg::io
