// Arrow's streaming CSV reader. Every column is read as binary: the conversions want the texts as they are written.
#include <arrow/csv/api.h>
#include <arrow/io/file.h>
#include <arrow/record_batch.h>
#include <arrow/result.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <mutex>
#include <utility>

#include "runtime/io/arrow_cells.h"
#include "runtime/io/readers.h"

namespace seg::io {
namespace {

/// A row must fit a block; its texts are cut off in messages at kKeptOfRow bytes.
constexpr std::int32_t kBlockBytes = 4 << 20;
constexpr std::size_t kKeptOfRow = 200;

std::string in_words(const arrow::Status& status) {
  const std::string& text = status.message();
  if (text.find("straddling object") != std::string::npos) {
    return fmt::format("a row is longer than {} MiB; is a quote left open?", kBlockBytes >> 20);
  }
  if (text.find("cannot infer number of columns") != std::string::npos || text.find("Empty CSV") != std::string::npos) {
    return "has no header line that ends, expected a header and rows";
  }
  return fmt::format("cannot be read as CSV: {}", shown(text));
}

/// Rows of a wrong width. The reader's own threads may outlive the file, and hold on to this until they end.
struct LeftOut {
  std::mutex mutex;
  std::vector<WrongWidth> met;  ///< since the last piece

  void add(const arrow::csv::InvalidRow& row) {
    const std::lock_guard lock(mutex);
    const std::int64_t lines = 1 + std::count(row.text.begin(), row.text.end(), '\n');
    met.push_back({row.number, row.actual_columns, lines, std::string(row.text.substr(0, kKeptOfRow))});
  }
  std::vector<WrongWidth> take() {
    const std::lock_guard lock(mutex);
    return std::exchange(met, {});
  }
};

class CsvFile final : public TableFile {
 public:
  CsvFile(std::int64_t bytes, std::string last_column)
      : bytes_(bytes), last_column_(std::move(last_column)), left_out_(std::make_shared<LeftOut>()) {}

  std::string open(const std::string& path, const std::vector<std::string>& wanted, const OpenOptions& options);
  const std::vector<ColumnSeen>& columns() const override { return columns_; }
  std::optional<Piece> next(std::string& error) override;
  std::int64_t bytes() const override { return bytes_; }
  std::int64_t rows() const override { return -1; }

 private:
  void number_rows(Piece& piece);
  std::string open_quote() const;

