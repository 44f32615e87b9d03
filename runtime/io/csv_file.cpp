// Arrow's streaming CSV reader. Every column is read as binary: the conversions want the texts as they are written.
#include <arrow/csv/api.h>
#include <arrow/io/file.h>
#include <arrow/memory_pool.h>
#include <arrow/record_batch.h>
#include <arrow/result.h>
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

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
  if (status.IsOutOfMemory()) return "needs more memory than the limit";
  return fmt::format("cannot be read as CSV: {}", shown(text));
}

class CsvFile final : public TableFile {
 public:
  CsvFile(std::int64_t memory_limit, std::int64_t bytes) : pool_(arrow::default_memory_pool(), memory_limit), bytes_(bytes) {}

  std::string open(const std::string& path, const std::vector<std::string>& wanted, const OpenOptions& options);
  const std::vector<ColumnSeen>& columns() const override { return columns_; }
  std::optional<Piece> next(std::string& error) override;
  std::int64_t bytes() const override { return bytes_; }
  std::int64_t rows() const override { return -1; }

 private:
  void number_rows(Piece& piece);

  arrow::CappedMemoryPool pool_;
  std::int64_t bytes_;
  std::vector<ColumnSeen> columns_;
  std::vector<WrongWidth> met_;         ///< since the last piece
  std::vector<std::int64_t> invalid_;   ///< records that the reader leaves out, ascending
  std::size_t passed_ = 0;              ///< of invalid_, how many stand before next_record_
  std::int64_t next_record_ = 2;
  bool failed_ = false;
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
  auto input = arrow::io::ReadableFile::Open(path, &pool_);
  if (!input.ok()) return fmt::format("cannot be opened: {}", shown(input.status().message()));
  arrow::csv::ReadOptions read = arrow::csv::ReadOptions::Defaults();
  // One thread: the reader then knows the number of each row. Pieces are fetched ahead and converted in parallel by the caller.
  read.use_threads = false;
  read.block_size = kBlockBytes;
  arrow::csv::ParseOptions parse = parse_options(options);
  parse.invalid_row_handler = [this](const arrow::csv::InvalidRow& row) {
    met_.push_back({row.number, row.actual_columns, std::string(row.text.substr(0, kKeptOfRow))});
    invalid_.push_back(row.number);
    return arrow::csv::InvalidRowResult::Skip;
  };
  arrow::csv::ConvertOptions convert = arrow::csv::ConvertOptions::Defaults();
  convert.check_utf8 = false;
  convert.include_columns = wanted;
  for (const std::string& name : wanted) convert.column_types[name] = arrow::binary();
  auto made = arrow::csv::StreamingReader::Make(arrow::io::IOContext(&pool_), *input, read, parse, convert);
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

std::optional<Piece> CsvFile::next(std::string& error) {
  if (failed_) return std::nullopt;
  std::shared_ptr<arrow::RecordBatch> batch;
  const arrow::Status status = reader_->ReadNext(&batch);
  if (!status.ok()) {
    failed_ = true;
    error = in_words(status);
    return std::nullopt;
  }
  if (batch == nullptr && met_.empty()) return std::nullopt;
  Piece piece;
  piece.wrong_width = std::move(met_);
  met_.clear();
  piece.bytes_read = std::min(reader_->bytes_read(), bytes_);
  if (batch == nullptr) return piece;
  piece.rows = batch->num_rows();
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

OpenedTable open_csv(const std::string& path, const std::vector<std::string>& columns, const OpenOptions& options) {
  std::string error;
  const std::vector<std::string> header = header_of(path, options, error);
  if (!error.empty()) return {nullptr, {error}};
  std::vector<std::string> errors = column_errors(columns, header);
  if (!errors.empty()) return {nullptr, std::move(errors)};
  // No columns would mean all of them to the reader; rows are counted by any one.
  const std::vector<std::string> read = columns.empty() ? std::vector<std::string>{header.front()} : columns;
  auto file = std::make_unique<CsvFile>(options.memory_limit, static_cast<std::int64_t>(std::filesystem::file_size(path)));
  error = file->open(path, read, options);
  if (!error.empty()) return {nullptr, {error}};
  return {std::move(file), {}};
}

}  // namespace seg::io
