#pragma once
// A Plan rebuilt node by node, and the passes of the table.

#include <functional>
#include <span>
#include <vector>

#include "runtime/plan/plan.h"

namespace seg::passes {

/// The node as it is, over operands in the new Plan. `operands` may be another list of the same operator (And, Or, AtLeast).
plan::NodeId copy_node(plan::Builder& builder, const plan::Plan& old, const plan::Node& node, std::span<const plan::NodeId> operands);

/// What a pass makes of a node. `replaced` has the new node of each old one before `id`.
using Rule = std::function<plan::NodeId(plan::Builder& builder, plan::NodeId id, const std::vector<plan::NodeId>& replaced)>;

/// Applies the rule to the nodes in order; nodes for which it returns plan::kNone must not be needed by later ones, nor be roots.
plan::Plan rewrite(const plan::Plan& old, const Rule& rule);

/// The new nodes of `node`'s operands.
std::vector<plan::NodeId> replaced_operands(const plan::Plan& old, const plan::Node& node, const std::vector<plan::NodeId>& replaced);

/// For a bool literal its value: 0 or 1; else -1.
int truth_of(const plan::Plan& plan, plan::NodeId id);

plan::Plan simplify_known(const plan::Plan& plan);
plan::Plan share_aggregates(const plan::Plan& plan);
plan::Plan order_operands(const plan::Plan& plan);
plan::Plan fold_logic(const plan::Plan& plan);
plan::Plan drop_dead(const plan::Plan& plan);
plan::Plan split_wide(const plan::Plan& plan);

}  // namespace seg::passes
