// Roundings, magnitudes, remainders, scores, and the parts of dates and instants. Dates and local times by Python's datetime and zoneinfo,
// far dates by numpy's datetime64.

#include <cmath>
#include <limits>

#include "tests/unit/jit/rig.h"

using namespace seg;
using namespace seg::test;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
enum Field : std::uint32_t { kX, kY, kD, kM, kW, kDay, kAt, kA };
constexpr Type kWeekday{plan::Kind::Enum, false, 0, 0, false};

plan::Schema schema() {
  plan::Schema result;
  result.name = "numbers";
  result.zone = "Africa/Cairo";
  result.key = {"key", plan::string_type(), false, 0};
  result.units = {"EUR"};
  result.weekdays();
  result.profile = {{"x", plan::int_type(), true, 0},        {"y", plan::int_type(), true, 0},   {"d", plan::decimal_type(2), true, 0},
                    {"m", plan::money_type(0, 2), true, 0},  {"w", plan::float_type(), true, 0}, {"day", plan::date_type(), true, 0},
                    {"at", plan::timestamp_type(), true, 0}, {"a", plan::bool_type(), true, 0}};
  return result;
}

/// Nine profiles.
struct Profiles {
  Buffers buffers;
  columns::Batch batch;

  explicit Profiles(Against side) : buffers(side, 3) {
    const auto none = std::nullopt;
    batch.rows = 9;
    const auto whole = [&](Type type, const Values<std::int64_t>& values) { return buffers.column<std::int64_t>(type, values); };
    batch.profile.push_back(whole(plan::int_type(), {7, -7, 7, -7, kLeast, 5, none, kMost, 0}));
    batch.profile.push_back(whole(plan::int_type(), {3, 3, -3, -3, -1, 0, 2, kLeast, none}));
    batch.profile.push_back(whole(plan::decimal_type(2), {150, -150, 149, -151, kMost, kLeast, none, 0, 250}));
    batch.profile.push_back(whole(plan::money_type(0, 2), {50, -50, 49, -49, 99, -99, none, 100, kLeast}));
    batch.profile.push_back(buffers.column<double>(
        plan::float_type(), Values<double>{0.5, -0.5, 2.5, -2.5, 0x1p63, -0x1p63, none, std::nextafter(0.5, 0.0), NAN}));
    batch.profile.push_back(buffers.column<std::int32_t>(
        plan::date_type(),
        Values<std::int32_t>{-141428, 11016, -25508, 11322, 20780, 2147483647, none, std::numeric_limits<int>::min(), -719529}));
    batch.profile.push_back(whole(plan::timestamp_type(), {1682632799999999, 1682632800000000, 1698353999000000, 1698354000000000,
                                                           -7200000001, -2840140800000000, none, 8849079000000000, kLeast}));
    batch.profile.push_back(buffers.flags({true, false, none, true, false, none, true, false, true}));
  }
};

template <typename Expect>
void check(Expect expect) {
  for (const Against side : {Against::Begin, Against::End}) {
    Cases c(schema());
    expect(c);
    c.check(Profiles(side).batch, 0);
  }
}

/// `value` must be each profile's number; unknown and fault as letters.
struct Expected {
  Cases& c;
  NodeId equal(NodeId value, std::int64_t number) { return c.apply(Op::Equal, {value, c.integer(number)}); }
  void operator()(NodeId value, const std::vector<std::int64_t>& numbers, const std::string& states) {
    for (std::size_t row = 0; row < numbers.size(); ++row) {
      std::string letters = states;
      if (states[row] != 't') continue;
      for (std::size_t other = 0; other < numbers.size(); ++other) {
        if (states[other] == 't' && numbers[other] != numbers[row]) letters[other] = 'f';
      }
      c.expect(equal(value, numbers[row]), letters);
    }
  }
};

}  // namespace

