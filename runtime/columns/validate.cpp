#include <unordered_set>

#include <fmt/format.h>

#include "runtime/columns/column.h"

namespace seg::columns {
namespace {

/// Dictionaries are shared between columns and batches: each is read once.
using Seen = std::unordered_set<const Dictionary*>;

std::string dictionary_error(const Column& column, Seen& seen) {
  if (!plan::is_text(column.type)) return "";
  if (column.dictionary == nullptr) return "found no dictionary, expected one";
  if (!seen.insert(column.dictionary.get()).second) return "";
  const Dictionary& dictionary = *column.dictionary;
  std::unordered_set<std::string_view> texts;
  texts.reserve(static_cast<std::size_t>(dictionary.size()));
  for (std::int64_t code = 0; code < dictionary.size(); ++code) {
    if (!texts.insert(dictionary.at(code)).second)
      return fmt::format("found text {:?} twice in the dictionary, expected it once", dictionary.at(code));
  }
  return "";
}

std::string codes_error(const Column& column, const plan::Schema& schema, std::int64_t begin, std::int64_t end) {
  const bool is_enum = column.type.kind == plan::Kind::Enum;
  const std::int64_t limit = is_enum ? static_cast<std::int64_t>(schema.enums[column.type.unit].values.size()) : column.dictionary->size();
  const auto* codes = column.as<std::int32_t>();
  for (std::int64_t row = begin; row < end; ++row) {
    if (!column.validity.at(row) || (codes[row] >= 0 && codes[row] < limit)) continue;
    return fmt::format("found code {} in row {}, expected 0 to {} of its {}", codes[row], row, limit - 1, is_enum ? "enum" : "dictionary");
  }
  return "";
}

std::string required_error(const Column& column, std::int64_t begin, std::int64_t end) {
  if (column.validity.bits == nullptr) return "";
  for (std::int64_t row = begin; row < end; ++row) {
    if (!column.validity.at(row)) return fmt::format("found an unknown value in row {}, expected none in a required field", row);
  }
  return "";
}

std::string column_error(const Column& column, const plan::Field& field, const plan::Schema& schema, std::int64_t begin, std::int64_t end,
                         Seen& seen);

/// Offsets that do not decrease into elements that are there.
std::string list_error(const Column& column, const plan::Schema& schema, std::int64_t begin, std::int64_t end, Seen& seen) {
  const auto* offsets = column.as<std::int64_t>();
  if (column.elements == nullptr) return "found no elements, expected a column of them";
  if (offsets[begin] < 0) return fmt::format("found offset {} in row {}, expected at least 0", offsets[begin], begin);
  for (std::int64_t row = begin; row < end; ++row) {
    if (offsets[row + 1] >= offsets[row]) continue;
    return fmt::format("found offset {} after {} in row {}, expected offsets that do not decrease", offsets[row + 1], offsets[row], row);
  }
  const plan::Field element{"element", plan::element_of(column.type), true, 0};
  const std::string error = column_error(*column.elements, element, schema, offsets[begin], offsets[end], seen);
  return error.empty() ? "" : "elements: " + error;
}

/// Values [begin, end) must be there; the column may hold more.
std::string column_error(const Column& column, const plan::Field& field, const plan::Schema& schema, std::int64_t begin, std::int64_t end,
                         Seen& seen) {
  const plan::Type type = field.type;
  if (column.type != type)
    return fmt::format("found type {}, expected {}", plan::type_text(schema, column.type), plan::type_text(schema, type));
  if (type.kind == plan::Kind::Ratio) return "found a ratio, which no column holds";
  if (column.length < end) return fmt::format("found length {}, expected {}", column.length, end);
  if (column.flags.offset < 0 || column.validity.offset < 0) return "found a negative bit offset";
  if (std::string error = dictionary_error(column, seen); !error.empty()) return error;
  if (end == begin) return "";
  const bool missing = type == plan::bool_type() ? column.flags.bits == nullptr : column.values == nullptr;
  if (missing) return fmt::format("found no values, expected {}", end - begin);
  if (std::string error = field.optional ? "" : required_error(column, begin, end); !error.empty()) return error;
  if (type.list) return list_error(column, schema, begin, end, seen);
  return plan::is_text(type) || type.kind == plan::Kind::Enum ? codes_error(column, schema, begin, end) : "";
}

std::string offsets_error(const Stream& stream, std::int64_t rows) {
  if (rows == 0) return "";
  if (stream.offsets == nullptr) return fmt::format("found no offsets, expected {}", rows + 1);
  if (stream.offsets[0] < 0) return fmt::format("found offset {} in row 0, expected at least 0", stream.offsets[0]);
  for (std::int64_t row = 0; row < rows; ++row) {
    if (stream.offsets[row + 1] >= stream.offsets[row]) continue;
    return fmt::format("found offset {} after {} in row {}, expected offsets that do not decrease", stream.offsets[row + 1],
                       stream.offsets[row], row);
  }
  if (stream.at == nullptr && stream.offsets[rows] > stream.offsets[0]) return "found no times, expected one for each event";
  return "";
}

std::string times_error(const Stream& stream, std::int64_t rows) {
  for (std::int64_t row = 0; row < rows; ++row) {
    for (std::int64_t event = stream.offsets[row] + 1; event < stream.offsets[row + 1]; ++event) {
      if (stream.at[event] >= stream.at[event - 1]) continue;
      return fmt::format("found time {} after {} in row {}, expected times that do not decrease", stream.at[event], stream.at[event - 1],
                         row);
    }
  }
  return "";
}

std::string stream_error(const Stream& stream, const plan::Stream& declared, const plan::Schema& schema, std::int64_t rows, Seen& seen) {
  if (std::string error = offsets_error(stream, rows); !error.empty()) return error;
  if (std::string error = times_error(stream, rows); !error.empty()) return error;
  if (stream.fields.size() != declared.fields.size())
    return fmt::format("found {} fields, expected {}", stream.fields.size(), declared.fields.size());
  const std::int64_t begin = rows == 0 ? 0 : stream.offsets[0];
  const std::int64_t end = rows == 0 ? 0 : stream.offsets[rows];
  for (std::size_t index = 0; index < declared.fields.size(); ++index) {
    const plan::Field& field = declared.fields[index];
    if (std::string error = column_error(stream.fields[index], field, schema, begin, end, seen); !error.empty()) {
      return fmt::format("field {}: {}", field.name, error);
    }
  }
  return "";
}

std::string keys_error(const Column& key, std::int64_t rows) {
  std::unordered_set<std::int32_t> seen;
  seen.reserve(static_cast<std::size_t>(rows));
  for (std::int64_t row = 0; row < rows; ++row) {
    const std::int32_t code = key.as<std::int32_t>()[row];
    if (!seen.insert(code).second) return fmt::format("found key {:?} in row {} again, expected it once", key.dictionary->at(code), row);
  }
  return "";
}

std::string table_error(const std::shared_ptr<const Table>& table, const plan::Table& declared, const plan::Schema& schema, Seen& seen) {
  if (table == nullptr || table->rows < 0) return "found no rows, expected a table";
  if (table->fields.size() != declared.fields.size())
    return fmt::format("found {} fields, expected {}", table->fields.size(), declared.fields.size());
  for (std::size_t index = 0; index < declared.fields.size(); ++index) {
    const plan::Field& field = declared.fields[index];
    if (std::string error = column_error(table->fields[index], field, schema, 0, table->rows, seen); !error.empty()) {
      return fmt::format("field {}: {}", field.name, error);
    }
  }
  return keys_error(table->fields[declared.key], table->rows);
}

}  // namespace

std::string validate(const Batch& batch, const plan::Schema& schema) {
  if (batch.rows < 0) return fmt::format("found {} rows, expected at least 0", batch.rows);
  if (batch.profile.size() != schema.profile.size()) {
    return fmt::format("found {} profile columns, expected {}", batch.profile.size(), schema.profile.size());
  }
  if (batch.streams.size() != schema.streams.size())
    return fmt::format("found {} streams, expected {}", batch.streams.size(), schema.streams.size());
  if (batch.tables.size() != schema.tables.size())
    return fmt::format("found {} tables, expected {}", batch.tables.size(), schema.tables.size());
  Seen seen;
  for (std::size_t index = 0; index < schema.profile.size(); ++index) {
    const plan::Field& field = schema.profile[index];
    const Column& column = batch.profile[index];
    std::string error = column_error(column, field, schema, 0, batch.rows, seen);
    if (error.empty() && column.length != batch.rows) error = fmt::format("found length {}, expected {}", column.length, batch.rows);
    if (!error.empty()) return fmt::format("profile field {}: {}", field.name, error);
  }
  for (std::size_t index = 0; index < schema.streams.size(); ++index) {
    const plan::Stream& declared = schema.streams[index];
    if (std::string error = stream_error(batch.streams[index], declared, schema, batch.rows, seen); !error.empty()) {
      return fmt::format("stream {}: {}", declared.name, error);
    }
  }
  for (std::size_t index = 0; index < schema.tables.size(); ++index) {
    const plan::Table& declared = schema.tables[index];
    if (std::string error = table_error(batch.tables[index], declared, schema, seen); !error.empty()) {
      return fmt::format("table {}: {}", declared.name, error);
    }
  }
  return "";
}

}  // namespace seg::columns
