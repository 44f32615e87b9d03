#include "tools/explain/example.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <unordered_map>

#include "compiler/lower/lower.h"

namespace seg::explain {
namespace {

using columns::Column;
using plan::Form;
using plan::Literal;

/// A value of a column; nothing is unknown.
using Cell = std::optional<hir::ExampleValue>;
using Buffers = std::deque<std::vector<std::uint8_t>>;

template <typename T, typename Value>
const void* values_of(const std::vector<Cell>& cells, Buffers& buffers, Value value) {
  auto& bytes = buffers.emplace_back(cells.size() * sizeof(T) + 1);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!cells[i] || cells[i]->literals.empty()) continue;
    const T made = value(cells[i]->literals.front());
    std::memcpy(bytes.data() + i * sizeof(T), &made, sizeof(T));
  }
  return bytes.data();
}

template <typename Set>
columns::Bits bits_of(const std::vector<Cell>& cells, Buffers& buffers, Set set) {
  auto& bytes = buffers.emplace_back(cells.size() / 8 + 1);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i] && set(*cells[i])) bytes[i / 8] = static_cast<std::uint8_t>(bytes[i / 8] | (1U << (i % 8)));
  }
  return {bytes.data(), 0};
}

/// Texts by the order in which they come, enums by their positions.
void fill_codes(const std::vector<Cell>& cells, Buffers& buffers, Column& column) {
  if (!plan::is_text(column.type)) {
    column.values =
        values_of<std::int32_t>(cells, buffers, [](const Literal& literal) { return static_cast<std::int32_t>(literal.number); });
    return;
  }
  std::unordered_map<std::string, std::int32_t> codes;
  auto dictionary = std::make_shared<columns::Dictionary>();
  column.values = values_of<std::int32_t>(cells, buffers, [&](const Literal& literal) {
    const auto [entry, is_new] = codes.try_emplace(literal.text, static_cast<std::int32_t>(codes.size()));
    if (is_new) dictionary->append(literal.text);
    return entry->second;
  });
  column.dictionary = dictionary;
}

Column column_of(plan::Type type, const std::vector<Cell>& cells, Buffers& buffers);

void fill_lists(const std::vector<Cell>& cells, Buffers& buffers, Column& column) {
  auto& bytes = buffers.emplace_back((cells.size() + 1) * sizeof(std::int64_t));
  std::vector<Cell> elements;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i]) {
      for (const Literal& literal : cells[i]->literals) elements.push_back(hir::ExampleValue{false, {literal}, {}});
    }
    const auto end = static_cast<std::int64_t>(elements.size());
    std::memcpy(bytes.data() + (i + 1) * sizeof(std::int64_t), &end, sizeof(end));
  }
  column.values = bytes.data();
  column.elements = std::make_shared<const Column>(column_of(plan::element_of(column.type), elements, buffers));
}

Column column_of(plan::Type type, const std::vector<Cell>& cells, Buffers& buffers) {
  Column column;
  column.type = type;
  column.length = static_cast<std::int64_t>(cells.size());
  column.validity = bits_of(cells, buffers, [](const hir::ExampleValue&) { return true; });
  switch (plan::form_of(type)) {
    case Form::Bit:
      column.flags = bits_of(cells, buffers, [](const hir::ExampleValue& value) { return value.literals.front().number != 0; });
      break;
    case Form::Float64:
      column.values = values_of<double>(cells, buffers, [](const Literal& literal) { return literal.real; });
      break;
    case Form::Code:
      fill_codes(cells, buffers, column);
      break;
    case Form::List:
      fill_lists(cells, buffers, column);
      break;
    case Form::Int64:
    case Form::Fraction:
      column.values = type.kind == plan::Kind::Date
                          ? values_of<std::int32_t>(cells, buffers, [](const Literal& l) { return static_cast<std::int32_t>(l.number); })
                          : values_of<std::int64_t>(cells, buffers, [](const Literal& l) { return l.number; });
      break;
  }
  return column;
}

/// A column for each field: `rows` says which fields each row has.
std::vector<Column> columns_of(const std::vector<plan::Field>& fields, const std::vector<const std::vector<hir::ExampleField>*>& rows,
                               Buffers& buffers) {
  std::vector<Column> made;
  for (std::uint32_t field = 0; field < fields.size(); ++field) {
    std::vector<Cell> cells(rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
      for (const hir::ExampleField& given : *rows[row]) {
        if (given.field == field) cells[row] = given.value;
      }
    }
    made.push_back(column_of(fields[field].type, cells, buffers));
  }
  return made;
}

