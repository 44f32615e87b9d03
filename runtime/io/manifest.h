#pragma once
// `[data]` of a workspace's seg.toml: which files hold the profiles and the events, and how their columns are read.
// Every key is described in the README of this folder.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/io/problem.h"

namespace seg::io {

enum class FileFormat : std::uint8_t { Csv, Parquet, Arrow };

/// Texts with a meaning. Where nothing was said the next outer table decides: column, source, `[data]`, then the defaults.
struct TextRules {
  std::optional<std::vector<std::string>> unknown;
  std::optional<std::vector<std::string>> true_texts;
  std::optional<std::vector<std::string>> false_texts;
};

/// A column of a file. `format` is that of std::chrono's and Hinnant's parse (`%d.%m.%Y`); `scale`: integers of 10^-scale; `separator`:
/// what stands between the elements of a list in a text.
struct ColumnRule {
  std::string field;  ///< of the schema; `at` for the event's time
  std::string column;
  std::optional<std::string> format;
  std::optional<std::uint8_t> scale;
  std::optional<char> separator;
  bool integer = false;  ///< `key_format = "integer"`, for an id: `17850.0` is 17850
  TextRules texts;
  Place place;
};

/// Where the profile's key comes from: a column, or the number of the row counted from `row_number_from`.
struct KeyRule {
  std::string column;  ///< empty: the column that is named like the schema's key
  std::optional<std::int64_t> row_number_from;
  bool integer = false;  ///< `key_format = "integer"`: `17850.0` is 17850
  Place place;
};

/// `[data.profile]`, `[data.EVENT]` or `[data.TABLE]`.
struct SourceRule {
  std::string name;                ///< `profile`, or the event's or table's name as written
  std::vector<std::string> files;  ///< as written: paths and globs, relative to the folder of seg.toml
  std::string nested;              ///< instead of files: the column of the profile's file with a list of events
  std::optional<FileFormat> format;
  char delimiter = ',';
  std::optional<char> quote = '"';
  KeyRule key;
  std::optional<ColumnRule> at;      ///< without it the column `at`
  std::optional<std::string> order;  ///< column that orders events of the same instant
  std::optional<std::string> timezone;
  TextRules texts;
  std::vector<ColumnRule> columns;
  Place place;
};

struct DataManifest {
  std::string path;    ///< of seg.toml, as given
  std::string folder;  ///< what relative paths start from; empty is the current folder
  std::optional<std::string> timezone;
  TextRules texts;
  std::optional<SourceRule> profile;
  std::vector<SourceRule> others;  ///< events and lookup tables: the schema says which
};

/// No manifest and no problems: the file has no `[data]`.
struct ParsedManifest {
  std::optional<DataManifest> manifest;
  std::vector<Problem> problems;
};

/// Reads `[data]` and nothing else of the text. All problems are found in one go, each with line and column.
ParsedManifest parse_manifest(std::string_view text, const std::string& path);
ParsedManifest read_manifest(const std::string& path);

}  // namespace seg::io
