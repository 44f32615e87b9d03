#pragma once
// Columnar batches of profiles in Arrow's layout. Views: whoever binds a batch keeps the buffers alive.
// Layout after "Arrow Columnar Format" 1.x: values little-endian and contiguous, validity and booleans as bits, least significant first.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/plan/schema.h"

namespace seg::columns {

/// `length` bits starting at bit `offset` of `bits`. Null `bits` means that all are set.
struct Bits {
  const std::uint8_t* bits = nullptr;
  std::int64_t offset = 0;

  bool at(std::int64_t index) const {
    if (bits == nullptr) return true;
    const std::int64_t position = offset + index;
    return ((bits[position >> 3] >> (position & 7)) & 1) != 0;
  }
};

/// The distinct texts of a column, without order and without duplicates. Shared by all batches of a data set.
/// Arrow's binary layout: text i is bytes [offsets[i], offsets[i+1]).
class Dictionary {
 public:
  Dictionary() : offsets_{0} {}
  explicit Dictionary(const std::vector<std::string>& texts);
  void append(std::string_view text);
  std::int64_t size() const { return static_cast<std::int64_t>(offsets_.size()) - 1; }
  std::string_view at(std::int64_t code) const {
    const auto begin = static_cast<std::size_t>(offsets_[static_cast<std::size_t>(code)]);
    const auto end = static_cast<std::size_t>(offsets_[static_cast<std::size_t>(code) + 1]);
    return std::string_view(bytes_).substr(begin, end - begin);
  }

 private:
  std::vector<std::int64_t> offsets_;
  std::string bytes_;
};

/// A column of `length` values. The physical type follows from the field's type:
///   Bool                             bits (`flags`)
///   Int Decimal Money Timestamp Duration  std::int64_t
///   Date                             std::int32_t days
///   Float                            double
///   Enum                             std::int32_t position in the enum's values
///   String Id                        std::int32_t code of `dictionary`
///   list                             std::int64_t offsets, length + 1 of them: row r has the elements [offsets[r], offsets[r + 1]) of `elements`;
///                                    offsets[0] need not be 0
/// What stands in `values` or `flags` at an unknown row is arbitrary, a code outside its dictionary included.
/// `values` points at the value of row 0 (any slice offset is applied already); bits carry their own offset.
struct Column {
  plan::Type type;
  std::int64_t length = 0;
  const void* values = nullptr;
  Bits flags;     ///< Bool only
  Bits validity;  ///< null: everything is known
  std::shared_ptr<const Dictionary> dictionary;  ///< String and Id only; a list's stands in `elements`
  std::shared_ptr<const Column> elements = {};        ///< lists only: of the elements' type; its validity says which elements are unknown

  template <typename T>
  const T* as() const { return static_cast<const T*>(values); }
};

/// Events of one stream, grouped by profile and sorted by (at, order, source position) within it.
/// Row r's events are [offsets[r], offsets[r+1]) of `at` and of each field.
struct Stream {
  const std::int64_t* offsets = nullptr;  ///< rows + 1 entries; offsets[0] need not be 0
  const std::int64_t* at = nullptr;       ///< microseconds since 1970-01-01T00:00Z
  std::vector<Column> fields;             ///< in the order of the schema's stream
};

/// The rows of a lookup table, their keys known and different. Shared by all batches of a data set.
struct Table {
  std::int64_t rows = 0;
  std::vector<Column> fields;  ///< in the order of the schema's table, the key among them
};

struct Batch {
  std::int64_t rows = 0;
  std::vector<Column> profile;  ///< in the order of the schema's profile fields
  std::vector<Stream> streams;  ///< in the order of the schema's streams
  std::vector<std::shared_ptr<const Table>> tables;  ///< in the order of the schema's tables
};

/// Rows [begin, begin + rows) of a batch. Shares the buffers.
Batch slice(const Batch& batch, std::int64_t begin, std::int64_t rows);

/// Whether the batch has the shape that the schema asks for: counts of columns, streams and tables, types, dictionaries where needed, lengths,
/// offsets that do not decrease, times that do not decrease within a row, codes of known values inside their dictionary or enum,
/// dictionaries and keys of tables without duplicates, no unknown value in a required field. Reads every value. Buffers may be null where they hold nothing.
/// Empty when it has; else which column, what was found and what was expected.
std::string validate(const Batch& batch, const plan::Schema& schema);

/// One bit a row, least significant first, in 64-bit words; bits past `rows` are zero.
struct Bitmap {
  std::int64_t rows = 0;
  std::vector<std::uint64_t> words;

  explicit Bitmap(std::int64_t row_count = 0)
      : rows(row_count), words(static_cast<std::size_t>((row_count + 63) / 64), 0) {}
  bool at(std::int64_t row) const { return ((words[static_cast<std::size_t>(row >> 6)] >> (row & 63)) & 1) != 0; }
  void set(std::int64_t row) { words[static_cast<std::size_t>(row >> 6)] |= std::uint64_t{1} << (row & 63); }
  std::int64_t count() const;
  bool operator==(const Bitmap&) const = default;
};

/// What an evaluation says of one segment: is-true; neither true nor false (faults included); faults.
struct Membership {
  Bitmap members;
  Bitmap unknown;
  Bitmap faults;
  bool operator==(const Membership&) const = default;
};

/// `members` fills is-true alone and leaves the other two empty (rows = 0); `audit` fills all three.
enum class Entry : std::uint8_t { Members, Audit };

/// Values of one node for the rows of a batch: what a cut observes, and what a cut is.
/// Which vectors are filled follows from the type's form: Int64 and Code `number`; Fraction `number` and `denominator`
/// (positive; not necessarily in lowest terms); Float64 `real`; Bit `number` (0, 1). Text is never observed.
enum class State : std::uint8_t { Known, Unknown, Fault };
struct ValueVector {
  plan::Type type;
  std::vector<State> state;
  std::vector<std::int64_t> number;
  std::vector<std::int64_t> denominator;
  std::vector<double> real;
};

/// The value of a cut node. As in ValueVector, one value.
struct CutValue {
  State state = State::Unknown;
  std::int64_t number = 0;
  std::int64_t denominator = 1;
  double real = 0;
  std::int64_t population = 0;  ///< profiles whose value is known
  std::int64_t tied = 0;        ///< of them, how many have exactly the cut's value
  std::int64_t faults = 0;      ///< profiles whose value is a fault
  bool operator==(const CutValue&) const = default;
};

/// In the order of Plan::cuts.
using Cuts = std::vector<CutValue>;

}  // namespace seg::columns
