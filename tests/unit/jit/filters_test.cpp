// Values where a condition holds, steps that a value reaches, truths without unknowns, and arms with faults of their own.

#include "tests/unit/jit/rig.h"

using namespace seg;
using namespace seg::test;

namespace {

enum Field : std::uint32_t { kA, kX, kY, kName, kWeight, kTier, kDay, kTags };

plan::Schema schema() {
  const Type text = plan::string_type();
  plan::Schema result;
  result.name = "filters";
  result.key = {"key", text, false, 0};
  result.enums = {{"tier", {"bronze", "silver", "gold"}, true}};
  result.profile = {{"a", plan::bool_type(), true, 0},       {"x", plan::int_type(), true, 0},
                    {"y", plan::int_type(), true, 0},        {"name", text, true, 0},
                    {"weight", plan::float_type(), true, 0}, {"tier", {plan::Kind::Enum, false, 0, 0}, true, 0},
                    {"day", plan::date_type(), true, 0},     {"tags", plan::list_of(text), true, 0}};
  result.streams = {{"purchase", "purchases", {{"total", plan::int_type(), true, 0}, {"paid", plan::bool_type(), true, 0}}}};
  return result;
}

/// Six profiles. 1 / y is a fault for the second and the fourth.
struct Profiles {
  Buffers buffers{Against::End, 3};
  columns::Batch batch;

  Profiles() {
    const auto none = std::nullopt;
    const Type text = plan::string_type();
    batch.rows = 6;
    batch.profile.push_back(buffers.flags({true, true, false, none, none, true}));
    batch.profile.push_back(buffers.column<std::int64_t>(plan::int_type(), Values<std::int64_t>{1, 5, 2, 3, none, 9}));
    batch.profile.push_back(buffers.column<std::int64_t>(plan::int_type(), Values<std::int64_t>{1, 0, 1, 0, 1, none}));
    batch.profile.push_back(buffers.texts(text, {"ab", "b", "ab", "c", "ab", none}, dictionary_of({"c", "ab", "b"})));
    batch.profile.push_back(buffers.column<double>(plan::float_type(), Values<double>{0.5, -1.5, 0.5, 2, none, 3}));
    batch.profile.push_back(buffers.column<std::int32_t>({plan::Kind::Enum, false, 0, 0}, Values<std::int32_t>{0, 1, 2, 1, 0, none}));
    batch.profile.push_back(buffers.column<std::int32_t>(plan::date_type(), Values<std::int32_t>{10, 20, 10, 10, 10, 30}));
    batch.profile.push_back(
        buffers.lists({1, 2, 1, 0, 1, none}, buffers.texts(text, {"vip", "new", "vip", "vip", "vip"}, dictionary_of({"new", "vip"}))));
    const columns::Column total = buffers.column<std::int64_t>(plan::int_type(), Values<std::int64_t>{7, 2, 4, none, 8, 16});
    const columns::Column paid = buffers.flags({true, false, none, true, true, true});
    const std::int64_t* offsets = buffers.keep<std::int64_t>({0, 2, 3, 4, 4, 6, 6});
    const std::int64_t* at = buffers.keep<std::int64_t>({1, 2, 3, 4, 5, 6});
    batch.streams.push_back({offsets, at, {total, paid}});
  }
};

struct Filters : Cases {
  Filters() : Cases(schema()) {}
  NodeId when(NodeId condition, NodeId value) { return apply(Op::When, {condition, value}); }
  NodeId less(NodeId left, NodeId right) { return apply(Op::Less, {left, right}); }
  NodeId equal(NodeId left, NodeId right) { return apply(Op::Equal, {left, right}); }
  NodeId a = field(kA);
  NodeId x = field(kX);
  NodeId share = apply(Op::Divide, {integer(1), field(kY)});  ///< 1 ! 1 ! 1 u
  NodeId small = less(share, integer(10));                    ///< t ! t ! t u
  NodeId never = less(apply(Op::Divide, {integer(1), integer(0)}), integer(1));
};

}  // namespace

