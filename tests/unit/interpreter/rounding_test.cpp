#include <catch2/catch.hpp>
#include <limits>

#include "tests/unit/interpreter/rig.h"

using namespace seg;
using namespace seg::test;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

struct Rounded {
  std::int64_t round;
  std::int64_t floor;
  std::int64_t ceil;
};

void check(Rig& rig, NodeId value, Rounded expected) {
  CHECK(rig.value(rig.apply(Op::Round, {value})).number == expected.round);
  CHECK(rig.value(rig.apply(Op::Floor, {value})).number == expected.floor);
  CHECK(rig.value(rig.apply(Op::Ceil, {value})).number == expected.ceil);
}

void check_faults(Rig& rig, NodeId value) {
  for (const Op op : {Op::Round, Op::Floor, Op::Ceil}) CHECK(rig.value(rig.apply(op, {value})).state == State::Fault);
}

}  // namespace

TEST_CASE("exact numbers round with ties away from zero") {
  Rig rig;
  check(rig, rig.integer(kLeast), {kLeast, kLeast, kLeast});
  check(rig, rig.decimal(250, 2), {3, 2, 3});
  check(rig, rig.decimal(-250, 2), {-3, -3, -2});
  check(rig, rig.decimal(249, 2), {2, 2, 3});
  check(rig, rig.decimal(-200, 2), {-2, -2, -2});
  check(rig, rig.ratio(-7, 3), {-2, -3, -2});
  check(rig, rig.ratio(1, kMost), {0, 0, 1});
  check(rig, rig.ratio(kLeast, 3), {-3'074'457'345'618'258'603, -3'074'457'345'618'258'603, -3'074'457'345'618'258'602});
  check(rig, rig.euros(-1'050), {-11, -11, -10});
  CHECK(rig.plan.node(rig.apply(Op::Round, {rig.euros(1)})).type == plan::money_type(kEuro, 0));
}

TEST_CASE("doubles round with ties away from zero, and fault beyond 64 bits") {
  Rig rig;
  check(rig, rig.real(2.5), {3, 2, 3});
  check(rig, rig.real(-2.5), {-3, -3, -2});
  check(rig, rig.real(0.49999999999999994), {0, 0, 1});
  check(rig, rig.real(-0x1p63), {kLeast, kLeast, kLeast});
  check_faults(rig, rig.real(0x1p63));
  check_faults(rig, rig.real(-1e300));
}

TEST_CASE("a remainder has the dividend's sign") {
  Rig rig;
  const auto remainder = [&](NodeId a, NodeId b) { return rig.value(rig.apply(Op::Modulo, {a, b})); };
  CHECK(remainder(rig.integer(7), rig.integer(3)).number == 1);
  CHECK(remainder(rig.integer(-7), rig.integer(3)).number == -1);
  CHECK(remainder(rig.integer(7), rig.integer(-3)).number == 1);
  CHECK(remainder(rig.integer(kLeast), rig.integer(-1)).number == 0);
  CHECK(remainder(rig.decimal(725, 2), rig.decimal(200, 2)).number == 125);
  CHECK(remainder(rig.integer(7), rig.integer(0)).state == State::Fault);
  CHECK(remainder(rig.integer(7), rig.unknown_integer()).state == State::Unknown);
  CHECK(remainder(rig.fault_integer(), rig.unknown_integer()).state == State::Fault);
}

TEST_CASE("fractions of durations round to whole microseconds") {
  Rig rig;
  const auto rounded = [&](Op op, std::int64_t micros, std::int64_t parts) {
    return rig.value(rig.apply(op, {rig.apply(Op::Divide, {rig.duration(micros), rig.integer(parts)})}));
  };
  CHECK(rounded(Op::Round, 5, 2).number == 3);
  CHECK(rounded(Op::Round, -5, 2).number == -3);
  CHECK(rounded(Op::Round, 4, 3).number == 1);
  CHECK(rounded(Op::Floor, 5, 2).number == 2);
  CHECK(rounded(Op::Floor, -5, 2).number == -3);
  CHECK(rounded(Op::Ceil, 5, 2).number == 3);
  CHECK(rounded(Op::Ceil, -5, 2).number == -2);
  CHECK(rounded(Op::Ceil, kLeast, 1).number == kLeast);
  CHECK(rounded(Op::Round, 1, 0).state == State::Fault);
}

TEST_CASE("magnitudes") {
  Rig rig;
  CHECK(rig.value(rig.apply(Op::Abs, {rig.integer(-5)})).number == 5);
  CHECK(rig.value(rig.apply(Op::Abs, {rig.euros(5)})).number == 5);
  CHECK(rig.value(rig.apply(Op::Abs, {rig.duration(-1)})).number == 1);
  CHECK(rig.value(rig.apply(Op::Abs, {rig.real(-0.5)})).real == 0.5);
  CHECK(rig.value(rig.apply(Op::Abs, {rig.ratio(-2, 3)})).number == 2);
  CHECK(rig.value(rig.apply(Op::Abs, {rig.integer(kLeast)})).state == State::Fault);
}

TEST_CASE("a score is the sum of the points whose conditions are true") {
  Rig rig;
  const auto score = [&](char a, char b, char c) {
    return rig.value(rig.apply(Op::Score, {rig.integer(5), rig.state(a), rig.integer(-2), rig.state(b), rig.integer(100), rig.state(c)}));
  };
  CHECK(score('t', 't', 'f').number == 3);
  CHECK(score('f', 'f', 'f').number == 0);
  CHECK(score('u', 'u', 't').number == 100);
  CHECK(score('u', 'u', 'u').number == 0);
  CHECK(score('t', '!', 'u').state == State::Fault);
}
