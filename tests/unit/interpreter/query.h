#pragma once
// Folds and scans over the events of `event_schema`.

#include <catch2/catch.hpp>
#include <limits>
#include <string>
#include <vector>

#include "tests/unit/interpreter/events.h"

namespace seg::test {

using columns::State;
using columns::ValueVector;
using plan::NodeId;
using plan::Op;

inline constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
inline constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t kNow = 100;
inline constexpr auto none = std::nullopt;

/// A fold over [from, to) of the events that `condition` keeps.
struct Query {
  plan::Builder builder{event_schema()};
  NodeId from = time(plan::kBeginningOfTime);
  NodeId to = time(plan::kEndOfTime);
  NodeId condition = builder.truth(true);

  NodeId time(std::int64_t micros) { return builder.literal({plan::timestamp_type(), micros, 1, 0, {}}); }
  NodeId wanted() { return builder.event_field(0, kWanted); }
  NodeId field(std::uint32_t field) { return builder.event_field(0, field); }
  NodeId fold(Op op) {
    const NodeId operands[] = {from, to, condition};
    return builder.fold(op, 0, operands);
  }
  NodeId fold(Op op, NodeId value) {
    const NodeId operands[] = {from, to, condition, value};
    return builder.fold(op, 0, operands);
  }
  NodeId fold(Op op, NodeId value, std::int64_t number) {
    const NodeId operands[] = {from, to, condition, value, builder.integer(number)};
    return builder.fold(op, 0, operands);
  }
  NodeId keyed(Op op, const std::vector<plan::KeyPair>& keys) {
    const NodeId operands[] = {from, to, condition};
    return builder.keyed_fold(op, 0, operands, keys);
  }
  NodeId keyed(Op op, NodeId value, const std::vector<plan::KeyPair>& keys) {
    const NodeId operands[] = {from, to, condition, value};
    return builder.keyed_fold(op, 0, operands, keys);
  }
  /// The value of an event node for the newest event of an instant.
  NodeId at_instant(NodeId node, std::int64_t instant) {
    const NodeId operands[] = {time(instant), time(instant + 1), builder.truth(true), node};
    return builder.fold(Op::LastOf, 0, operands);
  }
  ValueVector values(NodeId node, const Events& events) const {
    REQUIRE(plan::verify(builder.plan()).empty());
    REQUIRE(columns::validate(events.batch, builder.plan().schema).empty());
    const NodeId nodes[] = {node};
    return interpreter::interpret_values(builder.plan(), nodes, events.batch, {}, kNow).at(0);
  }
  /// Of the first profile.
  std::int64_t number(NodeId node, const Events& events) const {
    const ValueVector found = values(node, events);
    REQUIRE(found.state.at(0) == State::Known);
    return found.number.at(0);
  }
  State state(NodeId node, const Events& events) const { return values(node, events).state.at(0); }
};

/// What the values at instants 1, 2, 3 … are: digits, `u` or `!`.
inline std::string seen(Query& query, NodeId node, const Events& events, std::int64_t count) {
  std::string text;
  for (std::int64_t instant = 1; instant <= count; ++instant) {
    const ValueVector found = query.values(query.at_instant(node, instant), events);
    text += found.state.at(0) == State::Fault ? "!" : found.state.at(0) == State::Unknown ? "u" : std::to_string(found.number.at(0));
  }
  return text;
}

inline Events one(const std::vector<Event>& events) { return Events({{none, none, events}}); }

}  // namespace seg::test
