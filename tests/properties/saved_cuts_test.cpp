// Every workspace of the repository: the cuts of a run, saved, loaded and applied one profile at a time, give the members, unknowns and
// faults of the whole run, on both engines; and so do those of each segment's own plan. Templates are generated; a workspace whose data is
// not here, or that has none, gets random profiles.
#include "runtime/population/saved_cuts.h"

#include <algorithm>
#include <catch2/catch.hpp>

#include "compiler/base/render.h"
#include "compiler/driver/workspace.h"
#include "runtime/engine/engine.h"
#include "runtime/plan/rules.h"
#include "tests/cli/program.h"
#include "tests/properties/corpus.h"
#include "tests/properties/random_profiles.h"
#include "tests/properties/workspace.h"
#include "tests/unit/driver/temporary_folder.h"

using namespace seg;
using engine::Backend;
using engine::Engine;
namespace fs = std::filesystem;

namespace {

/// Some whole population, and the time that it is asked about.
struct Profiles {
  columns::Batch batch;
  std::int64_t now = 0;
  std::shared_ptr<const void> owned = {};  ///< the buffers that `batch` points into
};

constexpr std::int64_t kRandomProfiles = 2000;
constexpr std::string_view kAdded = "added_";  // what names of segments begin with that the workspace does not have
constexpr std::int64_t kAsked = 400;           // one profile at a time

std::vector<columns::Membership> evaluate(const Engine& engine, const columns::Batch& batch, const columns::Cuts& cuts, std::int64_t now) {
  return engine.evaluate(batch, cuts, now, {columns::Entry::Audit, 1});
}

/// About kAsked of the rows, each as a batch of its own.
void check_rows(const Engine& engine, const columns::Cuts& cuts, const Profiles& profiles, const std::vector<columns::Membership>& whole) {
  std::int64_t differences = 0;
  const std::int64_t step = 1 + profiles.batch.rows / kAsked;
  for (std::int64_t row = 0; row < profiles.batch.rows; row += step) {
    const auto found = evaluate(engine, columns::slice(profiles.batch, row, 1), cuts, profiles.now);
    for (std::size_t index = 0; index < whole.size(); ++index) {
      const bool same = found[index].members.at(0) == whole[index].members.at(row) &&
                        found[index].unknown.at(0) == whole[index].unknown.at(row) &&
                        found[index].faults.at(0) == whole[index].faults.at(row);
      differences += same ? 0 : 1;
    }
  }
  CHECK(differences == 0);
}

/// The file of the whole workspace has for each segment's plan the cuts that a run of the segment alone finds.
void check_segments(const driver::Compilation& made, const std::string& file, const Profiles& profiles) {
  for (const plan::Segment& segment : made.optimized->segments) {
    INFO(segment.name);
    const std::vector<std::string> names{segment.name};
    const plan::Plan own = driver::plan_of(made, names);
    const population::LoadedCuts cuts = population::load_cuts(file, own);
    REQUIRE(cuts.error == "");
    if (own.cuts.empty()) continue;
    const auto engine = Engine::create(own, Backend::Jit);
    REQUIRE(engine);
    CHECK(cuts.cuts == engine.value->run(profiles.batch, profiles.now, {columns::Entry::Audit, 2}).cuts);
  }
}

bool reaches_cut(const plan::Plan& plan, plan::NodeId root) {
  std::vector<plan::NodeId> open{root};
  for (std::size_t next = 0; next < open.size(); ++next) {
    if (plan::row_of(plan.nodes[open[next]].op).signature == plan::Signature::Cut) return true;
    for (const plan::NodeId operand : plan.operands_of(open[next])) {
      if (std::find(open.begin(), open.end(), operand) == open.end()) open.push_back(operand);
    }
  }
  return false;
}

/// Without a profile that the cuts make a member the comparison would say nothing. Each segment that was added has one, and where segments
/// of the workspace's own use cuts, some of them.
void check_that_cuts_matter(const Engine& engine, const Profiles& profiles, const std::vector<columns::Membership>& whole) {
  const plan::Plan& plan = engine.plan();
  const auto without = evaluate(engine, profiles.batch, columns::Cuts(plan.cuts.size()), profiles.now);
  int own = 0;
  int own_with_members = 0;
  for (std::size_t index = 0; index < whole.size(); ++index) {
    const plan::Segment& segment = plan.segments[index];
    if (!reaches_cut(plan, segment.root)) continue;
    INFO(segment.name);
    const bool matters = whole[index].members.count() > 0 && !(whole[index].members == without[index].members);
    const bool added = segment.name.starts_with(kAdded);
    if (added) CHECK(matters);
    own += added ? 0 : 1;
    own_with_members += !added && matters ? 1 : 0;
  }
  CHECK((own == 0 || own_with_members > 0));
}

void check_profiles(const driver::Compilation& made, const Profiles& profiles) {
  const plan::Plan& plan = *made.optimized;
  REQUIRE(columns::validate(profiles.batch, plan.schema) == "");
  std::string saved;
  for (const Backend backend : {Backend::Jit, Backend::Interpreter}) {
    const auto engine = Engine::create(plan, backend);
    REQUIRE(engine);
    const engine::Result whole = engine.value->run(profiles.batch, profiles.now, {columns::Entry::Audit, 2});
    const std::string file = population::save_cuts(plan, whole.cuts, profiles.now);
    if (saved.empty()) saved = file;
    CHECK(file == saved);
    const population::LoadedCuts cuts = population::load_cuts(file, plan);
    REQUIRE(cuts.error == "");
    CHECK(cuts.cuts == whole.cuts);
    check_rows(*engine.value, cuts.cuts, profiles, whole.segments);
    if (backend == Backend::Interpreter) continue;
    check_segments(made, file, profiles);
    check_that_cuts_matter(*engine.value, profiles, whole.segments);
  }
}

Profiles random_profiles(const driver::Compilation& made, std::int64_t rows) {
  std::int64_t now = 1'772'323'200'000'000;  // 2026-03-01T00:00Z, if no example says another time
  for (const hir::Segment& segment : made.hir.segments) {
    for (const hir::Example& example : segment.examples) now = example.as_of;
  }
  auto random = std::make_shared<properties::RandomProfiles>(properties::random_profiles(*made.optimized, now, rows, 20'260'301));
  return {random->batch, now, random};
}

/// The data as it is, a day after the last event.
Profiles loaded_profiles(const driver::Compilation& made, const io::DataManifest& manifest) {
  io::Loaded loaded = io::load(manifest, made.optimized->schema, {});
  REQUIRE(loaded.dataset);
  auto data = std::make_shared<io::Dataset>(std::move(*loaded.dataset));
  std::int64_t now = 0;
  for (const columns::Stream& stream : data->batch.streams) {
    for (std::int64_t event = stream.offsets[0]; event < stream.offsets[data->batch.rows]; ++event) now = std::max(now, stream.at[event]);
  }
  return {data->batch, now + plan::kMicrosPerDay, data};
}

/// Cuts of every kind, in three stages, over the first value of the profile that is a number, or over the number of events.
std::string segments_of_every_kind(const plan::Schema& schema) {
  std::string value;
  for (const plan::Field& field : schema.profile) {
    const bool number = field.type.kind == plan::Kind::Money || field.type.kind == plan::Kind::Int;
    if (value.empty() && number && !field.type.list) value = field.name;
  }
  REQUIRE((!value.empty() || !schema.streams.empty()));
  if (value.empty()) value = "count(" + schema.streams.front().plural + ")";
  const std::string among = schema.streams.empty() ? value + " is known" : "any " + schema.streams.front().plural;
  return "trait added_value = " + value + "\n" + "trait added_lead = added_value - average(added_value)\n" +
         "segment added_half { where added_value > median(added_value among (" + among + ")) }\n" +
         "segment added_ten { where rank(added_value) <= 10 }\n" +
         "segment added_fifths { where quintile(added_value among members of added_half) in 2..4 }\n" +
         "segment added_leaders { where added_lead in top 10% among members of added_half or added_lead <= percentile(5, added_lead) }\n";
}

driver::Compilation compiled(const fs::path& folder) {
  driver::Workspace workspace = driver::read_workspace(folder);
  const driver::Compilation alone = driver::compile(driver::read_workspace(folder).input);
  INFO(render_human(alone.diagnostics, alone.sources, {}));
  REQUIRE(alone.optimized);
  workspace.input.files.push_back(workspace.input.sources.add("added.seg", segments_of_every_kind(alone.optimized->schema)));
  driver::Compilation made = driver::compile(std::move(workspace.input));
  INFO(render_human(made.diagnostics, made.sources, {}));
  REQUIRE(made.optimized);
  return made;
}

void check_workspace(const fs::path& folder) {
  const driver::Compilation made = compiled(folder);
  const auto data = properties::data_of(folder);
  check_profiles(made, data ? loaded_profiles(made, *data) : random_profiles(made, kRandomProfiles));
}

}  // namespace

