#pragma once
// The key of each row as text, and which profile has it.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/io/cells.h"
#include "runtime/io/defect.h"
#include "runtime/io/sources.h"
#include "runtime/io/table_file.h"
#include "runtime/io/text_table.h"

namespace seg::io {

/// `Declare`: each key is new, a known one is a duplicate (the profiles). `Collect`: new keys make profiles (events without a profile
/// file). `Find`: an unknown key is no profile (events).
enum class KeyUse : std::uint8_t { Declare, Collect, Find };

struct Owner {
  std::int32_t profile = -1;  ///< code of the key
  Defect defect = Defect::None;
};

/// Whether cells of this kind can be keys; else what was expected.
std::string key_kind_error(const SourcePlan& source, const ColumnSeen& seen);

/// Looks up the keys of one source, row by row. `start` before each piece.
class KeyReader {
 public:
  KeyReader(const SourcePlan& source, TextTable& keys, KeyUse use) : source_(source), keys_(keys), use_(use) {}

  void start(const Cells& cells);
  /// Of row `row` of the piece. The row must be used if no defect is returned: its key may be a new profile.
  Owner owner(const Cells& cells, std::int64_t row);
  /// Of a row whose number is its key.
  Owner numbered_owner(std::int64_t number);
  /// Whether the cell holds a key at all, without looking it up.
  Defect defect(const Cells& cells, std::int64_t row);

 private:
  struct Key {
    std::string_view text;
    Defect defect = Defect::None;
  };
  Key key(const Cells& cells, std::int64_t row);
  Key number_text(std::int64_t number);
  Owner look_up(std::string_view text);

  const SourcePlan& source_;
  TextTable& keys_;
  KeyUse use_;
  std::array<char, 24> buffer_{};
  std::vector<std::int32_t> coded_;  ///< by dictionary code of the piece: the profile, or -1
  std::string last_text_;            ///< files often hold a profile's rows together
  std::int32_t last_profile_ = -1;
};

}  // namespace seg::io
