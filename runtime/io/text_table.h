#pragma once
// Texts and their codes 0, 1, 2 … in the order of their first appearance.

#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/columns/column.h"

namespace seg::io {

class TextTable {
 public:
  /// The text's code, or -1.
  std::int32_t find(std::string_view text) const;
  /// The text's code; a new one if it is new.
  std::int32_t add(std::string_view text);
  std::int64_t size() const { return texts_.size(); }
  /// Of the texts.
  std::int64_t bytes() const { return bytes_; }
  const columns::Dictionary& texts() const { return texts_; }
  /// Leaves the table empty.
  columns::Dictionary take();

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::int32_t code = -1;
  };
  std::size_t slot_of(std::string_view text, std::uint32_t hash) const;
  void grow();

  columns::Dictionary texts_;
  std::vector<Slot> slots_;  ///< a power of two, at most half of them taken
  std::int64_t bytes_ = 0;
};

}  // namespace seg::io
