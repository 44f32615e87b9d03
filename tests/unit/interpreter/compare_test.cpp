#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "tests/unit/interpreter/rig.h"

using namespace seg;
using namespace seg::test;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

/// `<`, `=` or `>`, agreed on by lt, le and eq in both directions.
char order(Rig& rig, NodeId a, NodeId b) {
  const char less = rig.truth_of(rig.apply(Op::Less, {a, b}));
  const char equal = rig.truth_of(rig.apply(Op::Equal, {a, b}));
  const char greater = rig.truth_of(rig.apply(Op::Less, {b, a}));
  CHECK(rig.truth_of(rig.apply(Op::LessEqual, {a, b})) == (greater == 't' ? 'f' : 't'));
  CHECK(rig.truth_of(rig.apply(Op::LessEqual, {b, a})) == (less == 't' ? 'f' : 't'));
  CHECK(rig.truth_of(rig.apply(Op::Equal, {b, a})) == equal);
  CHECK((less == 't') + (equal == 't') + (greater == 't') == 1);
  return less == 't' ? '<' : equal == 't' ? '=' : '>';
}

plan::LiteralSet set_of(Type type, std::vector<plan::Literal> elements) {
  for (plan::Literal& element : elements) element.type = type;
  return {type, std::move(elements)};
}

}  // namespace

TEST_CASE("exact numbers compare by value whatever their scale") {
  Rig rig;
  CHECK(order(rig, rig.integer(2), rig.decimal(200, 2)) == '=');
  CHECK(order(rig, rig.integer(2), rig.decimal(199, 2)) == '>');
  CHECK(order(rig, rig.decimal(15, 1), rig.ratio(3, 2)) == '=');
  CHECK(order(rig, rig.ratio(1, 3), rig.decimal(333333333333333333, 18)) == '>');
  CHECK(order(rig, rig.ratio(-1, 3), rig.integer(0)) == '<');
  CHECK(order(rig, rig.integer(kLeast), rig.integer(kMost)) == '<');
  // (2^63-1)/2^62 and (2^63-3)/(2^62-1): the cross products differ by 1.
  CHECK(order(rig, rig.ratio(kMost, kMost / 2 + 1), rig.ratio(kMost - 2, kMost / 2)) == '>');
  CHECK(order(rig, rig.euros(1234, 2), rig.euros(123400, 4)) == '=');
  CHECK(order(rig, rig.apply(Op::ToFraction, {rig.euros(1234, 2)}), rig.euros(1235, 2)) == '<');
  CHECK(order(rig, rig.apply(Op::ToFraction, {rig.duration(7)}), rig.duration(7)) == '=');
}

TEST_CASE("floats compare with exact numbers exactly") {
  Rig rig;
  // 2^63 - 1 converts to the double 2^63, but is less than it.
  CHECK(order(rig, rig.integer(kMost), rig.real(9223372036854775808.0)) == '<');
  CHECK(order(rig, rig.integer(kLeast), rig.real(-9223372036854775808.0)) == '=');
  // 2^53 + 1 has no double.
  CHECK(order(rig, rig.integer(9007199254740993), rig.real(9007199254740992.0)) == '>');
  // The double 0.1 is 0.1000000000000000055511151231257827…
  CHECK(order(rig, rig.decimal(1, 1), rig.real(0.1)) == '<');
  CHECK(order(rig, rig.ratio(1, 10), rig.real(0.1)) == '<');
  CHECK(order(rig, rig.decimal(-1, 1), rig.real(-0.1)) == '>');
  CHECK(order(rig, rig.decimal(5, 1), rig.real(0.5)) == '=');
  CHECK(order(rig, rig.ratio(1, kMost), rig.real(5e-324)) == '>');
  CHECK(order(rig, rig.ratio(-1, kMost), rig.real(-5e-324)) == '<');
  CHECK(order(rig, rig.integer(kMost), rig.real(1e308)) == '<');
  CHECK(order(rig, rig.integer(kLeast), rig.real(-1e308)) == '>');
  CHECK(order(rig, rig.integer(0), rig.real(-0.0)) == '=');
  CHECK(order(rig, rig.real(0.0), rig.real(-0.0)) == '=');
  CHECK(order(rig, rig.integer(0), rig.real(5e-324)) == '<');
  CHECK(order(rig, rig.integer(-1), rig.real(5e-324)) == '<');
  // 3/4 * 2^-62 against 1/2^62.
  CHECK(order(rig, rig.ratio(1, kMost / 2 + 1), rig.real(std::ldexp(0.75, -62))) == '>');
  CHECK(order(rig, rig.ratio(1, kMost / 2 + 1), rig.real(std::ldexp(1, -62))) == '=');
}

TEST_CASE("text compares by its bytes, enums by their declaration, truth by equality") {
  Rig rig;
  CHECK(order(rig, rig.text("a"), rig.text("B")) == '>');
  CHECK(order(rig, rig.text("a"), rig.text("ab")) == '<');
  CHECK(order(rig, rig.text(""), rig.text("")) == '=');
  // UTF-8 bytes are unsigned: ä is C3 A4.
  CHECK(order(rig, rig.text("z"), rig.text("\xC3\xA4")) == '<');
  CHECK(order(rig, rig.text(std::string("a\0b", 3)), rig.text(std::string("a\0c", 3))) == '<');
  CHECK(order(rig, rig.tier(0), rig.tier(2)) == '<');
  CHECK(order(rig, rig.date(-1), rig.date(1)) == '<');
  CHECK(rig.truth_of(rig.apply(Op::Equal, {rig.truth(true), rig.truth(true)})) == 't');
  CHECK(rig.truth_of(rig.apply(Op::Equal, {rig.truth(true), rig.truth(false)})) == 'f');
}

