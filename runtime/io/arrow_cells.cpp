#include "runtime/io/arrow_cells.h"

#include <arrow/array/array_binary.h>
#include <arrow/array/array_decimal.h>
#include <arrow/array/array_dict.h>
#include <arrow/array/array_primitive.h>
#include <fmt/format.h>

#include <limits>
#include <utility>
#include <vector>

namespace seg::io {
namespace {

constexpr std::int64_t kMillisPerDay = 86'400'000;

std::int64_t per_second(arrow::TimeUnit::type unit) {
  switch (unit) {
    case arrow::TimeUnit::SECOND: return 1;
    case arrow::TimeUnit::MILLI: return 1'000;
    case arrow::TimeUnit::MICRO: return 1'000'000;
    case arrow::TimeUnit::NANO: return 1'000'000'000;
  }
  return 1;
}

template <typename T>
T* keep(Cells& cells, std::vector<T> values) {
  auto owned = std::make_shared<std::vector<T>>(std::move(values));
  T* pointer = owned->data();
  cells.owned.push_back(std::move(owned));
  return pointer;
}

template <typename ArrayType>
void widen(const arrow::Array& array, Cells& cells, std::int64_t divisor = 1) {
  const auto& typed = static_cast<const ArrayType&>(array);
  std::vector<std::int64_t> numbers(static_cast<std::size_t>(array.length()));
  for (std::int64_t i = 0; i < array.length(); ++i) {
    // Divided downwards: a date before 1970 that is held in milliseconds stays its own day.
    const std::int64_t value = static_cast<std::int64_t>(typed.raw_values()[i]);
    numbers[static_cast<std::size_t>(i)] = value / divisor - (value % divisor < 0 ? 1 : 0);
  }
  cells.numbers = keep(cells, std::move(numbers));
}

/// Types that are read through their exact texts: unsigned 64-bit integers, decimals and string views.
template <typename TextOf>
void spell(const arrow::Array& array, Cells& cells, const TextOf& text_of) {
  std::vector<std::int64_t> offsets{0};
  std::vector<char> bytes;
  for (std::int64_t i = 0; i < array.length(); ++i) {
    if (array.IsValid(i)) {
      const auto text = text_of(i);
      bytes.insert(bytes.end(), text.begin(), text.end());
    }
    offsets.push_back(static_cast<std::int64_t>(bytes.size()));
  }
  cells.texts.long_offsets = keep(cells, std::move(offsets));
  cells.texts.bytes = keep(cells, std::move(bytes));
}

template <typename ArrayType>
void spell_decimals(const arrow::Array& array, Cells& cells) {
  const auto& typed = static_cast<const ArrayType&>(array);
  spell(array, cells, [&](std::int64_t i) { return typed.FormatValue(i); });
}

Texts texts_of(const arrow::Array& array) {
  Texts texts;
  if (array.type_id() == arrow::Type::STRING || array.type_id() == arrow::Type::BINARY) {
    const auto& typed = static_cast<const arrow::BinaryArray&>(array);
    texts.offsets = typed.raw_value_offsets();
    texts.bytes = reinterpret_cast<const char*>(typed.raw_data());
  } else {
    const auto& typed = static_cast<const arrow::LargeBinaryArray&>(array);
    texts.long_offsets = typed.raw_value_offsets();
    texts.bytes = reinterpret_cast<const char*>(typed.raw_data());
  }
  return texts;
}

std::string dictionary_cells(const arrow::DictionaryArray& array, Cells& cells) {
  cells.texts = texts_of(*array.dictionary());
  cells.code_count = array.dictionary()->length();
  cells.owned.push_back(array.dictionary());
  std::vector<std::int32_t> codes(static_cast<std::size_t>(array.length()));
  for (std::int64_t i = 0; i < array.length(); ++i) {
    if (array.IsNull(i)) continue;
    const std::int64_t code = array.GetValueIndex(i);
    if (code < 0 || code >= cells.code_count) return fmt::format("a dictionary index is {}, expected less than {}", code, cells.code_count);
    if (array.dictionary()->IsNull(code)) return "a dictionary has a null among its values";
    codes[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(code);
  }
  cells.codes = keep(cells, std::move(codes));
  return {};
}

void integer_cells(const arrow::Array& array, Cells& cells) {
  switch (array.type_id()) {
    case arrow::Type::INT8: return widen<arrow::Int8Array>(array, cells);
    case arrow::Type::INT16: return widen<arrow::Int16Array>(array, cells);
    case arrow::Type::INT32: return widen<arrow::Int32Array>(array, cells);
    case arrow::Type::UINT8: return widen<arrow::UInt8Array>(array, cells);
    case arrow::Type::UINT16: return widen<arrow::UInt16Array>(array, cells);
    case arrow::Type::UINT32: return widen<arrow::UInt32Array>(array, cells);
    case arrow::Type::DATE32: return widen<arrow::Date32Array>(array, cells);
    case arrow::Type::DATE64: return widen<arrow::Date64Array>(array, cells, kMillisPerDay);
    default: cells.numbers = static_cast<const arrow::Int64Array&>(array).raw_values();
  }
}

std::string text_cells(const arrow::Array& array, Cells& cells) {
  switch (array.type_id()) {
    case arrow::Type::DICTIONARY: return dictionary_cells(static_cast<const arrow::DictionaryArray&>(array), cells);
    case arrow::Type::DECIMAL32: spell_decimals<arrow::Decimal32Array>(array, cells); break;
    case arrow::Type::DECIMAL64: spell_decimals<arrow::Decimal64Array>(array, cells); break;
    case arrow::Type::DECIMAL128: spell_decimals<arrow::Decimal128Array>(array, cells); break;
    case arrow::Type::DECIMAL256: spell_decimals<arrow::Decimal256Array>(array, cells); break;
    case arrow::Type::UINT64:
      spell(array, cells, [&](std::int64_t i) { return fmt::to_string(static_cast<const arrow::UInt64Array&>(array).Value(i)); });
      break;
    case arrow::Type::STRING_VIEW:
    case arrow::Type::BINARY_VIEW:
      spell(array, cells, [&](std::int64_t i) { return static_cast<const arrow::BinaryViewArray&>(array).GetView(i); });
      break;
    default: cells.texts = texts_of(array);
  }
  return {};
}

bool holds_texts(arrow::Type::type id) {
  return id == arrow::Type::STRING || id == arrow::Type::BINARY || id == arrow::Type::LARGE_STRING || id == arrow::Type::LARGE_BINARY;
}

std::optional<CellKind> kind_of(const arrow::DataType& type) {
  switch (type.id()) {
    case arrow::Type::NA: return CellKind::Unknown;
    case arrow::Type::BOOL: return CellKind::Bool;
    case arrow::Type::INT8:
    case arrow::Type::INT16:
    case arrow::Type::INT32:
    case arrow::Type::INT64:
    case arrow::Type::UINT8:
    case arrow::Type::UINT16:
    case arrow::Type::UINT32: return CellKind::Int;
    case arrow::Type::FLOAT: return CellKind::Single;
    case arrow::Type::DOUBLE: return CellKind::Float;
    case arrow::Type::DATE32:
    case arrow::Type::DATE64: return CellKind::Date;
    case arrow::Type::TIMESTAMP: return CellKind::Timestamp;
    case arrow::Type::DURATION: return CellKind::Duration;
    case arrow::Type::UINT64:
    case arrow::Type::STRING:
    case arrow::Type::BINARY:
    case arrow::Type::LARGE_STRING:
    case arrow::Type::LARGE_BINARY:
    case arrow::Type::STRING_VIEW:
    case arrow::Type::BINARY_VIEW:
    case arrow::Type::DECIMAL32:
    case arrow::Type::DECIMAL64:
    case arrow::Type::DECIMAL128:
    case arrow::Type::DECIMAL256: return CellKind::Text;
    case arrow::Type::DICTIONARY:
      if (holds_texts(static_cast<const arrow::DictionaryType&>(type).value_type()->id())) return CellKind::Text;
      return std::nullopt;
    default: return std::nullopt;
  }
}

}  // namespace

ColumnSeen column_seen(const arrow::DataType& type) {
  const std::optional<CellKind> kind = kind_of(type);
  return {kind.value_or(CellKind::Unknown), kind.has_value(), type.ToString()};
}

std::string cells_of(const std::shared_ptr<arrow::Array>& array, Cells& cells) {
  cells.kind = kind_of(*array->type()).value_or(CellKind::Unknown);
  cells.rows = array->length();
  if (array->null_count() > 0) cells.validity = {array->null_bitmap_data(), array->offset()};
  cells.owned.push_back(array);
  switch (cells.kind) {
    case CellKind::Unknown: return {};
    case CellKind::Text: return text_cells(*array, cells);
    case CellKind::Int:
    case CellKind::Date: integer_cells(*array, cells); return {};
    case CellKind::Float: cells.reals = static_cast<const arrow::DoubleArray&>(*array).raw_values(); return {};
    case CellKind::Single: cells.singles = static_cast<const arrow::FloatArray&>(*array).raw_values(); return {};
    case CellKind::Bool: {
      const auto& flags = static_cast<const arrow::BooleanArray&>(*array);
      cells.flags = {flags.values() == nullptr ? nullptr : flags.values()->data(), array->offset()};
      return {};
    }
    case CellKind::Timestamp: {
      const auto& type = static_cast<const arrow::TimestampType&>(*array->type());
      cells.units_per_second = per_second(type.unit());
      cells.utc = !type.timezone().empty();
      cells.numbers = static_cast<const arrow::TimestampArray&>(*array).raw_values();
      return {};
    }
    case CellKind::Duration: {
      cells.units_per_second = per_second(static_cast<const arrow::DurationType&>(*array->type()).unit());
      cells.numbers = static_cast<const arrow::DurationArray&>(*array).raw_values();
      return {};
    }
  }
  return {};
}

}  // namespace seg::io
