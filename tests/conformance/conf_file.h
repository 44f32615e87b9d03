#pragma once
// A conformance file: a schema, profiles with their events, and for each segment who is in, who is unknown and who is a fault.
// README.md shows the format. What does not read throws std::runtime_error with `file:line: what was found, what was expected`.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace seg::conformance {

/// A value as it stands in a table. A bare `unknown` is no value; `"unknown"` is a text. `[a,"b c",unknown]` is a list.
struct Cell {
  std::string text;  ///< of a list what stands between its brackets
  bool quoted = false;
  bool list = false;
  std::vector<Cell> elements = {};
  bool known() const { return quoted || list || text != "unknown"; }
};

struct Row {
  int line = 0;
  std::string key;          ///< of the profile or of the lookup table's row
  std::vector<Cell> cells;  ///< as many as the table has columns
};

struct Table {
  std::string stream;  ///< singular; empty: the profiles or a lookup table
  std::string lookup;  ///< the lookup table's name; empty for others
  std::vector<std::string> columns;
  std::vector<Row> rows;
};

/// The keys that a segment must have; a key of none of the three lists must be false.
struct Expectation {
  int line = 0;
  std::string segment;
  std::int64_t now = 0;  ///< microseconds since 1970-01-01T00:00Z
  std::vector<std::string> members;
  std::vector<std::string> unknown;  ///< without the faults
  std::vector<std::string> faults;
};

struct ConfFile {
  std::string path;
  std::string seg;                ///< schema, traits and segments as the compiler gets them
  std::vector<std::string> keys;  ///< of the profiles, in the order of their rows
  std::vector<Table> tables;
  std::vector<Expectation> expectations;
};

/// `include NAME` reads NAME from the folder of `path`.
ConfFile read_conf(const std::string& path, std::string_view text);

std::string read_text(const std::string& path);

}  // namespace seg::conformance
