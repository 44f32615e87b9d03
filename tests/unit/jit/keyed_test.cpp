#include <limits>

#include "tests/unit/jit/rig.h"

using namespace seg;
using namespace seg::test;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::uint32_t kSends = 0;
constexpr std::uint32_t kClicks = 1;
enum EventField : std::uint32_t { kMessage, kKind, kScore, kWeight };

plan::Schema schema() {
  plan::Schema result;
  result.name = "keyed";
  result.key = {"key", plan::string_type(), false, 0};
  result.profile = {{"want", plan::int_type(), true, 0}, {"since", plan::timestamp_type(), true, 0}};
  const std::vector<plan::Field> fields = {{"message", plan::string_type(), true, 0},
                                           {"kind", plan::int_type(), true, 0},
                                           {"score", plan::int_type(), true, 0},
                                           {"weight", plan::float_type(), true, 0}};
  result.streams = {{"send", "sends", fields}, {"click", "clicks", fields}};
  return result;
}

/// The events of one stream.
struct Events {
  std::vector<std::int64_t> offsets = {0};
  std::vector<std::int64_t> at;
  Values<std::string> messages;
  Values<std::int64_t> kinds, scores;
  Values<double> weights;

  void add(std::int64_t time, std::optional<std::string> message, std::optional<std::int64_t> kind, std::optional<std::int64_t> score,
           double weight = 1.0) {
    at.push_back(time);
    messages.push_back(std::move(message));
    kinds.push_back(kind);
    scores.push_back(score);
    weights.push_back(weight);
  }
  void end_profile() { offsets.push_back(static_cast<std::int64_t>(at.size())); }
  columns::Stream bind(Buffers& buffers, const std::vector<std::string>& dictionary) const {
    columns::Stream stream;
    stream.offsets = buffers.keep(offsets);
    stream.at = buffers.keep(at);
    stream.fields = {buffers.texts(plan::string_type(), messages, dictionary_of(dictionary)),
                     buffers.column<std::int64_t>(plan::int_type(), kinds), buffers.column<std::int64_t>(plan::int_type(), scores),
                     buffers.column<double>(plan::float_type(), weights)};
    return stream;
  }
};

/// Five profiles, `now` is 100: some of each, with unknown keys, a message nobody sent and events after now; a send alone; a click alone;
/// seventy sends and twice as many clicks; a click whose weight is no number. The two streams' dictionaries differ.
struct Profiles {
  Buffers buffers{Against::End, 1};
  columns::Batch batch;
  static constexpr std::int64_t kNow = 100;

  Profiles() {
    const auto none = std::nullopt;
    Events sends, clicks;
    sends.add(10, "a", 1, 5);
    sends.add(20, "b", 1, 6);
    sends.add(30, none, 1, 7);
    sends.add(40, "a", 2, 8);
    sends.add(110, "c", 1, 9);
    clicks.add(12, "a", 1, 3);
    clicks.add(13, "a", 2, 4, 0.5);
    clicks.add(22, "b", none, 5, 2.0);
    clicks.add(25, none, 1, 6);
    clicks.add(41, "z", 1, 7);
    clicks.add(45, "a", 1, none);
    clicks.add(105, "b", 1, 100);
    sends.end_profile();
    clicks.end_profile();
    sends.add(50, "a", 1, 1);
    sends.end_profile();
    clicks.end_profile();
    clicks.add(50, "a", 1, 1);
    sends.end_profile();
    clicks.end_profile();
    const std::vector<std::string> letters = {"a", "b", "c", "d", "e", "x", "y"};
    for (std::size_t index = 0; index < 70; ++index) sends.add(10, letters[index % 5], index % 2, index);
    for (std::size_t index = 0; index < 140; ++index) clicks.add(20, letters[index % 7], index % 3, index);
    sends.end_profile();
    clicks.end_profile();
    sends.add(10, "a", 1, 1);
    sends.add(20, "b", 1, 1);
    clicks.add(30, "a", 1, 1, std::numeric_limits<double>::quiet_NaN());
    sends.end_profile();
    clicks.end_profile();
    batch.rows = 5;
    batch.profile = {buffers.column<std::int64_t>(plan::int_type(), Values<std::int64_t>{10, none, 1, 2, 3}),
                     buffers.column<std::int64_t>(plan::timestamp_type(), Values<std::int64_t>{13, 0, 0, none, kMost})};
    batch.streams = {sends.bind(buffers, {"a", "b", "c", "d", "e"}), clicks.bind(buffers, {"z", "y", "x", "e", "d", "c", "b", "a"})};
  }
};

