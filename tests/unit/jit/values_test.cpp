#include <cmath>
#include <limits>

#include "tests/unit/jit/rig.h"

using namespace seg;
using namespace seg::test;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
enum Field : std::uint32_t { kA, kB, kX, kY, kD, kM, kW, kS, kS2, kTier, kDay, kId };

plan::Schema schema() {
  plan::Schema result;
  result.name = "values";
  result.zone = "Africa/Cairo";
  result.key = {"key", plan::string_type(), false, 0};
  result.units = {"EUR", "product"};
  result.enums = {{"tier", {"bronze", "silver", "gold"}, true}};
  result.profile = {{"a", plan::bool_type(), true, 0},     {"b", plan::bool_type(), true, 0},
                    {"x", plan::int_type(), true, 0},      {"y", plan::int_type(), true, 0},
                    {"d", plan::decimal_type(2), true, 0}, {"m", plan::money_type(0, 2), true, 0},
                    {"w", plan::float_type(), true, 0},    {"s", plan::string_type(), true, 0},
                    {"s2", plan::string_type(), true, 0},  {"tier", {plan::Kind::Enum, false, 0, 0}, true, 0},
                    {"day", plan::date_type(), true, 0},   {"id", {plan::Kind::Id, false, 0, 1}, true, 0}};
  return result;
}

/// Nine profiles.
struct Profiles {
  Buffers buffers;
  columns::Batch batch;

  explicit Profiles(Against side = Against::End, std::int64_t bit_offset = 3) : buffers(side, bit_offset) {
    const auto none = std::nullopt;
    batch.rows = 9;
    batch.profile.push_back(buffers.flags({true, true, true, false, false, false, none, none, none}));
    batch.profile.push_back(buffers.flags({true, false, none, true, false, none, true, false, none}));
    batch.profile.push_back(
        buffers.column<std::int64_t>(plan::int_type(), Values<std::int64_t>{1, 2, 3, kMost, kLeast, 0, none, -4, 9007199254740993}));
    batch.profile.push_back(buffers.column<std::int64_t>(plan::int_type(), Values<std::int64_t>{1, 3, 2, 1, -1, 0, 5, none, 7}));
    batch.profile.push_back(
        buffers.column<std::int64_t>(plan::decimal_type(2), Values<std::int64_t>{100, 250, -1, 10, none, 0, 300, 200, kMost}));
    batch.profile.push_back(
        buffers.column<std::int64_t>(plan::money_type(0, 2), Values<std::int64_t>{100, 0, 333, -50, 1, none, 200, 100, kLeast}));
    batch.profile.push_back(
        buffers.column<double>(plan::float_type(), Values<double>{1.0, 2.5, NAN, INFINITY, -0.0, 1e308, none, -4.0, 9007199254740992.0}));
    batch.profile.push_back(buffers.texts(plan::string_type(), {"berlin", "bern", "", none, "rome", "Z", "berlin", "ber", "\xc3\xa9"},
                                          dictionary_of({"rome", "berlin", "", "ber", "bern", "Z", "\xc3\xa9"})));
    batch.profile.push_back(buffers.texts(plan::string_type(), {"berlin", "ber", "", "x", "rom", none, "bern", "ber", "z"},
                                          dictionary_of({"z", "x", "bern", "berlin", "", "ber", "rom"})));
    batch.profile.push_back(
        buffers.column<std::int32_t>({plan::Kind::Enum, false, 0, 0}, Values<std::int32_t>{0, 1, 2, 0, 1, 2, none, 0, 2}));
    batch.profile.push_back(
        buffers.column<std::int32_t>(plan::date_type(), Values<std::int32_t>{0, 1, -1, 19475, none, 20000, 2147483647, 3, 4}));
    batch.profile.push_back(buffers.texts({plan::Kind::Id, false, 0, 1}, {"p1", "p2", "p1", none, "p3", "p1", "p2", "p3", "p1"},
                                          dictionary_of({"p1", "p2", "p3"})));
  }
};

}  // namespace

TEST_CASE("three-valued logic") {
  Cases c(schema());
  const NodeId a = c.field(kA);
  const NodeId b = c.field(kB);
  const NodeId fault = c.apply(Op::Less, {c.apply(Op::Divide, {c.integer(1), c.integer(0)}), c.integer(1)});
  c.expect(c.apply(Op::And, {a, b}), "tfufffufu");
  c.expect(c.apply(Op::Or, {a, b}), "ttttfutuu");
  c.expect(c.apply(Op::Not, {a}), "ffftttuuu");
  c.expect(c.apply(Op::And, {a, fault}), "!!!fff!!!");
  c.expect(c.apply(Op::Or, {a, fault}), "ttt!!!!!!");
  c.expect(c.apply(Op::UnknownTrue, {b}), "tfttfttft");
  c.expect(c.apply(Op::UnknownFalse, {b}), "tfftfftff");
  c.expect(c.apply(Op::UnknownFalse, {c.apply(Op::Or, {a, fault})}), "ttt!!!!!!");
  c.expect(c.apply(Op::IsKnown, {b}), "ttfttfttf");
  c.expect(c.apply(Op::Equal, {a, b}), "tfuftuuuu");
  c.expect(c.apply(Op::AtLeast, {c.integer(2), a, b, c.plan.truth(true)}), "ttttfutuu");
  c.expect(c.apply(Op::AtLeast, {c.integer(0), a, b}), "ttttttttt");
  c.expect(c.apply(Op::AtLeast, {c.integer(5), a, b}), "fffffffff");
  c.expect(c.apply(Op::AtLeast, {c.integer(2), a, b, fault}), "t!!!f!!!!");
  const Profiles profiles;
  c.check(profiles.batch, 0);
}

