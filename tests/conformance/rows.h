#pragma once
// The tables of a conformance file as a batch that the engine binds by name.

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "runtime/engine/engine.h"
#include "tests/conformance/conf_file.h"

namespace seg::conformance {

/// How the same profiles are laid out. None of it may change an answer.
struct Layout {
  bool reversed = false;  ///< the profiles from the last to the first
  int copies = 1;         ///< the table this many times over: no share and no mean changes, but places do: `rank`
  int bit_offset = 0;     ///< unused bits before the first of each bitmap
};

/// The batch points into `buffers` and `numbers`.
struct Rows {
  engine::NamedBatch batch;
  std::vector<std::string> keys;  ///< of each row
  std::deque<std::vector<std::uint8_t>> buffers;
  std::deque<std::vector<std::int64_t>> numbers;
  std::deque<Cell> table_keys;
};

/// Throws std::runtime_error with `file:line:` where a table does not fit the schema.
Rows lay_out(const ConfFile& file, const plan::Schema& schema, const Layout& layout);

}  // namespace seg::conformance
