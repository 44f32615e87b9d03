// Passes on and off, each alone and all together: the interpreter says the same of members, unknowns and faults.

#include <catch2/catch.hpp>

#include "runtime/interpreter/interpret.h"
#include "runtime/passes/passes.h"
#include "runtime/passes/rewrite.h"
#include "tests/unit/passes/random.h"

namespace seg::passes {
namespace {

std::vector<columns::Membership> evaluate(const plan::Plan& plan, const columns::Batch& batch) {
  columns::Cuts cuts(plan.cuts.size());
  for (std::uint8_t stage = 1; stage <= plan::kMaxPopulationStages; ++stage)
    cuts = interpreter::interpret_cuts(plan, {batch}, cuts, stage, test::kNow);
  return interpreter::interpret(plan, batch, cuts, test::kNow, columns::Entry::Audit);
}

struct Reached {
  std::int64_t members = 0;
  std::int64_t unknown = 0;
  std::int64_t faults = 0;
  std::size_t smaller = 0;
};

void check(const plan::Plan& plan, const columns::Batch& batch, const plan::Plan& changed, std::string_view what,
           const std::vector<columns::Membership>& expected) {
  if (plan::verify(changed).empty() && evaluate(changed, batch) == expected) {
    SUCCEED();
    return;
  }
  FAIL("pass " << what << ' ' << plan::verify(changed) << "\nbefore\n" << plan::print(plan) << "\nafter\n" << plan::print(changed));
}

TEST_CASE("passes change no member, no unknown and no fault") {
  test::Random random(19'980'701);
  Reached reached;
  for (int round = 0; round < 1'500; ++round) {
    const plan::Plan plan = test::random_plan(random);
    // Random cuts may stand on cuts more often than a Plan may have it.
    if (!plan::verify(plan).empty()) continue;
    const test::OwnedBatch owned = test::random_batch(random, 40);
    REQUIRE(columns::validate(owned.batch, plan.schema).empty());
    const auto expected = evaluate(plan, owned.batch);
    for (const Pass& pass : passes()) check(plan, owned.batch, pass.run(plan), pass.name, expected);
    const plan::Plan all = run_passes(plan);
    check(plan, owned.batch, all, "all", expected);
    for (const columns::Membership& membership : expected) {
      reached.members += membership.members.count();
      reached.unknown += membership.unknown.count();
      reached.faults += membership.faults.count();
    }
    reached.smaller += all.nodes.size() < plan.nodes.size() ? 1 : 0;
  }
  // What the generator must reach for the test to mean something.
  CHECK(reached.members > 10'000);
  CHECK(reached.unknown > 10'000);
  CHECK(reached.faults > 1'000);
  CHECK(reached.smaller > 500);
}

TEST_CASE("running the passes again changes nothing") {
  test::Random random(42);
  for (int round = 0; round < 300; ++round) {
    const plan::Plan once = run_passes(test::random_plan(random), {{}, false});
    REQUIRE(run_passes(once, {{}, false}) == once);
  }
}

}  // namespace
}  // namespace seg::passes
