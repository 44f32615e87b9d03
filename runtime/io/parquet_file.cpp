// Parquet through Arrow's reader. Text columns are read as dictionaries, so that each distinct text is converted once.
#include <arrow/array.h>
#include <arrow/io/file.h>
#include <arrow/memory_pool.h>
#include <arrow/record_batch.h>
#include <arrow/result.h>
#include <fmt/format.h>
#include <parquet/arrow/reader.h>
#include <parquet/arrow/schema.h>
#include <parquet/file_reader.h>
#include <parquet/metadata.h>
#include <parquet/properties.h>

#include <algorithm>
#include <exception>
#include <limits>

#include "runtime/io/arrow_paths.h"
#include "runtime/io/nearest.h"
#include "runtime/io/readers.h"

namespace seg::io {
namespace {

constexpr std::int64_t kRowsOfPiece = 1 << 16;
/// A column chunk may grow by this factor when it is decompressed; small ones may grow as they like.
constexpr std::int64_t kLargestRatio = 200;
constexpr std::int64_t kSmallChunk = 64 << 20;

std::string in_words(const std::string& message) {
  return fmt::format("cannot be read as Parquet; is it truncated or damaged? ({})", shown(message.substr(0, message.find('\n'))));
}

class ParquetFile final : public TableFile {
 public:
  ParquetFile(std::int64_t memory_limit) : pool_(arrow::default_memory_pool(), memory_limit) {}

  std::vector<std::string> open(const std::string& path, const std::vector<std::string>& wanted, const OpenOptions& options);
  const std::vector<ColumnSeen>& columns() const override { return columns_; }
  std::optional<Piece> next(std::string& error) override;
  arrow::FieldVector fields() const;
  std::int64_t bytes() const override { return bytes_; }
  std::int64_t rows() const override { return rows_; }

 private:
  std::string bombs(const parquet::FileMetaData& metadata, const std::vector<int>& leaves) const;
  std::vector<std::string> choose(const std::vector<std::string>& wanted, std::vector<int>& leaves);