struct KeyedCases : Cases {
  KeyedCases() : Cases(schema()) {}
  NodeId send(std::uint32_t field) { return plan.event_field(kSends, field); }
  NodeId click(std::uint32_t field) { return plan.event_field(kClicks, field); }
  NodeId all = plan.truth(true);
  plan::KeyPair message{plan.event_field(kClicks, kMessage), plan.event_field(kSends, kMessage)};
  plan::KeyPair kind{plan.event_field(kClicks, kKind), plan.event_field(kSends, kKind)};

  NodeId keyed(Op op, std::vector<NodeId> operands, std::vector<plan::KeyPair> keys, std::uint32_t stream = kClicks) {
    return plan.keyed_fold(op, stream, operands, keys);
  }
  /// Over all clicks of the send's message where the condition holds.
  NodeId of_message(Op op, NodeId condition, NodeId value) { return keyed(op, {beginning(), end(), condition, value}, {message}); }
  NodeId of_message(Op op, NodeId condition, NodeId value, NodeId number) {
    return keyed(op, {beginning(), end(), condition, value, number}, {message});
  }
  NodeId clicks_of_message(NodeId condition) { return keyed(Op::Count, {beginning(), end(), condition}, {message}); }
  NodeId sends_where(NodeId condition) { return fold(Op::Count, {beginning(), end(), condition}); }
  NodeId sum_over_sends(NodeId value) { return fold(Op::SumOf, {beginning(), end(), all, value}); }
  NodeId equal(NodeId a, NodeId b) { return apply(Op::Equal, {a, b}); }
  NodeId is(NodeId value, std::int64_t expected) { return equal(value, integer(expected)); }
  NodeId no(NodeId condition) { return apply(Op::Not, {condition}); }
  NodeId known(NodeId value) { return apply(Op::IsKnown, {value}); }
  void check() {
    const Profiles profiles;
    Cases::check(profiles.batch, Profiles::kNow);
  }
};

}  // namespace

TEST_CASE("events of equal keys: unknown keys equal nothing, texts of two dictionaries are compared as texts") {
  KeyedCases c;
  const NodeId clicks = c.clicks_of_message(c.all);
  c.expect(c.is(c.sends_where(c.apply(Op::Less, {c.integer(0), clicks})), 3), "tffff");
  c.expect(c.is(c.sends_where(c.apply(Op::Less, {c.integer(0), clicks})), 1), "fffft");
  c.expect(c.is(c.sends_where(c.is(clicks, 20)), 70), "ffftf");
  c.expect(c.is(c.sum_over_sends(clicks), 7), "tffff");
  c.expect(c.is(c.sum_over_sends(clicks), 0), "fttff");
  c.expect(c.is(c.sends_where(c.is(clicks, 0)), 1), "ttfft");
  const NodeId in_window = c.keyed(Op::Count, {c.instant(13), c.instant(45), c.all}, {c.message});
  c.expect(c.is(c.sum_over_sends(in_window), 3), "tffff");
  c.expect(c.is(c.sum_over_sends(c.clicks_of_message(c.is(c.click(kKind), 1))), 4), "tffff");
  c.check();
}

