#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "tests/unit/interpreter/events.h"

using namespace seg;
using namespace seg::test;
using columns::CutValue;
using columns::State;
using plan::NodeId;
using plan::Op;

namespace {

constexpr auto none = std::nullopt;

/// Profiles with these limits.
Events population(const std::vector<std::optional<std::int64_t>>& limits) {
  std::vector<Events::Profile> profiles;
  for (const auto limit : limits) profiles.push_back({none, limit, {}});
  return Events(profiles);
}

struct Cut {
  plan::Builder builder{event_schema()};
  NodeId value = builder.profile_field(1);

  NodeId share(std::int64_t number, std::int64_t denominator) { return builder.literal({plan::ratio_type(), number, denominator, 0, {}}); }
  NodeId half_of_value() { return builder.apply(Op::Divide, {value, builder.integer(2)}); }
  CutValue of(Op op, std::int64_t number, std::int64_t denominator, const std::vector<const Events*>& batches) {
    return only(builder.apply(op, {value, share(number, denominator)}), batches);
  }
  CutValue average(const std::vector<const Events*>& batches) { return only(builder.apply(Op::CutAverage, {value}), batches); }
  CutValue only(NodeId cut, const std::vector<const Events*>& batches) {
    plan::Builder copy = builder;
    copy.add_segment("s", copy.apply(Op::IsKnown, {cut}));
    const plan::Plan plan = std::move(copy).finish();
    REQUIRE(plan::verify(plan).empty());
    std::vector<columns::Batch> views;
    for (const Events* events : batches) views.push_back(events->batch);
    const columns::Cuts cuts = interpreter::interpret_cuts(plan, views, {}, 1, 0);
    for (std::size_t index = 0; index < plan.cuts.size(); ++index) {
      if (plan.cuts[index].node == cut) return cuts.at(index);
    }
    throw std::logic_error("no such cut");
  }
};

void check_fraction(const CutValue& cut, std::int64_t number, std::int64_t denominator) {
  CHECK(cut.state == State::Known);
  CHECK(cut.number == number);
  CHECK(cut.denominator == denominator);
}

}  // namespace

TEST_CASE("top and bottom shares: the value at rank ceil(share * n), from above or from below") {
  const Events events = population({3, 1, 4, none, 1, 5, 9, 2, 6, 5, 3});  // sorted: 1 1 2 3 3 4 5 5 6 9
  Cut cut;
  CHECK(cut.of(Op::CutTop, 1, 5, {&events}).number == 6);     // rank 2
  CHECK(cut.of(Op::CutTop, 21, 100, {&events}).number == 5);  // rank 3
  CHECK(cut.of(Op::CutTop, 0, 1, {&events}).number == 9);     // at least rank 1
  CHECK(cut.of(Op::CutTop, 1, 1, {&events}).number == 1);
  CHECK(cut.of(Op::CutBottom, 1, 5, {&events}).number == 1);
  CHECK(cut.of(Op::CutBottom, 3, 10, {&events}).number == 2);
  CHECK(cut.of(Op::CutPercentile, 1, 2, {&events}).number == 3);
  CHECK(cut.of(Op::CutPercentile, 51, 100, {&events}).number == 4);
  CHECK(cut.of(Op::CutPercentile, 1, 1, {&events}).number == 9);
  const CutValue third = cut.of(Op::CutTop, 21, 100, {&events});
  CHECK(third.population == 10);
  CHECK(third.tied == 2);
}

TEST_CASE("a cut does not depend on how the population is split, and needs one known value") {
  const Events all = population({3, 1, 4, 1, 5});
  const Events left = population({3, 1});
  const Events right = population({4, 1, 5});
  const Events nobody = population({});
  const Events unknown = population({none, none});
  Cut cut;
  CHECK(cut.of(Op::CutTop, 2, 5, {&all}) == cut.of(Op::CutTop, 2, 5, {&right, &nobody, &left}));
  CHECK(cut.of(Op::CutTop, 1, 5, {&nobody}).state == State::Unknown);
  CHECK(cut.of(Op::CutTop, 1, 5, {}).state == State::Unknown);
  CHECK(cut.average({&unknown}).state == State::Unknown);
  CHECK(cut.average({&unknown}).population == 0);
}

