#include "tools/explain/known_cuts.h"

#include <algorithm>
#include <unordered_map>

#include "runtime/passes/passes.h"
#include "runtime/passes/rewrite.h"
#include "runtime/population/definitions.h"

namespace seg::explain {
namespace {

/// The Plan's cuts alone, each as the condition that it is known.
plan::Plan plan_of_cuts(const plan::Plan& plan) {
  plan::Builder builder(plan.schema);
  std::vector<plan::NodeId> replaced;
  for (const plan::Node& node : plan.nodes) {
    replaced.push_back(passes::copy_node(builder, plan, node, passes::replaced_operands(plan, node, replaced)));
  }
  for (const plan::CutLabel& cut : plan.cuts) {
    builder.add_segment(cut.text, builder.apply(plan::Op::IsKnown, {replaced[cut.node]}));
  }
  return std::move(builder).finish();
}

/// The definitions of Plan::cuts after the passes; empty of one that they took away.
std::vector<std::string> settled_definitions(const plan::Plan& plan) {
  if (plan.cuts.empty()) return {};
  const plan::Plan settled = passes::run_passes(plan_of_cuts(plan));
  const std::vector<std::string> definitions = population::definitions(settled);
  std::unordered_map<plan::NodeId, std::string> definition_of;
  for (std::size_t i = 0; i < definitions.size(); ++i) definition_of.emplace(settled.cuts[i].node, definitions[i]);
  std::vector<std::string> made;
  for (const plan::Segment& segment : settled.segments) {
    const auto operands = settled.operands_of(segment.root);
    const auto found = operands.empty() ? definition_of.end() : definition_of.find(operands[0]);
    made.push_back(found == definition_of.end() ? "" : found->second);
  }
  return made;
}

}  // namespace

std::vector<KnownCut> known_cuts(const plan::Plan& plan, const columns::Cuts& cuts) {
  const std::vector<std::string> definitions = population::definitions(plan);
  const std::vector<std::string> settled = settled_definitions(plan);
  std::vector<KnownCut> known;
  for (std::size_t i = 0; i < plan.cuts.size() && i < cuts.size(); ++i) known.push_back({definitions[i], settled[i], cuts[i]});
  return known;
}

columns::Cuts cuts_of(const plan::Plan& plan, const std::vector<KnownCut>& known) {
  columns::Cuts cuts(plan.cuts.size());
  if (cuts.empty() || known.empty()) return cuts;
  const std::vector<std::string> definitions = population::definitions(plan);
  std::vector<std::string> settled;
  for (std::size_t i = 0; i < cuts.size(); ++i) {
    auto found = std::find_if(known.begin(), known.end(), [&](const KnownCut& cut) { return cut.definition == definitions[i]; });
    if (found == known.end()) {
      if (settled.empty()) settled = settled_definitions(plan);
      found =
          std::find_if(known.begin(), known.end(), [&](const KnownCut& cut) { return !cut.settled.empty() && cut.settled == settled[i]; });
    }
    if (found != known.end()) cuts[i] = found->value;
  }
  return cuts;
}

}  // namespace seg::explain