TEST_CASE("two pairs of keys, keys of the own stream, keys that are bools") {
  KeyedCases c;
  const NodeId both = c.keyed(Op::Count, {c.beginning(), c.end(), c.all}, {c.message, c.kind});
  c.expect(c.is(c.sum_over_sends(both), 3), "tffff");
  c.expect(c.is(c.sends_where(c.is(both, 2)), 1), "tffff");
  // Of 20 clicks i = j (mod 7), i < 140: 6 or 7 have i = k (mod 3). Sends with kind 0 and 1 are 35 each, 7 of each message.
  c.expect(c.is(c.sum_over_sends(both), 7 * (33 + 34)), "ffftf");
  c.expect(c.is(c.sum_over_sends(c.keyed(Op::Count, {c.beginning(), c.end(), c.all}, {c.kind, c.message})), 7 * (33 + 34)), "ffftf");
  const plan::KeyPair own{c.send(kMessage), c.send(kMessage)};
  c.expect(c.is(c.sum_over_sends(c.keyed(Op::Count, {c.beginning(), c.end(), c.all}, {own}, kSends)), 5), "tffff");
  c.expect(c.is(c.sum_over_sends(c.keyed(Op::Count, {c.beginning(), c.end(), c.all}, {own}, kSends)), 5 * 14 * 14), "ffftf");
  const plan::KeyPair given{c.known(c.click(kKind)), c.known(c.send(kMessage))};
  c.expect(c.is(c.sum_over_sends(c.keyed(Op::Count, {c.beginning(), c.end(), c.all}, {given})), 16), "tffff");
  const plan::KeyPair three{c.click(kScore), c.send(kScore)};
  const NodeId all_three = c.keyed(Op::Count, {c.beginning(), c.end(), c.all}, {c.message, c.kind, three});
  c.expect(c.is(c.sum_over_sends(all_three), 1), "fffft");
  c.expect(c.is(c.sum_over_sends(all_three), 4), "ffftf");  // 0 1 36 37
  c.check();
}

