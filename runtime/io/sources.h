#pragma once
// What to read: the manifest matched with the schema. All that can be said without opening a file is checked here.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/io/manifest.h"
#include "runtime/plan/schema.h"

namespace seg::io {

/// A column with its rules resolved: no outer table needs to be asked.
struct ColumnPlan {
  std::string column;
  std::string field;  ///< for messages; `key`, `at` and `order` are themselves
  plan::Type type;
  bool optional = false;
  std::uint8_t precision = 0;
  std::optional<std::string> format;
  std::optional<std::uint8_t> scale;
  std::optional<char> separator;  ///< lists in texts
  bool integer = false;           ///< an id that is a whole number
  std::vector<std::string> unknown;
  std::vector<std::string> true_texts;
  std::vector<std::string> false_texts;
  Place place;  ///< of its rule in seg.toml
};

struct InputFile {
  std::string path;   ///< to open
  std::string shown;  ///< as the user knows it
  FileFormat format = FileFormat::Csv;
};

/// The profiles, the events of one stream, or the rows of a lookup table.
struct SourcePlan {
  std::string name;              ///< `profile`, the stream's singular or the table's name
  std::string table;             ///< of seg.toml: `data.profile`
  std::vector<InputFile> files;  ///< none for nested events
  std::string nested;            ///< events in a list of structs: its column in the profile's file
  char delimiter = ',';
  std::optional<char> quote = '"';
  std::string zone;
  std::optional<ColumnPlan> key;  ///< none: row numbers, or nested events
  bool key_is_integer = false;
  std::int64_t row_number_from = 0;
  std::optional<ColumnPlan> at;     ///< events only
  std::optional<ColumnPlan> order;  ///< events only
  std::vector<ColumnPlan> fields;   ///< in the order of the schema; of a lookup table without its key
  Place place;
};

struct Sources {
  std::optional<SourcePlan> profile;
  std::vector<SourcePlan> events;  ///< in the order of the schema's streams
  std::vector<SourcePlan> tables;  ///< in the order of the schema's lookup tables
};

/// Matches tables with streams and columns with fields, and looks for the files. `problems` is empty when everything fits.
Sources match_sources(const DataManifest& manifest, const plan::Schema& schema, std::vector<Problem>& problems);

}  // namespace seg::io
