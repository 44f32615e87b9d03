#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "tests/unit/interpreter/rig.h"

using namespace seg;
using namespace seg::test;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kDay = 86'400'000'000;

void check_number(const Rig& rig, NodeId node, std::int64_t expected) {
  const Found found = rig.value(node);
  CHECK(found.state == State::Known);
  CHECK(found.number == expected);
}
void check_fraction(const Rig& rig, NodeId node, std::int64_t number, std::int64_t denominator) {
  const Found found = rig.value(node);
  CHECK(found.state == State::Known);
  CHECK(found.number == number);
  CHECK(found.denominator == denominator);
}
void check_real(const Rig& rig, NodeId node, double expected) {
  const Found found = rig.value(node);
  CHECK(found.state == State::Known);
  CHECK(found.real == expected);
}
bool is_fault(const Rig& rig, NodeId node) { return rig.value(node).state == State::Fault; }
bool is_unknown(const Rig& rig, NodeId node) { return rig.value(node).state == State::Unknown; }

}  // namespace

TEST_CASE("sums and differences of whole numbers, to the ends of 64 bits") {
  Rig rig;
  check_number(rig, rig.apply(Op::Add, {rig.integer(2), rig.integer(-5)}), -3);
  check_number(rig, rig.apply(Op::Add, {rig.integer(kMost - 1), rig.integer(1)}), kMost);
  CHECK(is_fault(rig, rig.apply(Op::Add, {rig.integer(kMost), rig.integer(1)})));
  CHECK(is_fault(rig, rig.apply(Op::Add, {rig.integer(kLeast), rig.integer(-1)})));
  check_number(rig, rig.apply(Op::Subtract, {rig.integer(-1), rig.integer(kMost)}), kLeast);
  CHECK(is_fault(rig, rig.apply(Op::Subtract, {rig.integer(0), rig.integer(kLeast)})));
  check_number(rig, rig.apply(Op::Subtract, {rig.integer(-1), rig.integer(kLeast)}), kMost);
  check_number(rig, rig.apply(Op::Add, {rig.euros(1050), rig.euros(-50)}), 1000);
  CHECK(is_unknown(rig, rig.apply(Op::Add, {rig.unknown_integer(), rig.integer(1)})));
  CHECK(is_fault(rig, rig.apply(Op::Add, {rig.unknown_integer(), rig.fault_integer()})));
}

TEST_CASE("sums and differences of fractions are in lowest terms") {
  Rig rig;
  check_fraction(rig, rig.apply(Op::Add, {rig.ratio(1, 6), rig.ratio(1, 3)}), 1, 2);
  check_fraction(rig, rig.apply(Op::Subtract, {rig.ratio(1, 6), rig.ratio(1, 6)}), 0, 1);
  check_fraction(rig, rig.apply(Op::Subtract, {rig.ratio(1, 6), rig.ratio(1, 2)}), -1, 3);
  // Denominators 2^62 and 2^62 - 1 have no common part: the sum's denominator does not fit.
  CHECK(is_fault(rig, rig.apply(Op::Add, {rig.ratio(1, kMost / 2 + 1), rig.ratio(1, kMost / 2)})));
  CHECK(is_fault(rig, rig.apply(Op::Add, {rig.ratio(kMost, 1), rig.ratio(1, 1)})));
  check_fraction(rig, rig.apply(Op::Add, {rig.ratio(kLeast, kMost), rig.ratio(1, kMost)}), -1, 1);
}

TEST_CASE("dates and instants move by durations and differ by them") {
  Rig rig;
  check_number(rig, rig.apply(Op::Add, {rig.instant(5), rig.duration(-7)}), -2);
  check_number(rig, rig.apply(Op::Subtract, {rig.instant(5), rig.instant(7)}), -2);
  check_number(rig, rig.apply(Op::Add, {rig.date(100), rig.duration(3 * kDay)}), 103);
  check_number(rig, rig.apply(Op::Subtract, {rig.date(100), rig.duration(3 * kDay)}), 97);
  check_number(rig, rig.apply(Op::Subtract, {rig.date(100), rig.duration(-3 * kDay)}), 103);
  CHECK(is_fault(rig, rig.apply(Op::Add, {rig.date(100), rig.duration(kDay + 1)})));
  CHECK(is_fault(rig, rig.apply(Op::Subtract, {rig.date(100), rig.duration(-1)})));
  check_number(rig, rig.apply(Op::Subtract, {rig.date(100), rig.date(103)}), -3 * kDay);
  // 106,751,991 days are the most whole days in 2^63 - 1 microseconds.
  check_number(rig, rig.apply(Op::Subtract, {rig.date(106'751'991), rig.date(0)}), 106'751'991 * kDay);
  CHECK(is_fault(rig, rig.apply(Op::Subtract, {rig.date(106'751'992), rig.date(0)})));
  CHECK(is_fault(rig, rig.apply(Op::Add, {rig.instant(kMost), rig.duration(1)})));
  check_number(rig, rig.apply(Op::Subtract, {rig.date(0), rig.duration(kLeast / kDay * kDay)}), 106'751'991);
}

