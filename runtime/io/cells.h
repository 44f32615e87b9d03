#pragma once
// The cells of a piece of a file, as Arrow has them but without Arrow's types: what the conversions read.

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "runtime/columns/column.h"

namespace seg::io {

/// `Unknown`: a column of nulls. `Single`: a 32-bit float, whose shortest decimal text is another than that of the same double.
enum class CellKind : std::uint8_t { Unknown, Text, Int, Float, Single, Bool, Date, Timestamp, Duration, List };

/// Texts in Arrow's binary layout, with 32-bit or 64-bit offsets.
struct Texts {
  const std::int32_t* offsets = nullptr;
  const std::int64_t* long_offsets = nullptr;
  const char* bytes = nullptr;

  std::string_view at(std::int64_t index) const {
    if (offsets != nullptr) return between(offsets[index], offsets[index + 1]);
    return between(long_offsets[index], long_offsets[index + 1]);
  }

 private:
  std::string_view between(std::int64_t begin, std::int64_t end) const {
    return begin == end ? std::string_view() : std::string_view(bytes + begin, static_cast<std::size_t>(end - begin));
  }
};

/// `rows` cells of one column. Which pointers are set follows from `kind`:
///   Text      `texts`; with `codes`, row r is text codes[r] of `code_count`
///   Int       `numbers`           Date       `numbers`, days since 1970-01-01
///   Float     `reals`             Timestamp  `numbers` of 1/units_per_second; UTC, or local times of the file's zone
///   Single    `singles`           Duration   `numbers` of 1/units_per_second
///   Bool      `flags`
///   List      `list_offsets`, rows + 1 from 0: row r has the elements [list_offsets[r], list_offsets[r + 1]) of `elements`; an unknown
///             row has none
struct Cells {
  CellKind kind = CellKind::Unknown;
  std::int64_t rows = 0;
  columns::Bits validity;
  Texts texts;
  const std::int32_t* codes = nullptr;
  std::int64_t code_count = 0;
  const std::int64_t* numbers = nullptr;
  const double* reals = nullptr;
  const float* singles = nullptr;
  columns::Bits flags;
  std::int64_t units_per_second = 1;
  bool utc = false;
  const std::int64_t* list_offsets = nullptr;
  std::shared_ptr<const Cells> elements = {};
  std::vector<std::shared_ptr<const void>> owned;  ///< keeps the pointers valid

  bool known(std::int64_t row) const { return kind != CellKind::Unknown && validity.at(row); }
  std::string_view text(std::int64_t row) const { return texts.at(codes != nullptr ? codes[row] : row); }
};

}  // namespace seg::io
