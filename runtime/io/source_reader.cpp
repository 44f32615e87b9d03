#include "runtime/io/source_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "runtime/io/parallel.h"
#include "runtime/io/prefetch.h"

namespace seg::io {
namespace {

constexpr std::int64_t kLargestText = std::int64_t{2} << 30;
constexpr std::int64_t kMostRows = std::numeric_limits<std::int32_t>::max();

std::size_t want(std::vector<std::string>& wanted, const std::string& column) {
  const auto found = std::find(wanted.begin(), wanted.end(), column);
  if (found != wanted.end()) return static_cast<std::size_t>(found - wanted.begin());
  wanted.push_back(column);
  return wanted.size() - 1;
}

}  // namespace

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

void SourceReader::nest(const NestedEvents& events) {
  auto keys = std::make_unique<TextTable>();
  auto reader = std::make_unique<SourceReader>(events.source, *keys, KeyUse::Find, reading_, std::vector<NestedEvents>{});
  std::vector<std::size_t> position;
  for (const std::string& column : reader->layout_.wanted) position.push_back(want(layout_.wanted, column));
  nested_.push_back({std::move(keys), std::move(reader), std::move(position), events.rows, std::nullopt, 0});
}

std::int64_t SourceReader::bytes() const {
  std::int64_t sum = static_cast<std::int64_t>(owner_.capacity() * sizeof(std::int32_t)) + keys_.bytes() + keys_.size() * 40;
  for (const ColumnStore& store : stores_) sum += store.bytes();
  for (const Nested& nested : nested_) sum += nested.reader->bytes();
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

/// A row that is not used makes no profile: its key is not looked up. With `given` each row's profile is known, -1 where it is not used.
void SourceReader::own(const Piece& piece, const std::vector<std::int32_t>* given, UnusedRows& unused) {
  merge_defects(piece.rows);
  const Cells* keys = source_.key ? &piece.columns[layout_.key] : nullptr;
  if (keys != nullptr) key_reader_.start(*keys);
  for (std::int64_t row = 0; row < piece.rows; ++row) {
    const bool usable = first_defect_.empty() || first_defect_[static_cast<std::size_t>(row)].defect == Defect::None;
    Owner owner;
    if (given != nullptr) {
      const std::int32_t profile = (*given)[static_cast<std::size_t>(row)];
      if (profile < 0) owner.defect = Defect::NoProfile;
      if (usable) owner.profile = profile;
    } else if (usable) {
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
  if (!room_for(piece.rows, file)) return false;
  convert(piece);
  own(piece, nullptr, unused);
  return take_nested(piece, file) && fits(file);
}

bool SourceReader::room_for(std::int64_t rows, const InputFile& file) {
  if (static_cast<std::int64_t>(owner_.size()) + rows <= kMostRows) return true;
  fail(file, fmt::format("more than {} rows in `{}`, which is the most that can be read", grouped(kMostRows), source_.name));
  return false;
}

/// The events of the piece's profiles, a row each.
bool SourceReader::take_nested(const Piece& piece, const InputFile& file) {
  for (Nested& nested : nested_) {
    const Cells& list = piece.columns[nested.position.front()];
    Piece events;
    std::vector<std::int32_t> owner;
    const auto first = owner_.size() - static_cast<std::size_t>(piece.rows);
    for (std::int64_t row = 0; row < piece.rows && list.kind == CellKind::List; ++row) {
      for (std::int64_t event = list.list_offsets[row]; event < list.list_offsets[row + 1]; ++event) {
        owner.push_back(owner_[first + static_cast<std::size_t>(row)]);
        events.records.push_back(piece.record(row));
      }
    }
    if (owner.empty()) continue;
    events.rows = static_cast<std::int64_t>(owner.size());
    for (const std::size_t position : nested.position) events.columns.push_back(*piece.columns[position].elements);
    nested.read += events.rows;
    if (!nested.reader->take_owned(events, owner, file, *nested.unused)) return false;
  }
  return true;
}

bool SourceReader::take_owned(const Piece& piece, const std::vector<std::int32_t>& owner, const InputFile& file, UnusedRows& unused) {
  if (!room_for(piece.rows, file)) return false;
  convert(piece);
  own(piece, &owner, unused);
  return fits(file);
}

namespace {

/// The elements of a list have texts of their own.
const ColumnStore& innermost(const ColumnStore& store) { return store.elements == nullptr ? store : innermost(*store.elements); }

FileReport report_of(const InputFile& file) {
  FileReport report;
  report.path = file.shown;
  report.has_lines = file.format == FileFormat::Csv;
  return report;
}

}  // namespace

bool SourceReader::fits(const InputFile& file) {
  for (const ColumnStore& store : stores_) {
    const ColumnStore& values = innermost(store);
    if (values.rows > kMostRows) {
      fail(file, fmt::format("more than {} elements in the lists of one column, which is the most that can be read", grouped(kMostRows)));
      return false;
    }
    if (values.texts.bytes() <= kLargestText) continue;
    fail(file, fmt::format("more than {} GiB of distinct texts in one column, which is the most that can be read", kLargestText >> 30));
    return false;
  }
  if (reading_.bytes_held + bytes() <= reading_.memory_limit) return true;
  fail(file, fmt::format("needs more memory than the limit of {} MiB", grouped(reading_.memory_limit >> 20)));
  return false;
}

std::vector<FileReport> SourceReader::nested_reports(const InputFile& file) const {
  std::vector<FileReport> reports;
  for (const Nested& nested : nested_) {
    FileReport& report = reports.emplace_back(report_of(file));
    report.rows = nested.read;
    report.unused = nested.unused->count();
    report.reasons = nested.unused->reasons(nested.reader->source_, file);
  }
  return reports;
}

FileReport SourceReader::read(const InputFile& file) {
  FileReport report = report_of(file);
  for (Nested& nested : nested_) {
    nested.unused.emplace(reading_.options.examples);
    nested.read = 0;
  }
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
  for (Nested& nested : nested_) nested.rows = nested.reader->rows();
  return rows;
}

}  // namespace seg::io
