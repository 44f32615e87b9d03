#include <catch2/catch.hpp>

#include "tests/unit/interpreter/query.h"

using namespace seg;
using namespace seg::test;

TEST_CASE("a window holds its beginning and not its end, and nothing after now") {
  const Events events = one({{9, none, none, none, none},
                             {10, none, none, none, none},
                             {19, none, none, none, none},
                             {20, none, none, none, none},
                             {kNow, none, none, none, none},
                             {kNow + 1, none, none, none, none}});
  Query query;
  CHECK(query.number(query.fold(Op::Count), events) == 5);
  query.from = query.time(10);
  CHECK(query.number(query.fold(Op::Count), events) == 4);
  query.to = query.time(20);
  CHECK(query.number(query.fold(Op::Count), events) == 2);
  query.to = query.time(10);
  CHECK(query.number(query.fold(Op::Count), events) == 0);
  query.to = query.time(5);
  CHECK(query.number(query.fold(Op::Count), events) == 0);
  query.to = query.time(kNow + 50);
  CHECK(query.number(query.fold(Op::Count), events) == 4);
}

TEST_CASE("events at the ends of time") {
  const Events events = one({{kLeast, none, none, none, none}, {0, none, none, none, none}});
  Query query;
  CHECK(query.number(query.fold(Op::Count), events) == 2);
  query.from = query.time(kLeast + 1);
  CHECK(query.number(query.fold(Op::Count), events) == 1);
}

TEST_CASE("bounds per profile; unknown or faulty bounds make the fold so, even without events") {
  const std::vector<Event> three = {{10, true, 1, none, none}, {20, true, 2, none, none}, {30, true, 3, none, none}};
  const Events events({{20, none, three}, {21, none, three}, {none, none, three}, {none, none, {}}});
  Query query;
  query.from = query.builder.profile_field(0);
  const ValueVector counts = query.values(query.fold(Op::Count), events);
  CHECK(counts.number.at(0) == 2);
  CHECK(counts.number.at(1) == 1);
  CHECK(counts.state.at(2) == State::Unknown);
  CHECK(counts.state.at(3) == State::Unknown);
  const NodeId last_instant = query.time(kMost);
  const NodeId day = query.builder.literal({plan::duration_type(), plan::kMicrosPerDay, 1, 0, {}});
  query.to = query.builder.apply(Op::Add, {last_instant, day});
  const ValueVector faults = query.values(query.fold(Op::SumOf, query.field(kAmount)), events);
  for (const State state : faults.state) CHECK(state == State::Fault);
}

TEST_CASE("a condition keeps an event only where it is true") {
  const Events events = one({{1, true, 1, none, none}, {2, false, 2, none, none}, {3, none, 4, none, none}, {4, true, 8, none, none}});
  Query query;
  query.condition = query.wanted();
  CHECK(query.number(query.fold(Op::Count), events) == 2);
  CHECK(query.number(query.fold(Op::SumOf, query.field(kAmount)), events) == 9);
}

TEST_CASE("a fault in the condition counts inside the window only") {
  const Events events = one({{1, none, 0, none, none}, {2, none, 5, none, none}});
  Query query;
  // 1 / amount < 1: a fault for the first event, true for the second.
  const NodeId share = query.builder.apply(Op::Divide, {query.builder.integer(1), query.field(kAmount)});
  query.condition = query.builder.apply(Op::Less, {share, query.builder.integer(1)});
  CHECK(query.state(query.fold(Op::Count), events) == State::Fault);
  CHECK(query.state(query.fold(Op::LastOf, query.field(kAmount)), events) == State::Fault);
  query.from = query.time(2);
  CHECK(query.number(query.fold(Op::Count), events) == 1);
  query.from = query.time(1);
  query.to = query.time(2);
  CHECK(query.state(query.fold(Op::CountDistinct, query.field(kAmount)), events) == State::Fault);
}

