#include <limits>

#include <catch2/catch.hpp>

#include "tests/unit/plan/shop.h"

namespace seg::plan {
namespace {

using namespace test;

TEST_CASE("equal nodes, parameters and sets are one") {
  Builder b(shop());
  CHECK(b.integer(5) == b.integer(5));
  CHECK(b.integer(5) != b.integer(6));
  CHECK(b.integer(1) != b.truth(true));
  CHECK(b.profile_field(kAge) == b.profile_field(kAge));
  CHECK(b.apply(Op::Less, {b.profile_field(kAge), b.integer(5)}) == b.apply(Op::Less, {b.profile_field(kAge), b.integer(5)}));
  CHECK(b.apply(Op::Less, {b.profile_field(kAge), b.integer(5)}) != b.apply(Op::Less, {b.integer(5), b.profile_field(kAge)}));
  CHECK(b.rescale(b.profile_field(kAge), 2) != b.rescale(b.profile_field(kAge), 3));
  CHECK(count_purchases(b) == count_purchases(b));
  const Literal one{int_type(), 1, 1, 0, {}};
  const Literal two{int_type(), 2, 1, 0, {}};
  CHECK(b.in_set(b.profile_field(kAge), {int_type(), {one, two}}) == b.in_set(b.profile_field(kAge), {int_type(), {two, one, two}}));
  CHECK(b.plan().parameters.sets.size() == 1);
  CHECK(b.plan().parameters.sets[0].elements == std::vector<Literal>{one, two});
}

TEST_CASE("one more threshold on an aggregate adds no aggregate") {
  Builder b(shop());
  b.apply(Op::Less, {count_purchases(b), b.integer(2)});
  const std::size_t before = b.plan().nodes.size();
  b.apply(Op::Less, {count_purchases(b), b.integer(7)});
  CHECK(b.plan().nodes.size() == before + 2);  // the number and the comparison
}

TEST_CASE("a node is as fast as its fastest operand; folds and cuts slow down") {
  Builder b(shop());
  const NodeId dear = b.apply(Op::Less, {b.literal({money(), 1, 1, 0, {}}), b.event_field(0, kTotal)});
  CHECK(b.node(b.now()).rate == Rate::Constant);
  CHECK(b.node(dear).rate == Rate::Event);
  CHECK(b.node(dear).stream == 0);
  const NodeId count = count_purchases(b);
  CHECK(b.node(count).rate == Rate::Profile);
  CHECK(b.node(count).stream == 0);
  const NodeId cut = b.apply(Op::CutAverage, {count});
  CHECK(b.node(cut).rate == Rate::Cut);
  CHECK(b.node(b.apply(Op::Less, {cut, b.integer(1)})).rate == Rate::Cut);
  CHECK(b.node(b.apply(Op::Less, {cut, count})).rate == Rate::Profile);
  CHECK(b.node(b.apply(Op::Less, {cut, count})).stream == kNone);
}

TEST_CASE("what a signature or a rate does not admit is refused") {
  Builder b(shop());
  const NodeId purchase = b.event_at(0);
  const NodeId email = b.event_at(1);
  const NodeId yes = b.truth(true);
  const NodeId share = b.literal({ratio_type(), 1, 5, 0, {}});
  CHECK_THROWS_AS(b.apply(Op::Less, {b.integer(1), b.truth(true)}), std::logic_error);
  CHECK_THROWS_AS(b.apply(Op::Less, {purchase, email}), std::logic_error);
  CHECK_THROWS_AS(b.apply(Op::Not, {NodeId{4'711}}), std::logic_error);
  CHECK_THROWS_AS(b.apply(Op::Count, {b.now(), b.now(), yes}), std::logic_error);
  CHECK_THROWS_AS(b.fold(Op::Count, 1, std::vector{b.now(), b.now(), b.apply(Op::Less, {purchase, b.now()})}), std::logic_error);
  CHECK_THROWS_AS(b.fold(Op::Count, 0, std::vector{purchase, b.now(), yes}), std::logic_error);
  CHECK_THROWS_AS(b.fold(Op::Count, 2, std::vector{b.now(), b.now(), yes}), std::logic_error);
  CHECK_THROWS_AS(b.apply(Op::CutTop, {b.event_field(0, kTotal), share}), std::logic_error);
  CHECK_THROWS_AS(b.apply(Op::CutTop, {b.profile_field(kClv), b.apply(Op::Divide, {b.integer(1), b.integer(5)})}), std::logic_error);
  CHECK_THROWS_AS(b.apply(Op::AtLeast, {b.profile_field(kAge), yes}), std::logic_error);
  CHECK_THROWS_AS(b.add_segment("s", b.integer(1)), std::logic_error);
  CHECK_THROWS_AS(b.add_segment("s", b.apply(Op::Less, {purchase, b.now()})), std::logic_error);
  CHECK_THROWS_AS(b.profile_field(99), std::logic_error);
  CHECK_THROWS_AS(b.event_field(0, 99), std::logic_error);
  CHECK_THROWS_AS(b.literal({ratio_type(), 2, 4, 0, {}}), std::logic_error);
  CHECK_THROWS_AS(b.literal({float_type(), 0, 1, std::numeric_limits<double>::infinity(), {}}), std::logic_error);
  CHECK_THROWS_AS(b.literal({enum_type(kTier), 3, 1, 0, {}}), std::logic_error);
}

TEST_CASE("operands may come from the plan's own table") {
  Builder b(shop());
  std::vector<NodeId> many;
  for (std::int64_t index = 0; index < 100; ++index) many.push_back(b.apply(Op::Less, {b.profile_field(kAge), b.integer(index)}));
  const NodeId all = b.apply(Op::And, many);
  const NodeId any = b.apply(Op::Or, b.plan().operands_of(all));
  CHECK(std::vector<NodeId>(b.plan().operands_of(any).begin(), b.plan().operands_of(any).end()) == many);
}

TEST_CASE("cut labels stand in the order of the nodes and the first text stays") {
  Builder b(shop());
  const NodeId first = b.apply(Op::CutAverage, {b.profile_field(kAge)});
  const NodeId second = b.apply(Op::CutAverage, {b.profile_field(kClv)});
  const NodeId third = b.apply(Op::CutAverage, {b.profile_field(kHeight)});
  b.label_cut(third, "average(height)");
  b.label_cut(first, "average(age)");
  b.label_cut(first, "mean age");
  const Plan plan = std::move(b).finish();
  CHECK(plan.cuts == std::vector<CutLabel>{{first, "average(age)"}, {second, ""}, {third, "average(height)"}});
}

TEST_CASE("stages count the cuts below a cut") {
  Builder b(shop());
  const NodeId age = b.profile_field(kAge);
  const NodeId average = b.apply(Op::CutAverage, {age});
  const NodeId above = b.apply(Op::Less, {average, age});
  const NodeId of_these[] = {b.now(), b.now(), above};
  const NodeId count = b.fold(Op::Count, 0, of_these);
  const NodeId upper = b.apply(Op::CutAverage, {count});
  const auto stages = population_stages(b.plan());
  CHECK(stages[age] == 0);
  CHECK(stages[average] == 1);
  CHECK(stages[count] == 1);
  CHECK(stages[upper] == 2);
}

}  // namespace
}  // namespace seg::plan
