#include <cmath>
#include <limits>

#include "tests/unit/jit/rig.h"

using namespace seg;
using namespace seg::test;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
enum Field : std::uint32_t { kSince, kWant };
enum EventField : std::uint32_t { kAmount, kWeight, kLabel, kFlag };

plan::Schema schema() {
  plan::Schema result;
  result.name = "folds";
  result.key = {"key", plan::string_type(), false, 0};
  result.profile = {{"since", plan::timestamp_type(), true, 0}, {"want", plan::string_type(), true, 0}};
  result.streams = {{"event",
                     "events",
                     {{"amount", plan::int_type(), true, 0},
                      {"weight", plan::float_type(), true, 0},
                      {"label", plan::string_type(), true, 0},
                      {"flag", plan::bool_type(), true, 0}}}};
  return result;
}

/// Six profiles; `now` is 100. The first has ties at 20, the third an event after now, the fourth sums past 64 bits on the way,
/// the fifth a weight that is no number, the sixth seventy events, more than a word has bits.
struct Profiles {
  Buffers buffers{Against::End, 5};
  columns::Batch batch;
  static constexpr std::int64_t kNow = 100;

  Profiles() {
    const auto none = std::nullopt;
    std::vector<std::int64_t> offsets = {5, 9, 9, 11, 14, 16, 86};  // offsets need not begin at 0
    std::vector<std::int64_t> at(5, -1);
    Values<std::int64_t> amounts(5, 99);
    Values<double> weights(5, NAN);
    Values<std::string> labels(5, "none of these");
    Values<bool> flags(5, true);
    const auto event = [&](std::int64_t time, std::optional<std::int64_t> amount, std::optional<double> weight,
                           std::optional<std::string> label, std::optional<bool> flag) {
      at.push_back(time);
      amounts.push_back(amount);
      weights.push_back(weight);
      labels.push_back(label);
      flags.push_back(flag);
    };
    event(10, 5, 1.0, "b", true);
    event(20, none, 1e16, "a", false);
    event(20, 7, -1e16, none, true);
    event(30, 7, 0.5, "a", none);
    event(100, 1, 2.0, "c", true);
    event(101, 50, 4.0, "a", true);
    event(40, kMost, 1.0, "b", true);
    event(50, kMost, 1.0, "b", false);
    event(60, -kMost, 1.0, "b", true);
    event(70, 3, NAN, "a", false);
    event(80, 4, 1.0, "c", true);
    for (int index = 0; index < 70; ++index) event(20 + index, index, 1.0, index % 2 == 0 ? "a" : "b", index % 7 == 0);
    batch.rows = 6;
    batch.profile = {buffers.column<std::int64_t>(plan::timestamp_type(), Values<std::int64_t>{20, none, 0, 55, 71, 80}),
                     buffers.texts(plan::string_type(), {"a", "a", "c", none, "x", "b"}, dictionary_of({"x", "c", "b", "a"}))};
    columns::Stream stream;
    stream.offsets = buffers.keep(offsets);
    stream.at = buffers.keep(at);
    stream.fields = {buffers.column<std::int64_t>(plan::int_type(), amounts), buffers.column<double>(plan::float_type(), weights),
                     buffers.texts(plan::string_type(), labels, dictionary_of({"b", "c", "none of these", "a"})), buffers.flags(flags)};
    batch.streams = {stream};
  }
};

struct FoldCases : Cases {
  FoldCases() : Cases(schema()) {}
  NodeId amount = plan.event_field(0, kAmount);
  NodeId weight = plan.event_field(0, kWeight);
  NodeId label = plan.event_field(0, kLabel);
  NodeId flag = plan.event_field(0, kFlag);
  NodeId all = plan.truth(true);
  NodeId count(NodeId from, NodeId to, NodeId condition) { return fold(Op::Count, {from, to, condition}); }
  NodeId is(NodeId value, std::int64_t expected) { return apply(Op::Equal, {value, integer(expected)}); }
  NodeId ever(Op op, NodeId condition, NodeId value) { return fold(op, {beginning(), end(), condition, value}); }
};

}  // namespace

