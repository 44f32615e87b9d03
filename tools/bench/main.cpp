// seg_bench WORKSPACE NOW: loads the workspace's data, then answers each line of its input, `jit` or `interpreter`, with one of JSON:
// the seconds of a whole evaluation (cuts observed, members evaluated, one thread), on the wall and of the processor, and the members of
// each segment.

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <optional>
#include <string>

#include "compiler/base/render.h"
#include "compiler/driver/workspace.h"
#include "runtime/calendar/calendar.h"
#include "runtime/engine/engine.h"
#include "runtime/io/load.h"

namespace {

using namespace seg;
using Clock = std::chrono::steady_clock;

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }
double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

std::optional<plan::Plan> compiled_plan(const std::string& root) {
  driver::Compilation compilation = driver::compile(driver::read_workspace(root).input);
  if (!compilation.optimized) std::cerr << render_human(compilation.diagnostics, compilation.sources, {false});
  return std::move(compilation.optimized);
}

std::optional<io::Dataset> loaded_data(const std::string& root, const plan::Schema& schema) {
  std::vector<io::Problem> problems;
  const io::ParsedManifest manifest = io::read_manifest(root + "/seg.toml");
  problems = manifest.problems;
  if (manifest.manifest) {
    io::Loaded loaded = io::load(*manifest.manifest, schema, {});
    if (loaded.dataset) return std::move(loaded.dataset);
    problems = loaded.problems;
  }
  for (const io::Problem& problem : problems) std::cerr << problem.message << '\n';
  return std::nullopt;
}

std::int64_t aggregates_of(const plan::Plan& plan) {
  return std::count_if(plan.nodes.begin(), plan.nodes.end(),
                       [](const plan::Node& node) { return plan::row_of(node.op).signature == plan::Signature::Fold; });
}

std::string answer(const engine::Engine& engine, const columns::Batch& batch, std::int64_t now) {
  const Clock::time_point start = Clock::now();
  const double processor_start = processor_seconds();
  const engine::Result result = engine.run(batch, now, {columns::Entry::Members, 1});
  const double seconds = seconds_since(start);
  const double processor = processor_seconds() - processor_start;
  std::vector<std::int64_t> counts;
  for (const columns::Membership& membership : result.segments) counts.push_back(membership.members.count());
  return fmt::format("{{\"wall\":{:.6f},\"cpu\":{:.6f},\"counts\":[{}]}}", seconds, processor, fmt::join(counts, ","));
}

int serve(const plan::Plan& plan, const io::Dataset& data, std::int64_t now) {
  auto jit = engine::Engine::create(plan, engine::Backend::Jit);
  auto interpreter = engine::Engine::create(plan, engine::Backend::Interpreter);
  if (!jit || !interpreter) {
    std::cerr << jit.error << interpreter.error << '\n';
    return 1;
  }
  fmt::print("{{\"profiles\":{},\"events\":{},\"segments\":{},\"aggregates\":{},\"compile_seconds\":{:.4f}}}\n", data.batch.rows,
             data.events, plan.segments.size(), aggregates_of(plan), jit.value->compile_seconds());
  std::fflush(stdout);
  for (std::string line; std::getline(std::cin, line);) {
    fmt::print("{}\n", answer(line == "interpreter" ? *interpreter.value : *jit.value, data.batch, now));
    std::fflush(stdout);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const auto zone = seg::calendar::Zone::find("UTC");
  const auto now = argc == 3 && zone ? seg::calendar::parse_instant(argv[2], *zone) : std::nullopt;
  if (!now) {
    std::cerr << "usage: seg_bench WORKSPACE NOW\n";
    return 2;
  }
  const auto plan = compiled_plan(argv[1]);
  if (!plan) return 1;
  const auto data = loaded_data(argv[1], plan->schema);
  return data ? serve(*plan, *data, *now) : 1;
}
