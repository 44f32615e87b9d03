#pragma once
// A column while it is being read: values in the order of the files.

#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/io/text_table.h"

namespace seg::io {

/// One of the vectors of values is in use, by the field's type: `wide` Int Decimal Money Timestamp Duration, `narrow` Date Enum String
/// Id, `reals` Float, `flags` Bool (a byte each). A list's `wide` is where its elements end in `elements`; they begin where those of the
/// row before end. `known` is empty while everything is known.
struct ColumnStore {
  plan::Type type;
  std::int64_t rows = 0;
  std::vector<std::int64_t> wide;
  std::vector<std::int32_t> narrow;
  std::vector<double> reals;
  std::vector<std::uint8_t> flags;
  std::vector<std::uint8_t> known;
  TextTable texts;                             ///< String and Id
  std::unique_ptr<ColumnStore> elements = {};  ///< lists

  explicit ColumnStore(plan::Type of = {});
  /// Makes room for `count` further rows, whose values are 0 and known.
  void extend(std::int64_t count);
  void reserve(std::int64_t rows_in_all);
  void set_number(std::int64_t row, std::int64_t number);
  void set_unknown(std::int64_t row);
  std::int64_t bytes() const;
};

/// Row r of the result is row order[r] of the store; an empty `order` with `keep_all` takes every row as it stands. Empties the store.
/// The buffers that the column points into are appended to `owned`.
columns::Column finish(ColumnStore& store, const std::vector<std::uint32_t>& order, bool keep_all,
                       std::vector<std::shared_ptr<const void>>& owned);

}  // namespace seg::io
