#include "tests/unit/datagen/files.h"

#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

namespace seg::test {
namespace fs = std::filesystem;

Folder::Folder(const std::string& name) : path(fs::temp_directory_path() / ("datagen_test_" + std::to_string(getpid()) + "_" + name)) {
  fs::remove_all(path);
}

Folder::~Folder() {
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

Counts generate(Generate what, std::uint64_t profiles, std::uint64_t seed, const fs::path& folder) {
  const auto result = what({profiles, seed, kDataEnd}, folder);
  REQUIRE(std::holds_alternative<std::vector<datagen::RowCount>>(result));
  Counts counts;
  for (const datagen::RowCount& count : std::get<std::vector<datagen::RowCount>>(result)) counts[std::string(count.what)] = count.rows;
  return counts;
}

std::string text_of(const fs::path& file) {
  std::ifstream stream(file, std::ios::binary);
  REQUIRE(stream.good());
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

void check_reproducible(Generate what, const Folder& whole, std::uint64_t profiles, std::uint64_t some,
                        const std::vector<std::string>& names, const std::string& fixed) {
  const Folder again(whole.path.filename().string() + "_again");
  const Folder small(whole.path.filename().string() + "_small");
  const Folder other(whole.path.filename().string() + "_other");
  generate(what, profiles, 1, again.path);
  generate(what, some, 1, small.path);
  generate(what, some, 2, other.path);
  for (const auto& name : names) {
    CAPTURE(name);
    const std::string text = text_of(whole.path / name);
    CHECK(text_of(again.path / name) == text);
    const std::string part = text_of(small.path / name);
    CHECK(text.substr(0, part.size()) == part);
    if (name != fixed) CHECK(text_of(other.path / name) != part);
  }
}

std::vector<Row> rows_of(const fs::path& file) {
  std::istringstream lines(text_of(file));
  std::vector<Row> rows;
  std::string line;
  std::getline(lines, line);
  while (std::getline(lines, line)) {
    Row row;
    std::istringstream cells(line + ",");
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(cell);
    rows.push_back(row);
  }
  return rows;
}

std::int64_t cents(const std::string& euros) {
  const auto point = euros.find('.');
  REQUIRE(point + 3 == euros.size());
  return std::stoll(euros.substr(0, point)) * 100 + std::stoll(euros.substr(point + 1));
}

double empty_share(const std::vector<Row>& rows, std::size_t column) {
  const auto empty = std::count_if(rows.begin(), rows.end(), [&](const Row& row) { return row[column].empty(); });
  return static_cast<double>(empty) / static_cast<double>(rows.size());
}

calendar::Micros instant(const std::string& text) {
  const auto zone = calendar::Zone::find("Etc/UTC");
  REQUIRE(zone);
  const auto parsed = calendar::parse_instant(text, *zone);
  REQUIRE(parsed);
  return *parsed;
}

}  // namespace seg::test
