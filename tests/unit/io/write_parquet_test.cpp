// Members as Parquet, read back through Arrow.
#include <arrow/array.h>
#include <arrow/io/file.h>
#include <arrow/scalar.h>
#include <parquet/arrow/reader.h>

#include <catch2/catch.hpp>

#include "runtime/io/write.h"
#include "tests/unit/io/arrow_files.h"

using namespace seg;
using namespace seg::io;
using namespace seg::io::test;

namespace {

/// The rows, a line each, the values with a space between them.
std::string rows_of(const std::string& path) {
  const auto file = *parquet::arrow::OpenFile(*arrow::io::ReadableFile::Open(path), arrow::default_memory_pool());
  const std::shared_ptr<arrow::Table> table = *file->ReadTable();
  std::string text;
  for (const std::string& name : table->ColumnNames()) text += name + " ";
  for (std::int64_t row = 0; row < table->num_rows(); ++row) {
    text += "\n";
    for (const auto& column : table->columns()) text += (*column->GetScalar(row))->ToString() + " ";
  }
  return text;
}

columns::Bitmap bits(std::int64_t rows, const std::vector<std::int64_t>& set) {
  columns::Bitmap bitmap(rows);
  for (const std::int64_t row : set) bitmap.set(row);
  return bitmap;
}

}  // namespace

TEST_CASE("members in one parquet file, by segment and then by key") {
  const Folder folder;
  columns::Dictionary keys(std::vector<std::string>{"b", "a\nb", "é", "10"});
  const columns::Bitmap some = bits(4, {0, 1, 3});
  const columns::Bitmap none = bits(4, {});
  const columns::Bitmap one = bits(4, {2});
  const std::string path = folder.path("members.parquet");
  CHECK_FALSE(write_members_parquet(path, {{"vip", &some}, {"nobody", &none}, {"a.arm", &one}}, keys));
  CHECK(rows_of(path) == "key segment \n10 vip \na\nb vip \nb vip \né a.arm ");
  // The old file is replaced, and nothing else is left in the folder.
  CHECK_FALSE(write_members_parquet(path, {{"vip", &some, &one}, {"x", &one, &one}}, keys));
  CHECK(rows_of(path) == "key segment fault \n10 vip false \na\nb vip false \nb vip false \né x true ");
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path("")), {}) == 1);
  CHECK_FALSE(write_members_parquet(path, {}, keys));
  CHECK(rows_of(path) == "key segment ");
}

TEST_CASE("more members than a batch holds") {
  const Folder folder;
  columns::Dictionary keys;
  columns::Bitmap all(150'000);
  for (std::int64_t row = 0; row < all.rows; ++row) {
    keys.append(std::to_string(row));
    all.set(row);
  }
  CHECK_FALSE(write_members_parquet(folder.path("m.parquet"), {{"all", &all}}, keys));
  const auto file = *parquet::arrow::OpenFile(*arrow::io::ReadableFile::Open(folder.path("m.parquet")), arrow::default_memory_pool());
  CHECK(file->parquet_reader()->metadata()->num_rows() == 150'000);
}

TEST_CASE("a folder that is not there is a problem, and nothing is left") {
  const Folder folder;
  const columns::Dictionary keys(std::vector<std::string>{"a"});
  const columns::Bitmap all = bits(1, {0});
  const auto problem = write_members_parquet(folder.path("no/m.parquet"), {{"all", &all}}, keys);
  REQUIRE(problem);
  CHECK(problem->path == folder.path("no/m.parquet"));
  folder.write("in_the_way/m.parquet/file", "");
  CHECK(write_members_parquet(folder.path("in_the_way/m.parquet"), {{"all", &all}}, keys));
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path("in_the_way")), {}) == 1);
}