TEST_CASE("products") {
  Rig rig;
  check_number(rig, rig.apply(Op::Multiply, {rig.integer(-3), rig.integer(7)}), -21);
  CHECK(is_fault(rig, rig.apply(Op::Multiply, {rig.integer(kMost), rig.integer(2)})));
  CHECK(is_fault(rig, rig.apply(Op::Multiply, {rig.integer(kLeast), rig.integer(-1)})));
  check_number(rig, rig.apply(Op::Multiply, {rig.integer(kLeast), rig.integer(1)}), kLeast);
  // 1.50 * 0.2 = 0.300
  check_number(rig, rig.apply(Op::Multiply, {rig.decimal(150, 2), rig.decimal(2, 1)}), 300);
  check_number(rig, rig.apply(Op::Multiply, {rig.euros(1050), rig.integer(3)}), 3150);
  check_fraction(rig, rig.apply(Op::Multiply, {rig.ratio(2, 3), rig.ratio(3, 4)}), 1, 2);
  check_fraction(rig, rig.apply(Op::Multiply, {rig.ratio(kMost, 2), rig.ratio(2, kMost)}), 1, 1);
  CHECK(is_fault(rig, rig.apply(Op::Multiply, {rig.ratio(kMost, 2), rig.ratio(3, 1)})));
  // 10.50 EUR as a fraction is 21/2 EUR.
  check_fraction(rig, rig.apply(Op::Multiply, {rig.apply(Op::ToFraction, {rig.euros(1050)}), rig.ratio(1, 3)}), 7, 2);
  CHECK(is_unknown(rig, rig.apply(Op::Multiply, {rig.unknown_integer(), rig.integer(0)})));
}

TEST_CASE("quotients are exact") {
  Rig rig;
  check_fraction(rig, rig.apply(Op::Divide, {rig.integer(6), rig.integer(-4)}), -3, 2);
  check_fraction(rig, rig.apply(Op::Divide, {rig.integer(0), rig.integer(-4)}), 0, 1);
  check_fraction(rig, rig.apply(Op::Divide, {rig.integer(kMost), rig.integer(kMost)}), 1, 1);
  check_fraction(rig, rig.apply(Op::Divide, {rig.integer(kLeast), rig.integer(2)}), kLeast / 2, 1);
  // -2^63 / -1 is 2^63; 1 / -2^63 has the denominator 2^63.
  CHECK(is_fault(rig, rig.apply(Op::Divide, {rig.integer(kLeast), rig.integer(-1)})));
  CHECK(is_fault(rig, rig.apply(Op::Divide, {rig.integer(1), rig.integer(kLeast)})));
  check_fraction(rig, rig.apply(Op::Divide, {rig.integer(kLeast), rig.integer(kLeast)}), 1, 1);
  // 10.50 EUR / 4 = 21/8 EUR; 10.50 EUR / 0.25 EUR = 42; 1.5 / 0.03 = 50
  check_fraction(rig, rig.apply(Op::Divide, {rig.euros(1050), rig.integer(4)}), 21, 8);
  check_fraction(rig, rig.apply(Op::Divide, {rig.euros(1050), rig.euros(25)}), 42, 1);
  check_fraction(rig, rig.apply(Op::Divide, {rig.euros(1050), rig.euros(2500, 4)}), 42, 1);
  check_fraction(rig, rig.apply(Op::Divide, {rig.decimal(15, 1), rig.decimal(3, 2)}), 50, 1);
  check_fraction(rig, rig.apply(Op::Divide, {rig.duration(kDay), rig.duration(kDay / 24)}), 24, 1);
  check_fraction(rig, rig.apply(Op::Divide, {rig.ratio(2, 3), rig.integer(4)}), 1, 6);
  CHECK(is_fault(rig, rig.apply(Op::Divide, {rig.integer(1), rig.integer(0)})));
  CHECK(is_fault(rig, rig.apply(Op::Divide, {rig.integer(0), rig.integer(0)})));
  CHECK(is_unknown(rig, rig.apply(Op::Divide, {rig.unknown_integer(), rig.integer(0)})));
}

TEST_CASE("a mean over nothing is unknown, other means are quotients") {
  Rig rig;
  CHECK(is_unknown(rig, rig.apply(Op::Mean, {rig.integer(0), rig.integer(0)})));
  CHECK(is_unknown(rig, rig.apply(Op::Mean, {rig.real(0), rig.real(0)})));
  CHECK(is_fault(rig, rig.apply(Op::Mean, {rig.fault_integer(), rig.integer(0)})));
  CHECK(is_unknown(rig, rig.apply(Op::Mean, {rig.unknown_integer(), rig.integer(2)})));
  check_fraction(rig, rig.apply(Op::Mean, {rig.euros(1050), rig.integer(4)}), 21, 8);
  check_real(rig, rig.apply(Op::Mean, {rig.real(1), rig.real(4)}), 0.25);
}