  arrow::CappedMemoryPool pool_;
  std::int64_t bytes_ = 0;
  std::int64_t rows_ = 0;
  std::int64_t rows_read_ = 0;
  bool failed_ = false;
  std::vector<ColumnSeen> columns_;
  std::vector<ColumnPath> paths_;  ///< of each wanted column
  std::unique_ptr<parquet::arrow::FileReader> file_;
  std::unique_ptr<arrow::RecordBatchReader> batches_;
};

/// The part of a column that a path leads to.
const parquet::arrow::SchemaField* field_at(const std::vector<parquet::arrow::SchemaField>& top, const ColumnPath& path) {
  const std::vector<parquet::arrow::SchemaField>* fields = &top;
  const parquet::arrow::SchemaField* field = nullptr;
  for (const std::string& step : path) {
    const auto found = std::find_if(fields->begin(), fields->end(), [&](const parquet::arrow::SchemaField& candidate) {
      return step.empty() || candidate.field->name() == step;
    });
    if (found == fields->end()) return nullptr;
    field = &*found;
    fields = &field->children;
  }
  return field;
}

void add_leaves(const parquet::arrow::SchemaField& field, std::vector<int>& leaves) {
  if (field.is_leaf()) leaves.push_back(field.column_index);
  for (const parquet::arrow::SchemaField& child : field.children) add_leaves(child, leaves);
}

/// The leaf columns to read; errors for columns that are missing.
std::vector<std::string> ParquetFile::choose(const std::vector<std::string>& wanted, std::vector<int>& leaves) {
  const std::vector<parquet::arrow::SchemaField>& parts = file_->manifest().schema_fields;
  const arrow::FieldVector top = fields();
  std::vector<std::string> errors;
  for (const std::string& name : wanted) {
    std::string error;
    const std::optional<FoundColumn> found = find_column(top, name, error);
    const parquet::arrow::SchemaField* field = found ? field_at(parts, found->path) : nullptr;
    if (field == nullptr) {
      errors.push_back(error.empty() ? fmt::format("column {} has no parts that can be read", listed({name})) : error);
      continue;
    }
    add_leaves(*field, leaves);
    paths_.push_back(found->path);
    columns_.push_back(found->seen);
  }
  std::sort(leaves.begin(), leaves.end());
  leaves.erase(std::unique(leaves.begin(), leaves.end()), leaves.end());
  return errors;
}

std::string ParquetFile::bombs(const parquet::FileMetaData& metadata, const std::vector<int>& leaves) const {
  if (metadata.num_rows() > std::numeric_limits<std::int32_t>::max()) {
    return fmt::format("has {} rows, expected at most {}", metadata.num_rows(), std::numeric_limits<std::int32_t>::max());
  }
  for (int group = 0; group < metadata.num_row_groups(); ++group) {
    const auto row_group = metadata.RowGroup(group);
    for (const int leaf : leaves) {
      const auto chunk = row_group->ColumnChunk(leaf);
      const std::int64_t packed = std::max<std::int64_t>(1, chunk->total_compressed_size());
      const std::int64_t ratio = chunk->total_uncompressed_size() / packed;
      if (chunk->total_uncompressed_size() > kSmallChunk && ratio > kLargestRatio) {
        return fmt::format("a column would grow {} times when decompressed, the limit is {} times", ratio, kLargestRatio);
      }
    }
  }
  return {};
}

std::vector<std::string> ParquetFile::open(const std::string& path, const std::vector<std::string>& wanted, const OpenOptions& options) {
  auto input = arrow::io::ReadableFile::Open(path, &pool_);
  if (!input.ok()) return {fmt::format("cannot be opened: {}", shown(input.status().message()))};
  bytes_ = (*input)->GetSize().ValueOr(0);
  parquet::ReaderProperties reading(&pool_);
  reading.set_page_checksum_verification(true);
  parquet::arrow::FileReaderBuilder builder;
  const arrow::Status opened = builder.Open(*input, reading);
  if (!opened.ok()) return {in_words(opened.message())};

  parquet::ArrowReaderProperties properties(options.threads);
  properties.set_batch_size(kRowsOfPiece);
  properties.set_pre_buffer(false);
  const std::shared_ptr<parquet::FileMetaData> metadata = builder.raw_reader()->metadata();
  for (int i = 0; i < metadata->num_columns(); ++i) {
    const bool text = metadata->schema()->Column(i)->physical_type() == parquet::Type::BYTE_ARRAY;
    const parquet::ConvertedType::type converted = metadata->schema()->Column(i)->converted_type();
    // Arrow reads no dictionaries inside of lists and structs.
    const bool is_top = metadata->schema()->Column(i)->path()->ToDotVector().size() == 1;
    if (text && is_top && converted != parquet::ConvertedType::DECIMAL) properties.set_read_dictionary(i, true);
  }
  auto built = builder.memory_pool(&pool_)->properties(properties)->Build();
  if (!built.ok()) return {in_words(built.status().message())};
  file_ = std::move(*built);

  std::vector<int> leaves;
  std::vector<std::string> errors = choose(wanted, leaves);
  if (!errors.empty()) return errors;
  const std::string bomb = bombs(*metadata, leaves);
  if (!bomb.empty()) return {bomb};
  rows_ = metadata->num_rows();
  std::vector<int> groups;
  for (int group = 0; group < metadata->num_row_groups(); ++group) groups.push_back(group);
  auto batches = file_->GetRecordBatchReader(groups, leaves);
  if (!batches.ok()) return {in_words(batches.status().message())};
  batches_ = std::move(*batches);
  return {};
}

std::optional<Piece> ParquetFile::next(std::string& error) {
  if (failed_) return std::nullopt;
  std::shared_ptr<arrow::RecordBatch> batch;
  arrow::Status status = batches_->ReadNext(&batch);
  if (status.ok() && batch != nullptr) status = batch->Validate();
  if (!status.ok()) {
    failed_ = true;
    error = status.IsOutOfMemory() ? std::string("needs more memory than the limit") : in_words(status.message());
    return std::nullopt;
  }
  if (batch == nullptr) return std::nullopt;
  Piece piece;
  piece.rows = batch->num_rows();
  piece.first_record = rows_read_ + 1;
  rows_read_ += piece.rows;
  piece.bytes_read =
      rows_ == 0 ? bytes_
                 : static_cast<std::int64_t>(static_cast<double>(bytes_) * static_cast<double>(rows_read_) / static_cast<double>(rows_));
  for (const ColumnPath& path : paths_) {
    error = cells_at(*batch, path, &pool_, piece.columns.emplace_back());
    if (error.empty()) continue;
    failed_ = true;
    error = in_words(error);
    return std::nullopt;
  }
  return piece;
}

arrow::FieldVector ParquetFile::fields() const {
  arrow::FieldVector top;
  for (const parquet::arrow::SchemaField& field : file_->manifest().schema_fields) top.push_back(field.field);
  return top;
}

}  // namespace

FileColumns parquet_columns(const std::string& path, const OpenOptions& options) {
  ParquetFile file(options.memory_limit);
  try {
    std::vector<std::string> errors = file.open(path, {}, options);
    if (!errors.empty()) return {{}, std::move(errors)};
    return {list_columns(file.fields()), {}};
  } catch (const std::exception& error) {  // parquet's metadata accessors throw
    return {{}, {in_words(error.what())}};
  }
}

OpenedTable open_parquet(const std::string& path, const std::vector<std::string>& columns, const OpenOptions& options) {
  auto file = std::make_unique<ParquetFile>(options.memory_limit);
  try {
    std::vector<std::string> errors = file->open(path, columns, options);
    if (!errors.empty()) return {nullptr, std::move(errors)};
  } catch (const std::exception& error) {  // parquet's metadata accessors throw
    return {nullptr, {in_words(error.what())}};
  }
  return {std::move(file), {}};
}

}  // namespace seg::io
