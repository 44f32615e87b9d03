#include "runtime/interpreter/read.h"

namespace seg::interpreter {
namespace {

using plan::Kind;

/// A known value that is no list.
Value read_known(const columns::Column& column, std::int64_t index) {
  switch (column.type.kind) {
    case Kind::Bool:
      return truth(column.flags.at(index));
    case Kind::Date:
    case Kind::Enum:
      return integer(column.as<std::int32_t>()[index]);
    case Kind::String:
    case Kind::Id:
      return text(column.dictionary->at(column.as<std::int32_t>()[index]));
    case Kind::Float:
      return real(column.as<double>()[index]);
    case Kind::Int:
    case Kind::Decimal:
    case Kind::Money:
    case Kind::Timestamp:
    case Kind::Duration:
      return integer(column.as<std::int64_t>()[index]);
    case Kind::Ratio:
      break;  // no column holds one
  }
  return fault();
}

}  // namespace

Value read(const columns::Column& column, std::int64_t index, Storage& storage) {
  if (!column.validity.at(index)) return unknown();
  if (!column.type.list) return read_known(column, index);
  const auto* offsets = column.as<std::int64_t>();
  std::vector<Value> elements;
  for (std::int64_t element = offsets[index]; element < offsets[index + 1]; ++element) {
    elements.push_back(column.elements->validity.at(element) ? read_known(*column.elements, element) : unknown());
  }
  return list(storage.keep(std::move(elements)));
}

Rows::Rows(const columns::Table& table, std::uint32_t key) {
  const columns::Column& keys = table.fields[key];
  rows_.reserve(static_cast<std::size_t>(table.rows));
  for (std::int64_t row = 0; row < table.rows; ++row) rows_.emplace(read_known(keys, row).text, row);
}

std::optional<std::int64_t> Rows::find(std::string_view key) const {
  const auto found = rows_.find(key);
  if (found == rows_.end()) return std::nullopt;
  return found->second;
}

}  // namespace seg::interpreter
