#include <catch2/catch.hpp>

#include "tests/unit/interpreter/query.h"

using namespace seg;
using namespace seg::test;

namespace {

/// At 1 to 6; kept: 1, 3, 4, 6; the second is unknown, the fifth not wanted.
Events six() {
  return one({{1, true, 7, none, none},
              {2, none, 7, none, none},
              {3, true, none, none, none},
              {4, true, 7, none, none},
              {5, false, 8, none, none},
              {6, true, 8, none, none}});
}

}  // namespace

TEST_CASE("places among the events of a query, from the oldest and from the newest") {
  Query query;
  query.condition = query.wanted();
  CHECK(seen(query, query.fold(Op::Ordinal), six(), 6) == "1u23u4");
  CHECK(seen(query, query.fold(Op::OrdinalBack), six(), 6) == "4u32u1");
  query.from = query.time(3);
  query.to = query.time(6);
  CHECK(seen(query, query.fold(Op::Ordinal), six(), 6) == "uu12uu");
  CHECK(seen(query, query.fold(Op::OrdinalBack), six(), 6) == "uu21uu");
}

TEST_CASE("gaps are between events of the query") {
  Query query;
  query.condition = query.wanted();
  CHECK(seen(query, query.fold(Op::Gap), six(), 6) == "uu21u2");
  const Events far = one({{kLeast, true, none, none, none}, {1, true, none, none, none}, {1, true, none, none, none}});
  const ValueVector gaps = query.values(query.at_instant(query.fold(Op::Gap), 1), far);
  CHECK(gaps.number.at(0) == 0);
  const Events alone = one({{kLeast, true, none, none, none}, {1, true, none, none, none}});
  CHECK(seen(query, query.fold(Op::Gap), alone, 1) == "!");
}

TEST_CASE("the first event of a value") {
  Query query;
  query.condition = query.wanted();
  CHECK(seen(query, query.fold(Op::FirstOfValue, query.field(kAmount)), six(), 6) == "100001");
  query.from = query.time(2);
  CHECK(seen(query, query.fold(Op::FirstOfValue, query.field(kAmount)), six(), 6) == "000101");
}

TEST_CASE("a fault of a condition or a value is its own event's only") {
  const Events events = one({{1, true, 1, none, none}, {2, true, 0, none, none}, {3, true, 1, none, none}, {4, true, 2, none, none}});
  Query query;
  const NodeId inverse = query.builder.apply(Op::Divide, {query.builder.integer(1), query.field(kAmount)});
  CHECK(seen(query, query.fold(Op::FirstOfValue, inverse), events, 4) == "1!01");
  query.condition = query.builder.apply(Op::LessEqual, {inverse, query.builder.integer(1)});
  CHECK(seen(query, query.fold(Op::Ordinal), events, 4) == "1!23");
  CHECK(seen(query, query.fold(Op::FirstOfValue, query.field(kAmount)), events, 4) == "1!01");
  query.from = query.time(3);
  CHECK(seen(query, query.fold(Op::Ordinal), events, 4) == "uu12");
}

TEST_CASE("unknown bounds make a scan unknown for every event") {
  Query query;
  query.from = query.builder.profile_field(0);
  CHECK(seen(query, query.fold(Op::Ordinal), six(), 6) == "uuuuuu");
  CHECK(seen(query, query.fold(Op::FirstOfValue, query.field(kAmount)), six(), 6) == "uuuuuu");
}

TEST_CASE("the last three events of a query, as lowering writes them") {
  Query query;
  query.condition = query.wanted();
  const NodeId last = query.builder.apply(Op::LessEqual, {query.fold(Op::OrdinalBack), query.builder.integer(3)});
  query.condition = query.builder.apply(Op::And, {query.builder.apply(Op::UnknownFalse, {query.wanted()}), last});
  CHECK(query.number(query.fold(Op::SumOf, query.field(kAmount)), six()) == 15);
  CHECK(query.number(query.fold(Op::Count), six()) == 3);
}

TEST_CASE("keyed folds take the events with equal keys") {
  Query query;
  const NodeId amount = query.field(kAmount);
  query.condition = query.wanted();
  // Amounts 7, 7, ?, 7, 8, 8, of which the first, third, fourth and sixth are wanted.
  CHECK(seen(query, query.keyed(Op::Count, {{amount, amount}}), six(), 6) == "220211");
  CHECK(seen(query, query.keyed(Op::LastOf, query.builder.event_at(0), {{amount, amount}}), six(), 6) == "44u466");
  CHECK(seen(query, query.keyed(Op::AllTrue, query.wanted(), {{amount, amount}}), six(), 6) == "11u111");
}

TEST_CASE("keyed folds of two pairs") {
  const Events events = one({{1, true, 1, none, "a"}, {2, true, 1, none, "b"}, {3, true, 1, none, "a"}, {4, true, 2, none, "a"}});
  Query query;
  const NodeId amount = query.field(kAmount);
  const NodeId label = query.field(kLabel);
  CHECK(seen(query, query.keyed(Op::Count, {{amount, amount}, {label, label}}), events, 4) == "2121");
  CHECK(seen(query, query.keyed(Op::Count, {{label, label}}), events, 4) == "3133");
  query.to = query.time(3);
  CHECK(seen(query, query.keyed(Op::Count, {{label, label}}), events, 4) == "1111");
}

TEST_CASE("faults of keys, conditions and values of keyed folds") {
  const Events events = one({{1, true, 1, none, "a"}, {2, true, 0, none, "b"}, {3, true, 2, none, "a"}, {4, true, 3, none, "b"}});
  Query query;
  const NodeId amount = query.field(kAmount);
  const NodeId label = query.field(kLabel);
  const NodeId inverse = query.builder.apply(Op::Divide, {query.builder.integer(6), amount});
  const NodeId key = query.builder.apply(Op::Floor, {inverse});
  // The value of the second event is a fault: for the events that it counts for.
  CHECK(seen(query, query.keyed(Op::MaxOf, key, {{label, label}}), events, 4) == "6!6!");
  CHECK(seen(query, query.keyed(Op::FirstOf, key, {{label, label}}), events, 4) == "6!6!");
  CHECK(seen(query, query.keyed(Op::LastOf, key, {{label, label}}), events, 4) == "3232");
  // An inner key that is a fault counts for all of them, an outer one for its own.
  CHECK(seen(query, query.keyed(Op::Count, {{key, amount}}), events, 4) == "!!!!");
  CHECK(seen(query, query.keyed(Op::Count, {{amount, key}}), events, 4) == "0!11");
  query.condition = query.builder.apply(Op::Not, {query.builder.apply(Op::Equal, {amount, query.builder.integer(0)})});
  CHECK(seen(query, query.keyed(Op::Count, {{key, amount}}), events, 4) == "0011");
  // A condition that is a fault: for the events of its keys.
  query.condition = query.builder.apply(Op::LessEqual, {query.builder.integer(2), key});
  CHECK(seen(query, query.keyed(Op::Count, {{label, label}}), events, 4) == "2!2!");
  query.from = query.builder.profile_field(0);
  CHECK(seen(query, query.keyed(Op::Count, {{amount, key}}), events, 4) == "uuuu");
}
