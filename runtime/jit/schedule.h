#pragma once
// Orders one entry's share of a Program: loops over 64-lane words alternate with calls of kernels; what crosses from one to another
// stands in an array of the thread's scratch.

#include <span>
#include <vector>

#include "runtime/jit/program.h"

namespace seg::jit {

/// The table of pointers that all generated code reads. Fixed slots first.
using Slot = std::uint32_t;
inline constexpr Slot kNullSlot = 0;
inline constexpr Slot kBlockSlot = 1;
constexpr Slot lanes_slot(Domain domain) { return 2u + domain; }
inline constexpr Slot kNoSlot = ~Slot{0};

/// One function: a loop over the words of a domain. Values of `body` that have a slot are written to their arrays.
struct Loop {
  Domain domain;
  std::vector<ValueId> body;
};

struct Item {
  enum class What : std::uint8_t { Loop, Call };
  What what;
  std::uint32_t index;  ///< into Schedule::loops, or the Call's value
};

/// Scratch for arrays of one domain and width. Arrays that are not alive at the same time share it.
struct Register {
  Domain domain;
  std::uint8_t bits;  ///< of one lane: 1, 32 or 64
};

/// A validity has two slots: loops read a word of ones where everything is known, kernels (the slot after it) a null mask.
struct Bound {
  std::uint32_t index;  ///< of the input, table, result bitmap or register
  Slot slot;
};

struct Schedule {
  std::vector<Loop> loops;
  std::vector<Item> items;
  std::vector<Slot> slots;           ///< of values; kNoSlot where a value lives inside of one loop, or nowhere
  std::vector<std::uint32_t> homes;  ///< loop of values that loops compute, else kNoSlot
  std::vector<Bound> inputs;
  std::vector<Bound> tables;
  std::vector<Bound> results;
  std::vector<Bound> arrays;  ///< index: register
  std::vector<Register> registers;
  Slot slot_count = 0;
};

bool has_kernel_slot(const Input& input);

/// Whether a loop computes it. Others are leaves, which every loop reads anew, or calls and their outputs.
bool is_computed(LaneOp op);
bool is_leaf(LaneOp op);

/// `roots`: Store and Keep instructions. `domains`: one more than there are streams. A loop has at most about `block_limit` IR
/// instructions.
Schedule schedule(const Program& program, std::span<const ValueId> roots, std::size_t domains, std::size_t block_limit);

}  // namespace seg::jit
