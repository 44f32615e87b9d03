// Members, unknowns and faults depend on the profiles, the segments and `now`: not on threads, batches, the order of profiles, where
// bitmaps begin, the passes, the engine.
#include <catch2/catch.hpp>
#include <numeric>
#include <random>

#include "tests/properties/corpus.h"
#include "tests/properties/permutation.h"
#include "tests/properties/shop.h"

using namespace seg;
using namespace seg::properties;
using columns::Membership;
using engine::Backend;
using engine::Engine;

namespace {

constexpr Backend kBackends[] = {Backend::Interpreter, Backend::Jit};

const Engine& engine_of(Backend backend) {
  const auto make = [](Backend which) {
    auto made = Engine::create(*shop().made.optimized, which);
    if (!made) throw std::runtime_error(made.error);
    return std::move(*made.value);
  };
  static const Engine kInterpreter = make(Backend::Interpreter);
  static const Engine kJit = make(Backend::Jit);
  return backend == Backend::Jit ? kJit : kInterpreter;
}

/// What everything else is held against: the interpreter, one batch, one thread.
const engine::Result& reference() {
  static const engine::Result kResult = engine_of(Backend::Interpreter).run(shop().data.batch, kShopNow, {columns::Entry::Audit, 1});
  return kResult;
}

void check_same(const std::vector<Membership>& found, const std::vector<Membership>& expected) {
  REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    INFO("segment " << shop().made.optimized->segments[i].name);
    CHECK(found[i].members == expected[i].members);
    CHECK(found[i].unknown == expected[i].unknown);
    CHECK(found[i].faults == expected[i].faults);
  }
}

/// Cuts from all batches, stage by stage.
columns::Cuts observed(const Engine& engine, const std::vector<columns::Batch>& batches, unsigned threads) {
  columns::Cuts cuts(engine.plan().cuts.size());
  for (std::uint8_t stage = 1; stage <= engine.stages(); ++stage) cuts = engine.observe(batches, cuts, stage, kShopNow, threads);
  return cuts;
}

void append(columns::Bitmap& whole, const columns::Bitmap& part, std::int64_t from) {
  for (std::int64_t row = 0; row < part.rows; ++row) {
    if (part.at(row)) whole.set(from + row);
  }
}

/// Evaluates batch after batch, and puts the bitmaps one behind the other.
std::vector<Membership> evaluated(const Engine& engine, const std::vector<columns::Batch>& batches, const columns::Cuts& cuts) {
  const std::int64_t rows = shop().data.batch.rows;
  std::vector<Membership> whole(engine.plan().segments.size(), Membership{columns::Bitmap(rows), columns::Bitmap(rows), columns::Bitmap(rows)});
  std::int64_t from = 0;
  for (const columns::Batch& batch : batches) {
    const auto part = engine.evaluate(batch, cuts, kShopNow, {columns::Entry::Audit, 1});
    for (std::size_t i = 0; i < part.size(); ++i) {
      append(whole[i].members, part[i].members, from);
      append(whole[i].unknown, part[i].unknown, from);
      append(whole[i].faults, part[i].faults, from);
    }
    from += batch.rows;
  }
  return whole;
}

std::vector<columns::Batch> split(const columns::Batch& batch, std::int64_t rows_each) {
  std::vector<columns::Batch> batches;
  for (std::int64_t begin = 0; begin < batch.rows; begin += rows_each) batches.push_back(columns::slice(batch, begin, std::min(rows_each, batch.rows - begin)));
  return batches;
}

std::vector<std::int64_t> shuffled(std::uint64_t seed) {
  std::vector<std::int64_t> order(static_cast<std::size_t>(shop().data.batch.rows));
  std::iota(order.begin(), order.end(), 0);
  std::mt19937_64 random(seed);
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
  return order;
}

columns::Bitmap in_order(const columns::Bitmap& bitmap, const std::vector<std::int64_t>& order) {
  columns::Bitmap made(bitmap.rows);
  for (std::size_t row = 0; row < order.size(); ++row) {
    if (bitmap.at(order[row])) made.set(static_cast<std::int64_t>(row));
  }
  return made;
}

}  // namespace

TEST_CASE("the shop's segments are no trivial ones") {
  const std::vector<Membership>& segments = reference().segments;
  REQUIRE(segments.size() > 35);
  std::size_t divided = 0;
  std::size_t unknown = 0;
  std::size_t faulty = 0;
  for (const Membership& segment : segments) {
    divided += segment.members.count() > 0 && segment.members.count() < segment.members.rows ? 1u : 0u;
    unknown += segment.unknown.count() > 0 ? 1u : 0u;
    faulty += segment.faults.count() > 0 ? 1u : 0u;
  }
  CHECK(divided > 30);
  CHECK(unknown > 10);
  CHECK(faulty >= 2);
  CHECK(reference().cuts.size() >= 5);
}