TEST_CASE("floats are IEEE doubles, and faults where they are not finite") {
  Rig rig;
  check_real(rig, rig.apply(Op::Add, {rig.real(0.1), rig.real(0.2)}), 0.30000000000000004);
  check_real(rig, rig.apply(Op::Subtract, {rig.real(0.3), rig.real(0.1)}), 0.19999999999999998);
  check_real(rig, rig.apply(Op::Multiply, {rig.real(1e-200), rig.real(1e-200)}), 0);
  CHECK(is_fault(rig, rig.apply(Op::Multiply, {rig.real(1e200), rig.real(1e200)})));
  CHECK(is_fault(rig, rig.apply(Op::Add, {rig.real(1.7e308), rig.real(1.7e308)})));
  CHECK(is_fault(rig, rig.apply(Op::Divide, {rig.real(1), rig.real(0)})));
  CHECK(is_fault(rig, rig.apply(Op::Divide, {rig.real(0), rig.real(-0.0)})));
  check_real(rig, rig.apply(Op::Negate, {rig.real(1.5)}), -1.5);
}

TEST_CASE("negation") {
  Rig rig;
  check_number(rig, rig.apply(Op::Negate, {rig.integer(kMost)}), -kMost);
  CHECK(is_fault(rig, rig.apply(Op::Negate, {rig.integer(kLeast)})));
  check_fraction(rig, rig.apply(Op::Negate, {rig.ratio(-1, 3)}), 1, 3);
  CHECK(is_fault(rig, rig.apply(Op::Negate, {rig.ratio(kLeast, 3)})));
  CHECK(is_unknown(rig, rig.apply(Op::Negate, {rig.unknown_real()})));
}

TEST_CASE("the same number in another form") {
  Rig rig;
  check_number(rig, rig.plan.rescale(rig.integer(-12), 3), -12000);
  check_number(rig, rig.plan.rescale(rig.decimal(125, 2), 2), 125);
  check_number(rig, rig.plan.rescale(rig.euros(9), 18), 90'000'000'000'000'000);
  // 9.3e18 / 10^18: 9 whole units fit at scale 18, 10 do not.
  check_number(rig, rig.plan.rescale(rig.integer(9), 18), 9'000'000'000'000'000'000);
  CHECK(is_fault(rig, rig.plan.rescale(rig.integer(10), 18)));
  check_fraction(rig, rig.apply(Op::ToFraction, {rig.decimal(125, 2)}), 5, 4);
  check_fraction(rig, rig.apply(Op::ToFraction, {rig.decimal(0, 18)}), 0, 1);
  check_fraction(rig, rig.apply(Op::ToFraction, {rig.integer(kLeast)}), kLeast, 1);
}

TEST_CASE("the nearest double of an exact number, ties to even") {
  Rig rig;
  const auto nearest = [&](NodeId node) { return rig.value(rig.apply(Op::ToFloat, {node})).real; };
  // 2^53 + 1 lies between 2^53 and 2^53 + 2, 2^53 + 3 between 2^53 + 2 and 2^53 + 4.
  CHECK(nearest(rig.integer(9007199254740993)) == 9007199254740992.0);
  CHECK(nearest(rig.integer(9007199254740995)) == 9007199254740996.0);
  CHECK(nearest(rig.integer(-9007199254740995)) == -9007199254740996.0);
  CHECK(nearest(rig.integer(kLeast)) == -9223372036854775808.0);
  CHECK(nearest(rig.integer(kMost)) == 9223372036854775808.0);
  CHECK(nearest(rig.decimal(1, 1)) == 0.1);
  CHECK(nearest(rig.decimal(123456789012345678, 18)) == 0.123456789012345678);
  CHECK(nearest(rig.ratio(1, 3)) == 1.0 / 3.0);
  CHECK(nearest(rig.ratio(2, 3)) == 2.0 / 3.0);
  CHECK(nearest(rig.ratio(-1, kMost)) == -std::ldexp(1, -63));
  CHECK(nearest(rig.integer(0)) == 0);
  // Doubles at 2^52 are 1 apart, at 2^53 they are 2 apart: two ties, something below one, something above one.
  CHECK(nearest(rig.ratio(9007199254740993, 2)) == 4503599627370496.0);
  CHECK(nearest(rig.ratio(9007199254740995, 2)) == 4503599627370498.0);
  CHECK(nearest(rig.ratio((std::int64_t{1} << 62) + 257, 1024)) == 4503599627370496.0);
  CHECK(nearest(rig.ratio((std::int64_t{1} << 61) + 257, 256)) == 9007199254740994.0);
}

TEST_CASE("a day starts when the zone says") {
  Rig rig;
  // datetime(2023, 4, 28, 1, tzinfo=ZoneInfo("Africa/Cairo")).timestamp(): that day has no midnight. date(2023, 4, 28) is day 19475.
  check_number(rig, rig.apply(Op::DayStart, {rig.date(19475)}), 1682632800000000);
  CHECK(is_fault(rig, rig.apply(Op::DayStart, {rig.date(106'751'992)})));
  CHECK(is_fault(rig, rig.apply(Op::DayStart, {rig.date(kLeast)})));
  CHECK(is_unknown(rig, rig.apply(Op::DayStart, {rig.unknown_date()})));
}