TEST_CASE("averages of exact values are exact fractions") {
  const Events events = population({1, 2, none, 4});
  const Events large = population({INT64_MAX, INT64_MAX, INT64_MAX});
  const Events beyond = population({INT64_MAX, INT64_MAX - 1});
  Cut cut;
  check_fraction(cut.average({&events}), 7, 3);
  CHECK(cut.average({&events}).tied == 0);
  check_fraction(cut.average({&large}), INT64_MAX, 1);
  CHECK(cut.average({&large}).tied == 3);
  // (2^64 - 3) / 2 is in lowest terms and does not fit.
  CHECK(cut.average({&beyond}).state == State::Fault);
}

TEST_CASE("averages of floats: the exact sum rounded once") {
  Cut cut;
  const NodeId weight = cut.builder.event_field(0, kWeight);
  const NodeId bounds[] = {cut.builder.literal({plan::timestamp_type(), plan::kBeginningOfTime, 1, 0, {}}),
                           cut.builder.literal({plan::timestamp_type(), plan::kEndOfTime, 1, 0, {}}), cut.builder.truth(true), weight};
  cut.value = cut.builder.fold(Op::LastOf, 0, bounds);
  const auto weights = [](const std::vector<double>& values) {
    std::vector<Events::Profile> profiles;
    for (const double value : values) profiles.push_back({none, none, {{0, true, none, value, none}}});
    return std::make_unique<Events>(profiles);
  };
  // 1e100 and -1e100 leave 1 + 1 exactly; ten times 0.1 sum to 1 rounded once (0.9999999999999999 added one by one).
  CHECK(cut.average({weights({1, 1e100, 1, -1e100}).get()}).real == 0.5);
  CHECK(cut.average({weights(std::vector<double>(10, 0.1)).get()}).real == 0.1);
  CHECK(cut.average({weights({1.7e308, 1.7e308}).get()}).state == State::Fault);
  CHECK(cut.average({weights({1.7e308, 1.7e308, -1.7e308, std::nan("")}).get()}).real == 1.7e308 / 3);
  CHECK(cut.average({weights({1, std::nan("")}).get()}).population == 1);
  CHECK(cut.of(Op::CutTop, 1, 2, {weights({-0.0, 0.0, -1}).get()}).tied == 2);
}

TEST_CASE("averages of fractions take each as its nearest double") {
  const Events events = population({1, 2, 5});
  Cut cut;
  cut.value = cut.half_of_value();
  // 1/2 + 1 + 5/2 = 4 exactly; 4/3 as a double is 6004799503160661 / 2^52.
  check_fraction(cut.average({&events}), 6004799503160661, std::int64_t{1} << 52);
  const Events even = population({2, 4});
  check_fraction(cut.average({&even}), 3, 2);
  CHECK(cut.average({&even}).tied == 0);
  CHECK(cut.of(Op::CutTop, 1, 3, {&events}).number == 5);
  CHECK(cut.of(Op::CutTop, 1, 3, {&events}).denominator == 2);
}

TEST_CASE("a mean of tiny fractions is rounded to a multiple of 2^-62") {
  const Events events = population({1});
  Cut cut;
  // 1 / 3e18 = 3.33e-19 as a double needs more than 62 bits after the point: 1.537 / 2^62 becomes 2 / 2^62.
  cut.value = cut.builder.apply(Op::Divide, {cut.value, cut.builder.integer(3'000'000'000'000'000'000)});
  check_fraction(cut.average({&events}), 1, std::int64_t{1} << 61);
}

