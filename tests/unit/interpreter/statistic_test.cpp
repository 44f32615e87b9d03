// Deviations from Python's statistics.stdev and exact fractions.

#include <catch2/catch.hpp>

#include "tests/unit/interpreter/query.h"

using namespace seg;
using namespace seg::test;

namespace {

Events amounts(const std::vector<std::optional<std::int64_t>>& values) {
  std::vector<Event> events;
  for (const auto& value : values) events.push_back({static_cast<std::int64_t>(events.size()), true, value, none, none});
  return one(events);
}

Events weights(const std::vector<double>& values) {
  std::vector<Event> events;
  for (const double value : values) events.push_back({static_cast<std::int64_t>(events.size()), true, none, value, none});
  return one(events);
}

struct Fraction {
  std::int64_t number;
  std::int64_t denominator;
  bool operator==(const Fraction&) const = default;
};

Fraction median(const std::vector<std::optional<std::int64_t>>& values) {
  Query query;
  const ValueVector found = query.values(query.fold(Op::MedianOf, query.field(kAmount)), amounts(values));
  if (found.state.at(0) != State::Known) return {static_cast<std::int64_t>(found.state.at(0)), 0};
  return {found.number.at(0), found.denominator.at(0)};
}
constexpr Fraction kUnknown = {static_cast<std::int64_t>(State::Unknown), 0};
constexpr Fraction kFault = {static_cast<std::int64_t>(State::Fault), 0};

double deviation(const std::vector<std::optional<std::int64_t>>& values) {
  Query query;
  const ValueVector found = query.values(query.fold(Op::StddevOf, query.field(kAmount)), amounts(values));
  REQUIRE(found.state.at(0) == State::Known);
  return found.real.at(0);
}

/// Of the durations, in microseconds, or the state.
std::optional<std::int64_t> duration_deviation(const std::vector<std::optional<std::int64_t>>& values) {
  Query query;
  const NodeId micro = query.builder.literal({plan::duration_type(), 1, 1, 0, {}});
  const NodeId value = query.builder.apply(Op::Multiply, {query.field(kAmount), micro});
  const ValueVector found = query.values(query.fold(Op::StddevOf, value), amounts(values));
  if (found.state.at(0) == State::Fault) return none;
  return found.number.at(0);
}

}  // namespace

TEST_CASE("a median of exact numbers is an exact fraction") {
  CHECK(median({}) == kUnknown);
  CHECK(median({none}) == kUnknown);
  CHECK(median({5}) == Fraction{5, 1});
  CHECK(median({9, none, 1}) == Fraction{5, 1});
  CHECK(median({2, 9, 1}) == Fraction{2, 1});
  CHECK(median({4, 1, 2, 9}) == Fraction{3, 1});
  CHECK(median({1, 2}) == Fraction{3, 2});
  CHECK(median({kMost, kMost - 2}) == Fraction{kMost - 1, 1});
  CHECK(median({kMost, kMost - 1}) == kFault);
  CHECK(median({kLeast, kLeast}) == Fraction{kLeast, 1});
}

TEST_CASE("a median of fractions and of doubles") {
  Query query;
  const NodeId third = query.builder.apply(Op::Divide, {query.field(kAmount), query.builder.integer(3)});
  const ValueVector found = query.values(query.fold(Op::MedianOf, third), amounts({1, 2}));
  CHECK(found.number.at(0) == 1);
  CHECK(found.denominator.at(0) == 2);
  Query real;
  const NodeId median = real.fold(Op::MedianOf, real.field(kWeight));
  CHECK(real.values(median, weights({3, 0.5, 1})).real.at(0) == 1);
  CHECK(real.values(median, weights({3, 0.5})).real.at(0) == 1.75);
  CHECK(real.state(median, weights({1.7e308, 1.7e308})) == State::Fault);
  CHECK(real.values(median, weights({1.7e308})).real.at(0) == 1.7e308);
}

TEST_CASE("a deviation of whole numbers is the root of the exact variance") {
  CHECK(deviation({2, 4, 4, 4, 5, 5, 7, 9}) == 2.138089935299395);
  const std::int64_t large = std::int64_t{1} << 62;
  CHECK(deviation({large, large + 1, none, large + 3}) == 1.5275252316519468);
  CHECK(deviation({kMost, kLeast, 0}) == 9.223372036854776e+18);
  CHECK(deviation({7, 7, 7}) == 0);
  Query query;
  CHECK(query.state(query.fold(Op::StddevOf, query.field(kAmount)), amounts({7})) == State::Unknown);
}

TEST_CASE("a deviation of decimals is in the numbers' own size") {
  Query query;
  const NodeId cents =
      query.builder.apply(Op::Multiply, {query.field(kAmount), query.builder.literal({plan::decimal_type(2), 1, 1, 0, {}})});
  // 1.00, 1.01 and 1.03: sqrt(7/3) / 100, and the double nearest to 7/30000 has the root 0.015275252316519466 (Python).
  CHECK(query.values(query.fold(Op::StddevOf, cents), amounts({100, 101, 103})).real.at(0) == 0.015275252316519466);
}

