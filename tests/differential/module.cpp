#include "tests/differential/module.h"

#include <fmt/format.h>

#include <chrono>

#include "runtime/calendar/calendar.h"
#include "tests/differential/batches.h"
#include "tests/differential/generator.h"
#include "tests/differential/schema.h"
#include "tests/differential/shrink.h"

namespace seg::differential {
namespace {

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

constexpr std::int64_t kHour = 3'600'000'000;

/// A moment of which an hour away the zone's clock changes, or any where it does not within three years: 1900 to 2100.
std::int64_t near_change(Random& random, const std::string& name) {
  const auto zone = calendar::Zone::find(name);
  const std::int64_t start = random.between(-25'567, 47'481) * plan::kMicrosPerDay;
  for (std::int64_t day = 0; zone && day < 3 * 366; ++day) {
    std::int64_t before = start + day * plan::kMicrosPerDay;
    std::int64_t after = before + plan::kMicrosPerDay;
    if (zone->offset(before) == zone->offset(after)) continue;
    while (after - before > 1) {
      const std::int64_t middle = before + (after - before) / 2;
      (zone->offset(middle) == zone->offset(after) ? after : before) = middle;
    }
    return after + random.between(-2, 2) * kHour / 2;
  }
  return start;
}

/// Near a change of the schema's clock or of any other one, near days that have no midnight, or do not exist, or a plain one.
std::int64_t draw_now(Random& random, const std::string& zone) {
  constexpr std::array<std::int64_t, 4> kNows = {1'682'676'000'000'000, 1'325'246'400'000'000, 1'793'520'000'000'000, 899'251'200'000'000};
  if (random.percent(30)) return random.one_of(kNows);
  return near_change(random, random.percent(60) ? zone : random.one_of(zone_pool()));
}

std::int64_t now_of_batch(Random& random, std::int64_t now) {
  constexpr std::array<std::int64_t, 6> kMoves = {1, -1, kHour, -kHour, plan::kMicrosPerDay, -plan::kMicrosPerDay};
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
  const std::string zone = random.one_of(zone_pool());
  const std::int64_t now = draw_now(random, zone);
  Generator generator(make_schema(zone), random.bits(), now);
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