  std::int64_t bytes_;
  std::string last_column_;
  std::vector<ColumnSeen> columns_;
  std::shared_ptr<LeftOut> left_out_;
  std::vector<std::int64_t> invalid_;  ///< records that the reader leaves out, ascending
  std::size_t passed_ = 0;             ///< of invalid_, how many stand before next_record_
  std::int64_t next_record_ = 2;
  bool failed_ = false;
  bool may_end_in_quotes_ = false;  ///< the last row spans lines
  std::string path_;
  OpenOptions options_;
  std::shared_ptr<arrow::csv::StreamingReader> reader_;
};

arrow::csv::ParseOptions parse_options(const OpenOptions& options) {
  arrow::csv::ParseOptions parse = arrow::csv::ParseOptions::Defaults();
  parse.delimiter = options.delimiter;
  parse.quoting = options.quote.has_value();
  if (options.quote) parse.quote_char = *options.quote;
  parse.newlines_in_values = true;
  return parse;
}

std::string CsvFile::open(const std::string& path, const std::vector<std::string>& wanted, const OpenOptions& options) {
  path_ = path;
  options_ = options;
  auto input = arrow::io::ReadableFile::Open(path);
  if (!input.ok()) return fmt::format("cannot be opened: {}", shown(input.status().message()));
  arrow::csv::ReadOptions read = arrow::csv::ReadOptions::Defaults();
  // One thread: the reader then knows the number of each row. Pieces are fetched ahead and converted in parallel by the caller.
  read.use_threads = false;
  read.block_size = kBlockBytes;
  arrow::csv::ParseOptions parse = parse_options(options);
  parse.invalid_row_handler = [left_out = left_out_](const arrow::csv::InvalidRow& row) {
    left_out->add(row);
    return arrow::csv::InvalidRowResult::Skip;
  };
  arrow::csv::ConvertOptions convert = arrow::csv::ConvertOptions::Defaults();
  convert.check_utf8 = false;
  convert.include_columns = wanted;
  for (const std::string& name : wanted) convert.column_types[name] = arrow::binary();
  auto made = arrow::csv::StreamingReader::Make(arrow::io::default_io_context(), *input, read, parse, convert);
  if (!made.ok()) return in_words(made.status());
  reader_ = *made;
  columns_.assign(wanted.size(), ColumnSeen{CellKind::Text, true, "text"});
  return {};
}

/// Gives the piece's rows their records, leaving out those that the reader left out.
void CsvFile::number_rows(Piece& piece) {
  const bool consecutive = passed_ == invalid_.size();
  piece.first_record = next_record_;
  if (consecutive) {
    next_record_ += piece.rows;
    return;
  }
  for (std::int64_t row = 0; row < piece.rows; ++row) {
    while (passed_ < invalid_.size() && invalid_[passed_] == next_record_) {
      ++next_record_;
      ++passed_;
    }
    piece.records.push_back(next_record_++);
  }
}

/// A quote that is never closed makes the rest of the file one value, of the last column or of a row of a wrong width.
std::string CsvFile::open_quote() const {
  if (!may_end_in_quotes_) return {};
  const std::optional<std::int64_t> line = line_of_open_quote(path_, options_.delimiter, options_.quote);
  return line ? fmt::format("line {}: a quote is left open in this row, everything after it is missing", grouped(*line)) : std::string();
}

/// Of the file's last column.
bool last_cell_spans_lines(const arrow::RecordBatch& batch, const std::string& column) {
  const auto& last = static_cast<const arrow::BinaryArray&>(*batch.GetColumnByName(column));
  return last.length() > 0 && last.GetView(last.length() - 1).find('\n') != std::string_view::npos;
}

std::optional<Piece> CsvFile::next(std::string& error) {
  if (failed_) return std::nullopt;
  std::shared_ptr<arrow::RecordBatch> batch;
  const arrow::Status status = reader_->ReadNext(&batch);
  if (!status.ok()) {
    failed_ = true;
    error = in_words(status);
    return std::nullopt;
  }
  Piece piece;
  piece.wrong_width = left_out_->take();
  for (const WrongWidth& row : piece.wrong_width) {
    invalid_.push_back(row.record);
    may_end_in_quotes_ = may_end_in_quotes_ || row.lines > 1;
  }
  if (batch == nullptr && piece.wrong_width.empty()) {
    error = open_quote();
    return std::nullopt;
  }
  piece.bytes_read = std::min(reader_->bytes_read(), bytes_);
  if (batch == nullptr) return piece;
  piece.rows = batch->num_rows();
  may_end_in_quotes_ = may_end_in_quotes_ || last_cell_spans_lines(*batch, last_column_);
  for (int i = 0; i < batch->num_columns() && error.empty(); ++i) error = cells_of(batch->column(i), piece.columns.emplace_back());
  failed_ = !error.empty();
  if (failed_) return std::nullopt;
  number_rows(piece);
  return piece;
}

/// The names in the header, through a reader of its own that is left after its first block.
std::vector<std::string> header_of(const std::string& path, const OpenOptions& options, std::string& error) {
  auto input = arrow::io::ReadableFile::Open(path);
  if (!input.ok()) {
    error = fmt::format("cannot be opened: {}", shown(input.status().message()));
    return {};
  }
  arrow::csv::ReadOptions read = arrow::csv::ReadOptions::Defaults();
  read.use_threads = false;
  read.block_size = kBlockBytes;
  arrow::csv::ParseOptions parse = parse_options(options);
  parse.invalid_row_handler = [](const arrow::csv::InvalidRow&) { return arrow::csv::InvalidRowResult::Skip; };
  arrow::csv::ConvertOptions convert = arrow::csv::ConvertOptions::Defaults();
  convert.check_utf8 = false;
  auto made = arrow::csv::StreamingReader::Make(arrow::io::default_io_context(), *input, read, parse, convert);
  if (!made.ok()) {
    error = in_words(made.status());
    return {};
  }
  return (*made)->schema()->field_names();
}

}  // namespace

FileColumns csv_columns(const std::string& path, const OpenOptions& options) {
  std::string error;
  FileColumns found;
  for (const std::string& name : header_of(path, options, error)) found.columns.push_back({name, {CellKind::Text, true, "text"}});
  if (!error.empty()) found.errors.push_back(error);
  return found;
}

OpenedTable open_csv(const std::string& path, const std::vector<std::string>& columns, const OpenOptions& options) {
  std::string error;
  const std::vector<std::string> header = header_of(path, options, error);
  if (!error.empty()) return {nullptr, {error}};
  std::vector<std::string> errors = column_errors(columns, header);
  if (!errors.empty()) return {nullptr, std::move(errors)};
  // The file's last column is always read: a quote that is left open shows there.
  std::vector<std::string> read = columns;
  if (std::find(read.begin(), read.end(), header.back()) == read.end()) read.push_back(header.back());
  auto file = std::make_unique<CsvFile>(static_cast<std::int64_t>(std::filesystem::file_size(path)), header.back());
  error = file->open(path, read, options);
  if (!error.empty()) return {nullptr, {error}};
  return {std::move(file), {}};
}

}  // namespace seg::io
