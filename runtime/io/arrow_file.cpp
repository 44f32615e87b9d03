// Arrow IPC: files (Feather version 2 among them) and streams.
#include <arrow/array.h>
#include <arrow/io/file.h>
#include <arrow/ipc/reader.h>
#include <arrow/memory_pool.h>
#include <arrow/record_batch.h>
#include <arrow/result.h>
#include <arrow/util/config.h>
#include <arrow/util/future.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <fstream>
#include <limits>
#include <set>

#include "runtime/io/arrow_paths.h"
#include "runtime/io/readers.h"

namespace seg::io {
namespace {

constexpr std::int64_t kRowsOfPiece = 1 << 16;

std::string in_words(const std::string& message) {
  return fmt::format("cannot be read as Arrow IPC; is it truncated or damaged? ({})", shown(message.substr(0, message.find('\n'))));
}

bool begins_with(const std::string& path, std::string_view magic) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, 8> bytes{};
  file.read(bytes.data(), bytes.size());
  return std::string_view(bytes.data(), static_cast<std::size_t>(file.gcount())).starts_with(magic);
}

/// Reads on the caller's thread alone. Left to itself Arrow reads on threads of its own, which may outlive the memory pool.
class DirectFile final : public arrow::io::RandomAccessFile {
 public:
  explicit DirectFile(std::shared_ptr<arrow::io::ReadableFile> file) : file_(std::move(file)) {}
  ~DirectFile() override = default;

  using RandomAccessFile::ReadAt;
  arrow::Status Close() override { return file_->Close(); }
  bool closed() const override { return file_->closed(); }
  arrow::Result<std::int64_t> Tell() const override { return file_->Tell(); }
  arrow::Status Seek(std::int64_t position) override { return file_->Seek(position); }
  arrow::Result<std::int64_t> GetSize() override { return file_->GetSize(); }
  arrow::Result<std::int64_t> Read(std::int64_t bytes, void* out) override { return file_->Read(bytes, out); }
  arrow::Result<std::shared_ptr<arrow::Buffer>> Read(std::int64_t bytes) override { return file_->Read(bytes); }
  arrow::Future<std::shared_ptr<arrow::Buffer>> ReadAsync(const arrow::io::IOContext&, std::int64_t position, std::int64_t bytes) override {
    return arrow::Future<std::shared_ptr<arrow::Buffer>>::MakeFinished(file_->ReadAt(position, bytes));
  }
#if ARROW_VERSION_MAJOR >= 26
  arrow::Future<std::shared_ptr<arrow::Buffer>> ReadAsync(const arrow::io::IOContext&, std::int64_t position, std::int64_t bytes,
                                                          bool allow_short_read) override {
    return arrow::Future<std::shared_ptr<arrow::Buffer>>::MakeFinished(file_->ReadAt(position, bytes, allow_short_read));
  }
#endif

 private:
  std::shared_ptr<arrow::io::ReadableFile> file_;
};

/// Record batches of a file or of a stream, one after the other.
class ArrowFile final : public TableFile {
 public:
  explicit ArrowFile(std::int64_t memory_limit) : pool_(arrow::default_memory_pool(), memory_limit) {}

  std::vector<std::string> open(const std::string& path, const std::vector<std::string>& wanted);
  const std::vector<ColumnSeen>& columns() const override { return columns_; }
  std::optional<Piece> next(std::string& error) override;
  arrow::FieldVector fields() const { return file_ != nullptr ? file_->schema()->fields() : stream_->schema()->fields(); }
  std::int64_t bytes() const override { return bytes_; }
  std::int64_t rows() const override { return -1; }

 private:
  std::vector<std::string> choose(const arrow::Schema& schema, const std::vector<std::string>& wanted);
  arrow::Status start(bool is_file);
  arrow::Result<std::shared_ptr<arrow::RecordBatch>> next_batch();

