#include <catch2/catch.hpp>

#include "tests/unit/interpreter/query.h"

using namespace seg;
using namespace seg::test;

namespace {

struct Join : Query {
  NodeId at = builder.event_at(0);
  NodeId amount = field(kAmount);
  NodeId label = field(kLabel);

  /// Of the stream's events with themselves; the bound is their own time where there is none.
  NodeId of(const std::vector<plan::KeyPair>& keys = {}, NodeId value = plan::kNone, NodeId bound = plan::kNone) {
    const NodeId operands[] = {from, to, condition, value == plan::kNone ? at : value, bound == plan::kNone ? at : bound};
    return builder.as_of(operands, keys);
  }
  /// Microseconds of an event's amount.
  NodeId duration() { return builder.apply(Op::Multiply, {builder.literal({plan::duration_type(), 1, 1, 0, {}}), amount}); }
  NodeId later() { return builder.apply(Op::Add, {at, duration()}); }
};

/// At 1, 2, 2, 4, 6.
Events five() {
  return one(
      {{1, true, 3, none, "a"}, {2, true, 1, none, "b"}, {2, false, 1, none, "a"}, {4, none, none, none, "b"}, {6, true, 1, none, none}});
}

}  // namespace

TEST_CASE("the earliest event after, strictly") {
  Join join;
  const Events events = five();
  CHECK(seen(join, join.of(), events, 6) == "24u6uu");
}

TEST_CASE("events that do not count are not joined: outside of the window, not true") {
  Join join;
  const Events events = five();
  join.condition = join.wanted();
  CHECK(seen(join, join.of(), events, 6) == "26u6uu");
  join.condition = join.builder.truth(true);
  join.from = join.time(2);
  join.to = join.time(6);
  CHECK(seen(join, join.of(), events, 6) == "24uuuu");
}

TEST_CASE("values are in any order, unknown ones are skipped") {
  Join join;
  const Events events = five();
  // 4, 3, 3, unknown, 7 for the events at 1, 2, 2, 4, 6.
  CHECK(seen(join, join.of({}, join.later()), events, 6) == "33u7u7");
  CHECK(seen(join, join.of({}, join.at, join.later()), events, 6) == "64uuuu");
}

TEST_CASE("keys: equal ones only, unknown ones equal nothing") {
  Join join;
  const Events events = five();
  CHECK(seen(join, join.of({{join.label, join.label}}), events, 6) == "2uuuuu");
  // The amounts of "a" are 3 and 1, those of "b" 1 and unknown.
  CHECK(seen(join, join.of({{join.label, join.label}, {join.amount, join.amount}}), events, 6) == "uuuuuu");
  CHECK(seen(join, join.of({{join.amount, join.amount}}), events, 6) == "u6uuuu");
}

TEST_CASE("faults and unknowns of a join by time") {
  const Events events = one({{1, true, 1, none, "a"}, {2, false, kMost, none, "b"}, {3, true, 0, none, "a"}});
  Join join;
  const NodeId inverse = join.builder.apply(Op::Floor, {join.builder.apply(Op::Divide, {join.builder.integer(1), join.amount})});
  // The value of the event at 2 does not fit: a fault for all, but not where the condition is false.
  CHECK(seen(join, join.of({}, join.later()), events, 3) == "!!!");
  join.condition = join.wanted();
  CHECK(seen(join, join.of({}, join.later()), events, 3) == "23u");
  // As a bound it is the fault of its own event, as is an outer key; an inner key is that of all.
  CHECK(seen(join, join.of({}, join.at, join.later()), events, 3) == "3!u");
  CHECK(seen(join, join.of({{join.amount, inverse}}), events, 3) == "u3!");
  CHECK(seen(join, join.of({{inverse, join.amount}}), events, 3) == "!!!");
  // Where the bound is unknown nothing else counts.
  const NodeId when = join.builder.apply(Op::When, {join.wanted(), join.at});
  CHECK(seen(join, join.of({{inverse, join.amount}}, join.at, when), events, 3) == "!u!");
  // A condition that is a fault is that of all, whatever the keys.
  join.condition = join.builder.apply(Op::Less, {inverse, join.builder.integer(1)});
  CHECK(seen(join, join.of({{join.label, join.label}}), events, 3) == "!!!");
  join.from = join.builder.profile_field(0);
  CHECK(seen(join, join.of(), events, 3) == "uuu");
  CHECK(seen(join, join.of({}, join.at, join.later()), events, 3) == "u!u");
}

TEST_CASE("events of one stream for those of another") {
  plan::Schema schema;
  schema.name = "two";
  schema.key = {"key", plan::string_type(), false, 0};
  schema.streams = {{"mail", "mails", {}}, {"buy", "buys", {}}};
  plan::Builder builder(schema);
  const auto time = [&](std::int64_t micros) { return builder.literal({plan::timestamp_type(), micros, 1, 0, {}}); };
  const NodeId join_operands[] = {time(plan::kBeginningOfTime), time(plan::kEndOfTime), builder.truth(true), builder.event_at(0),
                                  builder.event_at(1)};
  const NodeId joined = builder.as_of(join_operands, {});
  std::vector<NodeId> nodes;
  for (const Op op : {Op::FirstOf, Op::LastOf}) {
    const NodeId operands[] = {join_operands[0], join_operands[1], join_operands[2], joined};
    nodes.push_back(builder.fold(op, 1, operands));
  }
  REQUIRE(plan::verify(builder.plan()).empty());
  const std::vector<std::int64_t> mails = {5, 9, 120};
  const std::vector<std::int64_t> buys = {7, 8, 50, 130};
  const std::int64_t offsets[][2] = {{0, 3}, {0, 4}};
  columns::Batch batch;
  batch.rows = 1;
  batch.streams = {{offsets[0], mails.data(), {}}, {offsets[1], buys.data(), {}}};
  // At 100 the mail of 120 has not been, at 125 the purchase of 130.
  const auto found = interpreter::interpret_values(builder.plan(), nodes, batch, {}, 100);
  CHECK(found[0].number.at(0) == 9);
  CHECK(found[1].state.at(0) == State::Unknown);
  CHECK(interpreter::interpret_values(builder.plan(), nodes, batch, {}, 125)[1].number.at(0) == 120);
  CHECK(interpreter::interpret_values(builder.plan(), nodes, batch, {}, 140)[1].state.at(0) == State::Unknown);
}

TEST_CASE("a hundred thousand events are joined by search") {
  std::vector<Event> many;
  for (std::int64_t index = 0; index < 100'000; ++index) many.push_back({index / 1'000, true, index % 100, none, none});
  const Events events = one(many);
  Join join;
  const NodeId next = join.of({{join.amount, join.amount}});
  join.condition = join.builder.apply(Op::IsKnown, {next});
  // Each of the 100 amounts is at each of the 100 instants: only those of the last have none after.
  CHECK(join.number(join.fold(Op::Count), events) == 99'000);
}
