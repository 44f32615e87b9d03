// What an explanation says of a profile is what the evaluation says, for every segment of the templates.
#include <algorithm>
#include <catch2/catch.hpp>

#include "runtime/engine/engine.h"
#include "tests/cli/program.h"
#include "tests/properties/workspace.h"
#include "tests/unit/driver/temporary_folder.h"
#include "tools/explain/explain.h"

using namespace seg;
using explain::Truth;

namespace {

Truth truth_at(const columns::Membership& segment, std::int64_t row) {
  if (segment.members.at(row)) return Truth::True;
  if (segment.faults.at(row)) return Truth::Fault;
  return segment.unknown.at(row) ? Truth::Unknown : Truth::False;
}

/// Clauses that decided, of a truth that the whole follows from.
void check_deciding(const explain::Clause& whole) {
  const auto clauses = explain::deciding(whole);
  CHECK(!clauses.empty());
  if (whole.joint != explain::Joint::All || whole.negated || whole.truth == Truth::True) return;
  const bool same =
      std::any_of(clauses.begin(), clauses.end(), [&](const explain::Clause* clause) { return clause->joint == explain::Joint::Leaf; });
  CHECK(same);
}

void check_workspace(const properties::LoadedWorkspace& loaded) {
  const auto engine = engine::Engine::create(*loaded.made.plan, engine::Backend::Jit);
  REQUIRE(engine);
  const engine::Result result = engine.value->run(loaded.data.batch, loaded.now, {columns::Entry::Audit, 1});
  const plan::Plan& plan = engine.value->plan();
  const auto cuts = explain::known_cuts(plan, result.cuts);
  for (const hir::Segment& segment : loaded.made.hir.segments) {
    const auto place =
        std::find_if(plan.segments.begin(), plan.segments.end(), [&](const plan::Segment& one) { return one.name == segment.name; });
    REQUIRE(place != plan.segments.end());
    const columns::Membership& found = result.segments[static_cast<std::size_t>(place - plan.segments.begin())];
    for (std::int64_t row = 0; row < loaded.data.batch.rows; row += 7) {
      INFO(segment.name << ", profile " << loaded.data.keys.at(row));
      const auto profile = columns::slice(loaded.data.batch, row, 1);
      const explain::Clause whole = explain::explain(loaded.made.hir, loaded.made.sources, segment, profile, cuts, loaded.now);
      CHECK(whole.truth == truth_at(found, row));
      CHECK(!explain::render(whole).empty());
      check_deciding(whole);
    }
  }
}

}  // namespace

TEST_CASE("explanations agree with the evaluation") {
  const test::TemporaryFolder folder;
  for (const std::string name : {"shop", "subscription", "app"}) {
    DYNAMIC_SECTION(name) {
      const test::Ran made = test::run_seg({"init", name, "--profiles", "210", "--now", "2026-03-01"}, folder.path());
      REQUIRE(made.exit == 0);
      check_workspace(properties::load_workspace(folder.path() / name, "2026-03-01"));
    }
  }
}
