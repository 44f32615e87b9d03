// Every workspace of the repository that has data: the cuts of a run, saved, loaded and applied one profile at a time, give the members,
// unknowns and faults of the whole run, on both engines; and so do those of each segment's own plan.
#include "runtime/population/saved_cuts.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "runtime/engine/engine.h"
#include "tests/cli/program.h"
#include "tests/properties/workspace.h"
#include "tests/unit/driver/temporary_folder.h"

using namespace seg;
using engine::Backend;
using engine::Engine;
namespace fs = std::filesystem;

namespace {

/// The rows are every `step`-th.
void check_rows(const Engine& engine, const columns::Cuts& cuts, const properties::LoadedWorkspace& loaded,
                const std::vector<columns::Membership>& whole, std::int64_t step) {
  std::int64_t differences = 0;
  for (std::int64_t row = 0; row < loaded.data.batch.rows; row += step) {
    const auto found = engine.evaluate(columns::slice(loaded.data.batch, row, 1), cuts, loaded.now, {columns::Entry::Audit, 1});
    for (std::size_t index = 0; index < whole.size(); ++index) {
      const bool same = found[index].members.at(0) == whole[index].members.at(row) &&
                        found[index].unknown.at(0) == whole[index].unknown.at(row) &&
                        found[index].faults.at(0) == whole[index].faults.at(row);
      differences += same ? 0 : 1;
    }
  }
  CHECK(differences == 0);
}

/// The file of the whole workspace has the cuts of each segment's plan.
void check_segments(const properties::LoadedWorkspace& loaded, const std::string& file, const engine::Result& whole) {
  const plan::Plan& plan = *loaded.made.optimized;
  for (const plan::Segment& segment : plan.segments) {
    INFO(segment.name);
    const std::vector<std::string> names{segment.name};
    const plan::Plan own = driver::plan_of(loaded.made, names);
    const population::LoadedCuts cuts = population::load_cuts(file, own);
    REQUIRE(cuts.error == "");
    for (std::size_t index = 0; index < own.cuts.size(); ++index) {
      CHECK(std::count(whole.cuts.begin(), whole.cuts.end(), cuts.cuts[index]) > 0);
    }
  }
}

void check_workspace(const fs::path& folder, const std::string& now, std::int64_t step) {
  const properties::LoadedWorkspace loaded = properties::load_workspace(folder, now);
  const plan::Plan& plan = *loaded.made.optimized;
  REQUIRE(!plan.cuts.empty());
  for (const Backend backend : {Backend::Jit, Backend::Interpreter}) {
    const auto engine = Engine::create(plan, backend);
    REQUIRE(engine);
    const engine::Result whole = engine.value->run(loaded.data.batch, loaded.now, {columns::Entry::Audit, 2});
    const std::string file = population::save_cuts(plan, whole.cuts, loaded.now);
    const population::LoadedCuts cuts = population::load_cuts(file, plan);
    REQUIRE(cuts.error == "");
    CHECK(cuts.cuts == whole.cuts);
    check_rows(*engine.value, cuts.cuts, loaded, whole.segments, step);
    if (backend == Backend::Jit) check_segments(loaded, file, whole);
  }
}

/// Cuts of every kind over a value of the template, in three stages.
std::string segments_over(const std::string& value, const std::string& condition) {
  return "trait lead = " + value + " - average(" + value + ")\n" + "segment over_the_middle { where " + value + " > median(" + value +
         " among (" + condition + ")) }\n" + "segment best_ten { where rank(" + value + ") <= 10 }\n" + "segment fifths { where quintile(" +
         value + " among members of over_the_middle) in 2..4 }\n" +
         "segment leaders { where lead in top 10% among members of over_the_middle or lead <= percentile(5, lead) }\n";
}

}  // namespace

TEST_CASE("the templates of `seg init`, one profile at a time") {
  const test::TemporaryFolder folder;
  const std::pair<std::string, std::string> values[] = {{"shop", "clv"}, {"subscription", "monthly_revenue"}, {"app", "lifetime_value"}};
  for (const auto& [name, value] : values) {
    DYNAMIC_SECTION(name) {
      const test::Ran made = test::run_seg({"init", name, "--profiles", "400", "--now", "2026-03-01"}, folder.path());
      REQUIRE(made.exit == 0);
      folder.write(fs::path(name) / "segments" / "population.seg", segments_over(value, "country = \"DE\""));
      check_workspace(folder.path() / name, "2026-03-01", 1);
    }
  }
}

TEST_CASE("the public data sets, one profile at a time") {
  const fs::path root = SEG_SOURCE_DIR;
  if (!fs::is_directory(root.parent_path() / "shared" / "data")) return;  // as tests/data, which says so
  SECTION("cdnow") { check_workspace(root / "tests/data/cdnow", "1998-07-01T00:00Z", 13); }
  SECTION("adventureworks") { check_workspace(root / "tests/data/adventureworks", "2019-06-15T12:30Z", 13); }
}
