#include "tests/differential/module.h"

#include <fmt/format.h>

#include <chrono>

#include "tests/differential/batches.h"
#include "tests/differential/generator.h"
#include "tests/differential/schema.h"
#include "tests/differential/shrink.h"

namespace seg::differential {
namespace {

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Instants near which days have no midnight, or do not exist, and a plain one.
constexpr std::array<std::int64_t, 4> kNows = {1'682'676'000'000'000, 1'325'246'400'000'000, 1'793'520'000'000'000, 899'251'200'000'000};
const std::array<std::string, 5> kZones = {"UTC", "Europe/Berlin", "Africa/Cairo", "Pacific/Apia", "America/Havana"};

std::int64_t now_of_batch(Random& random, std::int64_t now) {
  constexpr std::array<std::int64_t, 6> kMoves = {1, -1, 3'600'000'000, -3'600'000'000, plan::kMicrosPerDay, -plan::kMicrosPerDay};
  return random.percent(70) ? now : now + random.one_of(kMoves);
}

std::string report(const ModuleOptions& options, Case found, const Difference& difference) {
  std::string text = fmt::format("difference in module {} of seed {}: segment {}, row {}: {}\n", options.module, options.seed,
                                 difference.segment ? std::to_string(*difference.segment) : "none", difference.row, difference.what);
  const Case small = shrink(std::move(found), difference, options.shrink_seconds);
  const auto still = compile_and_compare(small.plan, small.options, small.batch, small.now);
  text += still ? fmt::format("shrunk: {}\n", still->what)
                : std::string("compiled with these parameters it does not differ: the module was compiled with others\n");
  text += fmt::format("now {}, rows together {}\n{}\n", small.now, small.options.chunk_rows, plan::print(small.plan));
  text += describe_tables(small.batch, small.plan.schema);
  for (std::int64_t row = 0; row < std::min<std::int64_t>(small.batch.rows, 8); ++row) {
    text += fmt::format("row {}: {}", row, describe_row(small.batch, small.plan.schema, row));
  }
  return text;
}

}  // namespace

ModuleResult run_module(const ModuleOptions& options, Matrix& matrix) {
  Random random(options.seed * 0x9e3779b97f4a7c15U + options.module);
  const std::int64_t now = random.one_of(kNows);
  Generator generator(make_schema(random.one_of(kZones)), random.bits(), now);
  for (std::size_t program = 0; program < options.programs; ++program) generator.add_program(fmt::format("p{}", program));
  const plan::Plan plan = std::move(generator).finish();
  ModuleResult result;
  if (const std::string error = plan::verify(plan); !error.empty()) {
    result.difference = fmt::format("module {} of seed {} does not verify: {}\n", options.module, options.seed, error);
    return result;
  }
  constexpr std::array<std::int64_t, 4> kChunks = {64, 128, 1024, 1024};
  jit::CompileOptions compile;
  compile.chunk_rows = random.one_of(kChunks);
  compile.thorough = random.percent(20);
  compile.verify_module = true;
  const Clock::time_point start = Clock::now();
  std::string error;
  const auto session = differential::compile(plan, compile, error);
  result.compile_seconds = seconds_since(start);
  GuardedMemory memory;
  if (session == nullptr) {
    const columns::Batch rows = make_batch(random, plan.schema, times_of(plan, now), memory);
    result.difference = report(options, {plan, rows, now, compile}, {std::nullopt, 0, "no native code: " + error});
    return result;
  }
  const Clock::time_point compared = Clock::now();
  for (std::size_t batch = 0; batch < options.batches && !result.difference; ++batch) {
    plan::Plan evaluated = plan;
    if (random.percent(25)) evaluated.parameters = other_parameters(random, plan, now);
    const std::int64_t moment = now_of_batch(random, now);
    const columns::Batch rows = make_batch(random, plan.schema, times_of(evaluated, moment), memory);
    if (const std::string misfit = columns::validate(rows, plan.schema); !misfit.empty()) {
      result.difference = fmt::format("module {} of seed {}: batch {} does not fit: {}\n", options.module, options.seed, batch, misfit);
      return result;
    }
    columns::Cuts cuts;
    const auto difference = compare_engines(*session, evaluated, rows, moment, cuts);
    result.cases += options.programs;
    if (difference) result.difference = report(options, {evaluated, rows, moment, compile}, *difference);
    // A few batches of every module are enough for the matrix, and the interpreter with a watcher is slow.
    if (!difference && batch < 4) matrix.observe(evaluated, rows, cuts, moment);
  }
  result.compare_seconds = seconds_since(compared);
  return result;
}

}  // namespace seg::differential
