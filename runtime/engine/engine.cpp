#include "runtime/engine/engine.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>

#include "runtime/calendar/calendar.h"
#include "runtime/engine/slices.h"
#include "runtime/interpreter/interpret.h"
#include "runtime/jit/session.h"
#include "runtime/population/population.h"

namespace seg::engine {
namespace {

using columns::Batch;
using columns::Cuts;
using columns::Entry;
using columns::Membership;
using columns::ValueVector;

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::string zone_error(const plan::Plan& plan) {
  const bool reads_zone =
      std::any_of(plan.nodes.begin(), plan.nodes.end(), [](const plan::Node& node) { return node.op == plan::Op::DayStart; });
  if (!reads_zone || calendar::Zone::find(plan.schema.zone)) return "";
  return fmt::format("found zone {}, expected one of the IANA database ({})", plan.schema.zone, calendar::database_version());
}

Outcome<Engine> failed(std::string error) { return {std::nullopt, std::move(error)}; }

/// Cuts of one stage that look at the same node.
struct Observation {
  std::vector<std::size_t> cuts;  ///< positions in Plan::cuts
  std::vector<population::Wanted> wanted;
  std::size_t vector = 0;  ///< which of the stage's vectors holds the node's values
};

std::map<plan::NodeId, Observation> observations_of(const plan::Plan& plan, const std::vector<std::uint8_t>& stages, std::uint8_t stage) {
  std::map<plan::NodeId, Observation> observations;
  std::size_t vector = 0;
  for (std::size_t index = 0; index < plan.cuts.size(); ++index) {
    const plan::Node& node = plan.nodes[plan.cuts[index].node];
    if (stages[plan.cuts[index].node] != stage) continue;
    const auto operands = plan.operands_of(node);
    const auto [entry, is_new] = observations.try_emplace(operands[0]);
    if (is_new) entry->second.vector = vector;
    ++vector;
    population::Wanted wanted{node.op};
    if (operands.size() > 1) {
      const plan::Literal& share = plan.parameters.slots[plan.nodes[operands[1]].payload];
      wanted.share = share.number;
      wanted.share_denominator = share.denominator;
    }
    entry->second.cuts.push_back(index);
    entry->second.wanted.push_back(wanted);
  }
  return observations;
}

}  // namespace

struct Engine::State {
  plan::Plan plan;
  Backend backend;
  std::unique_ptr<jit::Session> session;  ///< null for the interpreter
  std::vector<std::uint8_t> stages;       ///< population stage of each node
  double compile_seconds = 0;

  std::vector<Membership> evaluate(const Batch& batch, const Cuts& cuts, std::int64_t now, Entry entry) const {
    if (session != nullptr) return session->evaluate(plan.parameters, batch, cuts, now, entry);
    return interpreter::interpret(plan, batch, cuts, now, entry);
  }
};

Engine::Engine(std::unique_ptr<State> state) : state_(std::move(state)) {}
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;
Engine::~Engine() = default;

Outcome<Engine> Engine::create(plan::Plan plan, Backend backend) {
  const Clock::time_point start = Clock::now();
  if (std::string error = plan::verify(plan); !error.empty()) return failed(std::move(error));
  if (std::string error = zone_error(plan); !error.empty()) return failed(std::move(error));
  auto state = std::make_unique<State>();
  state->stages = plan::population_stages(plan);
  state->plan = std::move(plan);
  state->backend = backend;
  if (backend == Backend::Jit) {
    std::string error;
    state->session = jit::Session::compile(state->plan, {}, &error);
    if (state->session == nullptr) return failed("no native code: " + error);
  }
  state->compile_seconds = seconds_since(start);
  return {Engine(std::move(state)), ""};
}

const plan::Plan& Engine::plan() const { return state_->plan; }
Backend Engine::backend() const { return state_->backend; }
double Engine::compile_seconds() const { return state_->compile_seconds; }

std::uint8_t Engine::stages() const {
  const auto most = std::max_element(state_->stages.begin(), state_->stages.end());
  return most == state_->stages.end() ? std::uint8_t{0} : *most;
}

Cuts Engine::observe(const std::vector<Batch>& batches, const Cuts& cuts, std::uint8_t stage, std::int64_t now, unsigned threads) const {
  const plan::Plan& plan = state_->plan;
  if (state_->session == nullptr) return interpreter::interpret_cuts(plan, batches, cuts, stage, now);
  Cuts result = cuts;
  result.resize(plan.cuts.size());
  const auto observations = observations_of(plan, state_->stages, stage);
  if (observations.empty()) return result;

  const std::vector<Slice> slices = slices_of(batches, threads);
  std::vector<std::vector<ValueVector>> observed(slices.size());
  const Cuts& known = result;
  for_each_index(slices.size(), threads, [&](std::size_t index) {
    const Slice& slice = slices[index];
    const Batch rows = columns::slice(batches[slice.batch], slice.begin, slice.rows);
    observed[index] = state_->session->observed(plan.parameters, rows, known, now, stage);
  });
  for (const auto& [node, observation] : observations) {
    std::vector<const ValueVector*> vectors;
    for (const std::vector<ValueVector>& slice : observed) vectors.push_back(&slice.at(observation.vector));
    const auto values = population::cut_values(plan.nodes[node].type, observation.wanted, vectors);
    for (std::size_t index = 0; index < values.size(); ++index) result[observation.cuts[index]] = values[index];
  }
  return result;
}

std::vector<Membership> Engine::evaluate(const Batch& batch, const Cuts& cuts, std::int64_t now, const Options& options) const {
  // Each slice has a cost of its own, constants and tables over dictionaries: one thread takes the batch whole.
  if (options.threads <= 1) return state_->evaluate(batch, cuts, now, options.entry);
  const std::int64_t audited = options.entry == Entry::Audit ? batch.rows : 0;
  std::vector<Membership> result(state_->plan.segments.size(),
                                 {columns::Bitmap(batch.rows), columns::Bitmap(audited), columns::Bitmap(audited)});
  const std::vector<Slice> slices = slices_of({batch}, options.threads);
  for_each_index(slices.size(), options.threads, [&](std::size_t index) {
    const Slice& slice = slices[index];
    const auto part = state_->evaluate(columns::slice(batch, slice.begin, slice.rows), cuts, now, options.entry);
    for (std::size_t segment = 0; segment < part.size(); ++segment) {
      place(part[segment].members, slice.begin, result[segment].members);
      if (audited == 0) continue;
      place(part[segment].unknown, slice.begin, result[segment].unknown);
      place(part[segment].faults, slice.begin, result[segment].faults);
    }
  });
  return result;
}

Result Engine::run(const Batch& population, std::int64_t now, const Options& options, Timing* timing) const {
  const Clock::time_point start = Clock::now();
  Result result;
  result.cuts.resize(state_->plan.cuts.size());
  for (std::uint8_t stage = 1; stage <= stages(); ++stage) result.cuts = observe({population}, result.cuts, stage, now, options.threads);
  const Clock::time_point observed = Clock::now();
  result.segments = evaluate(population, result.cuts, now, options);
  if (timing != nullptr) {
    timing->compile_seconds = state_->compile_seconds;
    timing->observe_seconds = std::chrono::duration<double>(observed - start).count();
    timing->evaluate_seconds = seconds_since(observed);
  }
  return result;
}

std::string Engine::llvm_ir() const {
  if (state_->session == nullptr) return "";
  jit::CompileOptions options;
  options.keep_ir = true;
  std::string error;
  const auto session = jit::Session::compile(state_->plan, options, &error);
  return session == nullptr ? "" : session->ir();
}

}  // namespace seg::engine
