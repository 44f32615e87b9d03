#include <algorithm>

#include <fmt/format.h>

#include "runtime/plan/rules.h"

namespace seg::plan {
namespace {

RateResult at(Rate rate, std::uint32_t stream = kNone) { return {true, rate, stream, {}}; }
RateResult expects(std::string text) { return {false, Rate::Constant, kNone, std::move(text)}; }

/// The fastest of the operands; events of two streams do not meet in one node.
RateResult fastest(const Plan& plan, std::span<const NodeId> operands) {
  RateResult result = at(Rate::Constant);
  for (const NodeId id : operands) {
    const Node& node = plan.nodes[id];
    result.rate = std::max(result.rate, node.rate);
    if (node.rate != Rate::Event) continue;
    if (result.stream != kNone && result.stream != node.stream) return expects("events of one stream only");
    result.stream = node.stream;
  }
  return result;
}

/// Bounds at most per profile; condition and value at most per event of the fold's own stream. The fold is a value of the profile.
RateResult fold(const Plan& plan, std::uint32_t stream, std::span<const NodeId> operands) {
  if (stream >= plan.schema.streams.size()) return expects("a stream of the schema");
  for (std::size_t index = 0; index < operands.size(); ++index) {
    const Node& node = plan.nodes[operands[index]];
    if (node.rate != Rate::Event) continue;
    if (index < 2) return expects("bounds of constant, cut or profile rate");
    if (node.stream != stream) return expects("a condition and a value over the fold's own events");
  }
  return at(Rate::Profile, stream);
}

RateResult cut(const Plan& plan, std::span<const NodeId> operands) {
  if (plan.nodes[operands[0]].rate == Rate::Event) return expects("a value of at most profile rate");
  if (operands.size() > 1 && plan.nodes[operands[1]].op != Op::Parameter) return expects("a parameter as its share");
  return at(Rate::Cut);
}

}  // namespace

RateResult result_rate(const Plan& plan, Op op, std::uint32_t stream, std::span<const NodeId> operands) {
  if (op == Op::ProfileField) return at(Rate::Profile);
  if (op == Op::EventField || op == Op::EventAt) {
    return stream < plan.schema.streams.size() ? at(Rate::Event, stream) : expects("a stream of the schema");
  }
  const Signature signature = row_of(op).signature;
  if (signature == Signature::Fold) return fold(plan, stream, operands);
  if (signature == Signature::Cut) return cut(plan, operands);
  if (op == Op::AtLeast && plan.nodes[operands[0]].op != Op::Parameter) return expects("a parameter as its number");
  return fastest(plan, operands);
}

std::vector<std::uint8_t> population_stages(const Plan& plan) {
  std::vector<std::uint8_t> stages(plan.nodes.size(), 0);
  for (std::size_t id = 0; id < plan.nodes.size(); ++id) {
    const Node& node = plan.nodes[id];
    std::uint8_t stage = 0;
    for (const NodeId operand : plan.operands_of(node)) stage = std::max(stage, stages[operand]);
    const bool is_cut = row_of(node.op).signature == Signature::Cut;
    // Saturates: a Plan with so many stages does not verify.
    stages[id] = is_cut && stage < 255 ? static_cast<std::uint8_t>(stage + 1) : stage;
  }
  return stages;
}

}  // namespace seg::plan