TEST_CASE("true, false and unknown are all; a fault is unknown; nothing is two of them") {
  for (const Membership& segment : reference().segments) {
    for (std::size_t i = 0; i < segment.members.words.size(); ++i) {
      CHECK((segment.members.words[i] & segment.unknown.words[i]) == 0);
      CHECK((segment.faults.words[i] & ~segment.unknown.words[i]) == 0);
    }
  }
}

TEST_CASE("the passes change nothing") {
  auto engine = Engine::create(*shop().made.plan, Backend::Interpreter);
  REQUIRE(engine);
  check_same(engine.value->run(shop().data.batch, kShopNow, {columns::Entry::Audit, 1}).segments, reference().segments);
}

TEST_CASE("any engine, any number of threads") {
  for (const Backend backend : kBackends) {
    for (const unsigned threads : {1u, 2u, 3u, 7u, 16u}) {
      INFO((backend == Backend::Jit ? "jit, " : "interpreter, ") << threads << " threads");
      const engine::Result result = engine_of(backend).run(shop().data.batch, kShopNow, {columns::Entry::Audit, threads});
      check_same(result.segments, reference().segments);
      CHECK(result.cuts == reference().cuts);
    }
  }
}

TEST_CASE("any split into batches") {
  const columns::Batch& batch = shop().data.batch;
  for (const Backend backend : kBackends) {
    for (const std::int64_t rows : {1L, 7L, 63L, 64L, 65L, 1'000L}) {
      if (rows == 1 && backend == Backend::Interpreter && rounds(1) == 1) continue;
      INFO((backend == Backend::Jit ? "jit, " : "interpreter, ") << rows << " rows a batch");
      const auto batches = split(batch, rows);
      const columns::Cuts cuts = observed(engine_of(backend), batches, 2);
      CHECK(cuts == reference().cuts);
      check_same(evaluated(engine_of(backend), batches, cuts), reference().segments);
    }
  }
}

TEST_CASE("any order of profiles, and bitmaps that begin at any bit") {
  for (int round = 0; round < rounds(4); ++round) {
    const auto order = shuffled(static_cast<std::uint64_t>(round));
    const Permuted other = permuted(shop().data.batch, order, round % 8);
    REQUIRE(columns::validate(other.batch, shop().made.optimized->schema) == "");
    std::vector<Membership> expected;
    for (const Membership& segment : reference().segments) {
      expected.push_back({in_order(segment.members, order), in_order(segment.unknown, order), in_order(segment.faults, order)});
    }
    for (const Backend backend : kBackends) {
      INFO((backend == Backend::Jit ? "jit" : "interpreter") << ", order " << round);
      const engine::Result result = engine_of(backend).run(other.batch, kShopNow, {columns::Entry::Audit, 2});
      check_same(result.segments, expected);
      CHECK(result.cuts == reference().cuts);
    }
  }
}

TEST_CASE("the two ways of asking agree on the members") {
  for (const Backend backend : kBackends) {
    const auto members = engine_of(backend).evaluate(shop().data.batch, reference().cuts, kShopNow, {columns::Entry::Members, 1});
    REQUIRE(members.size() == reference().segments.size());
    for (std::size_t i = 0; i < members.size(); ++i) CHECK(members[i].members == reference().segments[i].members);
  }
}

TEST_CASE("a segment alone has the members that it has among others") {
  const driver::Compilation& made = shop().made;
  for (std::size_t i = 0; i < made.optimized->segments.size(); i += 3) {
    const std::vector<std::string> name = {made.optimized->segments[i].name};
    INFO(name[0]);
    auto engine = Engine::create(driver::plan_of(made, name), Backend::Interpreter);
    REQUIRE(engine);
    const engine::Result result = engine.value->run(shop().data.batch, kShopNow, {columns::Entry::Audit, 1});
    REQUIRE(result.segments.size() == 1);
    CHECK(result.segments[0] == reference().segments[i]);
  }
}

TEST_CASE("both engines agree at any time") {
  std::mt19937_64 random(5);
  for (int round = 0; round < rounds(8); ++round) {
    const auto before = static_cast<std::int64_t>(random() % (5 * 365)) * plan::kMicrosPerDay + static_cast<std::int64_t>(random() % 1'000'000);
    INFO("now = " << kShopNow - before);
    const engine::Options options{columns::Entry::Audit, 1};
    const engine::Result jit = engine_of(Backend::Jit).run(shop().data.batch, kShopNow - before, options);
    const engine::Result interpreter = engine_of(Backend::Interpreter).run(shop().data.batch, kShopNow - before, options);
    check_same(jit.segments, interpreter.segments);
    CHECK(jit.cuts == interpreter.cuts);
  }
}
