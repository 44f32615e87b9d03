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
