#pragma once
// The three readers behind open_table.

#include <string>
#include <vector>

#include "runtime/io/table_file.h"

namespace seg::io {

/// UTF-8 with or without a byte order mark; values may hold line ends inside quotes. Every column is text.
OpenedTable open_csv(const std::string& path, const std::vector<std::string>& columns, const OpenOptions& options);

/// Columns of primitive types, lists of them, and parts of structs.
OpenedTable open_parquet(const std::string& path, const std::vector<std::string>& columns, const OpenOptions& options);

/// The same of Arrow IPC files and streams.
OpenedTable open_arrow(const std::string& path, const std::vector<std::string>& columns, const OpenOptions& options);

FileColumns csv_columns(const std::string& path, const OpenOptions& options);
FileColumns parquet_columns(const std::string& path, const OpenOptions& options);
FileColumns arrow_columns(const std::string& path, const OpenOptions& options);

}  // namespace seg::io
