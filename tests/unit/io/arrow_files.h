#pragma once
// Parquet and Arrow files of a test, their columns written as JSON.

#include <arrow/array.h>
#include <arrow/table.h>
#include <arrow/type.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/unit/io/workspace.h"

namespace seg::io::test {

struct JsonColumn {
  std::string name;
  std::shared_ptr<arrow::DataType> type;
  std::string values;  ///< `[1, null, 3]`
};

std::shared_ptr<arrow::Table> table_of(const std::vector<JsonColumn>& columns);

void write_parquet(const Folder& folder, const std::string& name, const arrow::Table& table, std::int64_t rows_of_group = 1 << 20);
/// By the extension: `.arrows` is a stream, all else a file. In record batches of `rows_of_batch`.
void write_arrow(const Folder& folder, const std::string& name, const arrow::Table& table, std::int64_t rows_of_batch = 1 << 20);
/// By the extension, one of the two above.
void write_table(const Folder& folder, const std::string& name, const arrow::Table& table, std::int64_t rows_of_part = 1 << 20);

}  // namespace seg::io::test
