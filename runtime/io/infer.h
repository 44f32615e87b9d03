#pragma once
// A schema and a manifest guessed from files: which of them holds the profiles, which events, which lookup tables, and what their columns
// are.

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/io/infer_column.h"
#include "runtime/io/manifest.h"
#include "runtime/io/problem.h"
#include "runtime/io/sniff.h"

namespace seg::io {

/// Files with the same columns, read together.
struct FileFacts {
  std::vector<std::string> files;  ///< as given
  std::string stem;                ///< of the first file's name: `order_lines`
  FileFormat format = FileFormat::Csv;
  bool format_by_extension = true;
  CsvShape shape;
  std::int64_t rows = 0;
  bool is_sample = false;  ///< there are more rows
  std::vector<ColumnFacts> columns;
};

struct InferredField {
  std::string name;    ///< of the schema; `address.city` in a struct
  std::string column;  ///< of the file, or of the struct of a nested event
  GuessedType type;
  bool is_id = false;
  std::string id_kind;      ///< `product` where it leads to that lookup table, else empty or the kind that its name speaks of
  bool is_integer = false;  ///< an id whose file has floats: 17850.0
  std::string guess;        ///< beside the type's own
};

enum class SourceRole : std::uint8_t { Profile, Event, Table };

struct InferredSource {
  SourceRole role = SourceRole::Profile;
  std::string name;                   ///< singular
  std::string plural;                 ///< events
  std::size_t files = 0;              ///< index into InferredWorkspace::files
  std::string nested;                 ///< events in a list of the profile's file: its column
  std::string key_column;             ///< of the profiles; of the table itself; nothing for nested events
  bool key_is_integer = false;        ///< the file has floats
  InferredField at;                   ///< events
  std::vector<InferredField> fields;  ///< without key and time
  std::vector<std::string> guesses;   ///< about the source as a whole
  std::vector<std::string> left_out;  ///< columns that nothing reads
};

struct InferredWorkspace {
  std::vector<FileFacts> files;
  std::string key;                      ///< the schema's name of the profile's key
  std::vector<InferredSource> sources;  ///< the profiles first, if a file holds them
  std::vector<std::string> unused;      ///< files without a part in it, and why
  std::vector<Problem> problems;        ///< files that cannot be read; nothing else then
};

struct InferOptions {
  std::int64_t rows = 0;  ///< of each file that are read; 0: all
};

/// Never throws. Without sources and problems nothing could be made of the files; `unused` says why.
InferredWorkspace infer(const std::vector<std::string>& files, const InferOptions& options);

/// A name that the language takes: lower case, words with `_` between them; `CustomerID` is `customer_id`.
std::string name_of(std::string_view text);
/// `order_lines` is `order_line`, `categories` is `category`.
std::string singular_of(const std::string& name);
std::string plural_of(const std::string& name);

}  // namespace seg::io
