#include "runtime/jit/schedule.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace seg::jit {
namespace {

constexpr std::uint32_t kForever = ~std::uint32_t{0};

/// IR instructions that an operation becomes once vectors are split to what the machine has.
std::size_t cost(const Instruction& instruction) {
  switch (instruction.shape) {
    case Shape::Int64:
    case Shape::Float64:
      return 8;
    case Shape::Int32:
      return 4;
    case Shape::Word:
    case Shape::Prefix:
    case Shape::Address:
      break;
  }
  const bool from_vectors = instruction.op >= LaneOp::Equal && instruction.op <= LaneOp::SubtractOverflows;
  return from_vectors ? 12 : 2;
}

std::uint8_t bits_of(Shape shape) {
  if (shape == Shape::Word) return 1;
  return shape == Shape::Int32 ? 32 : 64;
}

class Scheduler {
 public:
  Scheduler(const Program& program, std::size_t domains, std::size_t block_limit)
      : program_(program), block_limit_(block_limit), live_(program.instructions.size(), false), steps_(program.instructions.size(), 0) {
    schedule_.slots.assign(program.instructions.size(), kNoSlot);
    schedule_.homes.assign(program.instructions.size(), kNoSlot);
    schedule_.slot_count = lanes_slot(static_cast<Domain>(domains));
  }

  Schedule run(std::span<const ValueId> roots) {
    mark(roots);
    number_steps();
    group();
    bind_arrays();
    return std::move(schedule_);
  }

 private:
  const Instruction& at(ValueId id) const { return program_.instructions[id]; }

  template <typename Visit>
  void for_operands(ValueId id, Visit visit) const {
    const Instruction& instruction = at(id);
    if (instruction.op == LaneOp::Call) {
      for (const ValueId argument : program_.arguments_of(instruction)) visit(argument);
      return;
    }
    for (const ValueId operand : {instruction.a, instruction.b, instruction.c}) {
      if (operand != kNoValue) visit(operand);
    }
  }

  void mark(std::span<const ValueId> roots) {
    for (const ValueId root : roots) live_[root] = true;
    for (auto id = static_cast<ValueId>(live_.size()); id-- > 0;) {
      if (live_[id]) for_operands(id, [&](ValueId operand) { live_[operand] = true; });
    }
    // What a kernel is about is written whether or not anybody reads it; its other outputs may be null.
    for (ValueId id = 0; id < live_.size(); ++id) {
      if (at(id).op == LaneOp::Output && at(id).payload == 0 && live_[at(id).a]) live_[id] = true;
    }
  }

  /// Loops stand on even steps, calls on odd ones; calls of one step keep their order.
  void number_steps() {
    for (ValueId id = 0; id < live_.size(); ++id) {
      if (!live_[id] || is_leaf(at(id).op)) continue;
      const bool is_call = at(id).op == LaneOp::Call;
      std::uint32_t step = is_call ? 1 : 0;
      for_operands(id, [&](ValueId operand) {
        if (is_leaf(at(operand).op)) return;
        const bool same_kind = is_call != is_computed(at(operand).op);
        step = std::max(step, steps_[operand] + (same_kind || at(id).op == LaneOp::Output ? 0 : 1));
      });
      steps_[id] = step;
    }
  }

  /// Fills loops and items: step by step, domain by domain, in the order of the values; a Store follows what it stores.
  void group() {
    std::map<std::pair<std::uint32_t, Domain>, std::vector<std::pair<ValueId, ValueId>>> groups;
    std::map<std::uint32_t, std::vector<ValueId>> calls;
    for (ValueId id = 0; id < live_.size(); ++id) {
      if (!live_[id]) continue;
      const Instruction& instruction = at(id);
      if (instruction.op == LaneOp::Call) calls[steps_[id]].push_back(id);
      if (!is_computed(instruction.op)) continue;
      if (instruction.domain == kConstant) throw std::logic_error("a constant was not folded into the value block");
      groups[{steps_[id], instruction.domain}].emplace_back(instruction.op == LaneOp::Store ? instruction.a : id, id);
    }
    auto next = groups.begin();
    for (std::uint32_t step = 0; next != groups.end() || !calls.empty(); ++step) {
      for (; next != groups.end() && next->first.first == step; ++next) split(next->first.second, next->second);
      const auto found = calls.find(step);
      if (found == calls.end()) continue;
      for (const ValueId call : found->second) schedule_.items.push_back({Item::What::Call, call});
      calls.erase(found);
    }
  }

  void split(Domain domain, std::vector<std::pair<ValueId, ValueId>>& values) {
    std::sort(values.begin(), values.end());
    std::size_t size = block_limit_;
    for (const auto& [anchor, id] : values) {
      size += cost(at(id));
      if (size >= block_limit_) {
        schedule_.items.push_back({Item::What::Loop, static_cast<std::uint32_t>(schedule_.loops.size())});
        schedule_.loops.push_back({domain, {}});
        size = cost(at(id));
      }
      schedule_.homes[id] = static_cast<std::uint32_t>(schedule_.loops.size() - 1);
      schedule_.loops.back().body.push_back(id);
    }
  }

  /// The first item that writes a value, and the last that reads it.
  struct Life {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool crosses = false;
  };

  void read(std::vector<Life>& lives, ValueId id, std::uint32_t item, std::uint32_t home) {
    Life& life = lives[id];
    life.end = std::max(life.end, item);
    if (home == kNoSlot || schedule_.homes[id] != home) life.crosses = true;
  }