TEST_CASE("comparisons are exact whatever the forms") {
  Cases c(schema());
  const NodeId x = c.field(kX);
  const NodeId y = c.field(kY);
  const NodeId d = c.field(kD);
  const NodeId w = c.field(kW);
  c.expect(c.apply(Op::Less, {x, y}), "ftfftfuuf");
  c.expect(c.apply(Op::LessEqual, {x, y}), "ttffttuuf");
  c.expect(c.apply(Op::Equal, {x, y}), "tfffftuuf");
  // 1 = 1.00, 2 < 2.50, 3 > -0.01, 2^63-1 > 0.10, …, -4 < 2.00, 2^53+1 < 92233720368547758.07
  c.expect(c.apply(Op::Less, {x, d}), "ftffufutt");
  c.expect(c.apply(Op::Equal, {x, d}), "tfffutuff");
  // NaN and infinity are faults, 2^53 + 1 is not 2^53
  c.expect(c.apply(Op::Equal, {x, w}), "tf!!ffutf");
  c.expect(c.apply(Op::Less, {w, x}), "ff!!ffuft");
  c.expect(c.apply(Op::Less, {x, w}), "ft!!ttuff");
  c.expect(c.apply(Op::Less, {c.apply(Op::Divide, {x, c.integer(3)}), c.ratio(2, 3)}), "tfffttutf");
  c.expect(c.apply(Op::Equal, {w, c.real(0.0)}), "ff!!tfuff");
  c.expect(c.apply(Op::Less, {c.field(kTier), c.number({plan::Kind::Enum, false, 0, 0}, 1)}), "tfftffutf");
  c.expect(c.apply(Op::Less, {c.field(kDay), c.number(plan::date_type(), 3)}), "tttfuffff");
  const Profiles profiles;
  c.check(profiles.batch, 0);
}

TEST_CASE("arithmetic is exact or a fault") {
  Cases c(schema());
  const NodeId x = c.field(kX);
  const NodeId y = c.field(kY);
  const NodeId w = c.field(kW);
  const NodeId m = c.field(kM);
  const auto equals = [&](NodeId value, NodeId other) { return c.apply(Op::Equal, {value, other}); };
  c.expect(equals(c.apply(Op::Add, {x, y}), c.integer(5)), "ftt!!fuuf");
  c.expect(equals(c.apply(Op::Subtract, {x, y}), c.integer(-1)), "ftffffuuf");
  c.expect(equals(c.apply(Op::Multiply, {x, y}), c.integer(6)), "fttf!fuuf");  // -2^63 · -1 does not fit
  c.expect(equals(c.apply(Op::Negate, {x}), c.integer(4)), "ffff!futf");
  c.expect(equals(c.apply(Op::Divide, {x, y}), c.ratio(3, 2)), "fftf!!uuf");  // -2^63 / -1, 0 / 0
  c.expect(equals(c.apply(Op::Mean, {x, y}), c.ratio(3, 2)), "fftf!uuuf");
  c.expect(equals(c.plan.rescale(m, 4), c.number(plan::money_type(0, 4), 10000)), "tffffuft!");
  c.expect(equals(c.apply(Op::ToFraction, {m}), c.plan.literal({{plan::Kind::Money, true, 0, 0}, 1, 1, 0, {}})), "tffffuftf");
  c.expect(equals(c.apply(Op::Divide, {m, m}), c.ratio(1, 1)), "t!tttuttt");
  c.expect(equals(c.apply(Op::Add, {w, w}), c.real(5.0)), "ft!!f!uff");
  c.expect(equals(c.apply(Op::ToFloat, {x}), c.real(9007199254740992.0)), "ffffffuft");
  c.expect(equals(c.apply(Op::ToFloat, {c.field(kD)}), c.real(2.5)), "ftffuffff");
  const NodeId two_days = c.number(plan::duration_type(), 2 * plan::kMicrosPerDay);
  c.expect(equals(c.apply(Op::Add, {c.field(kDay), two_days}), c.number(plan::date_type(), 1)), "fftfuffff");
  c.expect(equals(c.apply(Op::Add, {c.field(kDay), c.number(plan::duration_type(), 1)}), c.number(plan::date_type(), 1)), "!!!!u!!!!");
  c.expect(equals(c.apply(Op::Subtract, {c.field(kDay), c.number(plan::date_type(), 1)}), two_days),
           "ffffuf!tf");  // 2^31 days in microseconds do not fit
  const Profiles profiles;
  c.check(profiles.batch, 0);
}

