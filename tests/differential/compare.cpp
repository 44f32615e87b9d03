#include "tests/differential/compare.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/engine/engine.h"
#include "runtime/interpreter/interpret.h"
#include "runtime/population/population.h"

namespace seg::differential {
namespace {

using columns::Batch;
using columns::Cuts;
using columns::CutValue;
using columns::State;
using columns::ValueVector;

std::string cut_text(const CutValue& cut) {
  if (cut.state == State::Fault) return "fault";
  if (cut.state == State::Unknown) return fmt::format("unknown of {}", cut.population);
  return fmt::format("{}/{} {} of {} with {} tied", cut.number, cut.denominator, cut.real, cut.population, cut.tied);
}

/// The cuts of one stage from what the native code observes in two slices of the batch.
Cuts native_cuts(const jit::Session& session, const plan::Plan& plan, const Batch& batch, const Cuts& cuts, std::int64_t now,
                 const std::vector<std::uint8_t>& stages, std::uint8_t stage) {
  const std::int64_t first = std::min<std::int64_t>(batch.rows, 64);
  const std::vector<ValueVector> parts[] = {
      session.observed(plan.parameters, columns::slice(batch, 0, first), cuts, now, stage),
      session.observed(plan.parameters, columns::slice(batch, first, batch.rows - first), cuts, now, stage)};
  Cuts result = cuts;
  std::size_t vector = 0;
  for (std::size_t index = 0; index < plan.cuts.size(); ++index) {
    const plan::Node& node = plan.nodes[plan.cuts[index].node];
    if (stages[plan.cuts[index].node] != stage) continue;
    const auto operands = plan.operands_of(node);
    population::Wanted wanted{node.op};
    if (operands.size() > 1) {
      const plan::Literal& share = plan.parameters.slots[plan.nodes[operands[1]].payload];
      wanted.share = share.number;
      wanted.share_denominator = share.denominator;
    }
    const ValueVector* vectors[] = {&parts[1].at(vector), &parts[0].at(vector)};
    ++vector;
    result[index] = population::cut_values(plan.nodes[operands[0]].type, {&wanted, 1}, vectors).at(0);
  }
  return result;
}

std::optional<Difference> compare_cuts(const jit::Session& session, const plan::Plan& plan, const Batch& batch, std::int64_t now,
                                       Cuts& cuts) {
  cuts.assign(plan.cuts.size(), {});
  const std::vector<std::uint8_t> stages = plan::population_stages(plan);
  const std::uint8_t last = stages.empty() ? std::uint8_t{0} : *std::max_element(stages.begin(), stages.end());
  for (std::uint8_t stage = 1; stage <= last; ++stage) {
    const Cuts native = native_cuts(session, plan, batch, cuts, now, stages, stage);
    cuts = interpreter::interpret_cuts(plan, {batch}, cuts, stage, now);
    for (std::size_t index = 0; index < cuts.size(); ++index) {
      if (native[index] == cuts[index]) continue;
      return Difference{
          std::nullopt, 0,
          fmt::format("cut %{}: jit {}, interpreter {}", plan.cuts[index].node, cut_text(native[index]), cut_text(cuts[index]))};
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<Difference> compare_engines(const jit::Session& session, const plan::Plan& plan, const Batch& batch, std::int64_t now,
                                          Cuts& cuts) {
  if (auto difference = compare_cuts(session, plan, batch, now, cuts)) return difference;
  const auto audit = session.evaluate(plan.parameters, batch, cuts, now, columns::Entry::Audit);
  const auto meaning = interpreter::interpret(plan, batch, cuts, now, columns::Entry::Audit);
  if (const auto found = engine::first_difference(audit, meaning)) return Difference{found->segment, found->row, found->what};
  const auto members = session.evaluate(plan.parameters, batch, cuts, now, columns::Entry::Members);
  for (std::size_t segment = 0; segment < meaning.size(); ++segment) {
    const columns::Membership alone{meaning[segment].members, columns::Bitmap(0), columns::Bitmap(0)};
    const auto found = engine::first_difference({members.at(segment)}, {alone});
    if (found) return Difference{segment, found->row, "entry members: " + found->what};
  }
  return std::nullopt;
}

std::unique_ptr<jit::Session> compile(const plan::Plan& plan, const jit::CompileOptions& options, std::string& error) {
  try {
    return jit::Session::compile(plan, options, &error);
  } catch (const std::exception& thrown) {
    error = thrown.what();
    return nullptr;
  }
}

std::optional<Difference> compile_and_compare(const plan::Plan& plan, const jit::CompileOptions& options, const Batch& batch,
                                              std::int64_t now) {
  std::string error;
  const auto session = compile(plan, options, error);
  if (session == nullptr) return Difference{std::nullopt, 0, "no native code: " + error};
  Cuts cuts;
  return compare_engines(*session, plan, batch, now, cuts);
}

}  // namespace seg::differential
