#include <iterator>

#include <fmt/format.h>

#include "runtime/plan/rules.h"
#include "runtime/plan/text.h"

namespace seg::plan {
namespace {

using Out = std::back_insert_iterator<std::string>;

void print_field(const Schema& schema, std::string_view keyword, const Field& field, Out out) {
  fmt::format_to(out, "{} {} : {}", keyword, word(field.name), type_text(schema, field.type));
  if (field.optional) fmt::format_to(out, " optional");
  if (field.precision != 0) fmt::format_to(out, " precision {}", field.precision);
  fmt::format_to(out, "\n");
}

void print_schema(const Schema& schema, Out out) {
  fmt::format_to(out, "schema {} zone {}\n", word(schema.name), word(schema.zone));
  for (const std::string& unit : schema.units) fmt::format_to(out, "unit {}\n", word(unit));
  for (const EnumType& type : schema.enums) {
    fmt::format_to(out, "enum {} {}", word(type.name), type.ordered ? "ordered" : "unordered");
    for (const std::string& value : type.values) fmt::format_to(out, " {}", word(value));
    fmt::format_to(out, "\n");
  }
  print_field(schema, "key", schema.key, out);
  for (const Field& field : schema.profile) print_field(schema, "profile", field, out);
  for (const Stream& stream : schema.streams) {
    fmt::format_to(out, "stream {} {}\n", word(stream.name), word(stream.plural));
    for (const Field& field : stream.fields) print_field(schema, "  field", field, out);
  }
  for (const Table& table : schema.tables) {
    fmt::format_to(out, "table {} key {}\n", word(table.name), word(table.fields[table.key].name));
    for (const Field& field : table.fields) print_field(schema, "  column", field, out);
  }
}

void print_parameters(const Plan& plan, Out out) {
  for (std::size_t index = 0; index < plan.parameters.slots.size(); ++index) {
    const Literal& literal = plan.parameters.slots[index];
    fmt::format_to(out, "literal ${} = {} : {}\n", index, literal_text(plan.schema, literal), type_text(plan.schema, literal.type));
  }
  for (std::size_t index = 0; index < plan.parameters.sets.size(); ++index) {
    const LiteralSet& set = plan.parameters.sets[index];
    fmt::format_to(out, "set &{} = {{", index);
    for (const Literal& element : set.elements) fmt::format_to(out, " {}", literal_text(plan.schema, element));
    fmt::format_to(out, " }} : {}\n", type_text(plan.schema, set.type));
  }
}

/// What stands between the operator and its operands: a slot, a field, a stream, a table.
void print_source(const Plan& plan, const Node& node, Out out) {
  const Schema& schema = plan.schema;
  if (node.op == Op::Parameter) fmt::format_to(out, " ${}", node.payload);
  if (node.op == Op::ProfileField) fmt::format_to(out, " {}", word(schema.profile[node.payload].name));
  if (node.op == Op::Lookup) {
    const Table& table = schema.tables[node.table];
    fmt::format_to(out, " {} {}", word(table.name), word(table.fields[node.payload].name));
  }
  if (names_stream(node.op) || node.op == Op::EventField || node.op == Op::EventAt) {
    fmt::format_to(out, " {}", word(schema.streams[names_stream(node.op) ? folded_stream(plan, node) : node.stream].name));
  }
  if (node.op == Op::EventField) fmt::format_to(out, " {}", word(schema.streams[node.stream].fields[node.payload].name));
}

void print_node(const Plan& plan, NodeId id, Out out) {
  const Node& node = plan.nodes[id];
  fmt::format_to(out, "%{} = {}", id, row_of(node.op).text);
  print_source(plan, node, out);
  const std::span<const NodeId> keys = key_operands(plan, node);
  const std::span<const NodeId> operands = plan.operands_of(node);
  for (const NodeId operand : operands.first(operands.size() - keys.size())) fmt::format_to(out, " %{}", operand);
  if (!keys.empty()) fmt::format_to(out, " by");
  for (const NodeId key : keys) fmt::format_to(out, " %{}", key);
  if (node.op == Op::InSet || node.op == Op::ListAnyIn) fmt::format_to(out, " &{}", node.payload);
  fmt::format_to(out, " : {} {}", type_text(plan.schema, node.type), rate_text(node.rate));
  // The value again, so that a reader need not look it up.
  if (node.op == Op::Parameter) fmt::format_to(out, "  ; {}", literal_text(plan.schema, plan.parameters.slots[node.payload]));
  fmt::format_to(out, "\n");
}

}  // namespace

std::string print(const Plan& plan) {
  std::string text = "plan 1\n";
  const Out out = std::back_inserter(text);
  print_schema(plan.schema, out);
  print_parameters(plan, out);
  std::size_t aggregates = 0;
  for (std::size_t id = 0; id < plan.nodes.size(); ++id) {
    print_node(plan, static_cast<NodeId>(id), out);
    if (row_of(plan.nodes[id].op).signature == Signature::Fold) ++aggregates;
  }
  for (const Segment& segment : plan.segments) {
    fmt::format_to(out, "segment {} = %{}", word(segment.name), segment.root);
    if (segment.audited != kNone) fmt::format_to(out, " audited %{}", segment.audited);
    fmt::format_to(out, "\n");
  }
  for (const CutLabel& cut : plan.cuts) fmt::format_to(out, "cut %{} {}\n", cut.node, quoted(cut.text));
  const auto counted = [](std::size_t count, std::string_view one) { return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s"); };
  fmt::format_to(out, "; {}, {}, {}, {}\n", counted(plan.segments.size(), "segment"), counted(aggregates, "aggregate"),
                 counted(plan.cuts.size(), "cut"), counted(plan.nodes.size(), "node"));
  return text;
}

}  // namespace seg::plan
