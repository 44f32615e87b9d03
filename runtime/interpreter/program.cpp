#include "runtime/interpreter/program.h"

#include <algorithm>

namespace seg::interpreter {
namespace {

using plan::NodeId;
using plan::Rate;

bool is_fold(const plan::Node& node) { return plan::row_of(node.op).signature == plan::Signature::Fold; }
bool is_cut(const plan::Node& node) { return plan::row_of(node.op).signature == plan::Signature::Cut; }

/// Users stand after their operands, so one sweep from the end marks all that the marked nodes need.
void mark_operands(const plan::Plan& plan, std::vector<bool>& marked, bool event_rate_only) {
  for (std::size_t index = marked.size(); index-- > 0;) {
    const plan::Node& node = plan.nodes[index];
    if (!marked[index] || is_cut(node) || (event_rate_only && node.rate != Rate::Event && !is_fold(node))) continue;
    for (const NodeId operand : plan.operands_of(node)) {
      if (!event_rate_only || plan.nodes[operand].rate == Rate::Event) marked[operand] = true;
    }
  }
}

/// How many folds deep a node is: a fold is one deeper than its deepest operand.
std::vector<std::uint32_t> fold_depths(const plan::Plan& plan, const std::vector<bool>& needed) {
  std::vector<std::uint32_t> depths(plan.nodes.size(), 0);
  for (std::size_t index = 0; index < plan.nodes.size(); ++index) {
    const plan::Node& node = plan.nodes[index];
    if (!needed[index] || is_cut(node)) continue;
    for (const NodeId operand : plan.operands_of(node)) depths[index] = std::max(depths[index], depths[operand]);
    if (is_fold(node)) ++depths[index];
  }
  return depths;
}

/// The event nodes below the walk's folds, down to where the rate falls.
void add_event_nodes(const plan::Plan& plan, Walk& walk) {
  std::vector<bool> marked(static_cast<std::size_t>(walk.folds.back()) + 1, false);
  for (const NodeId fold : walk.folds) {
    for (const NodeId operand : plan.operands_of(fold)) {
      if (plan.nodes[operand].rate == Rate::Event) marked[operand] = true;
    }
  }
  mark_operands(plan, marked, true);
  for (NodeId id = 0; id < marked.size(); ++id) {
    if (marked[id]) walk.event_nodes.push_back(id);
  }
}

Walk& walk_over(Level& level, std::uint32_t stream) {
  const auto found = std::find_if(level.walks.begin(), level.walks.end(), [stream](const Walk& walk) { return walk.stream == stream; });
  if (found != level.walks.end()) return *found;
  return level.walks.emplace_back(Walk{stream, {}, {}});
}

}  // namespace

Program make_program(const plan::Plan& plan, std::span<const NodeId> roots) {
  std::vector<bool> needed(plan.nodes.size(), false);
  for (const NodeId root : roots) needed[root] = true;
  mark_operands(plan, needed, false);
  const std::vector<std::uint32_t> depths = fold_depths(plan, needed);

  Program program;
  for (NodeId id = 0; id < plan.nodes.size(); ++id) {
    const plan::Node& node = plan.nodes[id];
    if (!needed[id] || node.rate == Rate::Event) continue;
    if (node.rate != Rate::Profile) {
      program.constants.push_back(id);
      continue;
    }
    const std::uint32_t depth = depths[id] - (is_fold(node) ? 1 : 0);
    if (program.levels.size() <= depth) program.levels.resize(depth + 1);
    Level& level = program.levels[depth];
    if (is_fold(node)) {
      walk_over(level, node.stream).folds.push_back(id);
    } else {
      level.profile_nodes.push_back(id);
    }
  }
  for (Level& level : program.levels) {
    for (Walk& walk : level.walks) add_event_nodes(plan, walk);
  }
  return program;
}

}  // namespace seg::interpreter