TEST_CASE("every workspace, one profile at a time") {
  const std::vector<fs::path> folders = properties::workspace_folders();
  for (const char* known : {"examples/field", "stdlib", "tests/data/cdnow", "tools/bench/workspace", "tools/seg/templates/shop"}) {
    CHECK(std::count(folders.begin(), folders.end(), fs::path(SEG_SOURCE_DIR) / known) == 1);
  }
  const test::TemporaryFolder generated;
  for (const fs::path& folder : folders) {
    DYNAMIC_SECTION(fs::relative(folder, SEG_SOURCE_DIR).generic_string()) {
      const std::string name = folder.filename().string();
      const bool generate = properties::is_template(folder);
      if (generate) REQUIRE(test::run_seg({"init", name, "--profiles", "400", "--now", "2026-03-01"}, generated.path()).exit == 0);
      check_workspace(generate ? generated.path() / name : folder);
    }
  }
}

TEST_CASE("files of segments that no workspace has, one profile at a time") {
  std::vector<std::string> folders;
  for (const fs::path& folder : properties::workspace_folders())
    folders.push_back(fs::relative(folder, SEG_SOURCE_DIR).generic_string() + "/");
  int checked = 0;
  for (const properties::SegFile& file : properties::corpus()) {
    const auto holds = [&](const std::string& folder) { return file.path.starts_with(folder); };
    if (std::any_of(folders.begin(), folders.end(), holds)) continue;
    const driver::Compilation made = driver::compile(properties::with_schema(file, file.text));
    if (!made.optimized || made.optimized->cuts.empty() || made.optimized->segments.empty()) continue;
    INFO(file.path);
    check_profiles(made, random_profiles(made, 500));
    ++checked;
  }
  CHECK(checked >= 5);
}
