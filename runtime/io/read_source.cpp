#include "runtime/io/read_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "runtime/io/convert.h"
#include "runtime/io/parallel.h"
#include "runtime/io/prefetch.h"
#include "runtime/io/unused.h"

namespace seg::io {
namespace {

constexpr std::int64_t kLargestText = std::int64_t{2} << 30;
constexpr std::int64_t kMostRows = std::numeric_limits<std::int32_t>::max();

/// The columns of a source in the order in which a row's first defect is looked for; a column of the file may serve several.
struct Layout {
  std::vector<std::string> wanted;           ///< distinct names
  std::vector<const ColumnPlan*> converted;  ///< at, order, fields
  std::vector<std::size_t> position;         ///< of each among `wanted`
  std::size_t key = 0;
};

std::size_t want(std::vector<std::string>& wanted, const std::string& column) {
  const auto found = std::find(wanted.begin(), wanted.end(), column);
  if (found != wanted.end()) return static_cast<std::size_t>(found - wanted.begin());
  wanted.push_back(column);
  return wanted.size() - 1;
}

Layout layout_of(const SourcePlan& source) {
  Layout layout;
  if (source.key) layout.key = want(layout.wanted, source.key->column);
  if (source.at) layout.converted.push_back(&*source.at);
  if (source.order) layout.converted.push_back(&*source.order);
  for (const ColumnPlan& field : source.fields) layout.converted.push_back(&field);
  for (const ColumnPlan* plan : layout.converted) layout.position.push_back(want(layout.wanted, plan->column));
  return layout;
}

OpenOptions open_options(const SourcePlan& source, const InputFile& file, const Reading& reading) {
  OpenOptions options;
  options.format = file.format;
  options.delimiter = source.delimiter;
  options.quote = source.quote;
  options.threads = reading.options.threads > 1;
  options.memory_limit = reading.memory_limit;
  return options;
}

/// Reads the files of one source into one SourceRows.
class SourceReader {
 public:
  SourceReader(const SourcePlan& source, TextTable& keys, KeyUse use, Reading& reading)
      : source_(source), layout_(layout_of(source)), keys_(keys), use_(use), reading_(reading), key_reader_(source, keys, use) {
    const std::optional<calendar::Zone> zone = calendar::Zone::find(source.zone);
    for (const ColumnPlan* plan : layout_.converted) {
      readers_.emplace_back(*plan, reading.schema, *zone);
      stores_.emplace_back().type = plan->type;
    }
    defects_.resize(readers_.size());
    next_number_ = source.row_number_from;
  }

  FileReport read(const InputFile& file);
  SourceRows rows();

