#pragma once
// What the values of one column have in common, and the type that this speaks for.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/io/cells.h"
#include "runtime/io/table_file.h"
#include "runtime/io/text_table.h"

namespace seg::io {

/// The formats of dates and times that are looked for besides ISO 8601.
inline constexpr std::array<std::string_view, 14> kTimeFormats = {
    "%d.%m.%Y",       "%d.%m.%Y %H:%M",    "%d.%m.%Y %H:%M:%S", "%d/%m/%Y",          "%d/%m/%Y %H:%M", "%d/%m/%Y %H:%M:%S", "%m/%d/%Y",
    "%m/%d/%Y %H:%M", "%m/%d/%Y %H:%M:%S", "%Y/%m/%d",          "%Y/%m/%d %H:%M:%S", "%d-%m-%Y",       "%d-%m-%Y %H:%M:%S", "%Y%m%d"};

/// Gathered over all rows that are read. Of lists: over the elements.
struct ColumnFacts {
  std::string path;                        ///< as in columns_of_file
  ColumnSeen seen;                         ///< of `emails[].kind`: what the structs hold
  std::int64_t rows = 0;                   ///< cells; of lists elements
  std::int64_t unknown = 0;                ///< nulls and texts that surely stand for one: empty, NULL, N/A …
  std::int64_t maybe_unknown = 0;          ///< NA and -, which may be values where all are texts
  std::int64_t unknown_lists = 0;          ///< of a list's column
  std::vector<std::string> unknown_texts;  ///< met, in both senses
  TextTable distinct;                      ///< the known values as texts
  bool distinct_complete = true;           ///< false: there are more than are kept
  bool whole = true;                       ///< integers of 64 bits
  bool leading_zeros = false;              ///< 00017
  bool decimal = true;                     ///< digits with a point
  bool decimal_comma = true;               ///< digits, some with a comma
  bool real = true;                        ///< a float, an exponent too
  bool date = true;                        ///< ISO 8601
  bool timestamp = true;                   ///< ISO 8601
  bool utf8 = true;
  int whole_digits = 0;     ///< at most, of the decimals
  int fraction_digits = 0;  ///< at most, without zeros at the end
  std::size_t longest = 0;  ///< bytes
  std::array<bool, kTimeFormats.size()> formats;

  ColumnFacts(std::string at, ColumnSeen column) : path(std::move(at)), seen(std::move(column)) { formats.fill(true); }
  /// Of a list of structs.
  bool nested() const { return path.find("[].") != std::string::npos; }
  std::int64_t known() const { return rows - unknown; }
  /// Every row has a value, and no two the same.
  bool unique() const { return rows > 0 && unknown == 0 && distinct_complete && distinct.size() == rows; }
};

/// Adds the cells of a piece; of nested columns those of the structs.
void gather(const Cells& cells, ColumnFacts& facts);

enum class GuessedKind : std::uint8_t { Bool, Int, Decimal, Float, String, Enum, Date, Timestamp, Duration };

struct GuessedType {
  GuessedKind kind = GuessedKind::String;
  bool list = false;
  bool optional = false;
  int precision = 0;  ///< decimals
  int scale = 0;
  std::vector<std::string> values;      ///< enums, sorted by their bytes
  std::optional<std::string> format;    ///< dates and times
  std::vector<std::string> unknown;     ///< texts for `unknown`, where the empty text alone will not do
  std::vector<std::string> true_texts;  ///< bools
  std::vector<std::string> false_texts;
  std::string guess;  ///< what was not certain, for a comment; empty: nothing
};

/// `is_sample`: not all rows were read, so that nothing is required.
GuessedType guess_type(const ColumnFacts& facts, bool is_sample);

}  // namespace seg::io