  std::vector<Life> lives() {
    std::vector<Life> lives(live_.size());
    for (std::uint32_t item = 0; item < schedule_.items.size(); ++item) {
      const Item& entry = schedule_.items[item];
      if (entry.what == Item::What::Call) {
        lives[entry.index].begin = item;
        for (const ValueId argument : program_.arguments_of(at(entry.index))) read(lives, argument, item, kNoSlot);
        continue;
      }
      for (const ValueId id : schedule_.loops[entry.index].body) {
        lives[id].begin = item;
        for_operands(id, [&](ValueId operand) { read(lives, operand, item, entry.index); });
      }
    }
    for (ValueId id = 0; id < live_.size(); ++id) {
      if (!live_[id]) continue;
      if (at(id).op == LaneOp::Output) lives[id].begin = lives[at(id).a].begin;
      if (at(id).op == LaneOp::Keep) read(lives, at(id).a, kForever, kNoSlot);
    }
    return lives;
  }

  void bind_leaf(ValueId id, std::map<std::uint32_t, Slot>& results) {
    const Instruction& instruction = at(id);
    Slot& slot = schedule_.slots[id];
    if (instruction.op == LaneOp::Null) slot = kNullSlot;
    if (instruction.op == LaneOp::LanesOf) slot = lanes_slot(static_cast<Domain>(instruction.payload));
    if (instruction.op == LaneOp::Input) {
      slot = schedule_.slot_count;
      schedule_.inputs.push_back({instruction.payload, slot});
      schedule_.slot_count += has_kernel_slot(program_.inputs[instruction.payload]) ? 2 : 1;
    }
    if (instruction.op == LaneOp::Table) schedule_.tables.push_back({instruction.payload, slot = schedule_.slot_count++});
    if (instruction.op == LaneOp::Store) {
      const auto [found, added] = results.try_emplace(instruction.payload, schedule_.slot_count);
      if (added) schedule_.results.push_back({instruction.payload, schedule_.slot_count++});
      slot = found->second;
    }
  }

  void bind_arrays() {
    const std::vector<Life> lives = this->lives();
    std::map<std::uint32_t, Slot> results;
    std::vector<std::vector<ValueId>> begins(schedule_.items.size());
    for (ValueId id = 0; id < live_.size(); ++id) {
      if (!live_[id]) continue;
      bind_leaf(id, results);
      const bool computed = is_computed(at(id).op) && at(id).op != LaneOp::Store;
      if ((computed && lives[id].crosses) || at(id).op == LaneOp::Output) begins[lives[id].begin].push_back(id);
    }
    std::map<std::pair<Domain, std::uint8_t>, std::vector<std::uint32_t>> free;
    std::vector<std::vector<std::uint32_t>> ends(schedule_.items.size());
    for (std::uint32_t item = 0; item < begins.size(); ++item) {
      // A register is free from the item after the last that reads it: an item may not write where it still reads.
      if (item > 0) {
        for (const std::uint32_t index : ends[item - 1])
          free[{schedule_.registers[index].domain, schedule_.registers[index].bits}].push_back(index);
      }
      for (const ValueId id : begins[item]) {
        const std::uint32_t index = take(at(id), free);
        schedule_.slots[id] = schedule_.slot_count++;
        schedule_.arrays.push_back({index, schedule_.slots[id]});
        if (lives[id].end != kForever) ends[std::max(lives[id].end, item)].push_back(index);
      }
    }
  }

  std::uint32_t take(const Instruction& instruction, std::map<std::pair<Domain, std::uint8_t>, std::vector<std::uint32_t>>& free) {
    std::vector<std::uint32_t>& candidates = free[{instruction.domain, bits_of(instruction.shape)}];
    if (!candidates.empty()) {
      const std::uint32_t index = candidates.back();
      candidates.pop_back();
      return index;
    }
    schedule_.registers.push_back({instruction.domain, bits_of(instruction.shape)});
    return static_cast<std::uint32_t>(schedule_.registers.size() - 1);
  }

  const Program& program_;
  std::size_t block_limit_;
  std::vector<bool> live_;
  std::vector<std::uint32_t> steps_;
  Schedule schedule_;
};

}  // namespace

bool is_leaf(LaneOp op) {
  switch (op) {
    case LaneOp::Zeros:
    case LaneOp::Ones:
    case LaneOp::Constant:
    case LaneOp::Input:
    case LaneOp::Null:
    case LaneOp::LanesOf:
    case LaneOp::Table:
      return true;
    case LaneOp::Call:
    case LaneOp::Output:
    case LaneOp::And:
    case LaneOp::Or:
    case LaneOp::Not:
    case LaneOp::Equal:
    case LaneOp::Less:
    case LaneOp::LessEqual:
    case LaneOp::Finite:
    case LaneOp::AddOverflows:
    case LaneOp::SubtractOverflows:
    case LaneOp::Add:
    case LaneOp::Subtract:
    case LaneOp::Multiply:
    case LaneOp::Divide:
    case LaneOp::Negate:
    case LaneOp::Minimum:
    case LaneOp::Widen:
    case LaneOp::ToFloat:
    case LaneOp::Select:
    case LaneOp::Fill:
    case LaneOp::Store:
    case LaneOp::Keep:
      return false;
  }
  return false;
}

bool has_kernel_slot(const Input& input) { return input.what == Input::What::Validity; }

bool is_computed(LaneOp op) { return !is_leaf(op) && op != LaneOp::Call && op != LaneOp::Output && op != LaneOp::Keep; }

Schedule schedule(const Program& program, std::span<const ValueId> roots, std::size_t domains, std::size_t block_limit) {
  return Scheduler(program, domains, block_limit).run(roots);
}

}  // namespace seg::jit
