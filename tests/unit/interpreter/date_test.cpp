// Days and local times from Python's datetime and zoneinfo.

#include <catch2/catch.hpp>
#include <limits>

#include "tests/unit/interpreter/rig.h"

using namespace seg;
using namespace seg::test;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kSecond = 1'000'000;

struct Parts {
  std::int64_t days;
  std::int64_t year;
  std::int64_t month;
  std::int64_t day;
  std::int64_t day_of_year;
  std::int64_t weekday;  ///< 0 is Monday
};

void check(Parts parts) {
  CAPTURE(parts.days);
  Rig rig;
  const NodeId date = rig.date(parts.days);
  CHECK(rig.value(rig.apply(Op::YearOf, {date})).number == parts.year);
  CHECK(rig.value(rig.apply(Op::MonthOf, {date})).number == parts.month);
  CHECK(rig.value(rig.apply(Op::DayOf, {date})).number == parts.day);
  CHECK(rig.value(rig.apply(Op::DayOfYear, {date})).number == parts.day_of_year);
  CHECK(rig.value(rig.apply(Op::WeekdayOf, {date})).number == parts.weekday);
}

/// A node of an instant in Africa/Cairo.
Found local(Op op, std::int64_t micros) {
  Rig rig;
  return rig.value(rig.apply(op, {rig.instant(micros)}));
}

}  // namespace

TEST_CASE("parts of dates") {
  check({0, 1970, 1, 1, 1, 3});
  check({11'016, 2000, 2, 29, 60, 1});
  check({-1, 1969, 12, 31, 365, 2});
  check({-25'508, 1900, 3, 1, 60, 3});
  check({20'088, 2024, 12, 31, 366, 1});
  check({-719'162, 1, 1, 1, 1, 0});
  check({kMost, 25'252'734'927'768'524, 7, 27, 209, 3});
  check({kLeast, -25'252'734'927'764'585, 6, 7, 158, 2});
}

TEST_CASE("first days of months and quarters") {
  Rig rig;
  const auto start = [&](Op op, std::int64_t days) { return rig.value(rig.apply(op, {rig.date(days)})); };
  CHECK(start(Op::MonthStart, 11'016).number == 10'988);
  CHECK(start(Op::QuarterStart, 11'016).number == 10'957);
  CHECK(start(Op::MonthStart, -1).number == -31);
  CHECK(start(Op::QuarterStart, -1).number == -92);
  CHECK(start(Op::QuarterStart, -25'508).number == -25'567);
  CHECK(start(Op::MonthStart, kMost).number == kMost - 26);
  CHECK(start(Op::MonthStart, kLeast).state == State::Fault);
  CHECK(start(Op::QuarterStart, kLeast).state == State::Fault);
}

TEST_CASE("local dates, hours and minutes follow the zone's changes") {
  CHECK(local(Op::LocalDate, 1'711'846'799 * kSecond).number == 19'813);
  CHECK(local(Op::LocalHour, 1'711'846'799 * kSecond).number == 2);
  CHECK(local(Op::LocalMinute, 1'711'846'799 * kSecond).number == 59);
  CHECK(local(Op::LocalHour, 1'729'989'000 * kSecond).number == 3);
  CHECK(local(Op::LocalMinute, 1'729'989'000 * kSecond).number == 30);
  // 22:30 of the day before in UTC, already the next day in Cairo; 1970 began at 02:00 there.
  CHECK(local(Op::LocalDate, -1).number == 0);
  CHECK(local(Op::LocalHour, -1).number == 1);
  CHECK(local(Op::LocalMinute, -1).number == 59);
  CHECK(local(Op::LocalHour, kLeast).state == State::Known);
  CHECK(local(Op::LocalHour, kMost).state == State::Known);
}

TEST_CASE("parts of what is unknown are unknown") {
  Rig rig;
  for (const Op op : {Op::YearOf, Op::MonthOf, Op::DayOf, Op::DayOfYear, Op::WeekdayOf, Op::MonthStart, Op::QuarterStart}) {
    CHECK(rig.value(rig.apply(op, {rig.unknown_date()})).state == State::Unknown);
  }
  for (const Op op : {Op::LocalDate, Op::LocalHour, Op::LocalMinute}) {
    CHECK(rig.value(rig.apply(op, {rig.unknown_instant()})).state == State::Unknown);
  }
}
