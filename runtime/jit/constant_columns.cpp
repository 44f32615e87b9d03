#include <cmath>
#include <stdexcept>

#include "runtime/jit/constants.h"
#include "runtime/jit/mutants.h"
#include "runtime/jit/text_cache.h"

namespace seg::jit {
namespace {

using columns::State;
using plan::Form;

/// Null where the batch has no rows of the table.
const columns::Column* column_of(const columns::Batch& batch, std::uint32_t table, std::uint32_t field) {
  if (table >= batch.tables.size() || batch.tables[table] == nullptr || batch.tables[table]->rows == 0) return nullptr;
  return &batch.tables[table]->fields[field];
}

std::int64_t row_of(const columns::Column& keys, std::string_view key) {
  for (std::int64_t row = 0; row < keys.length; ++row) {
    if (keys.dictionary->at(keys.as<std::int32_t>()[row]) == key) return row;
  }
  return -1;
}

/// Int64 forms and codes.
std::int64_t number_at(const columns::Column& column, std::int64_t row) {
  const bool narrow = plan::form_of(column.type) == Form::Code || column.type.kind == plan::Kind::Date;
  return narrow ? column.as<std::int32_t>()[row] : column.as<std::int64_t>()[row];
}

}  // namespace

ConstantValue looked_up(const columns::Batch& batch, const plan::Schema& schema, const plan::Node& lookup, std::string_view key) {
  const columns::Column* keys = column_of(batch, lookup.table, schema.tables[lookup.table].key);
  const columns::Column* column = column_of(batch, lookup.table, lookup.payload);
  const std::int64_t row = keys == nullptr ? -1 : row_of(*keys, key);
  if (row < 0 || !column->validity.at(row)) return {};
  ConstantValue result{State::Known, 0, 1, 0, {}};
  switch (plan::form_of(column->type)) {
    case Form::List:
      result.number = row;
      break;
    case Form::Bit:
      result.number = column->flags.at(row) ? 1 : 0;
      break;
    case Form::Float64:
      result.real = column->as<double>()[row];
      if (!std::isfinite(result.real)) result = {State::Fault, 0, 1, 0, {}};
      break;
    case Form::Code:
      result.number = number_at(*column, row);
      if (plan::is_text(column->type)) result.text = column->dictionary->at(result.number);
      break;
    case Form::Fraction:  // no column holds one
    case Form::Int64:
      result.number = number_at(*column, row);
      break;
  }
  return result;
}

std::vector<ConstantElement> elements_at(const columns::Batch& batch, const plan::Plan& plan, plan::NodeId list, std::int64_t row) {
  std::vector<plan::Op> changes;
  while (plan.nodes[list].op != plan::Op::Lookup) {
    const bool filtered = plan.nodes[list].op == plan::Op::When;
    if (!filtered) changes.push_back(plan.nodes[list].op);
    list = plan.operands_of(list)[filtered ? 1 : 0];
  }
  const columns::Column* column = column_of(batch, plan.nodes[list].table, plan.nodes[list].payload);
  std::vector<ConstantElement> result;
  if (column == nullptr) return result;
  const auto* offsets = column->as<std::int64_t>();
  const columns::Column& elements = *column->elements;
  for (std::int64_t index = offsets[row]; index < offsets[row + 1]; ++index) {
    ConstantElement& element = result.emplace_back(ConstantElement{elements.validity.at(index), 0, {}});
    if (!element.known) continue;
    element.number = number_at(elements, index);
    if (!plan::is_text(elements.type)) continue;
    element.text = elements.dictionary->at(element.number);
    element.number = 0;
    for (auto change = changes.rbegin(); change != changes.rend(); ++change) element.text = changed_text(*change, element.text);
  }
  return result;
}

State contains_element(const std::vector<ConstantElement>& list, const ConstantElement& value, bool& found) {
  bool open = !value.known;
  found = false;
  for (const ConstantElement& element : list) {
    open = open || !element.known;
    if (element.known && value.known && element.number == value.number && element.text == value.text) found = true;
  }
  return found || !open ? State::Known : State::Unknown;
}

texts::Pattern compiled_pattern(std::string_view pattern) {
  texts::PatternResult result =
      texts::compile_pattern(SEG_MUTATE(pattern_at_the_beginning, std::string(pattern), "\\A(?:" + std::string(pattern) + ")"));
  if (!result.pattern) throw std::invalid_argument("found a pattern that does not compile: " + result.error);
  return *result.pattern;
}

bool text_holds(plan::Op op, std::string_view a, std::string_view b) {
  if (op == plan::Op::Contains) return a.find(b) != std::string_view::npos;
  if (op == plan::Op::StartsWith) return a.starts_with(b);
  if (op == plan::Op::EndsWith) return a.ends_with(b);
  if (op == plan::Op::Equal) return a == b;
  return op == plan::Op::Less ? a < b : a <= b;
}

}  // namespace seg::jit
