#include <functional>
#include <limits>

#include <catch2/catch.hpp>

#include "tests/unit/plan/shop.h"

namespace seg::plan {
namespace {

using namespace test;

NodeId first_of(const Plan& plan, Op op) {
  for (NodeId id = 0; id < plan.nodes.size(); ++id) {
    if (plan.nodes[id].op == op) return id;
  }
  return kNone;
}

TEST_CASE("what the builder makes verifies") { CHECK(verify(sample()).empty()); }

TEST_CASE("an empty Plan verifies") { CHECK(verify(Plan{}).empty()); }

struct Damage {
  std::string_view what;
  std::function<void(Plan&)> apply;
};

TEST_CASE("each damage to a Plan is found") {
  const std::vector<Damage> damages = {
      {"operand", [](Plan& p) { p.operands[p.nodes[first_of(p, Op::And)].first_operand] = first_of(p, Op::Or); }},
      {"operands", [](Plan& p) { ++p.nodes[first_of(p, Op::And)].first_operand; }},
      {"operands", [](Plan& p) { p.operands.push_back(0); }},
      {"operand", [](Plan& p) { p.nodes[first_of(p, Op::And)].operand_count = 99; }},
      {"type", [](Plan& p) { p.nodes[first_of(p, Op::And)].type = int_type(); }},
      {"rate", [](Plan& p) { p.nodes[first_of(p, Op::And)].rate = Rate::Constant; }},
      {"stream", [](Plan& p) { p.nodes[first_of(p, Op::And)].stream = 0; }},
      {"stream", [](Plan& p) { p.nodes[first_of(p, Op::Count)].stream = 5; }},
      {"payload", [](Plan& p) { p.nodes[first_of(p, Op::And)].payload = 0; }},
      {"payload", [](Plan& p) { p.nodes[first_of(p, Op::Parameter)].payload = 99; }},
      {"payload", [](Plan& p) { p.nodes[first_of(p, Op::ProfileField)].payload = 99; }},
      {"payload", [](Plan& p) { p.nodes[first_of(p, Op::EventField)].payload = 99; }},
      {"payload", [](Plan& p) { p.nodes[first_of(p, Op::InSet)].payload = 1; }},
      {"another type", [](Plan& p) { p.parameters.sets[0].type = id_type(); p.parameters.sets[0].elements.clear(); }},
      {"not greater", [](Plan& p) { std::swap(p.parameters.sets[0].elements[0], p.parameters.sets[0].elements[1]); }},
      {"of another type", [](Plan& p) { p.parameters.sets[0].elements[0].type = int_type(); }},
      {"does not use", [](Plan& p) { p.parameters.slots[0].real = 1.5; }},
      {"does not use", [](Plan& p) { p.parameters.slots[0].real = std::numeric_limits<double>::quiet_NaN(); }},
      {"at most 1", [](Plan& p) { p.parameters.slots[p.nodes[first_of(p, Op::CutTop) - 1].payload] = {ratio_type(), 6, 5, 0, {}}; }},
      {"at least 0", [](Plan& p) { p.parameters.slots[p.nodes[first_of(p, Op::CutTop) - 1].payload] = {ratio_type(), -1, 5, 0, {}}; }},
      {"segment", [](Plan& p) { p.segments[0].root = first_of(p, Op::Count); }},
      {"segment", [](Plan& p) { p.segments[0].root = 999; }},
      {"twice", [](Plan& p) { p.segments[0].name = p.segments[1].name; }},
      {"label", [](Plan& p) { p.cuts.clear(); }},
      {"label", [](Plan& p) { p.cuts.push_back({0, "no cut"}); }},
      {"field clv twice", [](Plan& p) { p.schema.profile[1].name = "clv"; }},
      {"currency", [](Plan& p) { p.schema.profile[0].type.unit = 40; }},
      {"unit EUR twice", [](Plan& p) { p.schema.units[1] = "EUR"; }},
  };
  for (const Damage& damage : damages) {
    Plan plan = sample();
    damage.apply(plan);
    const std::string error = verify(plan);
    INFO("damage " << damage.what << ", found: " << error);
    CHECK(error.find(damage.what) != std::string::npos);
  }
}

TEST_CASE("at_least takes no negative number") {
  Builder b(shop());
  b.add_segment("s", b.apply(Op::AtLeast, {b.integer(-1), b.truth(true)}));
  CHECK(verify(std::move(b).finish()).find("at least 0") != std::string::npos);
}

TEST_CASE("cuts stand on cuts in three stages and no more") {
  Builder b(shop());
  NodeId value = b.profile_field(kAge);
  for (int stage = 0; stage < 3; ++stage) {
    value = b.apply(Op::Divide, {b.profile_field(kAge), b.apply(Op::CutAverage, {value})});
  }
  Builder more = b;
  b.add_segment("s", b.apply(Op::IsKnown, {value}));
  CHECK(verify(std::move(b).finish()).empty());
  more.apply(Op::CutAverage, {value});
  CHECK(verify(std::move(more).finish()).find("3 stages") != std::string::npos);
}

}  // namespace
}  // namespace seg::plan