TEST_CASE("a deviation of money and durations is the nearest unit, ties up") {
  CHECK(duration_deviation({100, 101, 103}) == 2);
  CHECK(duration_deviation({100, 101}) == 1);
  // The variance is 18 / 8: the root is 1.5.
  CHECK(duration_deviation({3, -3, 0, 0, 0, 0, 0, 0, 0}) == 2);
  CHECK(duration_deviation({kMost, kLeast}) == none);
  CHECK(duration_deviation({kMost, 0}) == 6'521'908'912'666'391'105);
  CHECK(duration_deviation({5, 5}) == 0);
}

TEST_CASE("a deviation of doubles") {
  Query query;
  const NodeId node = query.fold(Op::StddevOf, query.field(kWeight));
  CHECK(query.values(node, weights({0.5, 1.25, 3.0})).real.at(0) == 1.282900359861721);
  CHECK(query.state(node, weights({1e300, -1e300})) == State::Fault);
  CHECK(query.state(node, weights({1e300})) == State::Unknown);
}

TEST_CASE("the mode is the most frequent value, then the one that was last") {
  Query query;
  const NodeId mode = query.fold(Op::ModeOf, query.field(kAmount));
  CHECK(query.number(mode, amounts({1, 2, 2, 3})) == 2);
  CHECK(query.number(mode, amounts({1, 2, 2, 1})) == 1);
  CHECK(query.number(mode, amounts({1, 2, 1, 2, 3})) == 2);
  CHECK(query.number(mode, amounts({none, none, 8})) == 8);
  CHECK(query.state(mode, amounts({none})) == State::Unknown);
}

TEST_CASE("the n-th event's value, unknown if it is") {
  const Events events = amounts({4, none, 6});
  Query query;
  CHECK(query.number(query.fold(Op::NthOf, query.field(kAmount), 1), events) == 4);
  CHECK(query.state(query.fold(Op::NthOf, query.field(kAmount), 2), events) == State::Unknown);
  CHECK(query.number(query.fold(Op::NthOf, query.field(kAmount), 3), events) == 6);
  CHECK(query.state(query.fold(Op::NthOf, query.field(kAmount), 4), events) == State::Unknown);
}

namespace {

/// `all_true`, or `at_least_true` n, over conditions that are true, false, unknown or a fault.
char quantified(const std::string& states, std::optional<std::int64_t> n = none) {
  Query query;
  std::vector<Event> events;
  for (const char state : states) {
    // 1 / amount is a fault for 0, unknown for none, and 1 or -1.
    const std::optional<std::int64_t> amount = state == 'u' ? none : std::optional<std::int64_t>(state == '!' ? 0 : state == 't' ? 1 : -1);
    events.push_back({static_cast<std::int64_t>(events.size()), true, amount, none, none});
  }
  const NodeId inverse = query.builder.apply(Op::Divide, {query.builder.integer(1), query.field(kAmount)});
  const NodeId value = query.builder.apply(Op::Less, {query.builder.integer(0), inverse});
  const NodeId node = n ? query.fold(Op::AtLeastTrue, value, *n) : query.fold(Op::AllTrue, value);
  const ValueVector found = query.values(node, one(events));
  if (found.state.at(0) == State::Fault) return '!';
  if (found.state.at(0) == State::Unknown) return 'u';
  return found.number.at(0) != 0 ? 't' : 'f';
}

}  // namespace

TEST_CASE("every event satisfies") {
  CHECK(quantified("") == 'u');
  CHECK(quantified("tt") == 't');
  CHECK(quantified("tft") == 'f');
  CHECK(quantified("!uf") == 'f');
  CHECK(quantified("tut") == 'u');
  CHECK(quantified("tu!") == '!');
}

TEST_CASE("at least n events satisfy") {
  CHECK(quantified("", 0) == 't');
  CHECK(quantified("!", 0) == 't');
  CHECK(quantified("", 1) == 'f');
  CHECK(quantified("tt!", 2) == 't');
  CHECK(quantified("tu!", 2) == '!');
  CHECK(quantified("tuf", 2) == 'u');
  CHECK(quantified("tff!", 3) == 'f');
  CHECK(quantified("f", -1) == 't');
}

TEST_CASE("a fault of the condition is one whatever the values say") {
  const Events events = one({{1, none, 0, none, none}, {2, false, 5, none, none}});
  Query query;
  const NodeId inverse = query.builder.apply(Op::Divide, {query.builder.integer(1), query.field(kAmount)});
  query.condition = query.builder.apply(Op::Less, {inverse, query.builder.integer(1)});
  CHECK(query.state(query.fold(Op::AllTrue, query.wanted()), events) == State::Fault);
  CHECK(query.state(query.fold(Op::AtLeastTrue, query.wanted(), 0), events) == State::Fault);
  CHECK(query.state(query.fold(Op::ModeOf, query.field(kAmount)), events) == State::Fault);
}

TEST_CASE("a number that is unknown or a fault is one of the bounds") {
  const Events events({{none, none, {{1, true, none, none, none}}}, {none, 1, {{1, true, none, none, none}}}});
  Query query;
  const NodeId operands[] = {query.from, query.to, query.condition, query.wanted(), query.builder.profile_field(1)};
  const ValueVector found = query.values(query.builder.fold(Op::AtLeastTrue, 0, operands), events);
  CHECK(found.state.at(0) == State::Unknown);
  CHECK(found.number.at(1) == 1);
}
