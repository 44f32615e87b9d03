#pragma once
// From the cells of a file to values of the schema's types.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/io/cells.h"
#include "runtime/io/column_store.h"
#include "runtime/io/defect.h"
#include "runtime/io/local_clock.h"
#include "runtime/io/sources.h"
#include "runtime/io/table_file.h"

namespace seg::io {

/// A row of a piece whose value cannot be used.
struct DefectiveRow {
  std::int64_t row = 0;
  Defect defect = Defect::None;
};

/// Whether cells of this kind can be converted at all; else what was expected.
std::string kind_error(const ColumnPlan& plan, const ColumnSeen& seen, const plan::Schema& schema);

/// The plan for the elements of a list's column.
ColumnPlan element_plan(const ColumnPlan& plan);
/// Of a list's column. Nothing where its type is no matter of lists.
std::optional<std::string> list_kind_error(const ColumnPlan& plan, const ColumnSeen& seen, const plan::Schema& schema);

/// Reads one column of one source, over all of its files. Not for several threads at once.
class ColumnReader {
 public:
  ColumnReader(const ColumnPlan& plan, const plan::Schema& schema, const calendar::Zone& zone);

  /// Appends the cells to `store`. Rows that cannot be used are listed, in order, and hold 0.
  void append(const Cells& cells, ColumnStore& store, std::vector<DefectiveRow>& defects);
  const ColumnPlan& plan() const { return plan_; }

 private:
  struct Value {
    Defect defect = Defect::None;
    bool known = true;
    std::int64_t number = 0;
    double real = 0;
  };
  Value from_text(std::string_view text, ColumnStore& store);
  Value from_known_text(std::string_view text, ColumnStore& store);
  Value text_code(std::string_view text, ColumnStore& store) const;
  Value from_time_text(std::string_view text);
  Value from_money_text(std::string_view text) const;
  Value from_bool_text(std::string_view text) const;
  Value from_integer(std::int64_t number, ColumnStore& store);
  template <typename Float>
  Value from_float(Float number, ColumnStore& store) const;
  Value whole_text(Parsed<std::int64_t> number, ColumnStore& store) const;
  Value from_flag(bool flag) const;
  Value from_day(std::int64_t day);
  Value from_instant(const Cells& cells, std::int64_t row);
  Value from_cell(const Cells& cells, std::int64_t row, ColumnStore& store);
  Value scaled(Parsed<std::int64_t> parsed) const;
  bool is_unknown(std::string_view text) const;
  void put(std::int64_t row, const Value& value, ColumnStore& store) const;
  void append_coded(const Cells& cells, std::int64_t first, ColumnStore& store, std::vector<DefectiveRow>& defects);
  void append_lists(const Cells& cells, std::int64_t first, ColumnStore& store, std::vector<DefectiveRow>& defects);
  void append_split(const Cells& cells, std::int64_t first, ColumnStore& store, std::vector<DefectiveRow>& defects);
  Defect append_elements(std::string_view text, ColumnStore& store);
  void append_each(const Cells& cells, std::int64_t first, ColumnStore& store, std::vector<DefectiveRow>& defects);

  ColumnPlan plan_;
  std::string currency_;    ///< Money
  TextTable enum_values_;   ///< Enum
  unsigned scale_ = 0;      ///< Int, Decimal, Money
  std::int64_t bound_ = 0;  ///< decimal(p,s): 10^p, which no magnitude reaches; 0: none
  LocalClock clock_;
  std::unique_ptr<ColumnReader> element_;  ///< lists
};

/// A cell as a person would recognise it, for messages.
std::string cell_text(const Cells& cells, std::int64_t row);

}  // namespace seg::io
