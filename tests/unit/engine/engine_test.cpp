#include <catch2/catch.hpp>

#include "tests/unit/engine/shop.h"

using namespace seg;
using namespace seg::test;
using engine::Backend;
using engine::Engine;
using plan::NodeId;
using plan::Op;

namespace {

/// 0 bought: amounts of at least 3 in [10, now]. 1 top: value in the top tenth. 2 above: score above the average of those below it. 3
/// fault.
plan::Plan shop_plan() {
  plan::Builder builder(shop_schema());
  const auto time = [&](std::int64_t micros) { return builder.literal({plan::timestamp_type(), micros, 1, 0, {}}); };
  const NodeId value = builder.profile_field(0);
  const NodeId score = builder.profile_field(1);
  const NodeId enough = builder.apply(Op::LessEqual, {builder.integer(3), builder.event_field(0, 0)});
  const NodeId window[] = {time(10), time(plan::kEndOfTime), enough};
  const NodeId bought = builder.fold(Op::Count, 0, window);
  builder.add_segment("bought", builder.apply(Op::Less, {builder.integer(0), bought}));
  const NodeId tenth = builder.literal({plan::ratio_type(), 1, 10, 0, {}});
  const NodeId top = builder.apply(Op::CutTop, {value, tenth});
  builder.label_cut(top, "value in top 10%");
  builder.add_segment("top", builder.apply(Op::LessEqual, {top, value}));
  const NodeId average = builder.apply(Op::CutAverage, {score});
  const NodeId over = builder.apply(Op::Subtract, {score, average});
  const NodeId half = builder.literal({plan::ratio_type(), 1, 2, 0, {}});
  builder.add_segment("above", builder.apply(Op::Less, {builder.apply(Op::CutPercentile, {over, half}), over}));
  const NodeId share = builder.apply(Op::Divide, {builder.integer(1), value});
  builder.add_segment("fault", builder.apply(Op::Less, {share, half}));
  return std::move(builder).finish();
}

Engine make(Backend backend) {
  auto engine = Engine::create(shop_plan(), backend);
  INFO(engine.error);
  REQUIRE(engine);
  return std::move(*engine.value);
}

engine::BoundBatch bound(const Shop& shop) {
  auto batch = engine::bind(shop.named(), shop_schema());
  REQUIRE(batch);
  return std::move(*batch.value);
}

constexpr std::int64_t kNow = 25;

}  // namespace

TEST_CASE("both back ends say what can be counted by hand") {
  const Shop shop(1000);
  const engine::BoundBatch held = bound(shop);
  const columns::Batch& batch = held.batch;
  for (const Backend backend : {Backend::Interpreter, Backend::Jit}) {
    const Engine engine = make(backend);
    CHECK(engine.backend() == backend);
    CHECK(engine.stages() == 2);
    engine::Timing timing;
    const engine::Result result = engine.run(batch, kNow, {}, &timing);
    CHECK(timing.evaluate_seconds >= 0);
    REQUIRE(result.segments.size() == 4);
    // The values are 0 to 100, 10 rows of 91 and above 9 of each but the last ones: rank 100 from above.
    std::vector<std::int64_t> sorted = shop.values;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    std::vector<double> over;
    double sum = 0;
    for (const double score : shop.scores) sum += score;  // halves: exact
    for (const double score : shop.scores) over.push_back(score - sum / 1000);
    std::vector<double> ordered = over;
    std::sort(ordered.begin(), ordered.end());
    for (std::int64_t row = 0; row < 1000; ++row) {
      CAPTURE(row);
      const auto index = static_cast<std::size_t>(row);
      // Purchases at 10 and 20 are in [10, 25]: the second of amount row + 1, the third of row + 2.
      const bool bought = (row % 5 >= 2 && row + 1 >= 3) || (row % 5 >= 3 && row + 2 >= 3);
      CHECK(result.segments[0].members.at(row) == bought);
      CHECK(result.segments[1].members.at(row) == (shop.values[index] >= sorted[99]));
      CHECK(result.segments[2].members.at(row) == (over[index] > ordered[499]));
      CHECK(result.segments[3].members.at(row) == (shop.values[index] > 2));
      CHECK(result.segments[3].faults.at(row) == (shop.values[index] == 0));
      CHECK(result.segments[3].unknown.at(row) == (shop.values[index] == 0));
    }
    REQUIRE(result.cuts.size() == 3);
    CHECK(result.cuts[0].number == sorted[99]);
    CHECK(result.cuts[0].population == 1000);
    CHECK(result.cuts[0].tied == std::count(sorted.begin(), sorted.end(), sorted[99]));
  }
}

TEST_CASE("threads and splits change nothing") {
  const Shop shop(1000);
  const engine::BoundBatch held = bound(shop);
  const columns::Batch& batch = held.batch;
  for (const Backend backend : {Backend::Interpreter, Backend::Jit}) {
    const Engine engine = make(backend);
    const engine::Result whole = engine.run(batch, kNow, {});
    for (const unsigned threads : {2U, 3U, 16U}) {
      CAPTURE(threads);
      const engine::Result other = engine.run(batch, kNow, {columns::Entry::Audit, threads});
      CHECK(other.segments == whole.segments);
      CHECK(other.cuts == whole.cuts);
    }
    const columns::Cuts split =
        engine.observe({columns::slice(batch, 700, 300), columns::slice(batch, 0, 0), columns::slice(batch, 0, 700)}, {}, 1, kNow, 2);
    CHECK(split.at(0) == whole.cuts[0]);
    CHECK(split.at(1) == whole.cuts[1]);
    CHECK(split.at(2).state == columns::State::Unknown);
    const auto members = engine.evaluate(batch, whole.cuts, kNow, {columns::Entry::Members, 2});
    for (std::size_t segment = 0; segment < members.size(); ++segment) {
      CHECK(members[segment].members == whole.segments[segment].members);
      CHECK(members[segment].unknown.rows == 0);
      CHECK(members[segment].faults.words.empty());
    }
  }
}

TEST_CASE("no profiles") {
  const Shop shop(0);
  const engine::BoundBatch held = bound(shop);
  const columns::Batch& batch = held.batch;
  for (const Backend backend : {Backend::Interpreter, Backend::Jit}) {
    const engine::Result result = make(backend).run(batch, kNow, {columns::Entry::Audit, 2});
    REQUIRE(result.segments.size() == 4);
    CHECK(result.segments[0].members.words.empty());
    CHECK(result.cuts.at(0).state == columns::State::Unknown);
    CHECK(result.cuts.at(0).population == 0);
  }
}

TEST_CASE("a Plan that does not verify, and a zone that is not there, are errors") {
  plan::Plan plan = shop_plan();
  plan.nodes.back().type = plan::int_type();
  CHECK_FALSE(Engine::create(plan, Backend::Interpreter).error.empty());

  plan::Schema schema = shop_schema();
  schema.zone = "Europe/Atlantis";
  plan::Builder builder(schema);
  const NodeId start = builder.apply(Op::DayStart, {builder.literal({plan::date_type(), 0, 1, 0, {}})});
  builder.add_segment("past", builder.apply(Op::Less, {start, builder.now()}));
  const auto engine = Engine::create(std::move(builder).finish(), Backend::Interpreter);
  CHECK_FALSE(engine);
  CHECK_THAT(engine.error, Catch::Matchers::Contains("Europe/Atlantis"));
}

TEST_CASE("the native code can be read") {
  CHECK(make(Backend::Interpreter).llvm_ir().empty());
  CHECK_THAT(make(Backend::Jit).llvm_ir(), Catch::Matchers::Contains("define"));
}
