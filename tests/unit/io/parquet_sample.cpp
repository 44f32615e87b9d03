#include "tests/unit/io/parquet_sample.h"

#include <arrow/builder.h>
#include <arrow/io/file.h>
#include <arrow/table.h>
#include <arrow/type.h>
#include <parquet/arrow/writer.h>

#include <stdexcept>

namespace seg::io::test {
namespace {

constexpr std::int64_t kFirst = 1'767'225'600'000'000;  // 2026-01-01T00:00Z
constexpr std::int64_t kHour = 3'600'000'000;

void require(const arrow::Status& status) {
  if (!status.ok()) throw std::runtime_error(status.ToString());
}

}  // namespace

void write_parquet_sample(const std::filesystem::path& path, std::int64_t rows) {
  const auto instant = arrow::timestamp(arrow::TimeUnit::MICRO, "UTC");
  arrow::StringBuilder id;
  arrow::TimestampBuilder at(instant, arrow::default_memory_pool());
  arrow::Int64Builder total;
  for (std::int64_t row = 0; row < rows; ++row) {
    require(id.Append(std::to_string(row % 10)));
    require(at.Append(kFirst + row * kHour));
    require(total.Append(row * 7 % 10'000));
  }
  const auto schema = arrow::schema({arrow::field("id", arrow::utf8()), arrow::field("at", instant), arrow::field("total", arrow::int64())});
  const auto table = arrow::Table::Make(schema, {id.Finish().ValueOrDie(), at.Finish().ValueOrDie(), total.Finish().ValueOrDie()});
  const auto sink = arrow::io::FileOutputStream::Open(path.string()).ValueOrDie();
  require(parquet::arrow::WriteTable(*table, arrow::default_memory_pool(), sink, 1'000));
  require(sink->Close());
}

}  // namespace seg::io::test
