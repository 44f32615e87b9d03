#include <algorithm>
#include <bit>
#include <map>
#include <stdexcept>

#include <fmt/format.h>

#include "runtime/plan/rules.h"

namespace seg::plan {
namespace {

/// One step of a 64-bit mix (the finaliser of SplitMix64 over an accumulating state).
std::uint64_t mix(std::uint64_t state, std::uint64_t value) {
  state ^= value + 0x9e3779b97f4a7c15U + (state << 6) + (state >> 2);
  state = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9U;
  state = (state ^ (state >> 27)) * 0x94d049bb133111ebU;
  return state ^ (state >> 31);
}

std::uint64_t hash_of(Type type) {
  return mix(static_cast<std::uint64_t>(type.kind) << 8 | type.scale,
             static_cast<std::uint64_t>(type.unit) << 2 | (type.list ? 2U : 0U) | (type.fraction ? 1U : 0U));
}

std::uint64_t hash_of(const Literal& literal) {
  std::uint64_t state = hash_of(literal.type);
  state = mix(state, static_cast<std::uint64_t>(literal.number));
  state = mix(state, static_cast<std::uint64_t>(literal.denominator));
  state = mix(state, std::bit_cast<std::uint64_t>(literal.real));
  return mix(state, std::hash<std::string>{}(literal.text));
}

std::uint64_t hash_of(const LiteralSet& set) {
  std::uint64_t state = hash_of(set.type);
  for (const Literal& element : set.elements) state = mix(state, hash_of(element));
  return state;
}

std::uint64_t hash_of(const Node& node, std::span<const NodeId> operands) {
  std::uint64_t state = mix(static_cast<std::uint64_t>(node.op), hash_of(node.type));
  state = mix(state, static_cast<std::uint64_t>(node.stream) << 32 | node.payload);
  state = mix(state, node.table);
  for (const NodeId operand : operands) state = mix(state, operand);
  return state;
}

/// Zeros of both signs are two literals, so that a Plan keeps what was written.
bool same_bits(const Literal& a, const Literal& b) { return a == b && std::signbit(a.real) == std::signbit(b.real); }

[[noreturn]] void refuse(Op op, std::string_view expected) {
  throw std::logic_error(fmt::format("plan::Builder: {} expects {}", row_of(op).text, expected));
}

/// The entry of `values` that equals `value`, added where there is none.
template <typename T, typename Same>
std::uint32_t shared(std::vector<T>& values, HashIndex& index, T value, Same same) {
  const std::uint64_t hash = hash_of(value);
  const std::uint32_t found = index.find(hash, [&](std::uint32_t position) { return same(values[position], value); });
  if (found != HashIndex::kAbsent) return found;
  const auto position = static_cast<std::uint32_t>(values.size());
  values.push_back(std::move(value));
  index.insert(hash, position);
  return position;
}

}  // namespace

Builder::Builder(Schema schema) { plan_.schema = std::move(schema); }

NodeId Builder::add(Node node, std::span<const NodeId> operands) {
  for (const NodeId operand : operands) {
    if (operand >= plan_.nodes.size()) refuse(node.op, "operands that were added before");
  }
  const RateResult rate = result_rate(plan_, node.op, node.stream, operands);
  if (!rate.ok) refuse(node.op, rate.expected);
  node.rate = rate.rate;
  node.stream = rate.stream;

  const std::uint64_t hash = hash_of(node, operands);
  const std::uint32_t found = node_index_.find(hash, [&](NodeId id) {
    const Node& other = plan_.nodes[id];
    const auto others = plan_.operands_of(other);
    return other.op == node.op && other.type == node.type && other.stream == node.stream && other.payload == node.payload &&
           other.table == node.table &&
           std::equal(others.begin(), others.end(), operands.begin(), operands.end());
  });
  if (found != HashIndex::kAbsent) return found;
  // The caller's operands may stand in the table that grows here.
  const std::vector<NodeId> copy(operands.begin(), operands.end());
  node.first_operand = static_cast<std::uint32_t>(plan_.operands.size());
  node.operand_count = static_cast<std::uint32_t>(copy.size());
  plan_.operands.insert(plan_.operands.end(), copy.begin(), copy.end());
  const auto id = static_cast<NodeId>(plan_.nodes.size());
  plan_.nodes.push_back(node);
  node_index_.insert(hash, id);
  return id;
}

NodeId Builder::literal(Literal value) {
  value = without_unused(std::move(value));
  if (const std::string error = literal_error(plan_.schema, value); !error.empty()) refuse(Op::Parameter, "a canonical literal: " + error);
  Node node{Op::Parameter, value.type, Rate::Constant};
  node.payload = shared(plan_.parameters.slots, slot_index_, std::move(value), same_bits);
  return add(node, {});
}

NodeId Builder::now() { return add({Op::Now, timestamp_type(), Rate::Constant}, {}); }

NodeId Builder::profile_field(std::uint32_t field) {
  if (field >= plan_.schema.profile.size()) refuse(Op::ProfileField, "a field of the schema");
  Node node{Op::ProfileField, plan_.schema.profile[field].type, Rate::Profile};
  node.payload = field;
  return add(node, {});
}

NodeId Builder::event_field(std::uint32_t stream, std::uint32_t field) {
  const auto& streams = plan_.schema.streams;
  if (stream >= streams.size() || field >= streams[stream].fields.size()) refuse(Op::EventField, "a field of a stream of the schema");
  return add({Op::EventField, streams[stream].fields[field].type, Rate::Event, stream, field}, {});
}

NodeId Builder::event_at(std::uint32_t stream) { return add({Op::EventAt, timestamp_type(), Rate::Event, stream}, {}); }

namespace {

std::vector<Type> types_of(const Plan& plan, Op op, std::span<const NodeId> operands) {
  std::vector<Type> types;
  types.reserve(operands.size());
  for (const NodeId operand : operands) {
    if (operand >= plan.nodes.size()) refuse(op, "operands that were added before");
    types.push_back(plan.nodes[operand].type);
  }
  return types;
}

Type type_for(const Plan& plan, Op op, std::span<const NodeId> operands, std::uint8_t scale = 0) {
  const TypeResult result = result_type(plan.schema, op, types_of(plan, op, operands), scale);
  if (!result.ok) refuse(op, result.expected);
  return result.type;
}

}  // namespace

NodeId Builder::apply(Op op, std::span<const NodeId> operands) {
  const Signature signature = row_of(op).signature;
  const bool own_function = signature == Signature::Leaf || signature == Signature::Lookup || signature == Signature::Fold ||
                            signature == Signature::Scan || signature == Signature::AsOf || signature == Signature::ListMembership || op == Op::InSet || op == Op::Rescale;
  if (own_function) {
    refuse(op, "its own function of the builder");
  }
  return add({op, type_for(plan_, op, operands), Rate::Constant}, operands);
}

NodeId Builder::apply(Op op, std::initializer_list<NodeId> operands) {
  return apply(op, std::span<const NodeId>(operands.begin(), operands.size()));
}

NodeId Builder::lookup(std::uint32_t table, std::uint32_t field, NodeId key) {
  const NodeId operands[] = {key};
  const auto& tables = plan_.schema.tables;
  if (table >= tables.size() || field >= tables[table].fields.size()) refuse(Op::Lookup, "a field of a table of the schema");
  if (key >= plan_.nodes.size() || plan_.nodes[key].type != tables[table].fields[tables[table].key].type) {
    refuse(Op::Lookup, "a key of the table's type");
  }
  Node node{Op::Lookup, tables[table].fields[field].type, Rate::Constant};
  node.payload = field;
  node.table = table;
  return add(node, operands);
}

NodeId Builder::in_set(NodeId value, LiteralSet set) {
  const NodeId operands[] = {value};
  if (value >= plan_.nodes.size()) refuse(Op::InSet, "operands that were added before");
  const Type type = plan_.nodes[value].type;
  const Op op = type.list ? Op::ListAnyIn : Op::InSet;
  Node node{op, type_for(plan_, op, operands), Rate::Constant};
  if (set.type != element_of(type)) refuse(Op::InSet, "a set of the operand's own type");
  for (Literal& element : set.elements) {
    if (element.type != set.type) refuse(Op::InSet, "elements of the set's own type");
    element = without_unused(std::move(element));
    if (const std::string error = literal_error(plan_.schema, element); !error.empty()) refuse(Op::InSet, "canonical literals: " + error);
  }
  std::sort(set.elements.begin(), set.elements.end(), literal_less);
  const auto same_value = [](const Literal& a, const Literal& b) { return !literal_less(a, b) && !literal_less(b, a); };
  set.elements.erase(std::unique(set.elements.begin(), set.elements.end(), same_value), set.elements.end());
  const auto same_set = [](const LiteralSet& a, const LiteralSet& b) {
    return a.type == b.type && std::equal(a.elements.begin(), a.elements.end(), b.elements.begin(), b.elements.end(), same_bits);
  };
  node.payload = shared(plan_.parameters.sets, set_index_, std::move(set), same_set);
  return add(node, operands);
}

NodeId Builder::rescale(NodeId value, std::uint8_t scale) {
  const NodeId operands[] = {value};
  return add({Op::Rescale, type_for(plan_, Op::Rescale, operands, scale), Rate::Constant}, operands);
}

NodeId Builder::fold(Op op, std::uint32_t stream, std::span<const NodeId> operands) {
  const Signature signature = row_of(op).signature;
  if (signature != Signature::Fold && signature != Signature::Scan) refuse(op, "Builder::apply");
  return add({op, type_for(plan_, op, operands), Rate::Profile, stream}, operands);
}

NodeId Builder::keyed_fold(Op op, std::uint32_t stream, std::span<const NodeId> operands, std::span<const KeyPair> keys) {
  if (row_of(op).signature != Signature::Fold || keys.empty()) refuse(op, "a fold and at least one pair of keys");
  Node node{op, type_for(plan_, op, operands), Rate::Event, stream};
  node.payload = static_cast<std::uint32_t>(keys.size());
  std::vector<NodeId> all(operands.begin(), operands.end());
  for (const KeyPair& key : keys) all.insert(all.end(), {key.inner, key.outer});
  return add(node, all);
}

NodeId Builder::as_of(std::span<const NodeId> operands, std::span<const KeyPair> keys) {
  Node node{Op::EarliestAfter, type_for(plan_, Op::EarliestAfter, operands), Rate::Event};
  if (!keys.empty()) node.payload = static_cast<std::uint32_t>(keys.size());
  std::vector<NodeId> all(operands.begin(), operands.end());
  for (const KeyPair& key : keys) all.insert(all.end(), {key.inner, key.outer});
  return add(node, all);
}

NodeId Builder::truth(bool value) { return literal({bool_type(), value ? 1 : 0, 1, 0, {}}); }

NodeId Builder::integer(std::int64_t value) { return literal({int_type(), value, 1, 0, {}}); }

void Builder::add_segment(std::string name, NodeId root, NodeId audited) {
  const auto is_truth = [&](NodeId id) {
    return id < plan_.nodes.size() && plan_.nodes[id].type == bool_type() && plan_.nodes[id].rate != Rate::Event;
  };
  if (!is_truth(root) || (audited != kNone && !is_truth(audited))) {
    throw std::logic_error(fmt::format("plan::Builder: segment {} expects a bool root of at most profile rate", name));
  }
  plan_.segments.push_back({std::move(name), root, audited});
}

void Builder::label_cut(NodeId cut, std::string text) {
  if (cut >= plan_.nodes.size() || row_of(plan_.nodes[cut].op).signature != Signature::Cut) {
    throw std::logic_error("plan::Builder: label_cut expects a cut");
  }
  const auto same = [cut](const CutLabel& label) { return label.node == cut; };
  if (std::none_of(plan_.cuts.begin(), plan_.cuts.end(), same)) plan_.cuts.push_back({cut, std::move(text)});
}

Plan Builder::finish() && {
  std::map<NodeId, std::string> texts;
  for (CutLabel& label : plan_.cuts) texts.emplace(label.node, std::move(label.text));
  plan_.cuts.clear();
  for (NodeId id = 0; id < plan_.nodes.size(); ++id) {
    if (row_of(plan_.nodes[id].op).signature == Signature::Cut) plan_.cuts.push_back({id, std::move(texts[id])});
  }
  return std::move(plan_);
}

}  // namespace seg::plan
