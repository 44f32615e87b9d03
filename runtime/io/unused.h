#pragma once
// Counts the rows of a file that cannot be used, by reason, and keeps the first few of each.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "runtime/io/defect.h"
#include "runtime/io/load.h"
#include "runtime/io/sources.h"

namespace seg::io {

class UnusedRows {
 public:
  explicit UnusedRows(std::size_t examples) : examples_(examples) {}

  /// `column`: of the file, as in the reason's text. True when the row is to be shown: then `show` is due.
  bool add(Defect defect, const std::string& column);
  /// The record and the text of the row that was added last.
  void show(std::int64_t record, std::string text);
  std::int64_t count() const { return count_; }

  /// The reasons with lines (CSV: the file is read again up to the last one that is named) or rows.
  std::vector<UnusedReason> reasons(const SourcePlan& source, const InputFile& file) const;

 private:
  struct Reason {
    Defect defect;
    std::string column;
    std::int64_t rows = 0;
    std::vector<std::pair<std::int64_t, std::string>> first;  ///< record and text
  };
  std::size_t examples_;
  std::int64_t count_ = 0;
  std::size_t last_ = 0;
  std::vector<Reason> reasons_;
};

}  // namespace seg::io
