#include "runtime/io/infer_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "runtime/io/load.h"
#include "runtime/io/table_file.h"

namespace seg::io {
namespace {

OpenOptions open_options(const FileFacts& facts) {
  OpenOptions options;
  options.format = facts.format;
  options.delimiter = facts.shape.delimiter;
  options.quote = facts.shape.quote;
  options.memory_limit = memory_limit({});
  return options;
}

/// The file's columns, without a row.
FileFacts opened(const std::string& path, std::vector<Problem>& problems) {
  FileFacts facts;
  facts.files = {path};
  facts.stem = std::filesystem::path(path).stem().string();
  facts.format = sniff_format(path);
  const std::string extension = std::filesystem::path(path).extension().string();
  switch (facts.format) {
    case FileFormat::Csv:
      facts.format_by_extension = extension == ".csv" || extension == ".tsv" || extension == ".txt";
      break;
    case FileFormat::Parquet:
      facts.format_by_extension = extension == ".parquet";
      break;
    case FileFormat::Arrow:
      facts.format_by_extension = extension == ".arrow" || extension == ".arrows" || extension == ".feather";
      break;
  }
  if (facts.format == FileFormat::Csv) facts.shape = sniff_csv(path);
  FileColumns columns = columns_of_file(path, open_options(facts));
  for (const std::string& error : columns.errors) problems.push_back({path, {}, error});
  for (FileColumn& column : columns.columns) {
    ColumnFacts& found = facts.columns.emplace_back(std::move(column.path), std::move(column.seen));
    if (found.nested()) found.seen = ColumnSeen(*found.seen.element);
  }
  std::vector<std::string> names;
  for (const ColumnFacts& column : facts.columns) names.push_back(column.path);
  std::sort(names.begin(), names.end());
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) problems.push_back({path, {}, fmt::format("column {} is there twice, expected once", shown(*twice))});
  return facts;
}

bool same_columns(const FileFacts& a, const FileFacts& b) {
  return a.format == b.format && a.shape.delimiter == b.shape.delimiter && a.shape.quote == b.shape.quote &&
         std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(), [](const ColumnFacts& x, const ColumnFacts& y) {
           return x.path == y.path && x.seen.kind == y.seen.kind && x.seen.type == y.seen.type;
         });
}

/// Adds the rows of one file; at most `most`, where that is not 0.
void read_rows(const std::string& path, std::int64_t most, FileFacts& facts, std::vector<Problem>& problems) {
  std::vector<std::string> wanted;
  std::vector<ColumnFacts*> columns;
  for (ColumnFacts& column : facts.columns) {
    if (!column.seen.usable) continue;
    wanted.push_back(column.path);
    columns.push_back(&column);
  }
  OpenedTable table = open_table(path, wanted, open_options(facts));
  for (const std::string& error : table.errors) problems.push_back({path, {}, error});
  if (!table.file) return;
  std::string error;
  std::int64_t rows = 0;
  while (const std::optional<Piece> piece = table.file->next(error)) {
    if (most > 0 && rows >= most) {
      facts.is_sample = true;
      break;
    }
    for (std::size_t i = 0; i < columns.size(); ++i) {
      const Cells& cells = piece->columns[i];
      gather(columns[i]->nested() ? *cells.elements : cells, *columns[i]);
    }
    rows += piece->rows;
  }
  facts.rows += rows;
  if (!error.empty()) problems.push_back({path, {}, error});
}

}  // namespace

std::vector<FileFacts> read_facts(const std::vector<std::string>& files, const InferOptions& options, std::vector<Problem>& problems) {
  std::vector<FileFacts> all;
  for (const std::string& path : files) {
    FileFacts facts = opened(path, problems);
    if (!problems.empty()) continue;
    const auto same = std::find_if(all.begin(), all.end(), [&](const FileFacts& other) { return same_columns(other, facts); });
    if (same == all.end()) {
      all.push_back(std::move(facts));
    } else if (std::find(same->files.begin(), same->files.end(), path) == same->files.end()) {
      same->files.push_back(path);
      same->format_by_extension = same->format_by_extension && facts.format_by_extension;
    }
  }
  if (!problems.empty()) return {};
  for (FileFacts& facts : all) {
    for (const std::string& path : facts.files) read_rows(path, options.rows, facts, problems);
  }
  return all;
}

}  // namespace seg::io