TEST_CASE("every fold of the events of equal keys") {
  KeyedCases c;
  const NodeId score = c.click(kScore);
  const auto sends_with = [&](Op op, NodeId expected) { return c.sends_where(c.equal(c.of_message(op, c.all, score), expected)); };
  c.expect(c.is(c.sum_over_sends(c.of_message(Op::SumOf, c.all, score)), 19), "tffff");
  c.expect(c.is(c.sum_over_sends(c.of_message(Op::SumOf, c.all, score)), 95'900), "ffftf");  // 14 · (0 + 1 + … + 4 + 7 + 8 + …)
  c.expect(c.is(sends_with(Op::MinOf, c.integer(3)), 2), "tffff");
  c.expect(c.is(sends_with(Op::MaxOf, c.integer(4)), 2), "tffff");
  c.expect(c.is(sends_with(Op::FirstOf, c.integer(3)), 2), "tffff");
  c.expect(c.is(sends_with(Op::LastOf, c.integer(5)), 1), "tffff");
  c.expect(c.is(c.sends_where(c.known(c.of_message(Op::LastOf, c.all, score))), 1), "tffft");  // the newest of a has no score
  c.expect(c.is(sends_with(Op::CountDistinct, c.integer(2)), 2), "tffff");
  c.expect(c.is(sends_with(Op::MedianOf, c.ratio(7, 2)), 2), "tffff");
  c.expect(c.is(sends_with(Op::StddevOf, c.real(0.7071067811865476)), 2), "tffff");
  c.expect(c.is(sends_with(Op::ModeOf, c.integer(4)), 2), "tffff");
  c.expect(c.is(sends_with(Op::ModeOf, c.integer(137)), 14), "ffftf");  // 137 = 4 (mod 7)
  c.expect(c.is(c.sends_where(c.is(c.of_message(Op::NthOf, c.all, score, c.integer(2)), 4)), 2), "tffff");
  const NodeId enough = c.apply(Op::LessEqual, {c.integer(4), score});
  c.expect(c.is(c.sends_where(c.of_message(Op::AllTrue, c.all, enough)), 1), "tffff");
  c.expect(c.is(c.sends_where(c.no(c.of_message(Op::AllTrue, c.all, enough))), 2), "tffff");
  c.expect(c.is(c.sends_where(c.of_message(Op::AtLeastTrue, c.all, enough, c.integer(1))), 3), "tffff");
  c.expect(c.is(c.sends_where(c.known(c.of_message(Op::AtLeastTrue, c.all, enough, c.integer(2)))), 2), "tffft");
  c.expect(c.is(c.sends_where(c.of_message(Op::AtLeastTrue, c.all, enough, c.field(0))), 70), "ffftf");
  const NodeId greatest = c.keyed(Op::MaxOf, {c.beginning(), c.end(), c.all, c.click(kMessage)}, {c.kind});
  c.expect(c.is(c.sends_where(c.equal(greatest, c.text("z"))), 3), "tffff");
  c.expect(c.is(c.sends_where(c.equal(greatest, c.text("y"))), 70), "ffftf");
  const NodeId weights = c.of_message(Op::SumOf, c.is(c.click(kKind), 1), c.click(kWeight));
  c.expect(c.is(c.sends_where(c.equal(weights, c.real(2.0))), 2), "tfff!");
  c.expect(c.is(c.sum_over_sends(c.of_message(Op::SumOf, c.all, c.field(0))), 70), "tffff");  // a value of the profile
  c.check();
}

TEST_CASE("bounds of keyed folds, unknown or a fault") {
  KeyedCases c;
  const NodeId since = c.keyed(Op::Count, {c.field(1), c.end(), c.all}, {c.message});
  c.expect(c.is(c.sum_over_sends(since), 5), "tffff");
  c.expect(c.is(c.sends_where(c.known(since)), 0), "ffttf");
  const NodeId after = c.apply(Op::Add, {c.field(1), c.number(plan::duration_type(), 1)});
  c.expect(c.is(c.sends_where(c.is(c.keyed(Op::Count, {after, c.end(), c.all}, {c.message}), 1)), 3), "tfff!");
  c.check();
}

TEST_CASE("faults of conditions and values concern events of equal keys, faults of keys all") {
  KeyedCases c;
  const NodeId heavy = c.apply(Op::Less, {c.real(1.5), c.click(kWeight)});
  const NodeId of_b = c.equal(c.send(kMessage), c.text("b"));
  const auto both = [&](NodeId a, NodeId b) { return c.apply(Op::And, {a, b}); };
  c.expect(c.is(c.sends_where(both(of_b, c.is(c.clicks_of_message(heavy), 0))), 1), "fffft");
  c.expect(c.is(c.sends_where(c.is(c.clicks_of_message(heavy), 1)), 1), "tfff!");
  c.expect(c.is(c.sends_where(both(of_b, c.equal(c.of_message(Op::SumOf, c.all, c.click(kWeight)), c.real(0)))), 1), "fffft");
  const auto far = [&](NodeId value) { return c.apply(Op::Multiply, {value, c.integer(kMost)}); };  // a fault from 2 on
  const plan::KeyPair keys{far(c.click(kKind)), far(c.send(kKind))};
  const NodeId first_kind = c.is(c.send(kKind), 1);
  const auto matching = [&](NodeId condition) { return c.keyed(Op::Count, {c.beginning(), c.end(), condition}, {keys}); };
  const NodeId excluded = matching(c.is(c.click(kKind), 1));
  c.expect(c.is(c.sends_where(both(first_kind, c.is(excluded, 4))), 3), "tffff");
  c.expect(c.is(c.sends_where(c.is(excluded, 4)), 3), "!ffff");
  c.expect(c.is(c.sends_where(both(first_kind, c.is(matching(c.all), 4))), 3), "!ff!f");
  c.check();
}
