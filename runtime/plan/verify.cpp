#include <set>

#include <fmt/format.h>

#include "runtime/plan/rules.h"
#include "runtime/plan/text.h"

namespace seg::plan {
namespace {

std::string field_error(const Schema& schema, const Field& field, std::set<std::string_view>& names) {
  if (field.name.empty()) return "found a field without a name";
  if (!names.insert(field.name).second) return fmt::format("found field {} twice", field.name);
  if (std::string error = type_error(schema, field.type); !error.empty()) return fmt::format("field {}: {}", field.name, error);
  if (field.type.fraction && field.type.kind != Kind::Ratio)
    return fmt::format("field {}: found a fraction, expected a declared type", field.name);
  if (field.precision > 18) return fmt::format("field {}: found precision {}, expected at most 18", field.name, field.precision);
  return "";
}

std::string fields_error(const Schema& schema, const std::vector<Field>& fields) {
  std::set<std::string_view> names;
  for (const Field& field : fields) {
    if (std::string error = field_error(schema, field, names); !error.empty()) return error;
  }
  return "";
}

std::string enum_error(const EnumType& type) {
  if (type.values.empty()) return fmt::format("enum {}: found no values, expected at least one", type.name);
  std::set<std::string_view> values;
  for (const std::string& value : type.values) {
    if (!values.insert(value).second) return fmt::format("enum {}: found value {} twice", type.name, quoted(value));
  }
  return "";
}

std::string table_error(const Schema& schema, const Table& table) {
  if (std::string error = fields_error(schema, table.fields); !error.empty()) return error;
  if (table.key >= table.fields.size()) return "found no key among the fields";
  const Field& key = table.fields[table.key];
  if (key.type.kind != Kind::Id || key.type.unit == kNoUnit || key.type.list || key.optional)
    return "found a key that is no id with a kind, or optional";
  for (const Table& other : schema.tables) {
    if (&other != &table && other.key < other.fields.size() && other.fields[other.key].type == key.type)
      return fmt::format("found keys of one kind as table {} has", other.name);
  }
  return "";
}

std::string schema_error(const Schema& schema) {
  if (schema.units.size() >= kNoUnit || schema.enums.size() >= kNoUnit)
    return fmt::format("schema: found more than {} units or enums", kNoUnit - 1);
  std::set<std::string_view> names;
  for (const std::string& unit : schema.units) {
    if (!names.insert(unit).second) return fmt::format("schema: found unit {} twice", unit);
  }
  names.clear();
  for (const EnumType& type : schema.enums) {
    if (!names.insert(type.name).second) return fmt::format("schema: found enum {} twice", type.name);
    if (std::string error = enum_error(type); !error.empty()) return "schema: " + error;
  }
  std::set<std::string_view> key;
  if (!schema.key.name.empty()) {
    if (std::string error = field_error(schema, schema.key, key); !error.empty()) return "schema: key: " + error;
  }
  if (std::string error = fields_error(schema, schema.profile); !error.empty()) return "schema: " + error;
  names.clear();
  for (const Stream& stream : schema.streams) {
    if (stream.name.empty() || !names.insert(stream.name).second)
      return fmt::format("schema: found stream {} twice or without a name", quoted(stream.name));
    if (std::string error = fields_error(schema, stream.fields); !error.empty())
      return fmt::format("schema: stream {}: {}", stream.name, error);
  }
  names.clear();
  for (const Table& table : schema.tables) {
    if (table.name.empty() || !names.insert(table.name).second)
      return fmt::format("schema: found table {} twice or without a name", quoted(table.name));
    if (std::string error = table_error(schema, table); !error.empty()) return fmt::format("schema: table {}: {}", table.name, error);
  }
  return "";
}

std::string set_error(const Schema& schema, const LiteralSet& set) {
  if (std::string error = type_error(schema, set.type); !error.empty()) return error;
  for (std::size_t index = 0; index < set.elements.size(); ++index) {
    const Literal& element = set.elements[index];
    if (element.type != set.type) return fmt::format("found element {} of another type than the set", index);
    if (std::string error = literal_error(schema, element); !error.empty()) return fmt::format("element {}: {}", index, error);
    if (index > 0 && !literal_less(set.elements[index - 1], element))
      return fmt::format("found element {} not greater than the one before", index);
  }
  return "";
}

std::string parameters_error(const Plan& plan) {
  for (std::size_t index = 0; index < plan.parameters.slots.size(); ++index) {
    if (std::string error = literal_error(plan.schema, plan.parameters.slots[index]); !error.empty())
      return fmt::format("parameter ${}: {}", index, error);
  }
  for (std::size_t index = 0; index < plan.parameters.sets.size(); ++index) {
    if (std::string error = set_error(plan.schema, plan.parameters.sets[index]); !error.empty())
      return fmt::format("set &{}: {}", index, error);
  }
  return "";
}

struct Expected {
  std::string error;
  Type type;
};

/// The type that a leaf reads; the payload must lie inside what it points into.
Expected leaf_type(const Plan& plan, const Node& node) {
  if (node.op == Op::Parameter) {
    if (node.payload >= plan.parameters.slots.size()) return {"found a payload that is no parameter", {}};
    return {"", plan.parameters.slots[node.payload].type};
  }
  if (node.op == Op::ProfileField) {
    if (node.payload >= plan.schema.profile.size()) return {"found a payload that is no profile field", {}};
    return {"", plan.schema.profile[node.payload].type};
  }
  if (node.op == Op::EventField) {
    if (node.stream >= plan.schema.streams.size()) return {"found a stream that is not in the schema", {}};
    if (node.payload >= plan.schema.streams[node.stream].fields.size()) return {"found a payload that is no field of the stream", {}};
    return {"", plan.schema.streams[node.stream].fields[node.payload].type};
  }
  if (node.payload != kNone) return {"found a payload, expected none", {}};
  return {"", timestamp_type()};
}

Expected lookup_type(const Plan& plan, const Node& node) {
  const auto& tables = plan.schema.tables;
  if (node.table >= tables.size()) return {"found a table that is not in the schema", {}};
  const Table& table = tables[node.table];
  if (table.key >= table.fields.size()) return {"found a table without its key among the columns", {}};
  if (node.payload >= table.fields.size()) return {"found a payload that is no field of the table", {}};
  if (node.operand_count != 1 || plan.nodes[plan.operands_of(node)[0]].type != table.fields[table.key].type)
    return {"expected one operand of the table's key type", {}};
  return {"", table.fields[node.payload].type};
}

/// Folds and scans: the type follows from the operands without key pairs.
std::span<const NodeId> typed_operands(const Plan& plan, const Node& node) {
  const auto operands = plan.operands_of(node);
  if (!is_keyed(node) || node.payload > operands.size()) return operands;
  return operands.first(operands.size() - std::min<std::size_t>(operands.size(), std::size_t{2} * node.payload));
}

Expected node_type(const Plan& plan, const Node& node) {
  if (row_of(node.op).signature == Signature::Leaf) {
    if (node.operand_count != 0) return {"found operands, expected none", {}};
    return leaf_type(plan, node);
  }
  if (node.op == Op::Lookup) return lookup_type(plan, node);
  std::vector<Type> types;
  for (const NodeId operand : typed_operands(plan, node)) types.push_back(plan.nodes[operand].type);
  const TypeResult result = result_type(plan.schema, node.op, types, node.type.scale);
  if (!result.ok) {
    std::string found;
    for (const Type type : types) found += (found.empty() ? "" : ", ") + type_text(plan.schema, type);
    return {fmt::format("found {}, expected {}", found.empty() ? "nothing" : found, result.expected), {}};
  }
  if (is_keyed(node)) return {node.payload > 0 ? "" : "found no key pairs, expected some", result.type};
  const bool takes_set = node.op == Op::InSet || node.op == Op::ListAnyIn;
  if (!takes_set) return {node.payload == kNone ? "" : "found a payload, expected none", result.type};
  if (node.payload >= plan.parameters.sets.size()) return {"found a payload that is no set", {}};
  if (plan.parameters.sets[node.payload].type != element_of(types[0])) return {"found a set of another type than the operand", {}};
  return {"", result.type};
}

/// Points together fit 64 bits, so that no sum of them can overflow.
std::string points_error(const Plan& plan, std::span<const NodeId> operands) {
  std::uint64_t magnitude = 0;
  for (std::size_t index = 0; index < operands.size(); index += 2) {
    const std::int64_t points = plan.parameters.slots[plan.nodes[operands[index]].payload].number;
    const std::uint64_t size = points < 0 ? std::uint64_t{0} - static_cast<std::uint64_t>(points) : static_cast<std::uint64_t>(points);
    const auto limit = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (size > limit || magnitude > limit - size) return "found points that together do not fit 64 bits";
    magnitude += size;
  }
  return "";
}

/// Shares are in [0, 1], the numbers of at_least at least 0, of nth and cut_rank at least 1. All stand in parameters.
std::string constant_error(const Plan& plan, const Node& node) {
  const auto operands = plan.operands_of(node);
  if (node.op == Op::Score) return points_error(plan, operands);
  const bool rank = node.op == Op::CutRank;
  const bool share = row_of(node.op).signature == Signature::Cut && operands.size() == 2 && !rank;
  if (!share && !rank && node.op != Op::AtLeast && node.op != Op::NthOf) return "";
  const NodeId constant = operands[share || rank ? 1 : node.op == Op::NthOf ? 4 : 0];
  const std::int64_t least = node.op == Op::NthOf || rank ? 1 : 0;
  const Literal& literal = plan.parameters.slots[plan.nodes[constant].payload];
  if (literal.number < least) return fmt::format("found {}, expected a parameter of at least {}", literal.number, least);
  if (share && literal.number > literal.denominator)
    return fmt::format("found share {}/{}, expected at most 1", literal.number, literal.denominator);
  return "";
}

}  // namespace

std::string node_error(const Plan& plan, NodeId id, std::size_t first) {
  const Node& node = plan.nodes[id];
  if (static_cast<std::size_t>(node.op) >= op_rows().size()) return "found an operator that does not exist";
  if (node.first_operand != first || node.operand_count > plan.operands.size() - first) return "found operands out of the table's order";
  for (const NodeId operand : plan.operands_of(node)) {
    if (operand >= id) return fmt::format("found operand %{}, expected one that stands before", operand);
  }
  const Expected expected = node_type(plan, node);
  if (!expected.error.empty()) return expected.error;
  if (expected.type != node.type)
    return fmt::format("found type {}, expected {}", type_text(plan.schema, node.type), type_text(plan.schema, expected.type));
  if (node.op != Op::Lookup && node.table != kNone) return "found a table, expected none";
  const std::uint32_t stream = names_stream(node.op) ? folded_stream(plan, node) : node.stream;
  const RateResult rate = result_rate(plan, node.op, stream, plan.operands_of(node));
  if (!rate.ok) return "expected " + rate.expected;
  if (rate.rate != node.rate) return fmt::format("found rate {}, expected {}", rate_text(node.rate), rate_text(rate.rate));
  if (rate.stream != node.stream) return "found another stream than that of the operands";
  return constant_error(plan, node);
}

namespace {

std::string nodes_error(const Plan& plan) {
  std::size_t first = 0;
  for (std::size_t id = 0; id < plan.nodes.size(); ++id) {
    if (std::string error = node_error(plan, static_cast<NodeId>(id), first); !error.empty()) {
      const Node& node = plan.nodes[id];
      const bool known = static_cast<std::size_t>(node.op) < op_rows().size();
      return fmt::format("node %{} ({}): {}", id, known ? row_of(node.op).text : "?", error);
    }
    first += plan.nodes[id].operand_count;
  }
  return first == plan.operands.size() ? "" : fmt::format("found {} operands, expected {}", plan.operands.size(), first);
}

std::string segments_error(const Plan& plan) {
  std::set<std::string_view> names;
  for (const Segment& segment : plan.segments) {
    if (segment.name.empty() || !names.insert(segment.name).second)
      return fmt::format("segment {}: found its name twice or empty", quoted(segment.name));
    if (segment.root >= plan.nodes.size()) return fmt::format("segment {}: found root %{}, which is no node", segment.name, segment.root);
    if (segment.audited != kNone && segment.audited >= plan.nodes.size())
      return fmt::format("segment {}: found audited %{}, which is no node", segment.name, segment.audited);
    for (const NodeId id : {segment.root, segment.audited == kNone ? segment.root : segment.audited}) {
      const Node& node = plan.nodes[id];
      if (node.type == bool_type() && node.rate != Rate::Event) continue;
      return fmt::format("segment {}: found {} {} of {} rate, expected a bool of at most profile rate", segment.name,
                         id == segment.root ? "root" : "audited", type_text(plan.schema, node.type), rate_text(node.rate));
    }
  }
  return "";
}

std::string cuts_error(const Plan& plan) {
  std::size_t next = 0;
  for (std::size_t id = 0; id < plan.nodes.size(); ++id) {
    if (row_of(plan.nodes[id].op).signature != Signature::Cut) continue;
    if (next >= plan.cuts.size() || plan.cuts[next].node != id)
      return fmt::format("node %{}: found no label for this cut in its place", id);
    ++next;
  }
  if (next != plan.cuts.size()) return fmt::format("found a cut label for %{}, which is no cut", plan.cuts[next].node);
  for (const std::uint8_t stage : population_stages(plan)) {
    if (stage > kMaxPopulationStages) return fmt::format("found cuts upon cuts in more than {} stages", kMaxPopulationStages);
  }
  return "";
}

}  // namespace

std::string verify(const Plan& plan) {
  if (std::string error = schema_error(plan.schema); !error.empty()) return error;
  for (const auto check : {parameters_error, nodes_error, segments_error, cuts_error}) {
    if (std::string error = check(plan); !error.empty()) return error;
  }
  return "";
}

}  // namespace seg::plan
