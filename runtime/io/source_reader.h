#pragma once
// Reads the files of one source, piece by piece, and of events nested in it.

#include <memory>
#include <optional>

#include "runtime/io/convert.h"
#include "runtime/io/read_source.h"
#include "runtime/io/unused.h"

namespace seg::io {

/// The columns of a source in the order in which a row's first defect is looked for; a column of the file may serve several.
struct Layout {
  std::vector<std::string> wanted;           ///< distinct names
  std::vector<const ColumnPlan*> converted;  ///< at, order, fields
  std::vector<std::size_t> position;         ///< of each among `wanted`
  std::size_t key = 0;
};

Layout layout_of(const SourcePlan& source);
OpenOptions open_options(const SourcePlan& source, const InputFile& file, const Reading& reading);

/// Reads the files of one source into one SourceRows.
class SourceReader {
 public:
  SourceReader(const SourcePlan& source, TextTable& keys, KeyUse use, Reading& reading, const std::vector<NestedEvents>& nested)
      : source_(source), layout_(layout_of(source)), keys_(keys), use_(use), reading_(reading), key_reader_(source, keys, use) {
    const std::optional<calendar::Zone> zone = calendar::Zone::find(source.zone);
    for (const ColumnPlan* plan : layout_.converted) {
      readers_.emplace_back(*plan, reading.schema, *zone);
      stores_.emplace_back(plan->type);
    }
    defects_.resize(readers_.size());
    next_number_ = source.row_number_from;
    for (const NestedEvents& events : nested) nest(events);
  }

  FileReport read(const InputFile& file);
  /// Of the nested sources, what the last file said.
  std::vector<FileReport> nested_reports(const InputFile& file) const;
  SourceRows rows();

 private:
  /// A list of events beside the columns of this source.
  struct Nested {
    std::unique_ptr<TextTable> no_keys;  ///< the profiles' keys are the events'
    std::unique_ptr<SourceReader> reader;
    std::vector<std::size_t> position;  ///< of each of the reader's columns among those of this source
    SourceRows& rows;
    std::optional<UnusedRows> unused;  ///< of the file at hand
    std::int64_t read = 0;             ///< events of it
  };

  void nest(const NestedEvents& events);
  bool take(const Piece& piece, const InputFile& file, UnusedRows& unused);
  bool take_nested(const Piece& piece, const InputFile& file);
  bool take_owned(const Piece& piece, const std::vector<std::int32_t>& owner, const InputFile& file, UnusedRows& unused);
  bool fits(const InputFile& file);
  bool room_for(std::int64_t rows, const InputFile& file);
  void convert(const Piece& piece);
  void own(const Piece& piece, const std::vector<std::int32_t>* given, UnusedRows& unused);
  void leave_out(const Piece& piece, std::int64_t row, Defect key_defect, UnusedRows& unused);
  void merge_defects(std::int64_t rows);
  Owner owner_of(const Piece& piece, std::int64_t row);
  void reserve(const TableFile& file, const Piece& piece);
  void fail(const InputFile& file, std::string message) { reading_.problems.push_back({file.shown, {}, std::move(message)}); }
  std::int64_t bytes() const;

  const SourcePlan& source_;
  Layout layout_;
  TextTable& keys_;
  KeyUse use_;
  Reading& reading_;
  KeyReader key_reader_;
  std::vector<ColumnReader> readers_;
  std::vector<ColumnStore> stores_;
  std::vector<std::int32_t> owner_;
  std::int64_t next_number_ = 0;
  std::vector<Nested> nested_;
  // Of the piece at hand:
  std::vector<std::vector<DefectiveRow>> defects_;  ///< by column
  struct First {
    Defect defect = Defect::None;
    std::uint32_t column = 0;
  };
  std::vector<First> first_defect_;  ///< by row; empty when no column has a defect
};

}  // namespace seg::io