TEST_CASE("a value where its condition is true") {
  const Profiles profiles;
  Filters c;
  c.expect(c.less(c.when(c.a, c.x), c.integer(4)), "tfuuuf");
  c.expect(c.less(c.when(c.small, c.x), c.integer(4)), "t!t!uu");
  c.expect(c.apply(Op::IsKnown, {c.when(c.small, c.x)}), "tftfff");
  c.expect(c.less(c.when(c.a, c.share), c.integer(10)), "t!uuuu");
  c.expect(c.when(c.a, c.small), "t!uuuu");
  c.expect(c.when(c.a, c.less(c.x, c.integer(4))), "tfuuuf");
  c.expect(c.less(c.when(c.a, c.apply(Op::Divide, {c.x, c.integer(2)})), c.integer(2)), "tfuuuf");
  c.expect(c.less(c.when(c.a, c.field(kWeight)), c.real(1)), "ttuuuf");
  c.expect(c.less(c.when(c.a, c.integer(3)), c.integer(4)), "ttuuut");
  c.expect(c.less(c.when(c.a, c.ratio(7, 2)), c.ratio(4, 1)), "ttuuut");
  c.expect(c.equal(c.when(c.a, c.field(kTier)), c.field(kTier)), "ttuuuu");
  c.expect(c.equal(c.when(c.a, c.field(kDay)), c.number(plan::date_type(), 10)), "tfuuuf");
  c.check(profiles.batch, 10);
}

TEST_CASE("filtered texts and lists") {
  const Profiles profiles;
  Filters c;
  const NodeId name = c.field(kName);
  c.expect(c.equal(c.when(c.a, name), c.text("ab")), "tfuuuu");
  c.expect(c.equal(c.when(c.a, c.text("ab")), name), "tfuuuu");
  c.expect(c.equal(c.when(c.a, c.text("ab")), c.text("ab")), "ttuuut");
  c.expect(c.less(c.when(c.a, c.text("ab")), name), "ftuuuu");
  c.expect(c.equal(c.apply(Op::Upper, {c.when(c.a, c.text("ab"))}), c.text("AB")), "ttuuut");
  c.expect(c.apply(Op::StartsWith, {c.when(c.a, name), c.text("a")}), "tfuuuu");
  c.expect(c.apply(Op::ListContains, {c.when(c.a, c.field(kTags)), c.text("new")}), "ftuuuu");
  c.expect(c.apply(Op::ListContains, {c.when(c.small, c.field(kTags)), c.when(c.a, c.text("vip"))}), "t!u!uu");
  c.check(profiles.batch, 10);
}

TEST_CASE("filtered values of events, and constants") {
  const Profiles profiles;
  Filters c;
  const NodeId total = c.plan.event_field(0, 0);
  const NodeId paid = c.plan.event_field(0, 1);
  const NodeId of_paid = c.fold(Op::SumOf, {c.beginning(), c.end(), c.plan.truth(true), c.when(paid, total)});
  c.expect(c.equal(of_paid, c.integer(7)), "tfffff");
  c.expect(c.equal(of_paid, c.integer(24)), "fffftf");
  const NodeId of_a = c.fold(Op::SumOf, {c.beginning(), c.end(), c.plan.truth(true), c.when(c.a, total)});
  c.expect(c.equal(of_a, c.integer(9)), "tfffff");
  c.expect(c.equal(of_a, c.integer(4)), "ftffff");
  const NodeId yes = c.less(c.integer(1), c.integer(2));
  c.expect(c.less(c.when(yes, c.integer(5)), c.integer(6)), "tttttt");
  c.expect(c.less(c.when(c.less(c.integer(2), c.integer(1)), c.integer(5)), c.integer(6)), "uuuuuu");
  c.expect(c.less(c.when(c.never, c.integer(5)), c.integer(6)), "!!!!!!");
  c.expect(c.equal(c.when(yes, c.text("ab")), c.field(kName)), "tftftu");
  c.check(profiles.batch, 10);
}

