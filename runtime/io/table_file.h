#pragma once
// A file of rows, read a piece at a time: chosen columns of a CSV, Parquet or Arrow file.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/io/cells.h"
#include "runtime/io/manifest.h"
#include "runtime/io/problem.h"

namespace seg::io {

/// A row of a CSV file with another number of columns than its header.
struct WrongWidth {
  std::int64_t record = 0;
  std::int64_t columns = 0;
  std::int64_t lines = 1;
  std::string text;  ///< of the row, cut off
};

/// Records count from 1 in the order of the file. In CSV the header is record 1 and empty lines are none; else the first row is 1.
struct Piece {
  std::int64_t rows = 0;
  std::vector<Cells> columns;         ///< as asked for
  std::vector<std::int64_t> records;  ///< of each row; empty: consecutive from first_record
  std::int64_t first_record = 0;
  std::vector<WrongWidth> wrong_width;  ///< met since the piece before
  std::int64_t bytes_read = 0;          ///< of the file so far

  std::int64_t record(std::int64_t row) const { return records.empty() ? first_record + row : records[static_cast<std::size_t>(row)]; }
};

struct ColumnSeen {
  CellKind kind = CellKind::Unknown;
  bool usable = true;                              ///< false: a type that nothing reads (a map, a time of day)
  std::string type;                                ///< as the file has it: `text`, `double`, `list<int64>`
  std::shared_ptr<const ColumnSeen> element = {};  ///< of a list
};

class TableFile {
 public:
  virtual ~TableFile() = default;
  /// Of the columns asked for.
  virtual const std::vector<ColumnSeen>& columns() const = 0;
  /// The next piece; nothing at the end of the file, or when it cannot be read further: then `error` says why.
  virtual std::optional<Piece> next(std::string& error) = 0;
  virtual std::int64_t bytes() const = 0;
  /// Rows, where the file says it; else -1.
  virtual std::int64_t rows() const = 0;
};

struct OpenOptions {
  FileFormat format = FileFormat::Csv;
  char delimiter = ',';
  std::optional<char> quote = '"';
  bool threads = false;           ///< may decode columns in parallel
  std::int64_t memory_limit = 0;  ///< bytes that the reader may hold
};

struct OpenedTable {
  std::unique_ptr<TableFile> file;
  std::vector<std::string> errors;  ///< without the file's name
};

/// Opens a regular file and looks for the columns: by name, else by path. `address.city` is the field `city` of the structs in `address`,
/// `emails[].kind` the field `kind` of the structs in the lists of `emails`. Missing columns are all reported.
OpenedTable open_table(const std::string& path, const std::vector<std::string>& columns, const OpenOptions& options);

/// A column of a file, those in structs and in lists of structs by their path.
struct FileColumn {
  std::string path;
  ColumnSeen seen;  ///< of `emails[].kind`: a list
};

struct FileColumns {
  std::vector<FileColumn> columns;  ///< in the order of the file; what nothing reads is among them
  std::vector<std::string> errors;  ///< without the file's name
};

/// What open_table can be asked for.
FileColumns columns_of_file(const std::string& path, const OpenOptions& options);

/// Physical lines, from 1, of records (ascending) of a CSV file. Reads the file up to the last of them.
std::vector<std::int64_t> lines_of_records(const std::string& path, const std::vector<std::int64_t>& records, char delimiter,
                                           std::optional<char> quote);

/// The line on which the last record of a CSV file begins, if the file ends within quotes: then that record has swallowed all that follows.
std::optional<std::int64_t> line_of_open_quote(const std::string& path, char delimiter, std::optional<char> quote);

/// The errors for wanted columns that the file does not have, or has twice.
std::vector<std::string> column_errors(const std::vector<std::string>& wanted, const std::vector<std::string>& found);

}  // namespace seg::io
