#include "runtime/population/definitions.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/plan/rules.h"
#include "runtime/plan/text.h"
#include "runtime/population/numbers.h"

namespace seg::population {
namespace {

using plan::NodeId;
using plan::Op;

std::string digest(std::string_view text) {
  constexpr UnsignedWide kPrime = (UnsignedWide{1} << 88) + 0x13B;
  UnsignedWide hash = UnsignedWide{0x6c62272e07bb0142} << 64 | UnsignedWide{0x62b821756295c58d};
  for (const char byte : text) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= kPrime;
  }
  return fmt::format("{:016x}{:016x}", static_cast<std::uint64_t>(hash >> 64), static_cast<std::uint64_t>(hash));
}

/// The values of an enum with its name: a code means nothing without them.
std::string type_of(const plan::Schema& schema, plan::Type type) {
  std::string text = plan::type_text(schema, type);
  if (type.kind != plan::Kind::Enum) return text;
  for (const std::string& value : schema.enums[type.unit].values) text += " " + plan::word(value);
  return text;
}

/// What the node reads beside its operands.
std::string source_of(const plan::Plan& plan, const plan::Node& node) {
  const plan::Schema& schema = plan.schema;
  if (node.op == Op::Parameter) return plan::literal_text(schema, plan.parameters.slots[node.payload]);
  if (node.op == Op::ProfileField) return plan::word(schema.profile[node.payload].name);
  if (node.op == Op::EventAt) return plan::word(schema.streams[node.stream].name);
  if (node.op == Op::Lookup) {
    const plan::Table& table = schema.tables[node.table];
    return plan::word(table.name) + " " + plan::word(table.fields[node.payload].name);
  }
  if (node.op == Op::EventField) {
    const plan::Stream& stream = schema.streams[node.stream];
    return plan::word(stream.name) + " " + plan::word(stream.fields[node.payload].name);
  }
  if (node.op == Op::InSet || node.op == Op::ListAnyIn) {
    std::string text;
    for (const plan::Literal& element : plan.parameters.sets[node.payload].elements) text += plan::literal_text(schema, element) + " ";
    return text;
  }
  const auto arity = static_cast<std::uint32_t>(plan::row_of(node.op).arity);
  if (plan::takes_zone(node.op) && node.operand_count == arity) return plan::word(schema.zone);
  return plan::names_stream(node.op) ? plan::word(schema.streams[plan::folded_stream(plan, node)].name) : "";
}

/// Operands whose order says nothing: passes move them.
std::size_t first_unordered(const plan::Node& node) {
  if (node.op == Op::And || node.op == Op::Or) return 0;
  return node.op == Op::AtLeast ? 1 : node.operand_count;
}

}  // namespace

std::vector<std::string> definitions(const plan::Plan& plan) {
  std::vector<std::string> digests;
  digests.reserve(plan.nodes.size());
  for (const plan::Node& node : plan.nodes) {
    std::vector<std::string_view> operands;
    for (const NodeId operand : plan.operands_of(node)) operands.push_back(digests[operand]);
    std::sort(operands.begin() + static_cast<std::ptrdiff_t>(first_unordered(node)), operands.end());
    digests.push_back(digest(fmt::format("{}\n{}\n{}\n{}\n{}", plan::row_of(node.op).text, type_of(plan.schema, node.type),
                                         source_of(plan, node), plan::key_operands(plan, node).size(), fmt::join(operands, " "))));
  }
  std::vector<std::string> result;
  for (const plan::CutLabel& cut : plan.cuts) result.push_back(digests[cut.node]);
  return result;
}

}  // namespace seg::population