TEST_CASE("a window takes its first instant and not its last, and nothing after now") {
  FoldCases c;
  c.expect(c.is(c.count(c.beginning(), c.end(), c.all), 4), "tfffff");
  c.expect(c.is(c.count(c.beginning(), c.end(), c.all), 1), "fftfff");
  c.expect(c.is(c.count(c.beginning(), c.end(), c.all), 70), "ffffft");
  c.expect(c.is(c.count(c.instant(20), c.end(), c.all), 3), "tfftff");
  c.expect(c.is(c.count(c.instant(21), c.end(), c.all), 1), "tftfff");
  c.expect(c.is(c.count(c.beginning(), c.instant(20), c.all), 1), "tfffff");
  c.expect(c.is(c.count(c.beginning(), c.instant(21), c.all), 3), "tfffff");
  c.expect(c.is(c.count(c.instant(30), c.instant(80), c.all), 1), "tffftf");
  c.expect(c.is(c.count(c.instant(80), c.instant(30), c.all), 0), "tttttt");
  c.expect(c.is(c.count(c.instant(100), c.instant(5000), c.all), 1), "fftfff");
  const Profiles profiles;
  c.check(profiles.batch, Profiles::kNow);
}

TEST_CASE("bounds of the profile: an unknown one gives unknown, a fault a fault") {
  FoldCases c;
  const NodeId since = c.field(kSince);
  c.expect(c.is(c.count(since, c.end(), c.all), 3), "tuffff");
  c.expect(c.is(c.count(since, c.end(), c.all), 1), "futttf");
  c.expect(c.is(c.count(since, c.end(), c.all), 10), "fuffft");
  const NodeId far = c.apply(Op::Add, {since, c.number(plan::duration_type(), kMost)});
  c.expect(c.is(c.count(far, c.end(), c.all), 0), "!ut!!!");
  c.expect(c.is(c.count(c.beginning(), far, c.all), 1), "!ut!!!");
  const Profiles profiles;
  c.check(profiles.batch, Profiles::kNow);
}

TEST_CASE("an event counts where the condition is true; a fault in the window makes the fold one") {
  FoldCases c;
  c.expect(c.is(c.count(c.beginning(), c.end(), c.flag), 2), "tfftff");
  c.expect(c.is(c.count(c.beginning(), c.end(), c.flag), 10), "ffffft");
  c.expect(c.is(c.count(c.beginning(), c.end(), c.apply(Op::Not, {c.flag})), 1), "tffttf");
  c.expect(c.is(c.count(c.beginning(), c.end(), c.plan.truth(false)), 0), "tttttt");
  const NodeId heavy = c.apply(Op::Less, {c.real(0.75), c.weight});
  c.expect(c.is(c.count(c.beginning(), c.end(), heavy), 2), "tfff!f");
  c.expect(c.is(c.count(c.instant(75), c.end(), heavy), 1), "fftftf");  // the fault is outside
  const NodeId wanted = c.apply(Op::Equal, {c.label, c.field(kWant)});
  c.expect(c.is(c.count(c.beginning(), c.end(), wanted), 2), "tfffff");
  c.expect(c.is(c.count(c.beginning(), c.end(), wanted), 1), "fftfff");
  c.expect(c.is(c.count(c.beginning(), c.end(), wanted), 35), "ffffft");
  c.expect(c.is(c.count(c.beginning(), c.end(), c.apply(Op::IsKnown, {c.field(kWant)})), 3), "ffffff");
  const Profiles profiles;
  c.check(profiles.batch, Profiles::kNow);
}

