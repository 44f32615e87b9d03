#include "tests/conformance/runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "runtime/population/saved_cuts.h"
#include "tests/conformance/rows.h"

namespace seg::conformance {
namespace {

using engine::Backend;

/// One way to ask. `width` is the number of rows a batch, 0 for all in one.
struct Way {
  std::string name;
  Layout layout;
  std::int64_t width;
  unsigned threads;
};
const std::vector<Way>& ways() {
  static const std::vector<Way> kWays{
      {"whole", {}, 0, 1},
      {"reversed", {true, 1, 3}, 0, 1},
      {"one profile at a time, with saved cuts", {false, 1, 5}, 1, 1},
      {"batches of 3, reversed", {true, 1, 0}, 3, 1},
      {"40 copies, 1 thread", {false, 40, 7}, 0, 1},
      {"40 copies, 2 threads", {false, 40, 1}, 0, 2},
      {"40 copies in batches of 77, reversed, 2 threads", {true, 40, 2}, 77, 2},
  };
  return kWays;
}

/// `t`, `f`, `u` (unknown) or `!` (fault) a row; of each segment.
using Answers = std::vector<std::string>;

char state_of(const columns::Membership& membership, std::int64_t row) {
  const bool member = membership.members.at(row);
  const bool unknown = membership.unknown.at(row);
  const bool fault = membership.faults.at(row);
  if ((member && unknown) || (fault && !unknown)) return '?';
  return member ? 't' : fault ? '!' : unknown ? 'u' : 'f';
}

Answers ask(const engine::Engine& engine, const columns::Batch& batch, const Way& way, std::int64_t now) {
  std::vector<columns::Batch> parts;
  const std::int64_t width = way.width == 0 ? std::max<std::int64_t>(batch.rows, 1) : way.width;
  for (std::int64_t begin = 0; begin < batch.rows; begin += width)
    parts.push_back(columns::slice(batch, begin, std::min(width, batch.rows - begin)));
  columns::Cuts cuts(engine.plan().cuts.size());
  for (std::uint8_t stage = 1; stage <= engine.stages(); ++stage) cuts = engine.observe(parts, cuts, stage, now, way.threads);

  if (way.width == 1) {
    const population::LoadedCuts loaded = population::load_cuts(population::save_cuts(engine.plan(), cuts, now), engine.plan());
    if (!loaded.error.empty() || loaded.cuts != cuts) return Answers(engine.plan().segments.size(), "saved cuts: " + loaded.error);
    cuts = loaded.cuts;
  }
  Answers answers(engine.plan().segments.size());
  for (const columns::Batch& part : parts) {
    const auto audit = engine.evaluate(part, cuts, now, {columns::Entry::Audit, way.threads});
    const auto members = engine.evaluate(part, cuts, now, {columns::Entry::Members, way.threads});
    for (std::size_t segment = 0; segment < answers.size(); ++segment) {
      for (std::int64_t row = 0; row < part.rows; ++row) answers[segment] += state_of(audit[segment], row);
      if (!(members[segment].members == audit[segment].members)) answers[segment] += " entries differ";
    }
  }
  return answers;
}

char expected_state(const Expectation& expectation, const std::string& key) {
  const auto in = [&](const std::vector<std::string>& keys) { return std::find(keys.begin(), keys.end(), key) != keys.end(); };
  return in(expectation.members) ? 't' : in(expectation.unknown) ? 'u' : in(expectation.faults) ? '!' : 'f';
}

std::string_view state_text(char state) {
  switch (state) {
    case 't':
      return "a member";
    case 'f':
      return "no member";
    case 'u':
      return "unknown";
    case '!':
      return "a fault";
    default:
      return "contradictory bits";
  }
}

/// The differences as lines, one a segment and profile.
void compare(const ConfFile& file, const engine::Engine& engine, const Answers& answers, const std::vector<std::string>& keys,
             std::int64_t now, const std::string& how, std::string& differences) {
  const std::string name = std::filesystem::path(file.path).filename().string();
  for (const Expectation& expectation : file.expectations) {
    if (expectation.now != now) continue;
    const auto& segments = engine.plan().segments;
    const auto found =
        std::find_if(segments.begin(), segments.end(), [&](const plan::Segment& segment) { return segment.name == expectation.segment; });
    if (found == segments.end()) {
      differences += fmt::format("{}:{}: {}: not in the plan\n", name, expectation.line, expectation.segment);
      continue;
    }
    const std::string& answer = answers[static_cast<std::size_t>(found - segments.begin())];
    if (answer.size() != keys.size()) {
      differences +=
          fmt::format("{}:{}: {} ({}): members alone and members of the audit differ\n", name, expectation.line, expectation.segment, how);
      continue;
    }
    for (std::size_t row = 0; row < keys.size() && row < file.keys.size(); ++row) {
      const char wanted = expected_state(expectation, keys[row]);
      if (answer[row] == wanted) continue;
      differences += fmt::format("{}:{}: {} of {}: expected {}, found {} ({})\n", name, expectation.line, keys[row], expectation.segment,
                                 state_text(wanted), state_text(answer[row]), how);
    }
    for (std::size_t row = file.keys.size(); row < keys.size(); ++row) {
      if (answer[row] != answer[row % file.keys.size()])
        differences += fmt::format("{}: a copy of {} differs ({})\n", name, keys[row], how);
    }
  }
}

void run_plan(const ConfFile& file, const plan::Plan& plan, Backend backend, const std::string& what, std::string& differences) {
  auto engine = engine::Engine::create(plan, backend);
  if (!engine) {
    differences += fmt::format("{}: {}: {}\n", file.path, what, engine.error);
    return;
  }
  std::vector<std::int64_t> instants;
  for (const Expectation& expectation : file.expectations) {
    if (std::find(instants.begin(), instants.end(), expectation.now) == instants.end()) instants.push_back(expectation.now);
  }
  // Ten copies of the best leave nobody else within rank 10.
  const bool ranks =
      std::any_of(plan.nodes.begin(), plan.nodes.end(), [](const plan::Node& node) { return node.op == plan::Op::CutRank; });
  for (const Way& way : ways()) {
    if (ranks && way.layout.copies > 1) continue;
    const Rows rows = lay_out(file, plan.schema, way.layout);
    const auto bound = engine::bind(rows.batch, plan.schema);
    if (!bound) {
      differences += fmt::format("{}: {}\n", file.path, bound.error);
      return;
    }
    for (const std::int64_t now : instants) {
      compare(file, *engine.value, ask(*engine.value, bound.value->batch, way, now), rows.keys, now, what + ", " + way.name, differences);
    }
  }
}

}  // namespace

std::string differences(const ConfFile& file, const plan::Plan& lowered, const plan::Plan& optimized) {
  std::string found;
  run_plan(file, lowered, Backend::Interpreter, "interpreter, plan as lowered", found);
  run_plan(file, optimized, Backend::Interpreter, "interpreter", found);
  run_plan(file, lowered, Backend::Jit, "jit, plan as lowered", found);
  run_plan(file, optimized, Backend::Jit, "jit", found);
  return found;
}

}  // namespace seg::conformance
