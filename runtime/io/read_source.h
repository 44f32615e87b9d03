#pragma once
// All rows of the profiles or of one stream, in the order of the files.

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/io/column_store.h"
#include "runtime/io/keys.h"
#include "runtime/io/load.h"
#include "runtime/io/sources.h"

namespace seg::io {

struct SourceRows {
  std::vector<std::int32_t> owner;  ///< the profile's code, -1 for a row that is not used
  std::vector<std::int64_t> at;     ///< events
  std::vector<std::int64_t> order;  ///< events with an order column
  std::vector<ColumnStore> fields;
  std::int64_t bytes() const;
};

/// What all sources share while they are read.
struct Reading {
  const plan::Schema& schema;
  const LoadOptions& options;
  std::string manifest_path;  ///< for problems
  std::int64_t memory_limit = 0;
  std::int64_t bytes_held = 0;  ///< by sources that were read before
  Progress progress;
  std::vector<Problem> problems;
};

/// Opens every file of the source and checks its columns, without reading further. Adds its size to the progress' total.
void check_files(const SourcePlan& source, Reading& reading);
/// The same for events nested in the profiles' files, whose size counts with the profiles.
void check_nested_columns(const SourcePlan& source, const SourcePlan& profiles, Reading& reading);

/// Events in a list of the profiles' files, read with the profiles: `rows` and `report` are filled.
struct NestedEvents {
  const SourcePlan& source;
  SourceRows& rows;
  SourceReport& report;
};

/// Problems are added to `reading`; then the rows are incomplete.
SourceRows read_source(const SourcePlan& source, TextTable& keys, KeyUse use, Reading& reading, SourceReport& report,
                       const std::vector<NestedEvents>& nested);

}  // namespace seg::io
