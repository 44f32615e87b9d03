#include <fmt/format.h>

#include <cmath>

#include "tests/differential/batches.h"

namespace seg::differential {
namespace {

using columns::Column;
using plan::Kind;

std::string value_text(const Column& column, std::int64_t index) {
  if (!column.validity.at(index)) return "unknown";
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

plan::Parameters other_parameters(Random& random, const plan::Plan& plan, std::int64_t now) {
  std::vector<bool> fixed(plan.parameters.slots.size(), false);
  for (const plan::Node& node : plan.nodes) {
    const bool share = plan::row_of(node.op).signature == plan::Signature::Cut && node.operand_count == 2;
    if (share || node.op == plan::Op::AtLeast) fixed[plan.nodes[plan.operands_of(node)[share ? 1 : 0]].payload] = true;
  }
  plan::Parameters parameters = plan.parameters;
  for (std::size_t slot = 0; slot < fixed.size(); ++slot) {
    const plan::Type type = parameters.slots[slot].type;
    // Native code has no test for a bound that is not there: a window stays without one.
    const std::int64_t number = parameters.slots[slot].number;
    const bool endless = type == plan::timestamp_type() && (number == plan::kBeginningOfTime || number == plan::kEndOfTime);
    if (fixed[slot] || endless || random.percent(50)) continue;
    parameters.slots[slot] = draw_literal(random, random.percent(30) ? Temper::Extreme : Temper::Small, plan.schema, type, now);
  }
  return parameters;
}

}  // namespace seg::differential
