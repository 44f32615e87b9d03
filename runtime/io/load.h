#pragma once
// From files to a batch: profiles, and their events grouped by profile and sorted once.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/io/manifest.h"
#include "runtime/io/problem.h"
#include "runtime/plan/schema.h"

namespace seg::io {

struct Progress {
  std::string source;            ///< `profile` or the stream's name
  std::int64_t rows = 0;         ///< read so far, of all sources
  std::int64_t bytes = 0;        ///< of files, read so far
  std::int64_t bytes_total = 0;  ///< of all files
};

struct LoadOptions {
  unsigned threads = 1;                           ///< the result is the same for any number
  bool strict = false;                            ///< a row that cannot be used is an error
  std::int64_t memory_limit = 0;                  ///< bytes; 0: four fifths of the machine's memory
  std::size_t examples = 3;                       ///< unused rows that are named, for each reason
  std::function<void(const Progress&)> progress;  ///< after each piece, on the caller's thread
};

/// A row that cannot be used, for people.
struct UnusedRow {
  std::int64_t place = 0;  ///< physical line of a CSV file, row of a Parquet file; from 1
  std::string shown;       ///< the value, escaped and shortened; empty where there is none to show
};

struct UnusedReason {
  std::string text;  ///< ``with a bad `total` ``
  std::int64_t rows = 0;
  std::vector<UnusedRow> first;
};

struct FileReport {
  std::string path;       ///< as the user knows it
  bool has_lines = true;  ///< `place` is a line, else a row
  std::int64_t rows = 0;
  std::int64_t unused = 0;
  std::vector<UnusedReason> reasons;  ///< the most frequent first
};

struct SourceReport {
  std::string name;       ///< `profile` or the stream's name
  std::int64_t rows = 0;  ///< used
  std::vector<FileReport> files;
};

struct Dataset {
  columns::Batch batch;      ///< all profiles; rows as `keys`
  columns::Dictionary keys;  ///< text of row r's key is at(r)
  std::vector<SourceReport> sources;
  std::int64_t events = 0;
  double read_seconds = 0;                         ///< reading and converting
  double group_seconds = 0;                        ///< grouping by profile and sorting
  std::vector<std::shared_ptr<const void>> owned;  ///< the buffers that `batch` points into
};

struct Loaded {
  std::optional<Dataset> dataset;
  std::vector<Problem> problems;  ///< empty when there is a dataset
};

/// Bytes that may be used: what the options say, else four fifths of the machine's memory.
std::int64_t memory_limit(const LoadOptions& options);

/// Reads everything that the manifest names. Never throws; running out of memory is a problem among others.
Loaded load(const DataManifest& manifest, const plan::Schema& schema, const LoadOptions& options);

/// `data/purchases.csv: 14 of 812,359 rows not used (9 without a key, 5 with a bad `total`; first: line 3,071 "12,x0")`; empty when
/// every row is used.
std::string note(const FileReport& report);
std::vector<std::string> notes(const Dataset& dataset);

}  // namespace seg::io