TEST_CASE("sums skip the unknown, fit in the end or are a fault, and add floats from the newest back") {
  FoldCases c;
  const NodeId sum = c.ever(Op::SumOf, c.all, c.amount);
  c.expect(c.is(sum, 19), "tfffff");
  c.expect(c.is(sum, 0), "ftffff");
  c.expect(c.is(sum, kMost), "ffftff");
  c.expect(c.is(sum, 2415), "ffffft");
  c.expect(c.is(c.fold(Op::SumOf, {c.beginning(), c.instant(55), c.all, c.amount}), 0), "ftt!tf");
  c.expect(c.is(c.ever(Op::SumOf, c.flag, c.amount), 12), "tfffff");
  c.expect(c.is(c.ever(Op::SumOf, c.flag, c.amount), 0), "ftftff");
  const NodeId weights = c.ever(Op::SumOf, c.all, c.weight);
  // 0.5 + -1e16 is -1e16 (a tie to the even mantissa), + 1e16 is 0, + 1 is 1; from the oldest on it would be 0.5
  c.expect(c.apply(Op::Equal, {weights, c.real(1.0)}), "tfff!f");
  c.expect(c.apply(Op::Equal, {weights, c.real(70.0)}), "ffff!t");
  const Profiles profiles;
  c.check(profiles.batch, Profiles::kNow);
}

TEST_CASE("least, greatest, first, last and distinct") {
  FoldCases c;
  c.expect(c.is(c.ever(Op::MinOf, c.all, c.amount), 5), "tuffff");
  c.expect(c.is(c.ever(Op::MaxOf, c.all, c.amount), 7), "tuffff");
  c.expect(c.is(c.ever(Op::MaxOf, c.flag, c.amount), 63), "fuffft");
  c.expect(c.is(c.ever(Op::CountDistinct, c.all, c.amount), 2), "tffttf");
  c.expect(c.is(c.ever(Op::CountDistinct, c.all, c.label), 2), "tffftt");
  c.expect(c.is(c.ever(Op::CountDistinct, c.all, c.flag), 2), "tffttt");
  c.expect(c.apply(Op::Equal, {c.ever(Op::MinOf, c.all, c.label), c.text("a")}), "tufftt");
  c.expect(c.apply(Op::Equal, {c.ever(Op::MaxOf, c.all, c.label), c.text("b")}), "tuftft");
  c.expect(c.is(c.ever(Op::FirstOf, c.all, c.amount), 5), "tuffff");
  c.expect(c.is(c.fold(Op::FirstOf, {c.instant(20), c.end(), c.all, c.amount}), 3),
           "uufftf");  // of the tie the one that came first, unknown
  c.expect(c.is(c.fold(Op::LastOf, {c.beginning(), c.instant(21), c.all, c.amount}), 7), "tuuuuf");  // and the one that came last
  c.expect(c.apply(Op::Equal, {c.ever(Op::LastOf, c.all, c.label), c.field(kWant)}), "tutuft");
  c.expect(c.ever(Op::FirstOf, c.all, c.flag), "tuttft");
  c.expect(c.apply(Op::Less, {c.ever(Op::LastOf, c.all, c.weight), c.real(1.5)}), "tufttt");
  c.expect(c.apply(Op::Less, {c.ever(Op::FirstOf, c.all, c.weight), c.real(1.5)}), "tuft!t");
  c.expect(c.is(c.ever(Op::LastOf, c.flag, c.amount), 7), "tuffff");
  const Profiles profiles;
  c.check(profiles.batch, Profiles::kNow);
}

TEST_CASE("a mean of nothing is unknown, one of something exact") {
  FoldCases c;
  const NodeId known = c.count(c.beginning(), c.end(), c.apply(Op::IsKnown, {c.amount}));
  const NodeId average = c.apply(Op::Mean, {c.ever(Op::SumOf, c.all, c.amount), known});
  c.expect(c.apply(Op::Equal, {average, c.ratio(19, 3)}), "tuffff");
  c.expect(c.apply(Op::Equal, {average, c.ratio(69, 2)}), "fuffft");
  const Profiles profiles;
  c.check(profiles.batch, Profiles::kNow);
}

TEST_CASE("folds of folds: events against what all events of the profile say") {
  FoldCases c;
  const NodeId average =
      c.apply(Op::Mean, {c.ever(Op::SumOf, c.all, c.amount), c.count(c.beginning(), c.end(), c.apply(Op::IsKnown, {c.amount}))});
  const NodeId above = c.apply(Op::Less, {average, c.amount});
  c.expect(c.is(c.count(c.beginning(), c.end(), above), 2), "tfftff");
  c.expect(c.is(c.count(c.beginning(), c.end(), above), 35), "ffffft");
  const Profiles profiles;
  c.check(profiles.batch, Profiles::kNow);
}
