#include "tests/unit/io/arrow_files.h"

#include <arrow/io/file.h>
#include <arrow/ipc/writer.h>
#include <arrow/json/from_string.h>
#include <parquet/arrow/writer.h>

#include <catch2/catch.hpp>

namespace seg::io::test {

std::shared_ptr<arrow::Table> table_of(const std::vector<JsonColumn>& columns) {
  std::vector<std::shared_ptr<arrow::Field>> fields;
  std::vector<std::shared_ptr<arrow::Array>> arrays;
  for (const JsonColumn& column : columns) {
    auto array = arrow::json::ArrayFromJSONString(column.type, column.values);
    INFO(column.name << ": " << array.status().ToString());
    REQUIRE(array.ok());
    fields.push_back(arrow::field(column.name, column.type));
    arrays.push_back(*array);
  }
  return arrow::Table::Make(arrow::schema(fields), arrays);
}

void write_parquet(const Folder& folder, const std::string& name, const arrow::Table& table, std::int64_t rows_of_group) {
  const auto sink = *arrow::io::FileOutputStream::Open(folder.path(name));
  const auto properties = parquet::ArrowWriterProperties::Builder().store_schema()->build();
  const arrow::Status written = parquet::arrow::WriteTable(table, arrow::default_memory_pool(), sink, rows_of_group,
                                                           parquet::default_writer_properties(), properties);
  INFO(written.ToString());
  REQUIRE(written.ok());
  REQUIRE(sink->Close().ok());
}

void write_arrow(const Folder& folder, const std::string& name, const arrow::Table& table, std::int64_t rows_of_batch) {
  const auto sink = *arrow::io::FileOutputStream::Open(folder.path(name));
  const bool stream = name.ends_with(".arrows");
  const auto writer =
      stream ? *arrow::ipc::MakeStreamWriter(sink.get(), table.schema()) : *arrow::ipc::MakeFileWriter(sink.get(), table.schema());
  const arrow::Status written = writer->WriteTable(table, rows_of_batch);
  INFO(written.ToString());
  REQUIRE(written.ok());
  REQUIRE(writer->Close().ok());
  REQUIRE(sink->Close().ok());
}

void write_table(const Folder& folder, const std::string& name, const arrow::Table& table, std::int64_t rows_of_part) {
  if (name.ends_with(".parquet")) {
    write_parquet(folder, name, table, rows_of_part);
  } else {
    write_arrow(folder, name, table, rows_of_part);
  }
}

}  // namespace seg::io::test