TEST_CASE("numbers are rounded to whole ones, ties away from zero, or down, or up") {
  check([](Cases& c) {
    Expected is{c};
    const std::string exact = "ttttttutt";
    const std::int64_t most = kMost / 100;
    is(c.apply(Op::Round, {c.field(kD)}), {2, -2, 1, -2, most, -most, 0, 0, 3}, exact);
    is(c.apply(Op::Floor, {c.field(kD)}), {1, -2, 1, -2, most, -most - 1, 0, 0, 2}, exact);
    is(c.apply(Op::Ceil, {c.field(kD)}), {2, -1, 2, -1, most + 1, -most, 0, 0, 3}, exact);
    is(c.apply(Op::Round, {c.field(kX)}), {7, -7, 7, -7, kLeast, 5, 0, kMost, 0}, exact);
    // 2^63 does not fit, -2^63 does; the double before a half rounds down.
    is(c.apply(Op::Round, {c.field(kW)}), {1, -1, 3, -3, 0, kLeast, 0, 0, 0}, "tttt!tut!");
    is(c.apply(Op::Floor, {c.field(kW)}), {0, -1, 2, -3, 0, kLeast, 0, 0, 0}, "tttt!tut!");
    is(c.apply(Op::Ceil, {c.field(kW)}), {1, 0, 3, -2, 0, kLeast, 0, 1, 0}, "tttt!tut!");
    const NodeId half = c.apply(Op::Divide, {c.field(kX), c.integer(2)});
    is(c.apply(Op::Round, {half}), {4, -4, 4, -4, kLeast / 2, 3, 0, kMost / 2 + 1, 0}, exact);
    is(c.apply(Op::Floor, {half}), {3, -4, 3, -4, kLeast / 2, 2, 0, kMost / 2, 0}, exact);
    const auto euros = [&](std::int64_t number) { return c.number(plan::money_type(0, 0), number); };
    c.expect(c.apply(Op::Equal, {c.apply(Op::Round, {c.field(kM)}), euros(1)}), "tffftfutf");
    c.expect(c.apply(Op::Equal, {c.apply(Op::Round, {c.field(kM)}), euros(-1)}), "ftffftuff");
    c.expect(c.apply(Op::Equal, {c.apply(Op::Ceil, {c.apply(Op::Divide, {c.field(kM), c.integer(7)})}), euros(1)}), "tftftfutf");
    c.expect(c.apply(Op::Equal, {c.apply(Op::Round, {c.real(2.5)}), c.apply(Op::Floor, {c.ratio(7, 2)})}), "ttttttttt");
  });
}

TEST_CASE("magnitudes and remainders") {
  check([](Cases& c) {
    Expected is{c};
    is(c.apply(Op::Abs, {c.field(kX)}), {7, 7, 7, 7, 0, 5, 0, kMost, 0}, "tttt!tutt");
    is(c.apply(Op::Round, {c.apply(Op::Abs, {c.field(kW)})}), {1, 1, 3, 3, 0, 0, 0, 0, 0}, "tttt!!ut!");
    // -2^63 / 1 has none, -2^63 / 2 has.
    is(c.apply(Op::Floor, {c.apply(Op::Abs, {c.apply(Op::Divide, {c.field(kX), c.integer(2)})})}),
       {3, 3, 3, 3, std::int64_t{1} << 62, 2, 0, kMost / 2, 0}, "ttttttutt");
    c.expect(c.apply(Op::Less, {c.apply(Op::Abs, {c.apply(Op::ToFraction, {c.field(kX)})}), c.ratio(6, 1)}), "ffff!tuft");
    c.expect(c.apply(Op::Equal, {c.apply(Op::Abs, {c.integer(-3)}), c.apply(Op::Abs, {c.integer(3)})}), "ttttttttt");
    is(c.apply(Op::Modulo, {c.field(kX), c.field(kY)}), {1, -1, 1, -1, 0, 0, 0, kMost, 0}, "ttttt!utu");
    is(c.apply(Op::Modulo, {c.field(kX), c.integer(4)}), {3, -3, 3, -3, 0, 1, 0, 3, 0}, "ttttttutt");
    c.expect(c.apply(Op::Equal, {c.apply(Op::Modulo, {c.integer(-7), c.integer(4)}), c.integer(-3)}), "ttttttttt");
    const auto decimal = [&](std::int64_t number) { return c.number(plan::decimal_type(2), number); };
    c.expect(c.apply(Op::Equal, {c.apply(Op::Modulo, {c.field(kD), decimal(100)}), decimal(-50)}), "ftffffuff");
  });
}

