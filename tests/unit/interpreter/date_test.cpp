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
  for (const Op op :
       {Op::YearOf, Op::MonthOf, Op::DayOf, Op::DayOfYear, Op::WeekdayOf, Op::MonthStart, Op::QuarterStart, Op::WeekStart, Op::YearStart}) {
    CHECK(rig.value(rig.apply(op, {rig.unknown_date()})).state == State::Unknown);
  }
  for (const Op op : {Op::LocalDate, Op::LocalHour, Op::LocalMinute, Op::LocalTime}) {
    CHECK(rig.value(rig.apply(op, {rig.unknown_instant()})).state == State::Unknown);
  }
  for (const Op op : {Op::Anniversary, Op::Age}) CHECK(rig.value(rig.apply(op, {rig.unknown_date(), rig.date(1)})).state == State::Unknown);
  CHECK(rig.value(rig.apply(Op::AddMonths, {rig.date(1), rig.unknown_integer()})).state == State::Unknown);
  CHECK(rig.value(rig.apply(Op::AddMonths, {rig.unknown_date(), rig.fault_integer()})).state == State::Fault);
}

TEST_CASE("first days of weeks and years") {
  Rig rig;
  const auto start = [&](Op op, std::int64_t days) { return rig.value(rig.apply(op, {rig.date(days)})); };
  // 2020-10-15 is a Thursday; the epoch's Monday is 1969-12-29.
  CHECK(start(Op::WeekStart, 18'550).number == 18'547);
  CHECK(start(Op::WeekStart, 18'547).number == 18'547);
  CHECK(start(Op::WeekStart, 0).number == -3);
  CHECK(start(Op::YearStart, 18'550).number == 18'262);
  CHECK(start(Op::YearStart, 18'262).number == 18'262);
  CHECK(start(Op::YearStart, kMost).number == kMost - 208);
  CHECK(start(Op::WeekStart, kMost).number == kMost - 3);
  CHECK(start(Op::YearStart, kLeast).state == State::Fault);
  // The least day is a Wednesday.
  CHECK(start(Op::WeekStart, kLeast).state == State::Fault);
  CHECK(start(Op::WeekStart, kLeast + 5).number == kLeast + 5);
}

TEST_CASE("months later, to the last day of a shorter month") {
  Rig rig;
  const auto moved = [&](std::int64_t days, std::int64_t months) {
    return rig.value(rig.apply(Op::AddMonths, {rig.date(days), rig.integer(months)}));
  };
  CHECK(moved(19'753, 1).number == 19'782);    // 2024-01-31 → 2024-02-29
  CHECK(moved(19'753, 13).number == 20'147);   // → 2025-02-28
  CHECK(moved(19'753, -11).number == 19'416);  // → 2023-02-28
  CHECK(moved(19'753, 11).number == 20'088);   // → 2024-12-31
  CHECK(moved(11'016, 12).number == 11'381);   // 2000-02-29 → 2001-02-28
  CHECK(moved(11'016, -48).number == 9'555);   // → 1996-02-29
  CHECK(moved(11'016, 0).number == 11'016);
  // 4,800 months are 146,097 days.
  CHECK(moved(11'016, -4'800 * 1'000).number == 11'016 - 146'097'000);
  CHECK(moved(kMost, 1).state == State::Fault);
  CHECK(moved(kLeast, -1).state == State::Fault);
  CHECK(moved(0, kMost).state == State::Fault);
  CHECK(moved(kMost, -4'800).number == kMost - 146'097);
}

TEST_CASE("whole years between dates, and the next whole one") {
  Rig rig;
  const auto age = [&](std::int64_t born, std::int64_t on) { return rig.value(rig.apply(Op::Age, {rig.date(born), rig.date(on)})); };
  const auto next = [&](std::int64_t day, std::int64_t on) { return rig.value(rig.apply(Op::Anniversary, {rig.date(day), rig.date(on)})); };
  // Born on 2000-02-29: one year old on 2001-02-28, the last day of that month.
  CHECK(age(11'016, 11'381).number == 1);
  CHECK(age(11'016, 11'380).number == 0);
  CHECK(age(11'016, 11'015).number == -1);
  CHECK(age(11'016, 9'555).number == -4);
  CHECK(age(11'016, 9'554).number == -5);
  CHECK(next(11'016, 20'512).number == 20'512);  // 2026-02-28
  CHECK(next(11'016, 20'513).number == 20'512 + 365);
  CHECK(next(11'016, 21'242).number == 21'243);  // 2028-02-29
  CHECK(next(11'016, 9'554).number == 9'555);    // before it, too
  CHECK(next(10'956, 20'088).number == 20'088);  // 1999-12-31 → 2024-12-31
  // The whole range is 18,446,744,073,709,551,615 days: 50,505,469,855,537,… years of 365.2425 days.
  CHECK(age(kLeast, kMost).number == 25'252'734'927'768'524 + 25'252'734'927'764'585);
  CHECK(next(0, kMost).state == State::Fault);
  CHECK(next(kMost, kMost).number == kMost);
}

TEST_CASE("local times in zones: of the schema, in a text, unknown where there is none") {
  Rig rig;
  const auto in = [&](Op op, std::initializer_list<NodeId> operands) { return rig.value(rig.apply(op, operands)); };
  const NodeId instant = rig.instant(1'696'091'400 * kSecond);
  CHECK(in(Op::LocalTime, {instant, rig.text("Asia/Kathmandu")}).number == 80'100 * kSecond);
  CHECK(in(Op::LocalDate, {instant, rig.text("Asia/Kathmandu")}).number == 19'630);
  CHECK(in(Op::LocalHour, {instant, rig.text("Asia/Kathmandu")}).number == 22);
  CHECK(in(Op::LocalMinute, {instant, rig.text("Asia/Kathmandu")}).number == 15);
  CHECK(in(Op::LocalTime, {instant, rig.text("Australia/Lord_Howe")}).number == 12'600 * kSecond);
  CHECK(in(Op::LocalDate, {instant, rig.text("Pacific/Apia")}).number == 19'631);
  CHECK(in(Op::LocalTime, {instant}).number == 70'200 * kSecond);  // 19:30 in Cairo
  for (const char* text : {"", "Mars/Olympus", "right/Europe/Berlin", "europe/berlin", " Asia/Kathmandu"}) {
    CAPTURE(text);
    CHECK(in(Op::LocalTime, {instant, rig.text(text)}).state == State::Unknown);
    CHECK(in(Op::LocalInstant, {rig.date(0), rig.duration(-1), rig.text(text)}).state == State::Unknown);
  }
  CHECK(in(Op::LocalTime, {instant, rig.unknown_text()}).state == State::Unknown);
  CHECK(in(Op::LocalTime, {rig.apply(Op::Add, {rig.instant(kMost), rig.duration(1)}), rig.unknown_text()}).state == State::Fault);
}

TEST_CASE("instants of local times: in gaps later by the gap, in folds the earlier") {
  Rig rig;
  const auto instant = [&](std::int64_t day, std::int64_t minutes, const char* zone) {
    return rig.value(rig.apply(Op::LocalInstant, {rig.date(day), rig.duration(minutes * 60 * kSecond), rig.text(zone)}));
  };
  CHECK(instant(19'475, 30, "Africa/Cairo").number == 1'682'634'600 * kSecond);
  CHECK(instant(19'656, 23 * 60 + 30, "Africa/Cairo").number == 1'698'352'200 * kSecond);
  CHECK(instant(19'631, 2 * 60 + 15, "Australia/Lord_Howe").number == 1'696'088'700 * kSecond);
  CHECK(instant(19'631, 2 * 60 + 15, "Asia/Kathmandu").number == 1'696'105'800 * kSecond);
  CHECK(instant(15'338, 10 * 60, "Pacific/Apia").number == 1'325'275'200 * kSecond);
  CHECK(instant(0, -1, "UTC").state == State::Fault);
  CHECK(instant(0, 24 * 60, "UTC").state == State::Fault);
  CHECK(instant(0, 24 * 60 - 1, "UTC").number == (24 * 60 - 1) * 60 * kSecond);
  CHECK(instant(106'751'992, 0, "UTC").state == State::Fault);
  const auto start = [&](std::int64_t day, const char* zone) {
    return rig.value(rig.apply(Op::DayStart, {rig.date(day), rig.text(zone)})).number;
  };
  // The first hour of these days is not there; neither is the whole of 2011-12-30 in Apia.
  CHECK(start(19'813, "Asia/Beirut") == 1'711'836'000 * kSecond);
  CHECK(start(19'603, "America/Santiago") == 1'693'713'600 * kSecond);
  CHECK(start(15'338, "Pacific/Apia") == 1'325'239'200 * kSecond);
}
