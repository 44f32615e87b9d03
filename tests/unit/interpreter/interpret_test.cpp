#include <catch2/catch.hpp>

#include "tests/unit/interpreter/events.h"
#include "tests/unit/interpreter/rig.h"

using namespace seg;
using namespace seg::test;

TEST_CASE("memberships: true, neither, faults") {
  std::vector<Events::Profile> profiles;
  for (std::int64_t row = 0; row < 130; ++row) {
    profiles.push_back({std::nullopt, row % 3 == 0 ? std::nullopt : std::optional<std::int64_t>(row % 5), {}});
  }
  const Events events(profiles);
  plan::Builder builder{event_schema()};
  const NodeId share = builder.apply(Op::Divide, {builder.integer(1), builder.profile_field(1)});
  builder.add_segment("half or less", builder.apply(Op::LessEqual, {share, builder.literal({plan::ratio_type(), 1, 2, 0, {}})}));
  builder.add_segment("everyone", builder.truth(true));
  const plan::Plan plan = std::move(builder).finish();
  REQUIRE(plan::verify(plan).empty());
  const auto audit = interpreter::interpret(plan, events.batch, {}, 0, columns::Entry::Audit);
  for (std::int64_t row = 0; row < 130; ++row) {
    CAPTURE(row);
    CHECK(audit[0].members.at(row) == (row % 3 != 0 && row % 5 >= 2));
    CHECK(audit[0].unknown.at(row) == (row % 3 == 0 || row % 5 == 0));
    CHECK(audit[0].faults.at(row) == (row % 3 != 0 && row % 5 == 0));
  }
  CHECK(audit[1].members.count() == 130);
  CHECK(audit[1].members.words.at(2) == 0b11);
  const auto members = interpreter::interpret(plan, events.batch, {}, 0, columns::Entry::Members);
  CHECK(members[0].members == audit[0].members);
  CHECK(members[0].unknown.rows == 0);
  CHECK(members[0].faults.words.empty());
}

TEST_CASE("the faults of an audited segment are those of the node that is audited") {
  // By row: unknown, 0 (a division by it), 1, 2.
  const Events events({{std::nullopt, std::nullopt, {}}, {std::nullopt, 0, {}}, {std::nullopt, 1, {}}, {std::nullopt, 2, {}}});
  plan::Builder builder{event_schema()};
  const NodeId share = builder.apply(Op::Divide, {builder.integer(1), builder.profile_field(1)});
  const NodeId half = builder.apply(Op::Less, {share, builder.literal({plan::ratio_type(), 1, 1, 0, {}})});
  builder.add_segment("arm", builder.apply(Op::IsTrue, {half}), half);
  builder.add_segment("unknown", half, builder.truth(true));
  builder.add_segment("all", builder.truth(true), half);
  const plan::Plan plan = std::move(builder).finish();
  REQUIRE(plan::verify(plan).empty());
  const auto found = interpreter::interpret(plan, events.batch, {}, 0, columns::Entry::Audit);
  const auto words = [&](std::size_t segment) {
    return std::vector{found[segment].members.words[0], found[segment].unknown.words[0], found[segment].faults.words[0]};
  };
  CHECK(words(0) == std::vector<std::uint64_t>{0b1000, 0b0010, 0b0010});
  CHECK(words(1) == std::vector<std::uint64_t>{0b1000, 0b0011, 0b0000});
  CHECK(words(2) == std::vector<std::uint64_t>{0b1111, 0b0010, 0b0010});
  const auto members = interpreter::interpret(plan, events.batch, {}, 0, columns::Entry::Members);
  CHECK(members[0].members == found[0].members);
  CHECK(members[0].faults.rows == 0);
}

TEST_CASE("slices of a batch are read at their place, with bits at any offset") {
  std::vector<Events::Profile> profiles;
  for (std::int64_t row = 0; row < 40; ++row) {
    Events::Profile profile{std::nullopt, row % 4 == 1 ? std::nullopt : std::optional<std::int64_t>(row), {}};
    for (std::int64_t event = 0; event < row % 3; ++event) profile.events.push_back({event, event == 1, row, std::nullopt, std::nullopt});
    profiles.push_back(profile);
  }
  const Events events(profiles);
  plan::Builder builder{event_schema()};
  const NodeId operands[] = {builder.literal({plan::timestamp_type(), 0, 1, 0, {}}),
                             builder.literal({plan::timestamp_type(), 10, 1, 0, {}}), builder.event_field(0, kWanted),
                             builder.event_field(0, kAmount)};
  const NodeId sum = builder.fold(Op::SumOf, 0, operands);
  builder.add_segment("same", builder.apply(Op::Equal, {sum, builder.profile_field(1)}));
  const plan::Plan plan = std::move(builder).finish();
  const auto whole = interpreter::interpret(plan, events.batch, {}, 100, columns::Entry::Audit).at(0);
  CHECK(whole.members.at(0));
  CHECK(whole.members.at(2));
  CHECK_FALSE(whole.members.at(4));
  CHECK(whole.unknown.at(5));
  for (std::int64_t begin = 0; begin < 12; ++begin) {
    const auto part = interpreter::interpret(plan, columns::slice(events.batch, begin, 20), {}, 100, columns::Entry::Audit).at(0);
    for (std::int64_t row = 0; row < 20; ++row) {
      CHECK(part.members.at(row) == whole.members.at(begin + row));
      CHECK(part.unknown.at(row) == whole.unknown.at(begin + row));
    }
  }
  const auto empty = interpreter::interpret(plan, columns::slice(events.batch, 40, 0), {}, 100, columns::Entry::Audit).at(0);
  CHECK(empty.members.words.empty());
}

TEST_CASE("leaves: now, parameters, floats that are not finite") {
  plan::Builder builder{event_schema()};
  const Events events({{5, std::nullopt, {}}});
  builder.add_segment("past", builder.apply(Op::Less, {builder.profile_field(0), builder.now()}));
  const plan::Plan plan = std::move(builder).finish();
  CHECK(interpreter::interpret(plan, events.batch, {}, 6, columns::Entry::Members).at(0).members.count() == 1);
  CHECK(interpreter::interpret(plan, events.batch, {}, 5, columns::Entry::Members).at(0).members.count() == 0);
}

TEST_CASE("a Plan of a million nodes in a row is evaluated without recursion") {
  Rig rig;
  NodeId node = rig.unknown_integer();
  node = rig.apply(Op::Add, {node, rig.integer(1)});
  for (int depth = 0; depth < 1'000'000; ++depth) node = rig.apply(Op::Negate, {node});
  CHECK(rig.value(node).state == State::Unknown);
}
