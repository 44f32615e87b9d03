#include <algorithm>
#include <bit>
#include <stdexcept>
#include <string>

#include "runtime/jit/program.h"

namespace seg::jit {
namespace {

/// FNV-1a over 64-bit pieces.
std::uint64_t hash(std::initializer_list<std::uint64_t> pieces) {
  std::uint64_t result = 0xcbf29ce484222325;
  for (const std::uint64_t piece : pieces) result = (result ^ piece) * 0x100000001b3 ^ (piece >> 29);
  return result;
}

std::uint64_t hash(const Instruction& instruction) {
  return hash({static_cast<std::uint64_t>(instruction.op), static_cast<std::uint64_t>(instruction.shape), instruction.domain,
               instruction.payload, instruction.a, instruction.b, instruction.c});
}

/// Position of an equal element; added when there is none.
template <typename T>
std::uint32_t position(std::vector<T>& elements, const T& element) {
  const auto found = std::find(elements.begin(), elements.end(), element) - elements.begin();
  if (found == std::ssize(elements)) elements.push_back(element);
  return static_cast<std::uint32_t>(found);
}

/// The same for many elements, with an index by hash.
template <typename T>
std::uint32_t indexed(std::vector<T>& elements, std::unordered_multimap<std::uint64_t, std::uint32_t>& index, std::uint64_t key,
                      const T& element) {
  const auto [first, last] = index.equal_range(key);
  for (auto entry = first; entry != last; ++entry) {
    if (elements[entry->second] == element) return entry->second;
  }
  elements.push_back(element);
  return index.emplace(key, static_cast<std::uint32_t>(elements.size() - 1))->second;
}

/// The broadcasting kernel of a shape.
KernelId broadcast_of(Shape shape) {
  switch (shape) {
    case Shape::Word:
      return KernelId::broadcast_bits;
    case Shape::Int32:
      return KernelId::broadcast_int32;
    case Shape::Int64:
      return KernelId::broadcast_int64;
    case Shape::Float64:
      return KernelId::broadcast_float;
    case Shape::Prefix:
    case Shape::Address:
      break;
  }
  throw std::logic_error("no such shape is broadcast");
}

}  // namespace

Assembler::Assembler() {
  add({LaneOp::Zeros, Shape::Word, kConstant});
  add({LaneOp::Ones, Shape::Word, kConstant});
  add({LaneOp::Null, Shape::Address, kConstant});
}

ValueId Assembler::add(const Instruction& instruction) {
  const std::uint64_t key = hash(instruction);
  const auto [first, last] = index_.equal_range(key);
  for (auto entry = first; entry != last; ++entry) {
    if (program_.instructions[entry->second] == instruction) return entry->second;
  }
  const auto id = static_cast<ValueId>(program_.instructions.size());
  program_.instructions.push_back(instruction);
  index_.emplace(key, id);
  return id;
}

Domain Assembler::common(ValueId a, ValueId b) const {
  const Domain domain = at(a).domain;
  return domain == kConstant ? at(b).domain : domain;
}

ValueId Assembler::lanes(Domain domain) { return add({LaneOp::LanesOf, Shape::Address, kConstant, domain}); }

ValueId Assembler::constant(Shape shape, const BlockEntry& entry) {
  const std::uint64_t key =
      hash({static_cast<std::uint64_t>(entry.what), entry.node, static_cast<std::uint64_t>(entry.number), entry.text});
  return add({LaneOp::Constant, shape, kConstant, indexed(program_.block, block_index_, key, entry)});
}

ValueId Assembler::number(std::int64_t value) { return constant(Shape::Int64, {BlockEntry::What::LiteralNumber, 0, value, 0}); }

ValueId Assembler::input(Shape shape, const Input& input) {
  return add({LaneOp::Input, shape, input.domain, position(program_.inputs, input)});
}

ValueId Assembler::table(const Table& table) {
  const std::uint64_t key = hash({static_cast<std::uint64_t>(table.what), static_cast<std::uint64_t>(table.op), table.reversed ? 1u : 0u,
                                  table.parameter, table.text, table.other});
  return add({LaneOp::Table, Shape::Address, kConstant, indexed(program_.tables, table_index_, key, table)});
}

std::uint32_t Assembler::text(const TextSource& source) { return position(program_.texts, source); }

std::uint32_t Assembler::list(const ListSource& source) { return position(program_.lists, source); }

/// Words of the value block are combined there, once an evaluation.
ValueId Assembler::logic(LaneOp op, BlockEntry::What of_constants, ValueId a, ValueId b) {
  const ValueId first = std::min(a, b);
  const ValueId second = std::max(a, b);
  if (at(first).op == LaneOp::Constant && at(second).op == LaneOp::Constant) {
    return constant(Shape::Word, {of_constants, at(first).payload, at(second).payload, 0});
  }
  return add({op, Shape::Word, common(a, b), 0, first, second});
}

ValueId Assembler::both(ValueId a, ValueId b) {
  if (a == zeros() || b == zeros()) return zeros();
  if (a == ones() || a == b) return b;
  if (b == ones()) return a;
  return logic(LaneOp::And, BlockEntry::What::Both, a, b);
}

ValueId Assembler::either(ValueId a, ValueId b) {
  if (a == ones() || b == ones()) return ones();
  if (a == zeros() || a == b) return b;
  if (b == zeros()) return a;
  return logic(LaneOp::Or, BlockEntry::What::Either, a, b);
}

ValueId Assembler::negated(ValueId a) {
  if (a == zeros()) return ones();
  if (a == ones()) return zeros();
  if (at(a).op == LaneOp::Not) return at(a).a;
  if (at(a).op == LaneOp::Constant) return constant(Shape::Word, {BlockEntry::What::Negated, at(a).payload, 0, 0});
  return add({LaneOp::Not, Shape::Word, at(a).domain, 0, a});
}

ValueId Assembler::unary(LaneOp op, Shape shape, ValueId a) { return add({op, shape, at(a).domain, 0, a}); }

ValueId Assembler::binary(LaneOp op, Shape shape, ValueId a, ValueId b) { return add({op, shape, common(a, b), 0, a, b}); }

ValueId Assembler::select(ValueId word, ValueId a, ValueId b) {
  if (word == ones()) return a;
  if (word == zeros()) return b;
  const Domain domain = common(a, b);
  return add({LaneOp::Select, at(a).shape, domain == kConstant ? at(word).domain : domain, 0, word, a, b});
}

ValueId Assembler::spread(ValueId value, Domain domain) {
  const Instruction instruction = at(value);
  if (instruction.domain == domain) return value;
  if (instruction.domain == kConstant) return add({LaneOp::Fill, instruction.shape, domain, 0, value});
  if (instruction.domain != kProfiles) throw std::logic_error("a value of one stream's events cannot stand in another domain");
  const ValueId starts = input(Shape::Int32, {Input::What::Starts, kProfiles, 0, domain - 1u});
  return output(call(broadcast_of(instruction.shape), {lanes(kProfiles), starts, value}), 0, instruction.shape, domain);
}

ValueId Assembler::mask(ValueId word, Domain domain) { return word == ones() ? null() : spread(word, domain); }

ValueId Assembler::call(KernelId kernel, std::span<const ValueId> arguments) {
  const kernels::KernelRow& row = kernels::row_of(kernel);
  if (arguments.size() != row.arguments) throw std::logic_error(std::string("wrong number of arguments for ") + row.name);
  // Equal calls are found through their arguments: those are few, and equal ones stand close together or not at all.
  std::uint64_t key = hash({0x63616c6c, static_cast<std::uint64_t>(kernel)});
  for (const ValueId argument : arguments) key = hash({key, argument});
  const auto [first, last] = index_.equal_range(key);
  for (auto entry = first; entry != last; ++entry) {
    const Instruction& other = program_.instructions[entry->second];
    if (other.op != LaneOp::Call || other.payload != static_cast<std::uint32_t>(kernel)) continue;
    const auto operands = program_.arguments_of(other);
    if (std::equal(operands.begin(), operands.end(), arguments.begin(), arguments.end())) return entry->second;
  }
  const auto begin = static_cast<ValueId>(program_.arguments.size());
  program_.arguments.insert(program_.arguments.end(), arguments.begin(), arguments.end());
  const auto id = static_cast<ValueId>(program_.instructions.size());
  program_.instructions.push_back(
      {LaneOp::Call, Shape::Address, kConstant, static_cast<std::uint32_t>(kernel), begin, static_cast<ValueId>(arguments.size())});
  index_.emplace(key, id);
  return id;
}

ValueId Assembler::output(ValueId call, std::uint32_t index, Shape shape, Domain domain) {
  return add({LaneOp::Output, shape, domain, index, call});
}

ValueId Assembler::store(ValueId word, std::uint32_t result) { return add({LaneOp::Store, Shape::Word, kProfiles, result, word}); }

ValueId Assembler::keep(ValueId value) {
  const ValueId array = spread(value, kProfiles);
  return add({LaneOp::Keep, at(array).shape, kProfiles, 0, array});
}

}  // namespace seg::jit
