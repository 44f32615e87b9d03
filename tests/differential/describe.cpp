#include <fmt/format.h>

#include <cmath>

#include "tests/differential/batches.h"

namespace seg::differential {
namespace {

using columns::Column;
using plan::Kind;

std::string value_text(const Column& column, std::int64_t index) {
  if (!column.validity.at(index)) return "unknown";
  if (column.type.list) {
    const auto* offsets = column.as<std::int64_t>();
    std::string text;
    for (std::int64_t element = offsets[index]; element < offsets[index + 1]; ++element)
      text += (text.empty() ? "" : ", ") + value_text(*column.elements, element);
    return fmt::format("[{}]", text);
  }
  switch (column.type.kind) {
    case Kind::Bool:
      return column.flags.at(index) ? "true" : "false";
    case Kind::Date:
    case Kind::Enum:
      return std::to_string(column.as<std::int32_t>()[index]);
    case Kind::String:
    case Kind::Id:
      return fmt::format("{:?}", column.dictionary->at(column.as<std::int32_t>()[index]));
    case Kind::Float:
      return fmt::format("{}", column.as<double>()[index]);
    case Kind::Int:
    case Kind::Decimal:
    case Kind::Money:
    case Kind::Timestamp:
    case Kind::Duration:
    case Kind::Ratio:
      break;
  }
  return std::to_string(column.as<std::int64_t>()[index]);
}

std::string fields_text(const std::vector<Column>& columns, const std::vector<plan::Field>& fields, std::int64_t index) {
  std::string text;
  for (std::size_t field = 0; field < fields.size(); ++field)
    text += fmt::format(" {}={}", fields[field].name, value_text(columns[field], index));
  return text;
}

}  // namespace

std::string describe_tables(const columns::Batch& batch, const plan::Schema& schema) {
  std::string text;
  for (std::size_t index = 0; index < schema.tables.size(); ++index) {
    const columns::Table& table = *batch.tables[index];
    for (std::int64_t row = 0; row < table.rows; ++row)
      text += fmt::format("{}{}\n", schema.tables[index].name, fields_text(table.fields, schema.tables[index].fields, row));
  }
  return text;
}

std::string describe_row(const columns::Batch& batch, const plan::Schema& schema, std::int64_t row) {
  std::string text = fmt::format("profile{}\n", fields_text(batch.profile, schema.profile, row));
  for (std::size_t index = 0; index < schema.streams.size(); ++index) {
    const columns::Stream& stream = batch.streams[index];
    for (std::int64_t event = stream.offsets[row]; event < stream.offsets[row + 1]; ++event) {
      text += fmt::format("{} at={}{}\n", schema.streams[index].name, stream.at[event],
                          fields_text(stream.fields, schema.streams[index].fields, event));
    }
  }
  return text;
}

namespace {

enum class Change : std::uint8_t { Any, Pattern, Zone, None };

/// How each slot may change.
std::vector<Change> changes_of(const plan::Plan& plan) {
  std::vector<Change> changes(plan.parameters.slots.size(), Change::Any);
  for (const plan::Node& node : plan.nodes) {
    const auto operands = plan.operands_of(node);
    const auto restrict_to = [&](std::size_t operand, Change change) {
      Change& slot = changes[plan.nodes[operands[operand]].payload];
      slot = slot == Change::Any || slot == change ? change : Change::None;
    };
    if (plan::row_of(node.op).signature == plan::Signature::Cut && operands.size() == 2) restrict_to(1, Change::None);
    if (node.op == plan::Op::AtLeast) restrict_to(0, Change::None);
    if (node.op == plan::Op::NthOf) restrict_to(4, Change::None);
    if (node.op == plan::Op::Matches) restrict_to(1, Change::Pattern);
    const bool has_zone = plan::takes_zone(node.op) && operands.size() > static_cast<std::size_t>(plan::row_of(node.op).arity);
    if (has_zone && plan.nodes[operands.back()].op == plan::Op::Parameter) restrict_to(operands.size() - 1, Change::Zone);
    for (std::size_t index = 0; node.op == plan::Op::Score && index < operands.size(); index += 2) restrict_to(index, Change::None);
  }
  return changes;
}

}  // namespace

plan::Parameters other_parameters(Random& random, const plan::Plan& plan, std::int64_t now) {
  const std::vector<Change> changes = changes_of(plan);
  plan::Parameters parameters = plan.parameters;
  for (std::size_t slot = 0; slot < changes.size(); ++slot) {
    const plan::Type type = parameters.slots[slot].type;
    // Native code has no test for a bound that is not there: a window stays without one.
    const std::int64_t number = parameters.slots[slot].number;
    const bool endless = type == plan::timestamp_type() && (number == plan::kBeginningOfTime || number == plan::kEndOfTime);
    if (changes[slot] == Change::None || endless || random.percent(50)) continue;
    if (changes[slot] == Change::Pattern) {
      parameters.slots[slot].text = random.one_of(pattern_pool());
      continue;
    }
    if (changes[slot] == Change::Zone) {
      parameters.slots[slot].text = draw_zone(random);
      continue;
    }
    parameters.slots[slot] = draw_literal(random, random.percent(30) ? Temper::Extreme : Temper::Small, plan.schema, type, now);
  }
  return parameters;
}

}  // namespace seg::differential