 private:
  bool take(const Piece& piece, const InputFile& file, UnusedRows& unused);
  void convert(const Piece& piece);
  void own(const Piece& piece, UnusedRows& unused);
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
  // Of the piece at hand:
  std::vector<std::vector<DefectiveRow>> defects_;  ///< by column
  struct First {
    Defect defect = Defect::None;
    std::uint32_t column = 0;
  };
  std::vector<First> first_defect_;  ///< by row; empty when no column has a defect
};

std::int64_t SourceReader::bytes() const {
  std::int64_t sum = static_cast<std::int64_t>(owner_.capacity() * sizeof(std::int32_t)) + keys_.bytes() + keys_.size() * 40;
  for (const ColumnStore& store : stores_) sum += store.bytes();
  return sum;
}

void SourceReader::convert(const Piece& piece) {
  in_parallel(readers_.size(), reading_.options.threads, [&](std::size_t i) {
    defects_[i].clear();
    readers_[i].append(piece.columns[layout_.position[i]], stores_[i], defects_[i]);
  });
}

/// The first defect of each row in the order of the columns.
void SourceReader::merge_defects(std::int64_t rows) {
  first_defect_.clear();
  for (std::size_t i = defects_.size(); i-- > 0;) {
    if (!defects_[i].empty() && first_defect_.empty()) first_defect_.resize(static_cast<std::size_t>(rows));
    for (const DefectiveRow& row : defects_[i]) {
      first_defect_[static_cast<std::size_t>(row.row)] = {row.defect, static_cast<std::uint32_t>(i)};
    }
  }
}

Owner SourceReader::owner_of(const Piece& piece, std::int64_t row) {
  return source_.key ? key_reader_.owner(piece.columns[layout_.key], row) : key_reader_.numbered_owner(next_number_ + piece.record(row));
}

/// A row without a key is that before it is anything else; else what is wrong in the first column that has something wrong.
void SourceReader::leave_out(const Piece& piece, std::int64_t row, Defect key_defect, UnusedRows& unused) {
  Defect defect = key_defect;
  const Cells* cells = source_.key ? &piece.columns[layout_.key] : nullptr;
  std::string column = source_.key && key_defect != Defect::Missing ? source_.key->column : "key";
  if (defect == Defect::None) {
    const First first = first_defect_[static_cast<std::size_t>(row)];
    const ColumnPlan& plan = readers_[first.column].plan();
    defect = first.defect;
    cells = &piece.columns[layout_.position[first.column]];
    column = defect == Defect::Missing && plan.field == "at" ? "at" : plan.column;
  }
  if (!unused.add(defect, column)) return;
  const bool nothing = defect == Defect::Missing || cells == nullptr;
  unused.show(piece.record(row), nothing ? std::string() : cell_text(*cells, row));
}

/// A row that is not used makes no profile: its key is not looked up.
void SourceReader::own(const Piece& piece, UnusedRows& unused) {
  merge_defects(piece.rows);
  const Cells* keys = source_.key ? &piece.columns[layout_.key] : nullptr;
  if (keys != nullptr) key_reader_.start(*keys);
  for (std::int64_t row = 0; row < piece.rows; ++row) {
    const bool usable = first_defect_.empty() || first_defect_[static_cast<std::size_t>(row)].defect == Defect::None;
    Owner owner;
    if (usable) {
      owner = owner_of(piece, row);
    } else if (keys != nullptr) {
      owner.defect = key_reader_.defect(*keys, row);
    }
    owner_.push_back(owner.profile);
    if (!usable || owner.defect != Defect::None) leave_out(piece, row, owner.defect, unused);
  }
}

void SourceReader::reserve(const TableFile& file, const Piece& piece) {
  const double share =
      static_cast<double>(std::max<std::int64_t>(1, piece.bytes_read)) / static_cast<double>(std::max<std::int64_t>(1, file.bytes()));
  // A little more than the first piece promises, so that an estimate a few rows short does not double the memory.
  const std::int64_t estimate =
      file.rows() >= 0 ? file.rows() : static_cast<std::int64_t>(static_cast<double>(piece.rows) / share * 1.02) + 64;
  const std::int64_t wanted = std::min(kMostRows, static_cast<std::int64_t>(owner_.size()) + estimate);
  if (static_cast<std::size_t>(wanted) <= owner_.capacity()) return;
  // Growth by half at least: many small files must not copy everything each time.
  const std::int64_t room =
      owner_.empty() ? wanted : std::max(wanted, static_cast<std::int64_t>(owner_.capacity() + owner_.capacity() / 2));
  owner_.reserve(static_cast<std::size_t>(room));
  for (ColumnStore& store : stores_) store.reserve(room);
}

/// False when reading must stop.
bool SourceReader::take(const Piece& piece, const InputFile& file, UnusedRows& unused) {
  for (const WrongWidth& row : piece.wrong_width) {
    if (!unused.add(Defect::Width, "")) continue;
    unused.show(row.record, shown(row.text) + (row.lines > 1 ? fmt::format(" over {} lines", grouped(row.lines)) : ""));
  }
  if (piece.rows == 0) return true;
  if (static_cast<std::int64_t>(owner_.size()) + piece.rows > kMostRows) {
    fail(file, fmt::format("more than {} rows in `{}`, which is the most that can be read", grouped(kMostRows), source_.name));
    return false;
  }
  convert(piece);
  own(piece, unused);
  for (const ColumnStore& store : stores_) {
    if (store.texts.bytes() <= kLargestText) continue;
    fail(file, fmt::format("more than {} GiB of distinct texts in one column, which is the most that can be read", kLargestText >> 30));
    return false;
  }
  if (reading_.bytes_held + bytes() > reading_.memory_limit) {
    fail(file, fmt::format("needs more memory than the limit of {} MiB", grouped(reading_.memory_limit >> 20)));
    return false;
  }
  return true;
}

FileReport SourceReader::read(const InputFile& file) {
  FileReport report;
  report.path = file.shown;
  report.has_lines = file.format == FileFormat::Csv;
  OpenedTable opened = open_table(file.path, layout_.wanted, open_options(source_, file, reading_));
  for (std::string& error : opened.errors) fail(file, std::move(error));
  if (!opened.file) return report;

  UnusedRows unused(reading_.options.examples);
  const std::int64_t bytes_before = reading_.progress.bytes;
  const std::int64_t rows_before = reading_.progress.rows;
  const std::int64_t numbered_before = next_number_;
  // Rows are numbered from 0 here: in a CSV file the header is record 1.
  next_number_ -= report.has_lines ? 2 : 1;
  {
    Prefetch pieces(*opened.file, reading_.options.threads > 1);
    std::string error;
    while (const std::optional<Piece> piece = pieces.next(error)) {
      if (report.rows == 0) reserve(*opened.file, *piece);
      if (!take(*piece, file, unused)) return report;
      report.rows += piece->rows + static_cast<std::int64_t>(piece->wrong_width.size());
      reading_.progress.rows = rows_before + report.rows;
      reading_.progress.bytes = bytes_before + piece->bytes_read;
      if (reading_.options.progress) reading_.options.progress(reading_.progress);
    }
    if (!error.empty()) fail(file, error);
  }
  next_number_ = numbered_before + report.rows;
  reading_.progress.bytes = bytes_before + opened.file->bytes();
  report.unused = unused.count();
  report.reasons = unused.reasons(source_, file);
  return report;
}

SourceRows SourceReader::rows() {
  SourceRows rows;
  rows.owner = std::move(owner_);
  std::size_t next = 0;
  if (source_.at) rows.at = std::move(stores_[next++].wide);
  if (source_.order) rows.order = std::move(stores_[next++].wide);
  for (; next < stores_.size(); ++next) rows.fields.push_back(std::move(stores_[next]));
  return rows;
}

}  // namespace

std::int64_t SourceRows::bytes() const {
  std::int64_t sum =
      static_cast<std::int64_t>(owner.capacity() * sizeof(std::int32_t) + (at.capacity() + order.capacity()) * sizeof(std::int64_t));
  for (const ColumnStore& store : fields) sum += store.bytes();
  return sum;
}

void check_files(const SourcePlan& source, Reading& reading) {
  const Layout layout = layout_of(source);
  for (const InputFile& file : source.files) {
    const OpenedTable opened = open_table(file.path, layout.wanted, open_options(source, file, reading));
    for (const std::string& error : opened.errors) reading.problems.push_back({file.shown, {}, error});
    if (!opened.file) continue;
    reading.progress.bytes_total += opened.file->bytes();
    const std::vector<ColumnSeen>& seen = opened.file->columns();
    for (std::size_t i = 0; i < layout.converted.size(); ++i) {
      const std::string error = kind_error(*layout.converted[i], seen[layout.position[i]], reading.schema);
      if (!error.empty()) reading.problems.push_back({file.shown, {}, error});
    }
    if (!source.key) continue;
    const std::string error = key_kind_error(source, seen[layout.key]);
    if (!error.empty()) reading.problems.push_back({file.shown, {}, error});
  }
}

SourceRows read_source(const SourcePlan& source, TextTable& keys, KeyUse use, Reading& reading, SourceReport& report) {
  report.name = source.name;
  reading.progress.source = source.name;
  SourceReader reader(source, keys, use, reading);
  for (const InputFile& file : source.files) {
    FileReport read = reader.read(file);
    report.rows += read.rows - read.unused;
    const std::string text = note(read);
    if (read.rows > 0 && read.unused == read.rows) {
      reading.problems.push_back({"", {}, "no row can be used: " + text});
    } else if (reading.options.strict && read.unused > 0) {
      reading.problems.push_back({"", {}, text});
    }
    report.files.push_back(std::move(read));
    if (!reading.problems.empty()) break;
  }
  return reader.rows();
}

}  // namespace seg::io
