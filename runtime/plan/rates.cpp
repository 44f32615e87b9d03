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

/// Bounds at most per profile; condition and value at most per event of the own stream, the number after them at most per profile.
RateResult own_operands(const Plan& plan, std::uint32_t stream, std::span<const NodeId> operands) {
  if (stream >= plan.schema.streams.size()) return expects("a stream of the schema");
  for (std::size_t index = 0; index < operands.size(); ++index) {
    const Node& node = plan.nodes[operands[index]];
    if (node.rate != Rate::Event) continue;
    if (index < 2) return expects("bounds of constant, cut or profile rate");
    if (index > 3) return expects("a number of at most profile rate");
    if (node.stream != stream) return expects("a condition and a value over the fold's own events");
  }
  return at(Rate::Profile, stream);
}

/// Pairs of an inner key over the fold's own events and an outer key over the events of one stream, of one type that has no rounding.
RateResult keys(const Plan& plan, std::uint32_t stream, std::span<const NodeId> operands) {
  RateResult result = at(Rate::Event);
  for (std::size_t index = 0; index < operands.size(); index += 2) {
    const Node& inner = plan.nodes[operands[index]];
    const Node& outer = plan.nodes[operands[index + 1]];
    if (inner.rate != Rate::Event || inner.stream != stream) return expects("an inner key over the fold's own events");
    if (outer.rate != Rate::Event || (result.stream != kNone && outer.stream != result.stream)) {
      return expects("outer keys over the events of one stream");
    }
    const Form form = form_of(inner.type);
    if (inner.type != outer.type || form == Form::Float64 || form == Form::Fraction || form == Form::List) {
      return expects("two keys of one type that is no float, fraction or list");
    }
    result.stream = outer.stream;
  }
  return result;
}

RateResult fold(const Plan& plan, const OpRow& row, std::uint32_t stream, std::span<const NodeId> operands) {
  const std::size_t own = static_cast<std::size_t>(row.arity);
  const RateResult result = own_operands(plan, stream, operands.first(own));
  if (!result.ok) return result;
  if (row.op == Op::NthOf && plan.nodes[operands[4]].op != Op::Parameter) return expects("a parameter as its number");
  if (row.signature == Signature::Scan) return at(Rate::Event, stream);
  return operands.size() == own ? result : keys(plan, stream, operands.subspan(own));
}

/// A join by time: the value over the inner events, the bound over the outer ones.
RateResult as_of(const Plan& plan, std::span<const NodeId> operands) {
  const Node& value = plan.nodes[operands[3]];
  const Node& bound = plan.nodes[operands[4]];
  if (value.rate != Rate::Event) return expects("a value of event rate");
  if (bound.rate != Rate::Event) return expects("a bound of event rate");
  const RateResult own = own_operands(plan, value.stream, operands.first(4));
  if (!own.ok) return own;
  const RateResult result = operands.size() == 5 ? at(Rate::Event, bound.stream) : keys(plan, value.stream, operands.subspan(5));
  if (result.ok && result.stream != bound.stream) return expects("a bound and outer keys over the events of one stream");
  return result;
}

/// The zone is the last of the operands: a string that does not change with the event.
bool has_zone_of_event(const Plan& plan, Op op, std::span<const NodeId> operands) {
  const bool has_zone = takes_zone(op) && operands.size() > static_cast<std::size_t>(row_of(op).arity);
  return has_zone && plan.nodes[operands.back()].rate == Rate::Event;
}

RateResult cut(const Plan& plan, std::span<const NodeId> operands) {
  if (plan.nodes[operands[0]].rate == Rate::Event) return expects("a value of at most profile rate");
  if (operands.size() > 1 && plan.nodes[operands[1]].op != Op::Parameter) return expects("a parameter as its share or rank");
  return at(Rate::Cut);
}

}  // namespace

RateResult result_rate(const Plan& plan, Op op, std::uint32_t stream, std::span<const NodeId> operands) {
  if (op == Op::ProfileField) return at(Rate::Profile);
  if (op == Op::EventField || op == Op::EventAt) {
    return stream < plan.schema.streams.size() ? at(Rate::Event, stream) : expects("a stream of the schema");
  }
  const Signature signature = row_of(op).signature;
  if (signature == Signature::Fold || signature == Signature::Scan) return fold(plan, row_of(op), stream, operands);
  if (signature == Signature::Cut) return cut(plan, operands);
  if (signature == Signature::AsOf) return as_of(plan, operands);
  if (has_zone_of_event(plan, op, operands)) return expects("a zone of at most profile rate");
  if (op == Op::Matches && plan.nodes[operands[1]].op != Op::Parameter) return expects("a parameter as its pattern");
  for (std::size_t index = 0; op == Op::Score && index < operands.size(); index += 2) {
    if (plan.nodes[operands[index]].op != Op::Parameter) return expects("parameters as points");
  }
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
