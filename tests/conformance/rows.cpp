#include "tests/conformance/rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>
#include <unordered_map>

#include "tests/conformance/cell_value.h"

namespace seg::conformance {
namespace {

/// A cell in its place of a column, with the line to blame.
struct Placed {
  const Cell* cell = nullptr;  ///< null: the table has no such row
  int line = 0;
};

/// What stands where a value is unknown; no engine may look at it.
constexpr std::uint8_t kGarbage = 0xEE;

class Columns {
 public:
  Columns(const ConfFile& file, const plan::Schema& schema, const Layout& layout, Rows& rows)
      : file_(file), schema_(schema), layout_(layout), rows_(rows) {}

  columns::Column column(const plan::Field& field, const std::vector<Placed>& cells) {
    columns::Column made;
    made.type = field.type;
    made.length = static_cast<std::int64_t>(cells.size());
    if (field.optional) made.validity = bits(cells, [](const Placed& placed) { return placed.cell->known(); });
    switch (plan::form_of(field.type)) {
      case plan::Form::List:
        list_column(field, cells, made);
        break;
      case plan::Form::Bit:
        made.flags = bits(cells, [&](const Placed& placed) { return known(placed) && number(placed, field) != 0; });
        break;
      case plan::Form::Float64:
        made.values = values<double>(cells, [&](const Placed& placed) { return real(placed, field); });
        break;
      case plan::Form::Code:
        code_column(field, cells, made);
        break;
      case plan::Form::Int64:
        made.values =
            field.type.kind == plan::Kind::Date
                ? values<std::int32_t>(cells, [&](const Placed& placed) { return static_cast<std::int32_t>(number(placed, field)); })
                : values<std::int64_t>(cells, [&](const Placed& placed) { return number(placed, field); });
        break;
      case plan::Form::Fraction:
        throw std::runtime_error(fmt::format("{}: no column can hold fractions: {}", file_.path, field.name));
    }
    return made;
  }

 private:
  [[noreturn]] void fail(const Placed& placed, const plan::Field& field) const {
    throw std::runtime_error(fmt::format("{}:{}: found `{}` for {}, expected {}{}", file_.path, placed.line, placed.cell->text, field.name,
                                         plan::type_text(schema_, field.type), field.optional ? " or unknown" : ""));
  }
  static bool known(const Placed& placed) { return placed.cell->known(); }

  std::int64_t number(const Placed& placed, const plan::Field& field) const {
    const auto value = parse_number(*placed.cell, field.type, schema_);
    if (!value) fail(placed, field);
    return *value;
  }
  double real(const Placed& placed, const plan::Field& field) const {
    const auto value = parse_float(placed.cell->text);
    if (!value) fail(placed, field);
    return *value;
  }

  template <typename Set>
  columns::Bits bits(const std::vector<Placed>& cells, Set set) {
    const auto offset = static_cast<std::size_t>(layout_.bit_offset);
    auto& bytes = rows_.buffers.emplace_back((cells.size() + offset) / 8 + 1, kGarbage);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const auto mask = static_cast<std::uint8_t>(1U << ((i + offset) % 8));
      std::uint8_t& byte = bytes[(i + offset) / 8];
      byte = static_cast<std::uint8_t>(set(cells[i]) ? byte | mask : byte & ~mask);
    }
    return {bytes.data(), layout_.bit_offset};
  }

  template <typename T, typename Value>
  const void* values(const std::vector<Placed>& cells, Value value) {
    auto& bytes = rows_.buffers.emplace_back(cells.size() * sizeof(T), kGarbage);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (!known(cells[i])) continue;
      const T made = value(cells[i]);
      std::memcpy(bytes.data() + i * sizeof(T), &made, sizeof(T));
    }
    return bytes.data();
  }

  /// Unknown rows have no elements.
  void list_column(const plan::Field& field, const std::vector<Placed>& cells, columns::Column& made) {
    auto& offsets = rows_.numbers.emplace_back(1, 0);
    std::vector<Placed> elements;
    for (const Placed& placed : cells) {
      if (known(placed) && !placed.cell->list) fail(placed, field);
      for (const Cell& element : placed.cell->elements) elements.push_back({&element, placed.line});
      offsets.push_back(static_cast<std::int64_t>(elements.size()));
    }
    made.values = offsets.data();
    made.elements = std::make_shared<columns::Column>(column({field.name, plan::element_of(field.type), true}, elements));
  }

  /// Codes of texts in the order in which they come, so that another order of the rows has other codes.
  void code_column(const plan::Field& field, const std::vector<Placed>& cells, columns::Column& made) {
    if (!plan::is_text(field.type)) {
      made.values = values<std::int32_t>(cells, [&](const Placed& placed) { return static_cast<std::int32_t>(number(placed, field)); });
      return;
    }
    std::unordered_map<std::string, std::int32_t> codes;
    auto dictionary = std::make_shared<columns::Dictionary>();
    made.values = values<std::int32_t>(cells, [&](const Placed& placed) {
      const auto [entry, is_new] = codes.try_emplace(placed.cell->text, static_cast<std::int32_t>(codes.size()));
      if (is_new) dictionary->append(placed.cell->text);
      return entry->second;
    });
    made.dictionary = dictionary;
  }

  const ConfFile& file_;
  const plan::Schema& schema_;
  const Layout& layout_;
  Rows& rows_;
};