TEST_CASE("a fault in the value counts where the condition is true") {
  const Events events = one({{1, false, 0, none, none}, {2, true, 4, none, none}, {3, none, 0, none, none}});
  const Events hit = one({{1, true, 0, none, none}, {2, true, 4, none, none}});
  Query query;
  query.condition = query.wanted();
  const NodeId share = query.builder.apply(Op::Divide, {query.builder.integer(1), query.field(kAmount)});
  for (const Op op : {Op::MinOf, Op::MaxOf, Op::CountDistinct}) {
    CHECK(query.state(query.fold(op, share), events) == State::Known);
    CHECK(query.state(query.fold(op, share), hit) == State::Fault);
  }
  // First and last ask for one event only.
  CHECK(query.state(query.fold(Op::FirstOf, share), hit) == State::Fault);
  CHECK(query.state(query.fold(Op::LastOf, share), hit) == State::Known);
}

TEST_CASE("over no events counts and sums are 0, the others unknown") {
  const Events events = one({});
  Query query;
  const NodeId amount = query.field(kAmount);
  CHECK(query.number(query.fold(Op::Count), events) == 0);
  CHECK(query.number(query.fold(Op::CountDistinct, amount), events) == 0);
  CHECK(query.number(query.fold(Op::SumOf, amount), events) == 0);
  CHECK(query.values(query.fold(Op::SumOf, query.field(kWeight)), events).real.at(0) == 0);
  for (const Op op : {Op::MinOf, Op::MaxOf, Op::FirstOf, Op::LastOf}) CHECK(query.state(query.fold(op, amount), events) == State::Unknown);
}

TEST_CASE("unknown values are skipped, but by first and last") {
  const Events events = one({{1, true, none, none, none},
                             {2, true, 5, none, "b"},
                             {3, true, 3, none, "a"},
                             {4, true, 5, none, "b"},
                             {5, true, none, none, none}});
  const Events nothing = one({{1, true, none, none, none}});
  Query query;
  const NodeId amount = query.field(kAmount);
  CHECK(query.number(query.fold(Op::Count), events) == 5);
  CHECK(query.number(query.fold(Op::SumOf, amount), events) == 13);
  CHECK(query.number(query.fold(Op::MinOf, amount), events) == 3);
  CHECK(query.number(query.fold(Op::MaxOf, amount), events) == 5);
  CHECK(query.number(query.fold(Op::CountDistinct, amount), events) == 2);
  CHECK(query.number(query.fold(Op::CountDistinct, query.field(kLabel)), events) == 2);
  CHECK(query.state(query.fold(Op::FirstOf, amount), events) == State::Unknown);
  CHECK(query.state(query.fold(Op::LastOf, amount), events) == State::Unknown);
  CHECK(query.state(query.fold(Op::MinOf, amount), nothing) == State::Unknown);
  CHECK(query.number(query.fold(Op::SumOf, amount), nothing) == 0);
  CHECK(query.number(query.fold(Op::CountDistinct, amount), nothing) == 0);
}

TEST_CASE("first and last among events of one instant follow their order") {
  const Events events = one({{7, true, 1, none, "x"}, {7, true, 2, none, "y"}, {7, false, 3, none, "z"}});
  Query query;
  query.condition = query.wanted();
  CHECK(query.number(query.fold(Op::FirstOf, query.field(kAmount)), events) == 1);
  CHECK(query.number(query.fold(Op::LastOf, query.field(kAmount)), events) == 2);
  const NodeId label = query.fold(Op::LastOf, query.field(kLabel));
  const NodeId is_y = query.builder.apply(Op::Equal, {label, query.builder.literal({plan::string_type(), 0, 1, 0, "y"})});
  CHECK(query.number(is_y, events) == 1);
  const NodeId least = query.fold(Op::MaxOf, query.field(kLabel));
  CHECK(query.number(query.builder.apply(Op::Equal, {least, label}), events) == 1);
}

TEST_CASE("exact sums are checked once, at their end") {
  const Events fits = one({{1, true, kMost, none, none}, {2, true, kMost, none, none}, {3, true, -kMost, none, none}});
  const Events beyond = one({{1, true, kMost, none, none}, {2, true, 1, none, none}});
  const Events below = one({{1, true, kLeast, none, none}, {2, true, -1, none, none}});
  Query query;
  const NodeId sum = query.fold(Op::SumOf, query.field(kAmount));
  CHECK(query.number(sum, fits) == kMost);
  CHECK(query.state(sum, beyond) == State::Fault);
  CHECK(query.state(sum, below) == State::Fault);
}

