// Members as Parquet.
#include <arrow/builder.h>
#include <arrow/io/file.h>
#include <arrow/record_batch.h>
#include <arrow/result.h>
#include <arrow/type.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <parquet/arrow/writer.h>
#include <unistd.h>

#include "runtime/io/write.h"

namespace seg::io {
namespace {

constexpr std::int64_t kRowsOfBatch = 1 << 16;

/// Rows gathered until they make a batch.
class MemberRows {
 public:
  MemberRows(parquet::arrow::FileWriter& writer, std::shared_ptr<arrow::Schema> schema) : writer_(writer), schema_(std::move(schema)) {}

  arrow::Status add(std::string_view key, const NamedMembers& segment, std::int32_t row) {
    ARROW_RETURN_NOT_OK(keys_.Append(key));
    ARROW_RETURN_NOT_OK(segments_.Append(segment.segment));
    if (schema_->num_fields() > 2) ARROW_RETURN_NOT_OK(faults_.Append(segment.faults != nullptr && segment.faults->at(row)));
    return keys_.length() == kRowsOfBatch ? flush() : arrow::Status::OK();
  }
  arrow::Status flush() {
    const std::int64_t rows = keys_.length();
    if (rows == 0) return arrow::Status::OK();
    std::vector<std::shared_ptr<arrow::Array>> columns(static_cast<std::size_t>(schema_->num_fields()));
    ARROW_RETURN_NOT_OK(keys_.Finish(&columns[0]));
    ARROW_RETURN_NOT_OK(segments_.Finish(&columns[1]));
    if (columns.size() > 2) ARROW_RETURN_NOT_OK(faults_.Finish(&columns[2]));
    return writer_.WriteRecordBatch(*arrow::RecordBatch::Make(schema_, rows, std::move(columns)));
  }

 private:
  parquet::arrow::FileWriter& writer_;
  std::shared_ptr<arrow::Schema> schema_;
  arrow::StringBuilder keys_;
  arrow::StringBuilder segments_;
  arrow::BooleanBuilder faults_;
};

arrow::Status write_rows(const std::string& path, const std::vector<NamedMembers>& segments, const columns::Dictionary& keys) {
  arrow::FieldVector fields{arrow::field("key", arrow::utf8(), false), arrow::field("segment", arrow::utf8(), false)};
  for (const NamedMembers& segment : segments) {
    if (segment.faults != nullptr && fields.size() == 2) fields.push_back(arrow::field("fault", arrow::boolean(), false));
  }
  const auto schema = arrow::schema(fields);
  ARROW_ASSIGN_OR_RAISE(const auto sink, arrow::io::FileOutputStream::Open(path));
  const auto properties = parquet::WriterProperties::Builder().compression(parquet::Compression::ZSTD)->build();
  ARROW_ASSIGN_OR_RAISE(const auto writer, parquet::arrow::FileWriter::Open(*schema, arrow::default_memory_pool(), sink, properties));
  MemberRows rows(*writer, schema);
  const std::vector<std::int32_t> order = rows_by_key(keys);
  for (const NamedMembers& segment : segments) {
    for (const std::int32_t row : order) {
      if (segment.members->at(row)) ARROW_RETURN_NOT_OK(rows.add(keys.at(row), segment, row));
    }
  }
  ARROW_RETURN_NOT_OK(rows.flush());
  ARROW_RETURN_NOT_OK(writer->Close());
  return sink->Close();
}

bool flush_to_disk(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  const bool flushed = ::fsync(file) == 0;
  return ::close(file) == 0 && flushed;
}

}  // namespace

std::optional<Problem> write_members_parquet(const std::string& path, const std::vector<NamedMembers>& segments,
                                             const columns::Dictionary& keys) {
  return write_atomically(path, [&](const std::string& beside) -> std::optional<Problem> {
    const arrow::Status written = write_rows(beside, segments, keys);
    if (!written.ok()) return Problem{path, {}, fmt::format("cannot be written: {}", shown(written.message()))};
    if (!flush_to_disk(beside)) return Problem{path, {}, "cannot be flushed to the disk"};
    return std::nullopt;
  });
}

}  // namespace seg::io
