#pragma once
// The order in which the nodes that some roots need are evaluated. No recursion: Plans may be a million nodes deep.

#include <span>
#include <vector>

#include "runtime/plan/plan.h"

namespace seg::interpreter {

/// One walk over a profile's events of a stream: event nodes in order, then the folds that take them in.
struct Walk {
  std::uint32_t stream;
  std::vector<plan::NodeId> event_nodes;
  std::vector<plan::NodeId> folds;
};

/// Profile nodes in order, then the walks whose folds need nothing of a later level.
struct Level {
  std::vector<plan::NodeId> profile_nodes;
  std::vector<Walk> walks;
};

struct Program {
  std::vector<plan::NodeId> constants;  ///< constant and cut rate, in order
  std::vector<Level> levels;
};

/// Cuts are given: what stands below one is not needed for it.
Program make_program(const plan::Plan& plan, std::span<const plan::NodeId> roots);

}  // namespace seg::interpreter
