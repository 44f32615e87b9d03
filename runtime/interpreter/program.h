#pragma once
// The nodes that some roots need, in an order in which operands stand before their users. No recursion: Plans may be a million nodes deep.

#include <span>
#include <vector>

#include "runtime/plan/plan.h"

namespace seg::interpreter {

struct Program {
  std::vector<plan::NodeId> constants;  ///< constant and cut rate: evaluated once
  std::vector<plan::NodeId> nodes;      ///< profile and event rate: evaluated for each row
  std::vector<std::uint32_t> streams;   ///< those that the nodes read
  std::vector<std::uint32_t> tables;    ///< those that lookups read
};

/// Cuts are given: what stands below one is not needed for it.
Program make_program(const plan::Plan& plan, std::span<const plan::NodeId> roots);

}  // namespace seg::interpreter