TEST_CASE("the first instants of local days") {
  Cases c(schema());
  // Day 19475 is 2023-04-28, whose first hour Cairo skipped: it began at 2023-04-27T22:00Z, which is 01:00 there. Day 0 began two hours
  // before UTC's.
  const NodeId start = c.apply(Op::DayStart, {c.field(kDay)});
  c.expect(c.apply(Op::Equal, {start, c.instant(1'682'632'800'000'000)}), "ffftuf!ff");
  c.expect(c.apply(Op::Equal, {start, c.instant(-7'200'000'000)}), "tfffuf!ff");
  const Profiles profiles;
  c.check(profiles.batch, 0);
}

TEST_CASE("texts are tested by their bytes") {
  Cases c(schema());
  const NodeId s = c.field(kS);
  const NodeId t = c.field(kS2);
  c.expect(c.apply(Op::Equal, {s, c.text("berlin")}), "tffufftff");
  c.expect(c.apply(Op::Equal, {s, c.text("absent")}), "fffufffff");
  c.expect(c.apply(Op::Equal, {s, t}), "tftufuftf");
  c.expect(c.apply(Op::Less, {s, c.text("ber")}), "fftuftfff");
  c.expect(c.apply(Op::Less, {c.text("ber"), s}), "ttfutftft");
  c.expect(c.apply(Op::LessEqual, {s, t}), "tftufuttf");
  c.expect(c.apply(Op::StartsWith, {s, c.text("ber")}), "ttfuffttf");
  c.expect(c.apply(Op::StartsWith, {s, t}), "tttutuftf");
  c.expect(c.apply(Op::Contains, {s, c.text("er")}), "ttfuffttf");
  c.expect(c.apply(Op::Contains, {c.text("bern, rome"), s}), "fttutfftf");
  c.expect(c.apply(Op::EndsWith, {s, c.text("")}), "tttuttttt");
  c.expect(c.plan.in_set(
               s, {plan::string_type(),
                   {{plan::string_type(), 0, 1, 0, ""}, {plan::string_type(), 0, 1, 0, "rome"}, {plan::string_type(), 0, 1, 0, "zz"}}}),
           "fftutffff");
  c.expect(c.plan.in_set(c.field(kId), {{plan::Kind::Id, false, 0, 1}, {{{plan::Kind::Id, false, 0, 1}, 0, 1, 0, "p1"}}}), "tftuftfft");
  const Profiles profiles;
  c.check(profiles.batch, 0);
}

TEST_CASE("sets of numbers and enum values") {
  Cases c(schema());
  const auto set = [](Type type, std::initializer_list<std::int64_t> numbers) {
    plan::LiteralSet result{type, {}};
    for (const std::int64_t number : numbers) result.elements.push_back({type, number, 1, 0, {}});
    return result;
  };
  c.expect(c.plan.in_set(c.field(kX), set(plan::int_type(), {kLeast, 0, 2})), "ftffttuff");
  c.expect(c.plan.in_set(c.field(kDay), set(plan::date_type(), {-1, 3})), "fftfufftf");
  c.expect(c.plan.in_set(c.field(kTier), set({plan::Kind::Enum, false, 0, 0}, {0, 2})), "tfttftutt");
  plan::LiteralSet reals{plan::float_type(), {{plan::float_type(), 0, 1, -4.0, {}}, {plan::float_type(), 0, 1, 0.0, {}}}};
  c.expect(c.plan.in_set(c.field(kW), reals), "ff!!tfutf");
  plan::LiteralSet ratios{plan::ratio_type(), {{plan::ratio_type(), 2, 3, 0, {}}, {plan::ratio_type(), 1, 1, 0, {}}}};
  c.expect(c.plan.in_set(c.apply(Op::Divide, {c.field(kX), c.field(kY)}), ratios), "ttff!!uuf");
  const Profiles profiles;
  c.check(profiles.batch, 0);
}

TEST_CASE("bit offsets, slices and rows that fill no word change nothing") {
  for (std::int64_t offset = 0; offset < 8; ++offset) {
    for (const Against side : {Against::Begin, Against::End}) {
      const Profiles profiles(side, offset);
      for (std::int64_t begin = 0; begin <= 9; ++begin) {
        Cases c(schema());
        c.expect(c.apply(Op::Or, {c.field(kA), c.apply(Op::Less, {c.field(kX), c.field(kY)})}),
                 std::string("tttftfuuu").substr(static_cast<std::size_t>(begin)));
        plan::Plan plan = std::move(c.plan).finish();
        std::string error;
        const auto session = jit::Session::compile(plan, {}, &error);
        REQUIRE(session != nullptr);
        const auto found =
            session->evaluate(plan.parameters, columns::slice(profiles.batch, begin, 9 - begin), {}, 0, columns::Entry::Audit);
        CHECK(truths(found[0]) == std::string("tttftfuuu").substr(static_cast<std::size_t>(begin)));
      }
    }
  }
}
