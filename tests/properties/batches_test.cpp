// Every workspace of the repository that has data: how the profiles are cut into batches, and in which order the batches come, changes
// neither members, unknowns and faults nor the cuts.
#include <algorithm>
#include <catch2/catch.hpp>

#include "runtime/engine/engine.h"
#include "tests/cli/program.h"
#include "tests/properties/workspace.h"
#include "tests/unit/driver/temporary_folder.h"

using namespace seg;
using columns::Batch;
using columns::Membership;
using engine::Engine;
namespace fs = std::filesystem;

namespace {

/// The rows from `begin` on, of a batch.
struct Part {
  std::int64_t begin;
  Batch batch;
};

std::vector<Part> split(const Batch& batch, std::int64_t width, bool reversed) {
  std::vector<Part> parts;
  for (std::int64_t begin = 0; begin < batch.rows; begin += width) {
    parts.push_back({begin, columns::slice(batch, begin, std::min(width, batch.rows - begin))});
  }
  if (reversed) std::reverse(parts.begin(), parts.end());
  return parts;
}

void append(columns::Bitmap& whole, const columns::Bitmap& part, std::int64_t from) {
  for (std::int64_t row = 0; row < part.rows; ++row) {
    if (part.at(row)) whole.set(from + row);
  }
}

engine::Result run_in_parts(const Engine& engine, const std::vector<Part>& parts, std::int64_t rows, std::int64_t now) {
  std::vector<Batch> batches;
  for (const Part& part : parts) batches.push_back(part.batch);
  engine::Result result;
  result.cuts = columns::Cuts(engine.plan().cuts.size());
  for (std::uint8_t stage = 1; stage <= engine.stages(); ++stage) result.cuts = engine.observe(batches, result.cuts, stage, now, 2);
  result.segments.assign(engine.plan().segments.size(), {columns::Bitmap(rows), columns::Bitmap(rows), columns::Bitmap(rows)});
  for (const Part& part : parts) {
    const auto found = engine.evaluate(part.batch, result.cuts, now, {columns::Entry::Audit, 1});
    for (std::size_t i = 0; i < found.size(); ++i) {
      append(result.segments[i].members, found[i].members, part.begin);
      append(result.segments[i].unknown, found[i].unknown, part.begin);
      append(result.segments[i].faults, found[i].faults, part.begin);
    }
  }
  return result;
}

void check_workspace(const fs::path& folder, const std::string& now) {
  const properties::LoadedWorkspace loaded = properties::load_workspace(folder, now);
  const auto engine = Engine::create(*loaded.made.optimized, engine::Backend::Jit);
  REQUIRE(engine);
  const std::int64_t rows = loaded.data.batch.rows;
  const engine::Result whole = engine.value->run(loaded.data.batch, loaded.now, {columns::Entry::Audit, 1});
  const auto divides = [&](const Membership& segment) { return segment.members.count() > 0 && segment.members.count() < rows; };
  REQUIRE(std::any_of(whole.segments.begin(), whole.segments.end(), divides));
  for (const std::int64_t width : {std::int64_t{61}, std::int64_t{1000}, rows / 2 + 1}) {
    for (const bool reversed : {false, true}) {
      INFO(width << " rows a batch" << (reversed ? ", the last batch first" : ""));
      const engine::Result found = run_in_parts(*engine.value, split(loaded.data.batch, width, reversed), rows, loaded.now);
      CHECK(found.cuts == whole.cuts);
      for (std::size_t i = 0; i < whole.segments.size(); ++i) {
        INFO(loaded.made.optimized->segments[i].name);
        CHECK(found.segments[i] == whole.segments[i]);
      }
    }
  }
}

}  // namespace

TEST_CASE("the templates of `seg init`, in batches of any width and order") {
  const test::TemporaryFolder folder;
  for (const std::string name : {"shop", "subscription", "app"}) {
    DYNAMIC_SECTION(name) {
      const test::Ran made = test::run_seg({"init", name, "--profiles", "1500", "--now", "2026-03-01"}, folder.path());
      REQUIRE(made.exit == 0);
      check_workspace(folder.path() / name, "2026-03-01");
    }
  }
}

TEST_CASE("the public data sets, in batches of any width and order") {
  const fs::path root = SEG_SOURCE_DIR;
  if (!fs::is_directory(root.parent_path() / "shared" / "data")) return;  // as tests/data, which says so
  SECTION("cdnow") { check_workspace(root / "tests/data/cdnow", "1998-07-01T00:00Z"); }
  SECTION("adventureworks") { check_workspace(root / "tests/data/adventureworks", "2019-06-15T12:30Z"); }
}
