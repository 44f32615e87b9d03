// Dates some months later, anniversaries, ages, periods. Expected values by Python's dateutil.relativedelta; far dates by counting cycles
// of 400 years.

#include <limits>

#include "tests/unit/jit/rig.h"

using namespace seg;
using namespace seg::test;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
enum Field : std::uint32_t { kDay, kMonths, kShifted, kBorn, kOn, kAge, kNext };

plan::Schema schema() {
  plan::Schema result;
  result.name = "dates";
  result.key = {"key", plan::string_type(), false, 0};
  result.profile = {{"day", plan::date_type(), true, 0},  {"months", plan::int_type(), true, 0}, {"shifted", plan::date_type(), true, 0},
                    {"born", plan::date_type(), true, 0}, {"on", plan::date_type(), true, 0},    {"age", plan::int_type(), true, 0},
                    {"next", plan::date_type(), true, 0}};
  return result;
}

/// Eleven profiles: nine of which all is known.
struct Profiles {
  Buffers buffers;
  columns::Batch batch;

  explicit Profiles(Against side) : buffers(side, 3) {
    const auto none = std::nullopt;
    batch.rows = 11;
    const auto dates = [&](const Values<std::int32_t>& days) { return buffers.column<std::int32_t>(plan::date_type(), days); };
    const auto ints = [&](const Values<std::int64_t>& numbers) { return buffers.column<std::int64_t>(plan::int_type(), numbers); };
    batch.profile = {
        // 2024-01-31 2024-03-31 2024-02-29 2024-02-29 2023-08-31 2023-11-30 2026-02-28 1999-12-31 1970-01-01
        dates({19753, 19813, 19782, 19782, 19600, 19691, 20512, 10956, 0, 19753, none}),
        ints({1, -1, 12, -12, 6, 3, -14, 25, 1200, none, 1}),
        dates({19782, 19782, 20147, 19416, 19782, 19782, 20085, 11718, 36525, none, none}),
        // Born on 2024-02-29, on the last of February, before and after it, in years with and without a 29th; the day before a birthday and
        // the birthday; before the birth; the last days of a year.
        dates({19782, 19782, 19782, 19782, 19782, 7632, 7631, 21915, 19722, none, 7631}),
        dates({20147, 20146, 20148, 21242, 21243, 20780, 20780, 20780, 20087, 20780, none}),
        ints({1, 0, 1, 3, 4, 35, 36, -4, 0, none, none}),
        dates({20147, 20147, 20512, 21243, 21243, 20781, 20780, 20819, 20088, none, none}),
    };
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

constexpr const char* kKnown = "tttttttttuu";
constexpr const char* kAll = "ttttttttttt";
constexpr const char* kFaults = "!!!!!!!!!!!";

}  // namespace

TEST_CASE("months later, anniversaries and ages") {
  check([](Cases& c) {
    c.expect(c.apply(Op::Equal, {c.apply(Op::AddMonths, {c.field(kDay), c.field(kMonths)}), c.field(kShifted)}), kKnown);
    c.expect(c.apply(Op::Equal, {c.apply(Op::Age, {c.field(kBorn), c.field(kOn)}), c.field(kAge)}), kKnown);
    c.expect(c.apply(Op::Equal, {c.apply(Op::Anniversary, {c.field(kBorn), c.field(kOn)}), c.field(kNext)}), kKnown);
    // The same of constants.
    const auto day = [&](std::int64_t days) { return c.number(plan::date_type(), days); };
    const auto is = [&](NodeId value, NodeId expected) { c.expect(c.apply(Op::Equal, {value, expected}), kAll); };
    is(c.apply(Op::AddMonths, {day(19753), c.integer(1)}), day(19782));
    is(c.apply(Op::AddMonths, {day(20512), c.integer(-14)}), day(20085));
    is(c.apply(Op::Age, {day(7632), day(20780)}), c.integer(35));
    is(c.apply(Op::Age, {day(21915), day(20780)}), c.integer(-4));
    is(c.apply(Op::Anniversary, {day(19782), day(20148)}), day(20512));
    // Constants that meet profiles.
    c.expect(c.apply(Op::Equal, {c.apply(Op::Age, {day(19782), c.field(kOn)}), c.field(kAge)}), "tttttffftuu");
  });
}

TEST_CASE("first days of weeks and years") {
  check([](Cases& c) {
    const auto day = [&](std::int64_t days) { return c.number(plan::date_type(), days); };
    // 2026-11-23 is a Monday; 1969-12-28 a Sunday.
    const std::int64_t days[] = {20780, 20779, 20088, 0, -4};
    const std::int64_t mondays[] = {20780, 20773, 20087, -3, -10};
    const std::int64_t years[] = {20454, 20454, 19723, 0, -365};
    for (std::size_t index = 0; index < std::size(days); ++index) {
      c.expect(c.apply(Op::Equal, {c.apply(Op::WeekStart, {day(days[index])}), day(mondays[index])}), kAll);
      c.expect(c.apply(Op::Equal, {c.apply(Op::YearStart, {day(days[index])}), day(years[index])}), kAll);
    }
    const NodeId on = c.field(kOn);
    c.expect(c.apply(Op::Equal, {c.apply(Op::WeekStart, {on}), day(20780)}), "ffffftttftu");
    c.expect(c.apply(Op::Equal, {c.apply(Op::YearStart, {on}), day(20454)}), "ffffftttftu");
  });
}

TEST_CASE("dates at the ends of 64 bits") {
  check([](Cases& c) {
    const auto day = [&](std::int64_t days) { return c.number(plan::date_type(), days); };
    const auto far = [&](NodeId from, std::int64_t cycles) { return c.apply(Op::AddMonths, {from, c.integer(cycles * 4800)}); };
    // -56456 is 63131837319416 cycles after the least day, a Wednesday.
    constexpr std::int64_t kCycles = 63'131'837'319'416;
    const NodeId least = far(day(-56456), -kCycles);
    c.expect(c.apply(Op::Equal, {far(least, kCycles), day(-56456)}), kAll);
    c.expect(c.apply(Op::IsKnown, {far(day(-56457), -kCycles)}), "fffffffffff");
    const auto faults = [&](NodeId date) { c.expect(c.apply(Op::Equal, {date, day(0)}), kFaults); };
    for (const Op op : {Op::WeekStart, Op::MonthStart, Op::QuarterStart, Op::YearStart}) faults(c.apply(op, {least}));
    c.expect(c.apply(Op::Equal, {c.apply(Op::WeekStart, {far(day(-56451), -kCycles)}), far(day(-56451), -kCycles)}), kAll);
    faults(c.apply(Op::AddMonths, {day(0), c.integer(kMost)}));
    faults(c.apply(Op::AddMonths, {day(0), c.integer(kLeast)}));
    faults(c.apply(Op::AddMonths, {least, c.integer(-1)}));
    c.expect(c.apply(Op::Equal, {c.apply(Op::Age, {day(-56456), least}), c.integer(-kCycles * 400)}), kAll);
    c.expect(c.apply(Op::Equal, {c.apply(Op::Age, {least, day(-56456)}), c.integer(kCycles * 400)}), kAll);
    c.expect(c.apply(Op::Equal, {c.apply(Op::Anniversary, {day(-56456), least}), least}), kAll);
    // 56455 is as many before the last day.
    const NodeId most = far(day(56455), kCycles);
    c.expect(c.apply(Op::Equal, {c.apply(Op::Anniversary, {day(56455), most}), most}), kAll);
    faults(c.apply(Op::Anniversary, {day(56454), most}));
    faults(c.apply(Op::AddMonths, {most, c.integer(1)}));
    // The same over profiles.
    const NodeId months = c.apply(Op::Multiply, {c.field(kMonths), c.integer(kMost / 1200)});
    c.expect(c.apply(Op::IsKnown, {c.apply(Op::AddMonths, {c.field(kDay), months})}), "ttttttttfff");
  });
}

TEST_CASE("fractions of durations are rounded to microseconds") {
  check([](Cases& c) {
    const auto duration = [&](std::int64_t micros) { return c.number(plan::duration_type(), micros); };
    const NodeId span = c.apply(Op::Subtract, {c.field(kOn), c.field(kBorn)});
    const NodeId seventh = c.apply(Op::Divide, {span, c.integer(7)});
    // 365 days are 31536000000000 µs, 7 * 4505142857142 and 6 more.
    c.expect(c.apply(Op::Equal, {c.apply(Op::Floor, {seventh}), duration(4505142857142)}), "tffffffftuu");
    c.expect(c.apply(Op::Equal, {c.apply(Op::Ceil, {seventh}), duration(4505142857143)}), "tffffffftuu");
    c.expect(c.apply(Op::Equal, {c.apply(Op::Round, {seventh}), duration(4505142857143)}), "tffffffftuu");
    const NodeId half = c.apply(Op::Divide, {duration(-3), c.integer(2)});
    c.expect(c.apply(Op::Equal, {c.apply(Op::Round, {half}), duration(-2)}), kAll);
    c.expect(c.apply(Op::Equal, {c.apply(Op::Floor, {half}), duration(-2)}), kAll);
    c.expect(c.apply(Op::Equal, {c.apply(Op::Ceil, {half}), duration(-1)}), kAll);
  });
}
