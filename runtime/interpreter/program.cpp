#include "runtime/interpreter/program.h"

#include <algorithm>

namespace seg::interpreter {
namespace {

using plan::NodeId;
using plan::Rate;

/// Users stand after their operands, so one sweep from the end marks all that the marked nodes need.
void mark_operands(const plan::Plan& plan, std::vector<bool>& marked) {
  for (std::size_t index = marked.size(); index-- > 0;) {
    const plan::Node& node = plan.nodes[index];
    if (!marked[index] || plan::row_of(node.op).signature == plan::Signature::Cut) continue;
    for (const NodeId operand : plan.operands_of(node)) marked[operand] = true;
  }
}

void add_once(std::vector<std::uint32_t>& indices, std::uint32_t index) {
  if (index != plan::kNone && std::find(indices.begin(), indices.end(), index) == indices.end()) indices.push_back(index);
}

}  // namespace

Program make_program(const plan::Plan& plan, std::span<const NodeId> roots) {
  std::vector<bool> needed(plan.nodes.size(), false);
  for (const NodeId root : roots) needed[root] = true;
  mark_operands(plan, needed);
  Program program;
  for (NodeId id = 0; id < plan.nodes.size(); ++id) {
    const plan::Node& node = plan.nodes[id];
    if (!needed[id]) continue;
    const bool per_row = node.rate == Rate::Profile || node.rate == Rate::Event;
    (per_row ? program.nodes : program.constants).push_back(id);
    add_once(program.streams, node.stream);
    add_once(program.tables, node.table);
  }
  return program;
}

}  // namespace seg::interpreter