TEST_CASE("float sums run from the newest event back") {
  // (1 + 1e16) - 1e16 is 0 in doubles, (-1e16 + 1e16) + 1 is 1.
  const Events newest_large = one({{1, true, none, 1.0, none}, {2, true, none, 1e16, none}, {3, true, none, -1e16, none}});
  const Events oldest_large = one({{1, true, none, -1e16, none}, {2, true, none, 1e16, none}, {3, true, none, 1.0, none}});
  const Events overflows = one({{1, true, none, 1.7e308, none}, {2, true, none, 1.7e308, none}, {3, true, none, -1.7e308, none}});
  const Events passes = one({{1, true, none, -1.7e308, none}, {2, true, none, 1.7e308, none}, {3, true, none, 1.7e308, none}});
  Query query;
  const NodeId sum = query.fold(Op::SumOf, query.field(kWeight));
  CHECK(query.values(sum, newest_large).real.at(0) == 1);
  CHECK(query.values(sum, oldest_large).real.at(0) == 0);
  CHECK(query.state(sum, overflows) == State::Known);
  CHECK(query.state(sum, passes) == State::Fault);
}

TEST_CASE("a float that is not finite is a fault of its event; zeros of both signs are one value") {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  const double infinite = std::numeric_limits<double>::infinity();
  const Events events = one({{1, true, none, nan, none}, {2, true, none, 1.0, none}, {3, false, none, infinite, none}});
  const Events zeros = one({{1, true, none, 0.0, none}, {2, true, none, -0.0, none}});
  Query query;
  query.condition = query.wanted();
  const NodeId weight = query.field(kWeight);
  for (const Op op : {Op::SumOf, Op::MinOf, Op::MaxOf, Op::CountDistinct, Op::FirstOf})
    CHECK(query.state(query.fold(op, weight), events) == State::Fault);
  CHECK(query.values(query.fold(Op::LastOf, weight), events).real.at(0) == 1);
  query.from = query.time(2);
  CHECK(query.values(query.fold(Op::SumOf, weight), events).real.at(0) == 1);
  CHECK(query.number(query.fold(Op::CountDistinct, weight), zeros) == 1);
}

TEST_CASE("distinct fractions are equal by value") {
  const Events events = one({{1, true, 2, none, none}, {2, true, 4, none, none}, {3, true, 2, none, none}});
  Query query;
  const NodeId square = query.builder.apply(Op::Multiply, {query.field(kAmount), query.field(kAmount)});
  const NodeId itself = query.builder.apply(Op::Divide, {square, query.field(kAmount)});
  CHECK(query.number(query.fold(Op::CountDistinct, itself), events) == 2);
  const NodeId one_always = query.builder.apply(Op::Divide, {query.field(kAmount), query.field(kAmount)});
  CHECK(query.number(query.fold(Op::CountDistinct, one_always), events) == 1);
}

TEST_CASE("a fold inside a fold's condition, and a profile's value inside it") {
  // Amounts 1, 2, 9: their mean is 4, one is above it; with the limit 2 one is below.
  const Events events({{none, 2, {{1, true, 1, none, none}, {2, true, 2, none, none}, {3, true, 9, none, none}}}, {none, none, {}}});
  Query query;
  const NodeId amount = query.field(kAmount);
  const NodeId mean = query.builder.apply(Op::Mean, {query.fold(Op::SumOf, amount), query.fold(Op::Count)});
  query.condition = query.builder.apply(Op::Less, {mean, amount});
  const NodeId above = query.fold(Op::Count);
  CHECK(query.number(above, events) == 1);
  query.condition = query.builder.apply(Op::Less, {amount, query.builder.profile_field(1)});
  CHECK(query.number(query.fold(Op::Count), events) == 1);
  CHECK(query.values(above, events).number.at(1) == 0);
  // Three folds deep: the sum of the amounts that are as many as there are amounts above the mean.
  query.condition = query.builder.apply(Op::Equal, {amount, above});
  CHECK(query.number(query.fold(Op::SumOf, amount), events) == 1);
}

TEST_CASE("instants of events as values") {
  const Events events = one({{-5, true, none, none, none}, {20, true, none, none, none}, {kNow + 1, true, none, none, none}});
  Query query;
  CHECK(query.number(query.fold(Op::FirstOf, query.builder.event_at(0)), events) == -5);
  CHECK(query.number(query.fold(Op::MaxOf, query.builder.event_at(0)), events) == 20);
}