  arrow::CappedMemoryPool pool_;
  arrow::ipc::IpcReadOptions options_;
  std::int64_t bytes_ = 0;
  std::int64_t rows_read_ = 0;
  bool failed_ = false;
  std::vector<ColumnSeen> columns_;
  std::vector<ColumnPath> paths_;  ///< of each wanted column
  std::shared_ptr<DirectFile> input_;
  std::shared_ptr<arrow::ipc::RecordBatchFileReader> file_;  ///< one of the two
  std::shared_ptr<arrow::ipc::RecordBatchStreamReader> stream_;
  int next_batch_ = 0;
  std::shared_ptr<arrow::RecordBatch> batch_;  ///< at hand
  std::int64_t taken_ = 0;                     ///< rows of it
};

/// Looks for the columns and leaves all others out of what is read.
std::vector<std::string> ArrowFile::choose(const arrow::Schema& schema, const std::vector<std::string>& wanted) {
  std::vector<std::string> errors;
  std::set<int> top;
  for (const std::string& name : wanted) {
    std::string error;
    std::optional<FoundColumn> found = find_column(schema.fields(), name, error);
    if (!found) {
      errors.push_back(error);
      continue;
    }
    top.insert(schema.GetFieldIndex(found->path.front()));
    paths_.push_back(std::move(found->path));
    columns_.push_back(std::move(found->seen));
  }
  options_.included_fields.assign(top.begin(), top.end());
  return errors;
}

arrow::Status ArrowFile::start(bool is_file) {
  ARROW_RETURN_NOT_OK(input_->Seek(0));
  if (is_file) {
    ARROW_ASSIGN_OR_RAISE(file_, arrow::ipc::RecordBatchFileReader::Open(input_, options_));
  } else {
    ARROW_ASSIGN_OR_RAISE(stream_, arrow::ipc::RecordBatchStreamReader::Open(input_, options_));
  }
  return arrow::Status::OK();
}

std::vector<std::string> ArrowFile::open(const std::string& path, const std::vector<std::string>& wanted) {
  if (begins_with(path, "FEA1")) return {"is a Feather file of version 1, expected version 2 (Arrow IPC)"};
  auto input = arrow::io::ReadableFile::Open(path, &pool_);
  if (!input.ok()) return {fmt::format("cannot be opened: {}", shown(input.status().message()))};
  input_ = std::make_shared<DirectFile>(*input);
  bytes_ = input_->GetSize().ValueOr(0);
  options_ = arrow::ipc::IpcReadOptions::Defaults();
  options_.memory_pool = &pool_;
  options_.use_threads = false;
  const bool is_file = begins_with(path, "ARROW1");
  if (const arrow::Status status = start(is_file); !status.ok()) return {in_words(status.message())};
  const std::shared_ptr<arrow::Schema> schema = is_file ? file_->schema() : stream_->schema();
  std::vector<std::string> errors = choose(*schema, wanted);
  if (!errors.empty()) return errors;
  if (const arrow::Status status = start(is_file); !status.ok()) return {in_words(status.message())};
  return {};
}

/// Nothing at the end. Checked in full: the bytes come from outside.
arrow::Result<std::shared_ptr<arrow::RecordBatch>> ArrowFile::next_batch() {
  std::shared_ptr<arrow::RecordBatch> batch;
  if (stream_ != nullptr) {
    ARROW_RETURN_NOT_OK(stream_->ReadNext(&batch));
  } else if (next_batch_ < file_->num_record_batches()) {
    ARROW_ASSIGN_OR_RAISE(batch, file_->ReadRecordBatch(next_batch_++));
  }
  if (batch != nullptr) ARROW_RETURN_NOT_OK(batch->ValidateFull());
  return batch;
}

std::optional<Piece> ArrowFile::next(std::string& error) {
  if (failed_) return std::nullopt;
  while (batch_ == nullptr || taken_ == batch_->num_rows()) {
    auto batch = next_batch();
    if (!batch.ok()) {
      failed_ = true;
      error = batch.status().IsOutOfMemory() ? std::string("needs more memory than the limit") : in_words(batch.status().message());
      return std::nullopt;
    }
    if (*batch == nullptr) return std::nullopt;
    batch_ = *batch;
    taken_ = 0;
  }
  const std::shared_ptr<arrow::RecordBatch> rows = batch_->Slice(taken_, kRowsOfPiece);
  taken_ += rows->num_rows();
  Piece piece;
  piece.rows = rows->num_rows();
  piece.first_record = rows_read_ + 1;
  rows_read_ += piece.rows;
  piece.bytes_read = input_->Tell().ValueOr(bytes_);
  for (const ColumnPath& path : paths_) {
    error = cells_at(*rows, path, &pool_, piece.columns.emplace_back());
    if (error.empty()) continue;
    failed_ = true;
    error = in_words(error);
    return std::nullopt;
  }
  return piece;
}

}  // namespace

FileColumns arrow_columns(const std::string& path, const OpenOptions& options) {
  ArrowFile file(options.memory_limit);
  try {
    std::vector<std::string> errors = file.open(path, {});
    if (!errors.empty()) return {{}, std::move(errors)};
    return {list_columns(file.fields()), {}};
  } catch (const std::exception& error) {
    return {{}, {in_words(error.what())}};
  }
}

OpenedTable open_arrow(const std::string& path, const std::vector<std::string>& columns, const OpenOptions& options) {
  auto file = std::make_unique<ArrowFile>(options.memory_limit);
  try {
    std::vector<std::string> errors = file->open(path, columns);
    if (!errors.empty()) return {nullptr, std::move(errors)};
  } catch (const std::exception& error) {
    return {nullptr, {in_words(error.what())}};
  }
  return {std::move(file), {}};
}

}  // namespace seg::io