/// `fields` of a table by the table's columns; those that the table does not have are left out.
std::vector<engine::NamedColumn> named_columns(const ConfFile& file, const Table& table, const std::vector<plan::Field>& fields,
                                               std::size_t first, const std::vector<const Row*>& rows, Columns& columns) {
  std::vector<engine::NamedColumn> made;
  for (std::size_t i = first; i < table.columns.size(); ++i) {
    const auto index = plan::find_field(fields, table.columns[i]);
    if (!index) throw std::runtime_error(fmt::format("{}: found column `{}`, expected a field of the schema", file.path, table.columns[i]));
    const plan::Field& field = fields[*index];
    std::vector<Placed> cells;
    for (const Row* row : rows) {
      cells.push_back({&row->cells[i], row->line});
      if (!row->cells[i].known() && !field.optional) {
        throw std::runtime_error(
            fmt::format("{}:{}: found no value for {}, expected one: it is not optional", file.path, row->line, field.name));
      }
    }
    made.push_back({field.name, columns.column(field, cells)});
  }
  return made;
}

struct Timed {
  std::int64_t at;
  const Row* row;
};

/// The events of one profile, oldest first; those of one instant in the order of the file.
std::vector<Timed> events_of(const ConfFile& file, const Table& table, const std::string& key, const plan::Schema& schema) {
  std::vector<Timed> events;
  for (const Row& row : table.rows) {
    if (row.key != key) continue;
    const auto at = parse_number(row.cells[0], plan::timestamp_type(), schema);
    if (!at) throw std::runtime_error(fmt::format("{}:{}: found `{}`, expected an instant", file.path, row.line, row.cells[0].text));
    events.push_back({*at, &row});
  }
  std::stable_sort(events.begin(), events.end(), [](const Timed& a, const Timed& b) { return a.at < b.at; });
  return events;
}

engine::NamedStream lay_out_stream(const ConfFile& file, const plan::Stream& stream, const plan::Schema& schema, Columns& columns,
                                   Rows& rows) {
  static const Table kNoEvents;
  const auto found = std::find_if(file.tables.begin(), file.tables.end(), [&](const Table& table) { return table.stream == stream.name; });
  const Table& table = found == file.tables.end() ? kNoEvents : *found;
  auto& offsets = rows.numbers.emplace_back(1, 0);
  auto& at = rows.numbers.emplace_back();
  std::vector<const Row*> events;
  for (const std::string& key : rows.keys) {
    for (const Timed& event : events_of(file, table, key, schema)) {
      at.push_back(event.at);
      events.push_back(event.row);
    }
    offsets.push_back(static_cast<std::int64_t>(at.size()));
  }
  engine::NamedStream made{stream.name, offsets.data(), at.data(), named_columns(file, table, stream.fields, 1, events, columns)};
  if (found == file.tables.end()) {
    for (const plan::Field& field : stream.fields) made.fields.push_back({field.name, columns.column(field, {})});
  }
  return made;
}

/// A table that the file does not have has no rows.
engine::NamedTable lay_out_table(const ConfFile& file, const plan::Table& declared, const Layout& layout, Columns& columns, Rows& rows) {
  const auto same = [&](const Table& table) { return table.lookup == declared.name; };
  const auto found = std::find_if(file.tables.begin(), file.tables.end(), same);
  engine::NamedTable made{declared.name, 0, {}};
  std::vector<const Row*> ordered;
  std::vector<Placed> keys;
  if (found != file.tables.end()) {
    for (const Row& row : found->rows) ordered.push_back(&row);
    if (layout.reversed) std::reverse(ordered.begin(), ordered.end());
    made.fields = named_columns(file, *found, declared.fields, 0, ordered, columns);
  } else {
    for (const plan::Field& field : declared.fields) {
      if (&field != &declared.fields[declared.key]) made.fields.push_back({field.name, columns.column(field, {})});
    }
  }
  for (const Row* row : ordered) keys.push_back({&rows.table_keys.emplace_back(Cell{row->key, true}), row->line});
  made.rows = static_cast<std::int64_t>(keys.size());
  const plan::Field& key = declared.fields[declared.key];
  made.fields.push_back({key.name, columns.column(key, keys)});
  return made;
}

}  // namespace

Rows lay_out(const ConfFile& file, const plan::Schema& schema, const Layout& layout) {
  Rows rows;
  Columns columns(file, schema, layout, rows);
  for (int copy = 0; copy < layout.copies; ++copy) rows.keys.insert(rows.keys.end(), file.keys.begin(), file.keys.end());
  if (layout.reversed) std::reverse(rows.keys.begin(), rows.keys.end());
  rows.batch.rows = static_cast<std::int64_t>(rows.keys.size());
  for (const Table& table : file.tables) {
    if (!table.lookup.empty()) {
      if (plan::find_table(schema, table.lookup)) continue;
      throw std::runtime_error(fmt::format("{}: found rows of `{}`, expected a lookup table of the schema", file.path, table.lookup));
    }
    if (!table.stream.empty()) {
      if (plan::find_stream(schema, table.stream)) continue;
      throw std::runtime_error(fmt::format("{}: found events of `{}`, expected a stream of the schema", file.path, table.stream));
    }
    std::vector<const Row*> by_row;
    for (const std::string& key : rows.keys) {
      by_row.push_back(&*std::find_if(table.rows.begin(), table.rows.end(), [&](const Row& row) { return row.key == key; }));
    }
    if (!table.columns.empty()) rows.batch.profile = named_columns(file, table, schema.profile, 0, by_row, columns);
  }
  for (const plan::Stream& stream : schema.streams) rows.batch.streams.push_back(lay_out_stream(file, stream, schema, columns, rows));
  for (const plan::Table& table : schema.tables) rows.batch.tables.push_back(lay_out_table(file, table, layout, columns, rows));
  return rows;
}

}  // namespace seg::conformance