// What the truth of an `or` and those of its terms select side by side sent LLVM's selection of instructions round in circles.
TEST_CASE("points for terms and for their union") {
  const Profiles profiles;
  Filters c;
  const NodeId b = c.less(c.x, c.integer(4));
  const NodeId points = c.apply(Op::Score, {c.integer(1), c.a, c.integer(2), b, c.integer(4), c.apply(Op::Or, {c.a, b})});
  c.expect(c.equal(points, c.integer(7)), "tfffff");
  c.expect(c.equal(points, c.integer(6)), "ffttff");
  c.expect(c.equal(points, c.integer(5)), "ftffft");
  c.expect(c.equal(points, c.integer(0)), "fffftf");
  c.check(profiles.batch, 10);
}

TEST_CASE("how many steps a value reaches") {
  const Profiles profiles;
  Filters c;
  const auto reaches = [&](std::initializer_list<NodeId> operands, std::int64_t count) {
    return c.equal(c.apply(Op::Reaches, operands), c.integer(count));
  };
  const NodeId y = c.field(kY);
  c.expect(reaches({c.x, c.integer(2), c.integer(5), y}, 1), "tfffuu");
  c.expect(reaches({c.x, c.integer(2), c.integer(5), y}, 2), "ffttuu");
  c.expect(reaches({c.x, c.integer(2), c.integer(5), y}, 3), "ftffuu");
  c.expect(reaches({c.x, c.ratio(5, 2), c.number(plan::decimal_type(2), 300)}, 2), "ftftut");
  c.expect(reaches({c.x, c.field(kWeight), c.real(5)}, 1), "tfttuf");
  c.expect(reaches({c.x, c.share}, 1), "t!t!uu");
  c.expect(reaches({c.field(kName), c.text("b"), c.text("ab")}, 1), "tftftu");
  c.expect(reaches({c.field(kTier), c.number({plan::Kind::Enum, false, 0, 0}, 1)}, 1), "ftttfu");
  c.expect(reaches({c.integer(3), c.integer(1), c.integer(3), c.integer(5)}, 2), "tttttt");
  c.expect(reaches({c.integer(3), c.integer(1), c.x, c.ratio(5, 2)}, 3), "tfttuf");
  c.expect(reaches({c.text("b"), c.text("a"), c.field(kName), c.text("c")}, 2), "tttftu");
  c.expect(reaches({c.text("b"), c.text("a"), c.text("b"), c.text("c")}, 2), "tttttt");
  c.expect(reaches({c.integer(3), c.apply(Op::Divide, {c.integer(1), c.integer(0)})}, 0), "!!!!!!");
  c.check(profiles.batch, 10);
}

TEST_CASE("true, and nothing else") {
  const Profiles profiles;
  Filters c;
  c.expect(c.apply(Op::IsTrue, {c.small}), "tftftf");
  c.expect(c.apply(Op::IsTrue, {c.a}), "ttffft");
  c.expect(c.apply(Op::Not, {c.apply(Op::IsTrue, {c.a})}), "fftttf");
  c.expect(c.apply(Op::IsTrue, {c.never}), "ffffff");
  c.expect(c.apply(Op::IsTrue, {c.less(c.integer(1), c.integer(2))}), "tttttt");
  c.check(profiles.batch, 10);
}

TEST_CASE("an arm has the faults of what decides it, and they are unknown") {
  const Profiles profiles;
  Filters c;
  c.plan.add_segment("arm", c.apply(Op::IsTrue, {c.small}), c.small);
  const plan::Plan plan = std::move(c.plan).finish();
  CHECK(evaluate(plan, profiles.batch, 10) == std::vector<std::string>{"t!t!tf"});
  std::string error;
  const auto session = jit::Session::compile(plan, {}, &error);
  REQUIRE(session != nullptr);
  const auto found = session->evaluate(plan.parameters, profiles.batch, {}, 10, columns::Entry::Audit).at(0);
  CHECK(found.members.words.at(0) == 0b010101);
  CHECK(found.faults.words.at(0) == 0b001010);
  CHECK(found.unknown == found.faults);
}