TEST_CASE("comparisons with an unknown are unknown, with a fault a fault") {
  Rig rig;
  for (const Op op : {Op::Equal, Op::Less, Op::LessEqual}) {
    CHECK(rig.truth_of(rig.apply(op, {rig.unknown_integer(), rig.integer(1)})) == 'u');
    CHECK(rig.truth_of(rig.apply(op, {rig.integer(1), rig.unknown_real()})) == 'u');
    CHECK(rig.truth_of(rig.apply(op, {rig.unknown_integer(), rig.unknown_integer()})) == 'u');
    CHECK(rig.truth_of(rig.apply(op, {rig.unknown_integer(), rig.fault_ratio()})) == '!');
    CHECK(rig.truth_of(rig.apply(op, {rig.fault_integer(), rig.integer(1)})) == '!');
  }
}

TEST_CASE("how many steps a value reaches") {
  Rig rig;
  const auto reached = [&](NodeId value, std::initializer_list<NodeId> steps) {
    std::vector<NodeId> operands = {value};
    operands.insert(operands.end(), steps);
    return rig.value(rig.plan.apply(Op::Reaches, operands));
  };
  const auto quintiles = {rig.integer(10), rig.integer(20), rig.integer(20), rig.integer(40)};
  CHECK(reached(rig.integer(9), quintiles).number == 0);
  CHECK(reached(rig.integer(10), quintiles).number == 1);
  CHECK(reached(rig.integer(20), quintiles).number == 3);
  CHECK(reached(rig.integer(1'000), quintiles).number == 4);
  CHECK(reached(rig.integer(1), {}).number == 0);
  // By value whatever the forms: 1/3 is above the decimal 0.33 and below the double 0.34.
  CHECK(reached(rig.ratio(1, 3), {rig.decimal(33, 2), rig.real(0.34), rig.ratio(1, 3)}).number == 2);
  CHECK(reached(rig.tier(1), {rig.tier(0), rig.tier(1), rig.tier(2)}).number == 2);
  CHECK(reached(rig.integer(1), {rig.integer(0), rig.unknown_integer()}).state == State::Unknown);
  CHECK(reached(rig.unknown_integer(), {rig.fault_integer()}).state == State::Fault);
}

TEST_CASE("membership in a set of literals") {
  Rig rig;
  const auto ints = set_of(plan::int_type(), {{{}, 3, 1, 0, {}}, {{}, kLeast, 1, 0, {}}, {{}, 7, 1, 0, {}}});
  CHECK(rig.truth_of(rig.plan.in_set(rig.integer(7), ints)) == 't');
  CHECK(rig.truth_of(rig.plan.in_set(rig.integer(kLeast), ints)) == 't');
  CHECK(rig.truth_of(rig.plan.in_set(rig.integer(5), ints)) == 'f');
  CHECK(rig.truth_of(rig.plan.in_set(rig.unknown_integer(), ints)) == 'u');
  CHECK(rig.truth_of(rig.plan.in_set(rig.fault_integer(), ints)) == '!');
  const auto texts = set_of(plan::string_type(), {{{}, 0, 1, 0, "DE"}, {{}, 0, 1, 0, ""}, {{}, 0, 1, 0, "at"}});
  CHECK(rig.truth_of(rig.plan.in_set(rig.text("DE"), texts)) == 't');
  CHECK(rig.truth_of(rig.plan.in_set(rig.text(""), texts)) == 't');
  CHECK(rig.truth_of(rig.plan.in_set(rig.text("de"), texts)) == 'f');
  const auto reals = set_of(plan::float_type(), {{{}, 0, 1, 0.0, {}}, {{}, 0, 1, 2.5, {}}});
  CHECK(rig.truth_of(rig.plan.in_set(rig.real(-0.0), reals)) == 't');
  const auto ratios = set_of(plan::ratio_type(), {{{}, 1, 3, 0, {}}, {{}, 1, 2, 0, {}}});
  CHECK(rig.truth_of(rig.plan.in_set(rig.ratio(1, 2), ratios)) == 't');
  CHECK(rig.truth_of(rig.plan.in_set(rig.ratio(2, 3), ratios)) == 'f');
  CHECK(rig.truth_of(rig.plan.in_set(rig.integer(1), set_of(plan::int_type(), {}))) == 'f');
}

TEST_CASE("text tests go by bytes") {
  Rig rig;
  const auto test = [&](Op op, const char* whole, const char* part) {
    return rig.truth_of(rig.apply(op, {rig.text(whole), rig.text(part)}));
  };
  CHECK(test(Op::Contains, "banana", "nan") == 't');
  CHECK(test(Op::Contains, "banana", "Nan") == 'f');
  CHECK(test(Op::Contains, "", "") == 't');
  CHECK(test(Op::Contains, "a", "ab") == 'f');
  CHECK(test(Op::StartsWith, "C536379", "C") == 't');
  CHECK(test(Op::StartsWith, "536379", "C") == 'f');
  CHECK(test(Op::StartsWith, "", "") == 't');
  CHECK(test(Op::EndsWith, "banana", "na") == 't');
  CHECK(test(Op::EndsWith, "banana", "ban") == 'f');
  CHECK(test(Op::EndsWith, "a", "aa") == 'f');
  // Half of a character's bytes is found.
  CHECK(test(Op::Contains, "\xC3\xA4", "\xA4") == 't');
  CHECK(rig.truth_of(rig.apply(Op::Contains, {rig.unknown_text(), rig.text("")})) == 'u');
  CHECK(rig.truth_of(rig.apply(Op::EndsWith, {rig.text("x"), rig.unknown_text()})) == 'u');
}
