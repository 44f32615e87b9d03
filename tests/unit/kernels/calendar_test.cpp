// Dates and local times.

#include <catch2/catch.hpp>
#include <limits>
#include <vector>

#include "runtime/kernels/kernels.h"
#include "tests/unit/kernels/guard.h"

using namespace seg;
using namespace seg::kernels;
using seg::test::Against;
using seg::test::Guarded;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

/// Days since 1970-01-01, counted month by month.
struct CountedDate {
  std::int64_t days = 0;
  std::int64_t year = 1970;
  int month = 1;
  int day = 1;
  int day_of_year = 1;
  int weekday = 3;

  int month_days() const {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    const int lengths[] = {31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return lengths[month - 1];
  }
  void next() {
    ++days;
    ++day_of_year;
    weekday = (weekday + 1) % 7;
    if (++day <= month_days()) return;
    day = 1;
    if (++month <= 12) return;
    month = 1;
    day_of_year = 1;
    ++year;
  }
};

}  // namespace

TEST_CASE("every date of eight hundred years is what counting says, in every cycle") {
  std::int64_t month_start_day = 0;
  std::int64_t quarter_start_day = 0;
  std::int64_t year_start_day = 0;
  for (CountedDate date; date.year < 2770; date.next()) {
    if (date.day == 1) month_start_day = date.days;
    if (date.day == 1 && date.month % 3 == 1) quarter_start_day = date.days;
    if (date.day_of_year == 1) year_start_day = date.days;
    for (const std::int64_t cycles : {std::int64_t{0}, std::int64_t{-10}, std::int64_t{14'000}}) {
      const std::int64_t days = date.days + cycles * 146'097;
      const Civil civil = civil_of(days);
      const bool same = civil.year == date.year + cycles * 400 && civil.month == date.month && civil.day == date.day &&
                        civil.day_of_year == date.day_of_year && weekday_of(days) == date.weekday &&
                        month_start_of(days) == month_start_day + cycles * 146'097 &&
                        quarter_start_of(days) == quarter_start_day + cycles * 146'097 &&
                        year_start_of(days) == year_start_day + cycles * 146'097 && week_start_of(days) == days - date.weekday;
      if (!same) FAIL("day " << days);
    }
  }
}

TEST_CASE("dates beyond all years are no undefined behaviour") {
  for (const std::int64_t days : {kLeast, kLeast + 1, kMost - 1, kMost}) {
    const Civil civil = civil_of(days);
    CHECK((civil.month >= 1 && civil.month <= 12 && civil.day >= 1 && civil.day <= 31));
    CHECK((weekday_of(days) >= 0 && weekday_of(days) < 7));
    static_cast<void>(month_start_of(days));
    static_cast<void>(quarter_start_of(days));
  }
}

TEST_CASE("local times change where the zone does, and days are worked out once") {
  // Days 0 and 1: an hour ahead until 02:00 of day 1, then two hours behind. Other days: half an hour behind.
  static int asked = 0;
  static std::vector<std::atomic<std::uint64_t>> days(2);
  ZoneDays rules{};
  LocalDays& zone = rules.local;
  zone.days = days.data();
  zone.first = 0;
  zone.count = 2;
  zone.remember = [](const void*, std::int64_t day) {
    ++asked;
    const LocalDay local = day == 0 ? LocalDay{3'600, 86'400, 0} : LocalDay{3'600, 7'200, -7'200};
    days[static_cast<std::size_t>(day)] = local.packed();
    return local.packed();
  };
  zone.offset = [](const void*, std::int64_t) { return std::int64_t{-1'800}; };
  const std::int64_t second = 1'000'000;
  const std::int64_t day = 86'400 * second;
  const Guarded<std::int64_t> at(
      std::vector<std::int64_t>{0, day - second * 3'600, day + 7'200 * second - 1, day + 7'200 * second, -1, 2 * day, kLeast, kMost},
      Against::End);
  const Lanes lanes{8, 1};
  const Guarded<std::int64_t> date(8, Against::End);
  const Guarded<std::int64_t> hour(8, Against::End);
  const Guarded<std::int64_t> minute(8, Against::End);
  local_date(lanes, at.data(), rules, date.data());
  local_hour(lanes, at.data(), rules, hour.data());
  local_minute(lanes, at.data(), rules, minute.data());
  CHECK(asked == 2);
  CHECK((date[0] == 0 && hour[0] == 1 && minute[0] == 0));
  CHECK((date[1] == 1 && hour[1] == 0 && minute[1] == 0));
  CHECK((date[2] == 1 && hour[2] == 2 && minute[2] == 59));
  CHECK((date[3] == 1 && hour[3] == 0 && minute[3] == 0));
  CHECK((date[4] == -1 && hour[4] == 23 && minute[4] == 29));
  CHECK((date[5] == 1 && hour[5] == 23 && minute[5] == 30));
  CHECK((date[6] == -106751992 && hour[6] == 19 && minute[6] == 29));  // 19:59:05 of Universal Time
  CHECK((date[7] == 106751991 && hour[7] == 3 && minute[7] == 30));    // 04:00:54
}

namespace {

/// An hour behind all year, on day 10 of the clock an hour ahead from 02:00, so that there is no time from there to 04:00; on day 20 back,
/// so that 03:00 to 05:00 comes twice; all of day 30 is missing.
ZoneDays jumping(std::vector<std::atomic<std::uint64_t>>& known) {
  ZoneDays zone = universal_time();
  zone.clock = {known.data(), 9, static_cast<std::int64_t>(known.size()),
                [](const void* days, std::int64_t day) {
                  const LocalDay found = day == 10   ? LocalDay{-3'600, 14'400, 3'600}
                                         : day == 20 ? LocalDay{3'600, 18'000, -3'600}
                                         : day == 30 ? LocalDay{-3'600, 86'400, 82'800}
                                                     : LocalDay{-3'600, 86'400, -3'600};
                  auto& table = *static_cast<std::vector<std::atomic<std::uint64_t>>*>(const_cast<void*>(days));
                  if (day >= 9 && day - 9 < std::ssize(table)) table[static_cast<std::size_t>(day - 9)] = found.packed();
                  return found.packed();
                },
                &known};
  return zone;
}

constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kHour = 3'600 * kSecond;
constexpr std::int64_t kDay = 24 * kHour;

}  // namespace

TEST_CASE("a local time is the earlier of two instants, and in a gap as much later as the gap is long") {
  std::vector<std::atomic<std::uint64_t>> known(12);
  const ZoneDays zone = jumping(known);
  const ZoneDays* const zones[] = {nullptr, &zone};
  for (const Against side : {Against::Begin, Against::End}) {
    const std::vector<std::int64_t> days{10, 10, 10, 10, 20, 20, 20, 30, -40, 106'751'991, 106'751'992, -106'751'992, -106'751'992, 10, 10};
    const std::vector<std::int64_t> times{
        2 * kHour - 1, 2 * kHour, 4 * kHour - 1, 4 * kHour, 3 * kHour, 5 * kHour - 1, 5 * kHour, kHour, 0, 4 * kHour, 0, 0, kDay - 1,
        kDay,          -1};
    const auto count = std::ssize(days);
    const Lanes lanes{count, 1};
    const Guarded<std::int64_t> date(days, side);
    const Guarded<std::int64_t> time(times, side);
    const Guarded<std::int64_t> out(days.size(), side);
    const Guarded<std::int64_t> by_code(days.size(), side);
    const Guarded<std::int32_t> codes(std::vector<std::int32_t>(days.size(), 1), side);
    const Guarded<Word> fine(1, side);
    local_instant(lanes, date.data(), time.data(), zone, out.data(), fine.data());
    // The last day ends at 04:00:54 of Universal Time, which is 03:00:54 there; the least one begins too early, its last hour does not.
    CHECK(fine[0] == 0b001'0001'1111'1111);
    CHECK(out[0] == 10 * kDay + 3 * kHour - 1);
    CHECK(out[1] == 10 * kDay + 3 * kHour);
    CHECK(out[2] == 10 * kDay + 5 * kHour - 1);
    CHECK(out[3] == 10 * kDay + 3 * kHour);
    CHECK(out[4] == 20 * kDay + 2 * kHour);
    CHECK(out[5] == 20 * kDay + 4 * kHour - 1);
    CHECK(out[6] == 20 * kDay + 6 * kHour);
    CHECK(out[7] == 30 * kDay + 2 * kHour);
    CHECK(out[8] == -40 * kDay + kHour);
    local_instant_by_zone(lanes, date.data(), time.data(), codes.data(), {zones, 2}, by_code.data(), nullptr);
    for (std::size_t lane = 0; lane < days.size(); ++lane) CHECK(by_code[lane] == out[lane]);
  }
}

TEST_CASE("a day begins where its gap ends, and each lane is in its own zone") {
  std::vector<std::atomic<std::uint64_t>> known(12);
  ZoneDays zone = jumping(known);
  const ZoneDays* const zones[] = {nullptr, &zone, &universal_time()};
  for (const Against side : {Against::Begin, Against::End}) {
    const Guarded<std::int64_t> date(std::vector<std::int64_t>{10, 30, 30, 30, 30, 30, kMost, kLeast}, side);
    const Guarded<std::int32_t> codes(std::vector<std::int32_t>{1, 1, 2, 0, -1, 3, 1, 1}, side);
    const Guarded<std::int64_t> out(8, side);
    const Guarded<Word> fine(1, side);
    const Guarded<Word> exists(1, side);
    const Lanes lanes{8, 1};
    day_start_by_zone(lanes, date.data(), codes.data(), {zones, 3}, out.data(), fine.data());
    CHECK(fine[0] == 0b0011'1111);
    CHECK(out[0] == 10 * kDay + kHour);
    CHECK(out[1] == 30 * kDay + kHour);  // day 31 at 00:00, 23 hours ahead
    for (std::size_t lane = 2; lane < 6; ++lane) CHECK(out[lane] == 30 * kDay);
    has_zone(lanes, codes.data(), {zones, 3}, exists.data());
    CHECK(exists[0] == 0b1100'0111);
    has_zone(lanes, codes.data(), {nullptr, 0}, exists.data());
    CHECK(exists[0] == 0);
    day_start(lanes, date.data(), zone, nullptr, fine.data());
    CHECK(fine[0] == 0b0011'1111);
  }
}

TEST_CASE("months, anniversaries and ages of any 64 bits are no undefined behaviour") {
  const std::vector<std::int64_t> ends{kLeast, kLeast + 1, -1, 0, 1, kMost - 1, kMost};
  for (const std::int64_t a : ends) {
    for (const std::int64_t b : ends) {
      std::int64_t out = 0;
      static_cast<void>(add_months(a, b, out));
      static_cast<void>(age(a, b));
      static_cast<void>(week_start_of(a));
      static_cast<void>(year_start_of(a));
      if (anniversary(a, b, out)) CHECK((out >= b && out - b <= 365));
    }
  }
}
