#pragma once
// Values of columns and rows of lookup tables.

#include <optional>
#include <string_view>
#include <unordered_map>

#include "runtime/interpreter/value.h"

namespace seg::interpreter {

/// A float that is not finite is a fault; a list's elements go into the storage.
Value read(const columns::Column& column, std::int64_t index, Storage& storage);

/// A lookup table's rows by their keys' texts.
class Rows {
 public:
  Rows(const columns::Table& table, std::uint32_t key);
  std::optional<std::int64_t> find(std::string_view key) const;

 private:
  std::unordered_map<std::string_view, std::int64_t> rows_;
};

}  // namespace seg::interpreter