const std::int64_t* numbers(const std::vector<std::int64_t>& values, Buffers& buffers) {
  auto& bytes = buffers.emplace_back(values.size() * sizeof(std::int64_t) + 1);
  if (!values.empty()) std::memcpy(bytes.data(), values.data(), values.size() * sizeof(std::int64_t));
  return reinterpret_cast<const std::int64_t*>(bytes.data());
}

columns::Stream stream_of(const plan::Stream& declared, const std::vector<hir::ExampleEvent>& events, Buffers& buffers) {
  std::vector<std::int64_t> at;
  std::vector<const std::vector<hir::ExampleField>*> rows;
  for (const hir::ExampleEvent& event : events) {
    at.push_back(event.at);
    rows.push_back(&event.fields);
  }
  return {numbers({0, static_cast<std::int64_t>(events.size())}, buffers), numbers(at, buffers),
          columns_of(declared.fields, rows, buffers)};
}

std::int64_t power_of_ten(std::uint8_t exponent) {
  std::int64_t power = 1;
  for (std::uint8_t i = 0; i < exponent; ++i) power *= 10;
  return power;
}

columns::CutValue cut_value(const Literal& literal, plan::Type type) {
  columns::CutValue made;
  made.state = columns::State::Known;
  made.number = literal.number;
  made.denominator = literal.denominator;
  made.real = literal.real;
  const bool whole = plan::form_of(literal.type) == Form::Int64;
  if (whole && plan::form_of(type) == Form::Fraction) made.denominator = power_of_ten(literal.type.scale);
  return made;
}

}  // namespace

hir::Hir with_optional_fields(hir::Hir hir) {
  const auto all_optional = [](std::vector<plan::Field>& fields) {
    for (plan::Field& field : fields) field.optional = true;
  };
  all_optional(hir.schema.plan.profile);
  for (plan::Stream& stream : hir.schema.plan.streams) all_optional(stream.fields);
  for (plan::Table& table : hir.schema.plan.tables) {
    all_optional(table.fields);
    table.fields[table.key].optional = false;
  }
  for (hir::Expr& expr : hir.exprs) expr.optional = true;
  return hir;
}

ExamplePlan plan_of(const hir::Hir& hir) {
  std::vector<hir::ExprId> given;
  for (const hir::Segment& segment : hir.segments) {
    for (const hir::Example& example : segment.examples) {
      for (const hir::ExampleCut& cut : example.cuts) given.push_back(cut.cut);
    }
  }
  lower::Linked linked = lower::link_values(hir, given);
  ExamplePlan made{std::move(linked.plan), {}};
  for (std::size_t i = 0; i < given.size(); ++i) made.cuts.emplace(given[i].index, linked.nodes[i]);
  return made;
}

ExampleProfile profile_of(const hir::Example& example, const plan::Schema& schema) {
  ExampleProfile made;
  made.batch.rows = 1;
  made.batch.profile = columns_of(schema.profile, {&example.profile}, made.buffers);
  for (std::size_t i = 0; i < schema.streams.size(); ++i) {
    made.batch.streams.push_back(stream_of(schema.streams[i], example.streams[i], made.buffers));
  }
  for (std::size_t i = 0; i < schema.tables.size(); ++i) {
    std::vector<const std::vector<hir::ExampleField>*> rows;
    for (const auto& row : example.tables[i]) rows.push_back(&row);
    auto table = std::make_shared<columns::Table>();
    table->rows = static_cast<std::int64_t>(rows.size());
    table->fields = columns_of(schema.tables[i].fields, rows, made.buffers);
    table->fields[schema.tables[i].key].validity = {};
    made.batch.tables.push_back(std::move(table));
  }
  return made;
}

columns::Cuts cuts_of(const hir::Example& example, const ExamplePlan& linked) {
  const plan::Plan& plan = linked.plan;
  columns::Cuts cuts(plan.cuts.size());
  for (const hir::ExampleCut& given : example.cuts) {
    const plan::NodeId node = linked.cuts.at(given.cut.index);
    for (std::size_t i = 0; i < cuts.size(); ++i) {
      if (plan.cuts[i].node == node) cuts[i] = cut_value(given.value, plan.nodes[node].type);
    }
  }
  return cuts;
}

}  // namespace seg::explain