TEST_CASE("points of conditions that are true") {
  check([](Cases& c) {
    Expected is{c};
    const NodeId positive = c.apply(Op::Less, {c.integer(0), c.field(kX)});
    // a: t f u t f u t f t; positive: t f t f f t u t f
    is(c.apply(Op::Score, {c.integer(5), c.field(kA), c.integer(-2), positive}), {3, 0, -2, 5, 0, -2, 5, -2, 5}, "ttttttttt");
    is(c.apply(Op::Score, {c.integer(5), c.field(kA), c.integer(1), c.plan.truth(true)}), {6, 1, 1, 6, 1, 1, 6, 1, 6}, "ttttttttt");
    const NodeId finite = c.apply(Op::Less, {c.field(kW), c.real(1.0)});
    is(c.apply(Op::Score, {c.integer(1), c.field(kA), c.integer(2), finite}), {3, 2, 0, 3, 0, 2, 1, 2, 0}, "tttttttt!");
    c.expect(c.apply(Op::Equal, {c.apply(Op::Score, {c.integer(1), c.plan.truth(true), c.integer(2), c.plan.truth(false)}), c.integer(1)}),
             "ttttttttt");
  });
}

TEST_CASE("parts of dates") {
  check([](Cases& c) {
    Expected is{c};
    const NodeId day = c.field(kDay);
    const std::string known = "ttttttutt";
    // 1582-10-14 2000-02-29 1900-03-01 2000-12-31 2026-11-23 5881580-07-11 unknown -5877641-06-23 -0001-12-31
    is(c.apply(Op::YearOf, {day}), {1582, 2000, 1900, 2000, 2026, 5881580, 0, -5877641, -1}, known);
    is(c.apply(Op::MonthOf, {day}), {10, 2, 3, 12, 11, 7, 0, 6, 12}, known);
    is(c.apply(Op::DayOf, {day}), {14, 29, 1, 31, 23, 11, 0, 23, 31}, known);
    is(c.apply(Op::DayOfYear, {day}), {287, 60, 60, 366, 327, 193, 0, 174, 365}, known);
    const auto weekday = [&](std::int64_t number) {
      return c.apply(Op::Equal, {c.apply(Op::WeekdayOf, {day}), c.number(kWeekday, number)});
    };
    c.expect(weekday(0), "fffftfuff");
    c.expect(weekday(1), "ftffffutf");
    c.expect(weekday(3), "tftfffuff");
    c.expect(weekday(6), "ffftffuff");
    const auto starts = [&](Op op, const std::vector<std::int64_t>& days) {
      for (std::size_t row = 0; row < days.size(); ++row) {
        if (row == 6) continue;
        std::string letters = "fffffffff";
        letters[6] = 'u';
        letters[row] = 't';
        c.expect(c.apply(Op::Equal, {c.apply(op, {day}), c.number(plan::date_type(), days[row])}), letters);
      }
    };
    starts(Op::MonthStart, {-141441, 10988, -25508, 11292, 20758, 2147483637, 0, -2147483670, -719559});
    starts(Op::QuarterStart, {-141441, 10957, -25567, 11231, 20727, 2147483637, 0, -2147483731, -719620});
    c.expect(c.apply(Op::Equal, {c.apply(Op::QuarterStart, {c.number(plan::date_type(), 11016)}), c.number(plan::date_type(), 10957)}),
             "ttttttttt");
  });
}

TEST_CASE("parts of instants on a clock that jumps") {
  check([](Cases& c) {
    Expected is{c};
    const NodeId at = c.field(kAt);
    // 2023-04-27 23:59:59.999999, an hour and a microsecond later by the clock; 2023-10-26 23:59:59 and 23:00 again; 1969-12-31
    // 23:59:59.999999; 1880-01-01 02:05:09; unknown; 2250-06-02 00:30; -290308-12-21, on which 19:59:05.224193 of UTC is 22:04:14 there.
    is(c.apply(Op::LocalHour, {at}), {23, 1, 23, 23, 23, 2, 0, 0, 22}, "ttttttutt");
    is(c.apply(Op::LocalMinute, {at}), {59, 0, 59, 0, 59, 5, 0, 30, 4}, "ttttttutt");
    const std::vector<std::int64_t> days{19474, 19475, 19656, 19656, -1, -32872, 0, 102420, -106751992};
    for (const std::int64_t day : days) {
      if (day == 0) continue;
      std::string letters;
      for (const std::int64_t other : days) letters += other == 0 ? 'u' : other == day ? 't' : 'f';
      c.expect(c.apply(Op::Equal, {c.apply(Op::LocalDate, {at}), c.number(plan::date_type(), day)}), letters);
    }
    c.expect(c.apply(Op::Equal, {c.apply(Op::LocalHour, {c.instant(1698359400000000)}), c.integer(0)}), "ttttttttt");
    c.expect(c.apply(Op::Equal, {c.apply(Op::MonthOf, {c.apply(Op::LocalDate, {at})}), c.integer(10)}), "ffttffuff");
  });
}
