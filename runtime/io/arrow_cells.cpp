#include "runtime/io/arrow_cells.h"

#include <arrow/array/array_binary.h>
#include <arrow/array/array_decimal.h>
#include <arrow/array/array_dict.h>
#include <arrow/array/array_nested.h>
#include <arrow/array/array_primitive.h>
#include <arrow/result.h>
#include <fmt/format.h>

#include <limits>
#include <utility>
#include <vector>

namespace seg::io {
namespace {

constexpr std::int64_t kMillisPerDay = 86'400'000;

std::int64_t per_second(arrow::TimeUnit::type unit) {
  switch (unit) {
    case arrow::TimeUnit::SECOND:
      return 1;
    case arrow::TimeUnit::MILLI:
      return 1'000;
    case arrow::TimeUnit::MICRO:
      return 1'000'000;
    case arrow::TimeUnit::NANO:
      return 1'000'000'000;
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

/// Values picked from a dictionary's by code.
template <typename T>
const T* picked(const T* values, const std::vector<std::int32_t>& codes, Cells& cells) {
  std::vector<T> out(codes.size());
  for (std::size_t i = 0; i < codes.size(); ++i) out[i] = values == nullptr ? T{} : values[codes[i]];
  return keep(cells, std::move(out));
}

columns::Bits picked_bits(const columns::Bits& bits, const std::vector<std::int32_t>& codes, Cells& cells) {
  std::vector<std::uint8_t> out((codes.size() + 7) / 8);
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (bits.at(codes[i])) out[i >> 3] = static_cast<std::uint8_t>(out[i >> 3] | 1U << (i & 7));
  }
  return {keep(cells, std::move(out)), 0};
}

/// Codes in place of texts, all other values one by one. A null among the dictionary's values is unknown where it is used.
std::string dictionary_cells(const arrow::DictionaryArray& array, Cells& cells) {
  Cells values;
  if (std::string error = cells_of(array.dictionary(), values); !error.empty()) return error;
  std::vector<std::int32_t> codes(static_cast<std::size_t>(array.length()));
  std::vector<std::uint8_t> known((codes.size() + 7) / 8);
  bool some_unknown = false;
  for (std::int64_t i = 0; i < array.length(); ++i) {
    if (array.IsNull(i)) {
      some_unknown = true;
      continue;
    }
    const std::int64_t code = array.GetValueIndex(i);
    if (code < 0 || code >= values.rows) return fmt::format("a dictionary index is {}, expected less than {}", code, values.rows);
    if (!values.known(code)) {
      some_unknown = true;
      continue;
    }
    codes[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(code);
    known[static_cast<std::size_t>(i >> 3)] = static_cast<std::uint8_t>(known[static_cast<std::size_t>(i >> 3)] | 1U << (i & 7));
  }
  if (some_unknown) cells.validity = {keep(cells, std::move(known)), 0};
  if (values.rows == 0) codes.clear();
  if (values.numbers != nullptr) cells.numbers = picked(values.numbers, codes, cells);
  if (values.reals != nullptr) cells.reals = picked(values.reals, codes, cells);
  if (values.singles != nullptr) cells.singles = picked(values.singles, codes, cells);
  if (values.kind == CellKind::Bool) cells.flags = picked_bits(values.flags, codes, cells);
  cells.units_per_second = values.units_per_second;
  cells.utc = values.utc;
  cells.texts = values.texts;
  cells.code_count = values.rows;
  cells.owned.insert(cells.owned.end(), values.owned.begin(), values.owned.end());
  if (cells.kind == CellKind::Text) {
    codes.resize(static_cast<std::size_t>(array.length()));
    cells.codes = keep(cells, std::move(codes));
  }
  return {};
}

template <typename ArrayType>
std::string list_of(const std::shared_ptr<arrow::Array>& array, arrow::MemoryPool* pool, Cells& cells,
                    std::shared_ptr<arrow::Array>& elements) {
  const auto& lists = static_cast<const ArrayType&>(*array);
  std::vector<std::int64_t> offsets{0};
  for (std::int64_t row = 0; row < lists.length(); ++row) {
    offsets.push_back(offsets.back() + (lists.IsNull(row) ? 0 : static_cast<std::int64_t>(lists.value_length(row))));
  }
  auto flat = lists.Flatten(pool);
  if (!flat.ok()) return flat.status().message();
  elements = *flat;
  if (elements->length() != offsets.back()) {
    return fmt::format("lists have {} elements, expected {}", elements->length(), offsets.back());
  }
  cells.list_offsets = keep(cells, std::move(offsets));
  return {};
}

void integer_cells(const arrow::Array& array, Cells& cells) {
  switch (array.type_id()) {
    case arrow::Type::INT8:
      return widen<arrow::Int8Array>(array, cells);
    case arrow::Type::INT16:
      return widen<arrow::Int16Array>(array, cells);
    case arrow::Type::INT32:
      return widen<arrow::Int32Array>(array, cells);
    case arrow::Type::UINT8:
      return widen<arrow::UInt8Array>(array, cells);
    case arrow::Type::UINT16:
      return widen<arrow::UInt16Array>(array, cells);
    case arrow::Type::UINT32:
      return widen<arrow::UInt32Array>(array, cells);
    case arrow::Type::DATE32:
      return widen<arrow::Date32Array>(array, cells);
    case arrow::Type::DATE64:
      return widen<arrow::Date64Array>(array, cells, kMillisPerDay);
    default:
      cells.numbers = static_cast<const arrow::Int64Array&>(array).raw_values();
  }
}

std::string text_cells(const arrow::Array& array, Cells& cells) {
  switch (array.type_id()) {
    case arrow::Type::DECIMAL32:
      spell_decimals<arrow::Decimal32Array>(array, cells);
      break;
    case arrow::Type::DECIMAL64:
      spell_decimals<arrow::Decimal64Array>(array, cells);
      break;
    case arrow::Type::DECIMAL128:
      spell_decimals<arrow::Decimal128Array>(array, cells);
      break;
    case arrow::Type::DECIMAL256:
      spell_decimals<arrow::Decimal256Array>(array, cells);
      break;
    case arrow::Type::UINT64:
      spell(array, cells, [&](std::int64_t i) { return fmt::to_string(static_cast<const arrow::UInt64Array&>(array).Value(i)); });
      break;
    case arrow::Type::STRING_VIEW:
    case arrow::Type::BINARY_VIEW:
      spell(array, cells, [&](std::int64_t i) { return static_cast<const arrow::BinaryViewArray&>(array).GetView(i); });
      break;
    default:
      cells.texts = texts_of(array);
  }
  return {};
}

bool is_list_type(arrow::Type::type id) {
  return id == arrow::Type::LIST || id == arrow::Type::LARGE_LIST || id == arrow::Type::FIXED_SIZE_LIST;
}

std::optional<CellKind> kind_of(const arrow::DataType& type);

/// Of a dictionary's values, which are no lists and no dictionaries again.
std::optional<CellKind> kind_of_values(const arrow::DataType& type) {
  if (type.id() == arrow::Type::DICTIONARY || is_list_type(type.id())) return std::nullopt;
  return kind_of(type);
}

std::optional<CellKind> kind_of(const arrow::DataType& type) {
  switch (type.id()) {
    case arrow::Type::NA:
      return CellKind::Unknown;
    case arrow::Type::BOOL:
      return CellKind::Bool;
    case arrow::Type::INT8:
    case arrow::Type::INT16:
    case arrow::Type::INT32:
    case arrow::Type::INT64:
    case arrow::Type::UINT8:
    case arrow::Type::UINT16:
    case arrow::Type::UINT32:
      return CellKind::Int;
    case arrow::Type::FLOAT:
      return CellKind::Single;
    case arrow::Type::DOUBLE:
      return CellKind::Float;
    case arrow::Type::DATE32:
    case arrow::Type::DATE64:
      return CellKind::Date;
    case arrow::Type::TIMESTAMP:
      return CellKind::Timestamp;
    case arrow::Type::DURATION:
      return CellKind::Duration;
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
    case arrow::Type::DECIMAL256:
      return CellKind::Text;
    case arrow::Type::DICTIONARY:
      return kind_of_values(*static_cast<const arrow::DictionaryType&>(type).value_type());
    case arrow::Type::LIST:
    case arrow::Type::LARGE_LIST:
    case arrow::Type::FIXED_SIZE_LIST:
      return CellKind::List;
    default:
      return std::nullopt;
  }
}

}  // namespace

ColumnSeen column_seen(const arrow::DataType& type) {
  const std::optional<CellKind> kind = kind_of(type);
  ColumnSeen seen{kind.value_or(CellKind::Unknown), kind.has_value(), type.ToString()};
  if (kind == CellKind::List) {
    seen.element = std::make_shared<const ColumnSeen>(column_seen(*static_cast<const arrow::BaseListType&>(type).value_type()));
    seen.usable = seen.element->usable;
  }
  return seen;
}

std::string list_cells(const std::shared_ptr<arrow::Array>& array, arrow::MemoryPool* pool, Cells& cells,
                       std::shared_ptr<arrow::Array>& elements) {
  cells.kind = CellKind::List;
  cells.rows = array->length();
  if (array->null_count() > 0) cells.validity = {array->null_bitmap_data(), array->offset()};
  cells.owned.push_back(array);
  switch (array->type_id()) {
    case arrow::Type::LIST:
      return list_of<arrow::ListArray>(array, pool, cells, elements);
    case arrow::Type::LARGE_LIST:
      return list_of<arrow::LargeListArray>(array, pool, cells, elements);
    case arrow::Type::FIXED_SIZE_LIST:
      return list_of<arrow::FixedSizeListArray>(array, pool, cells, elements);
    default:
      return fmt::format("found {}, expected a list", array->type()->ToString());
  }
}

std::string cells_of(const std::shared_ptr<arrow::Array>& array, Cells& cells) {
  cells.kind = kind_of(*array->type()).value_or(CellKind::Unknown);
  cells.rows = array->length();
  if (array->null_count() > 0) cells.validity = {array->null_bitmap_data(), array->offset()};
  cells.owned.push_back(array);
  if (array->type_id() == arrow::Type::DICTIONARY) return dictionary_cells(static_cast<const arrow::DictionaryArray&>(*array), cells);
  switch (cells.kind) {
    case CellKind::Unknown:
      return {};
    case CellKind::Text:
      return text_cells(*array, cells);
    case CellKind::Int:
    case CellKind::Date:
      integer_cells(*array, cells);
      return {};
    case CellKind::Float:
      cells.reals = static_cast<const arrow::DoubleArray&>(*array).raw_values();
      return {};
    case CellKind::Single:
      cells.singles = static_cast<const arrow::FloatArray&>(*array).raw_values();
      return {};
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
    case CellKind::List: {
      std::shared_ptr<arrow::Array> elements;
      if (std::string error = list_cells(array, arrow::default_memory_pool(), cells, elements); !error.empty()) return error;
      auto inner = std::make_shared<Cells>();
      std::string error = cells_of(elements, *inner);
      cells.elements = std::move(inner);
      return error;
    }
  }
  return {};
}

}  // namespace seg::io