TEST_CASE("faults count as unknown in a population") {
  const Events events = population({0, 1, 2});
  Cut cut;
  cut.value = cut.builder.apply(Op::Divide, {cut.builder.integer(1), cut.value});
  const CutValue top = cut.of(Op::CutTop, 1, 1, {&events});
  CHECK(top.population == 2);
  check_fraction(top, 1, 2);
}

TEST_CASE("a cut over a cut is computed in the next stage") {
  const Events events = population({1, 2, 3, 4, 10});
  plan::Builder builder{event_schema()};
  const NodeId limit = builder.profile_field(1);
  const NodeId average = builder.apply(Op::CutAverage, {limit});  // 4
  const NodeId share = builder.literal({plan::ratio_type(), 1, 2, 0, {}});
  const NodeId away = builder.apply(Op::Subtract, {builder.apply(Op::ToFraction, {limit}), average});  // -3 -2 -1 0 6
  const NodeId middle = builder.apply(Op::CutPercentile, {away, share});                               // rank 3: -1
  builder.add_segment("below", builder.apply(Op::LessEqual, {away, middle}));
  const plan::Plan plan = std::move(builder).finish();
  REQUIRE(plan::verify(plan).empty());
  const columns::Cuts first = interpreter::interpret_cuts(plan, {events.batch}, {}, 1, 0);
  REQUIRE(first.size() == 2);
  check_fraction(first[0], 4, 1);
  CHECK(first[1].state == State::Unknown);
  const columns::Cuts second = interpreter::interpret_cuts(plan, {events.batch}, first, 2, 0);
  check_fraction(second[0], 4, 1);
  check_fraction(second[1], -1, 1);
  const auto result = interpreter::interpret(plan, events.batch, second, 0, columns::Entry::Audit);
  CHECK(result.at(0).members.words.at(0) == 0b00111);
  // Without cuts nobody is known to be a member.
  const auto without = interpreter::interpret(plan, events.batch, {}, 0, columns::Entry::Audit);
  CHECK(without.at(0).members.count() == 0);
  CHECK(without.at(0).unknown.count() == 5);
}

TEST_CASE("medians and ranks by sorting") {
  const Events odd = population({3, 1, 4, none, 1, 5});  // 1 1 3 4 5
  const Events even = population({4, 1, 2, 9});
  const Events ends = population({INT64_MAX, INT64_MAX - 1});
  const Events thirds = population({1, 1, 2, 2});
  Cut cut;
  const auto median = [&](const Events& events) { return cut.only(cut.builder.apply(Op::CutMedian, {cut.value}), {&events}); };
  check_fraction(median(odd), 3, 1);
  check_fraction(median(even), 3, 1);
  CHECK(median(even).tied == 0);
  CHECK(median(ends).state == State::Fault);
  CHECK(median(population({})).state == State::Unknown);
  const auto rank = [&](std::int64_t k) { return cut.only(cut.builder.apply(Op::CutRank, {cut.value, cut.builder.integer(k)}), {&odd}); };
  CHECK(rank(1).number == 5);
  CHECK(rank(4).number == 1);
  CHECK(rank(4).tied == 2);
  CHECK(rank(5).number == 1);
  CHECK(rank(6).state == State::Unknown);
  CHECK(rank(6).population == 5);
  // 1/3 1/3 2/3 2/3: the mean of the doubles of 1/3 and 2/3 is 1/2.
  cut.value = cut.builder.apply(Op::Divide, {cut.value, cut.builder.integer(3)});
  check_fraction(median(thirds), 1, 2);
  check_fraction(median(population({1, 1})), 1, 3);
}

TEST_CASE("a population knows how many values are faults") {
  const Events events = population({0, 1, none, 0});
  Cut cut;
  cut.value = cut.builder.apply(Op::Divide, {cut.builder.integer(1), cut.value});
  CHECK(cut.of(Op::CutTop, 1, 1, {&events}).faults == 2);
  CHECK(cut.of(Op::CutTop, 1, 1, {&events}).population == 1);
  CHECK(cut.average({&events}).faults == 2);
}
