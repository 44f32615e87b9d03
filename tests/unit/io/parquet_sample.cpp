#include "tests/unit/io/parquet_sample.h"

#include <arrow/builder.h>
#include <arrow/io/file.h>
#include <arrow/json/from_string.h>
#include <arrow/table.h>
#include <arrow/type.h>
#include <parquet/arrow/writer.h>

#include <stdexcept>
#include <string>
#include <utility>

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
  const auto schema =
      arrow::schema({arrow::field("id", arrow::utf8()), arrow::field("at", instant), arrow::field("total", arrow::int64())});
  const auto table = arrow::Table::Make(schema, {id.Finish().ValueOrDie(), at.Finish().ValueOrDie(), total.Finish().ValueOrDie()});
  const auto sink = arrow::io::FileOutputStream::Open(path.string()).ValueOrDie();
  require(parquet::arrow::WriteTable(*table, arrow::default_memory_pool(), sink, 1'000));
  require(sink->Close());
}

void write_nested_sample(const std::filesystem::path& path) {
  std::string names, scores, addresses, tags, emails, numbers, active, joined;
  for (int row = 0; row < 60; ++row) {
    const std::string comma = row > 0 ? "," : "[";
    const std::string number = std::to_string(row);
    numbers += comma + std::to_string(1000 + row);
    names += comma + "\"Name " + number + "\"";
    scores += comma + (row % 7 == 0 ? std::string("null") : number + ".25");
    active += comma + (row % 2 == 0 ? "true" : "false");
    joined += comma + std::to_string(18'000 + row);
    addresses += comma + "{\"city\": \"City " + number + "\", \"zip\": " + (row % 5 == 0 ? "null" : "\"0" + number + "\"") + "}";
    tags += comma + "[\"t" + number + "\"]";
    const auto email = [&](int nr, const char* kind) {
      return "{\"sent\": " + std::to_string(1'700'000'000'000 + row * 1000 + nr) + ", \"kind\": \"" + kind + "\", \"message_id\": \"m" +
             number + "-" + std::to_string(nr) + "\"}";
    };
    emails += comma + (row % 3 == 0 ? std::string("null") : "[" + email(1, "open") + "," + email(2, "click") + "]");
  }
  const auto text = arrow::utf8();
  const auto email = arrow::struct_({arrow::field("sent", arrow::timestamp(arrow::TimeUnit::MILLI, "UTC")), arrow::field("kind", text),
                                     arrow::field("message_id", text)});
  const auto address = arrow::struct_({arrow::field("city", text), arrow::field("zip", text)});
  const std::pair<std::shared_ptr<arrow::Field>, std::string> columns[] = {
      {arrow::field("member_no", arrow::int64()), numbers}, {arrow::field("name", text), names},
      {arrow::field("score", arrow::float64()), scores},    {arrow::field("active", arrow::boolean()), active},
      {arrow::field("joined", arrow::date32()), joined},    {arrow::field("address", address), addresses},
      {arrow::field("tags", arrow::list(text)), tags},      {arrow::field("emails", arrow::list(email)), emails}};
  arrow::FieldVector fields;
  arrow::ArrayVector arrays;
  for (const auto& [field, json] : columns) {
    fields.push_back(field);
    arrays.push_back(arrow::json::ArrayFromJSONString(field->type(), json + "]").ValueOrDie());
  }
  const auto sink = arrow::io::FileOutputStream::Open(path.string()).ValueOrDie();
  require(parquet::arrow::WriteTable(*arrow::Table::Make(arrow::schema(fields), arrays), arrow::default_memory_pool(), sink, 25));
  require(sink->Close());
}

}  // namespace seg::io::test
