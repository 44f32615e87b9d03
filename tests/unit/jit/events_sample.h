#pragma once
// Events for statistics and scans: ties, unknowns, values at the ends of their types, and no number.

#include <limits>

#include "tests/unit/jit/rig.h"

namespace seg::test {

inline constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
inline constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
enum EventField : std::uint32_t { kAmount, kWeight, kLabel, kFlag, kTook, kPrice, kRate };

inline plan::Schema event_schema() {
  plan::Schema result;
  result.name = "statistics";
  result.key = {"key", plan::string_type(), false, 0};
  result.profile = {{"want", plan::int_type(), true, 0}, {"since", plan::timestamp_type(), true, 0}};
  result.units = {"EUR"};
  result.streams = {{"event",
                     "events",
                     {{"amount", plan::int_type(), true, 0},
                      {"weight", plan::float_type(), true, 0},
                      {"label", plan::string_type(), true, 0},
                      {"flag", plan::bool_type(), true, 0},
                      {"took", plan::duration_type(), true, 0},
                      {"price", plan::money_type(0, 2), true, 0},
                      {"rate", plan::decimal_type(1), true, 0}}}};
  return result;
}

/// Six profiles; `now` is 100: a few events with ties and one after now; none; values at the ends of their types; one event whose weight
/// is no number; seventy events, more than a word has bits; two events too far apart for a duration.
struct EventProfiles {
  template <typename T>
  using Maybe = std::optional<T>;
  Buffers buffers{Against::End, 3};
  columns::Batch batch;
  static constexpr std::int64_t kNow = 100;
  std::vector<std::int64_t> at;
  Values<std::int64_t> amounts, tooks, prices, rates;
  Values<double> weights;
  Values<std::string> labels;
  Values<bool> flags;

  void event(std::int64_t time, Maybe<std::int64_t> amount, Maybe<double> weight, Maybe<std::string> label, Maybe<bool> flag,
             Maybe<std::int64_t> took, Maybe<std::int64_t> price, Maybe<std::int64_t> rate) {
    at.push_back(time);
    amounts.push_back(amount);
    weights.push_back(weight);
    labels.push_back(label);
    flags.push_back(flag);
    tooks.push_back(took);
    prices.push_back(price);
    rates.push_back(rate);
  }

  EventProfiles() {
    const auto none = std::nullopt;
    const std::vector<std::int64_t> offsets = {0, 5, 5, 7, 8, 78, 80};
    event(10, 4, 1.0, "a", true, 10, 100, 5);
    event(20, none, 3.0, "b", false, 10, 200, 15);
    event(20, 1, none, "b", none, 40, 500, none);
    event(30, 1, 8.0, none, true, none, 400, 45);
    event(110, 50, 0.0, "a", false, 7, 900, 5);
    event(50, kMost, 1.7e308, "x", false, kMost, 1, 1);
    event(60, kMost - 1, 1.7e308, "y", none, kLeast, 0, 2);
    event(70, 3, std::numeric_limits<double>::quiet_NaN(), "c", true, 5, 7, 3);
    for (int index = 0; index < 70; ++index) {
      const char* label = index % 3 == 0 ? "a" : index % 3 == 1 ? "b" : "c";
      event(20 + index, index, index, label, true, index < 66 ? Maybe<std::int64_t>() : index - 66, index < 66 ? 0 : index, index);
    }
    event(-kMost, 7, 2.0, "a", true, 0, none, 3);
    event(90, 7, 2.0, "a", true, 1, none, 3);
    batch.rows = 6;
    batch.profile = {buffers.column<std::int64_t>(plan::int_type(), Values<std::int64_t>{2, 0, none, 1, 71, -3}),
                     buffers.column<std::int64_t>(plan::timestamp_type(), Values<std::int64_t>{20, none, 60, 71, none, 90})};
    columns::Stream stream;
    stream.offsets = buffers.keep(offsets);
    stream.at = buffers.keep(at);
    stream.fields = {buffers.column<std::int64_t>(plan::int_type(), amounts),
                     buffers.column<double>(plan::float_type(), weights),
                     buffers.texts(plan::string_type(), labels, dictionary_of({"y", "c", "b", "x", "a"})),
                     buffers.flags(flags),
                     buffers.column<std::int64_t>(plan::duration_type(), tooks),
                     buffers.column<std::int64_t>(plan::money_type(0, 2), prices),
                     buffers.column<std::int64_t>(plan::decimal_type(1), rates)};
    batch.streams = {stream};
  }
};

struct EventCases : Cases {
  EventCases() : Cases(event_schema()) {}
  NodeId amount = plan.event_field(0, kAmount);
  NodeId weight = plan.event_field(0, kWeight);
  NodeId label = plan.event_field(0, kLabel);
  NodeId flag = plan.event_field(0, kFlag);
  NodeId took = plan.event_field(0, kTook);
  NodeId price = plan.event_field(0, kPrice);
  NodeId rate = plan.event_field(0, kRate);
  NodeId all = plan.truth(true);
  NodeId light = apply(Op::Less, {weight, real(5.0)});
  NodeId known(NodeId value) { return apply(Op::IsKnown, {value}); }
  NodeId ever(Op op, NodeId condition, NodeId value) { return fold(op, {beginning(), end(), condition, value}); }
  NodeId ever(Op op, NodeId condition, NodeId value, NodeId number) { return fold(op, {beginning(), end(), condition, value, number}); }
  NodeId scan(Op op, NodeId condition) { return fold(op, {beginning(), end(), condition}); }
  NodeId firsts(NodeId condition, NodeId value) { return fold(Op::FirstOfValue, {beginning(), end(), condition, value}); }
  NodeId count(NodeId condition) { return scan(Op::Count, condition); }
  NodeId equal(NodeId a, NodeId b) { return apply(Op::Equal, {a, b}); }
  NodeId is(NodeId value, std::int64_t expected) { return equal(value, integer(expected)); }
  NodeId duration(std::int64_t micros) { return number(plan::duration_type(), micros); }
  void check() {
    const EventProfiles profiles;
    Cases::check(profiles.batch, EventProfiles::kNow);
  }
};

}  // namespace seg::test
