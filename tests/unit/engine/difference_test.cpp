#include <catch2/catch.hpp>

#include "runtime/engine/engine.h"

using namespace seg;
using columns::Bitmap;
using columns::Membership;

namespace {

Membership empty(std::int64_t rows) { return {Bitmap(rows), Bitmap(rows), Bitmap(rows)}; }

}  // namespace

TEST_CASE("equal evaluations do not differ") {
  CHECK_FALSE(engine::first_difference({}, {}));
  CHECK_FALSE(engine::first_difference({empty(100)}, {empty(100)}));
}

TEST_CASE("the first profile that differs, of any segment and kind") {
  std::vector<Membership> jit = {empty(200), empty(200)};
  std::vector<Membership> interpreter = jit;
  jit[0].members.set(150);
  interpreter[1].faults.set(70);
  interpreter[1].unknown.set(70);
  const auto found = engine::first_difference(jit, interpreter);
  REQUIRE(found);
  CHECK(found->segment == 1);
  CHECK(found->row == 70);
  CHECK(found->what == "unknown: jit false, interpreter true");
  interpreter[1] = empty(200);
  const auto next = engine::first_difference(jit, interpreter);
  REQUIRE(next);
  CHECK(next->segment == 0);
  CHECK(next->row == 150);
  CHECK(next->what == "members: jit true, interpreter false");
}

TEST_CASE("evaluations of other shapes differ") {
  CHECK(engine::first_difference({empty(64)}, {}));
  const auto shorter = engine::first_difference({empty(64)}, {empty(65)});
  REQUIRE(shorter);
  CHECK(shorter->row == 64);
}
