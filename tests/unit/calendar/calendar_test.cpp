// Instants are figures of Python's zoneinfo: int(datetime(*local, fold=fold, tzinfo=ZoneInfo(zone)).timestamp()) * 10**6.
// With fold=0 zoneinfo takes the earlier instant of a fold and the offset before a gap, as the language does; where a day begins in a gap the
// case names the local time of the gap's end.
#include "runtime/calendar/calendar.h"

#include <catch2/catch.hpp>
#include <limits>

#include "runtime/calendar/posix_rule.h"

using namespace seg::calendar;

namespace {

constexpr Micros kHour = 3'600'000'000;

Days day(std::int32_t year, std::uint32_t month, std::uint32_t day_of_month) {
  const auto found = days_from_civil({year, month, day_of_month});
  REQUIRE(found);
  return *found;
}
Zone zone(const char* name) {
  const auto found = Zone::find(name);
  REQUIRE(found);
  return *found;
}

}  // namespace

TEST_CASE("civil dates are days since 1970-01-01") {
  // (date(y, m, d) - date(1970, 1, 1)).days
  CHECK(day(1970, 1, 1) == 0);
  CHECK(day(2000, 2, 29) == 11016);
  CHECK(day(1, 1, 1) == -719162);
  CHECK(day(9999, 12, 31) == 2932896);
  CHECK_FALSE(days_from_civil({1900, 2, 29}));
  CHECK_FALSE(days_from_civil({2026, 13, 1}));
  CHECK_FALSE(days_from_civil({2026, 0, 1}));
  CHECK_FALSE(days_from_civil({2026, 4, 31}));
  CHECK_FALSE(days_from_civil({10000, 1, 1}));
  // Numbers that would be valid modulo 256.
  CHECK_FALSE(days_from_civil({2026, 257, 1}));
  CHECK_FALSE(days_from_civil({2026, 1, 257}));
}

TEST_CASE("days turn back into dates, also far from now") {
  for (Days days = -800'000; days <= 3'000'000; days += 977) {
    const CivilDate date = civil_from_days(days);
    if (date.year >= -9999 && date.year <= 9999) CHECK(days_from_civil(date) == days);
  }
  // 146,097 days are 400 years: 2,147,483,647 = 14699 cycles and 3,844 days; 3,844 days after 1970-01-01 is 1980-07-11.
  const CivilDate far = civil_from_days(std::numeric_limits<std::int32_t>::max());
  CHECK(far.year == 1980 + 14699 * 400);
  CHECK(far.month == 7);
  CHECK(far.day == 11);
  CHECK(civil_from_days(std::numeric_limits<Days>::max()).year > 1'999'000'000);
  CHECK(civil_from_days(std::numeric_limits<Days>::min()).year < -1'999'000'000);
}

TEST_CASE("a day begins at midnight, or where midnight does not exist at the end of the gap") {
  CHECK(zone("Europe/Berlin").day_start(day(2026, 3, 1)) == 1772319600000000);
  CHECK(zone("America/St_Johns").day_start(day(2026, 7, 1)) == 1782873000000000);
  // 2023-04-28 01:00 is the first instant of that day in Cairo; 00:15 on 1986-01-01 in Kathmandu.
  CHECK(zone("Africa/Cairo").day_start(day(2023, 4, 28)) == 1682632800000000);
  CHECK(zone("Asia/Kathmandu").day_start(day(1986, 1, 1)) == 504901800000000);
}

TEST_CASE("a day that a zone skipped begins where the next one does") {
  const Zone apia = zone("Pacific/Apia");
  CHECK(apia.day_start(day(2011, 12, 29)) == 1325152800000000);
  CHECK(apia.day_start(day(2011, 12, 30)) == 1325239200000000);
  CHECK(apia.day_start(day(2011, 12, 31)) == 1325239200000000);
  // The day that is not there is a gap of 24 hours: 15:00 of the day after.
  CHECK(apia.instant(day(2011, 12, 30), 15 * kHour) == 1325293200000000);
  CHECK(apia.local_day(1325239200000000 - 1) == day(2011, 12, 29));
  CHECK(apia.local_day(1325239200000000) == day(2011, 12, 31));
}

TEST_CASE("a local time in a gap is as much later as the gap is long, in a fold the earlier instant") {
  const Zone berlin = zone("Europe/Berlin");
  // 03:30 on 2026-03-29 is 01:30Z.
  CHECK(berlin.instant(day(2026, 3, 29), 2 * kHour + kHour / 2) == 1774747800000000);
  CHECK(berlin.instant(day(2026, 3, 29), 2 * kHour) == 1774746000000000);
  CHECK(berlin.instant(day(2026, 3, 29), 3 * kHour) == 1774746000000000);
  CHECK(berlin.instant(day(2026, 10, 25), 2 * kHour + kHour / 2) == 1792888200000000);
  const Zone havana = zone("America/Havana");
  CHECK(havana.day_start(day(2026, 11, 1)) == 1793505600000000);
  CHECK(havana.instant(day(2026, 11, 1), kHour / 2) == 1793507400000000);
}

TEST_CASE("summer time goes on after the last change that the zone's file lists") {
  CHECK(zone("Europe/Berlin").day_start(day(2045, 7, 1)) == 2382472800000000);
  CHECK(zone("Europe/Berlin").day_start(day(2045, 1, 1)) == 2366838000000000);
  CHECK(zone("Europe/Dublin").day_start(day(2045, 7, 1)) == 2382476400000000);
  CHECK(zone("Europe/Dublin").day_start(day(2045, 1, 1)) == 2366841600000000);
  CHECK(zone("Australia/Sydney").day_start(day(2045, 1, 1)) == 2366802000000000);
  CHECK(zone("Australia/Sydney").day_start(day(2045, 7, 1)) == 2382444000000000);
  CHECK(zone("America/New_York").day_start(day(2045, 7, 4)) == 2382753600000000);
  CHECK(zone("Europe/Berlin").offset(2382472800000000) == 7200);
  // A gap and a fold of that time: 2045-04-28 01:00 and 2045-10-26 23:30 in Cairo.
  CHECK(zone("Africa/Cairo").day_start(day(2045, 4, 28)) == 2376943200000000);
  CHECK(zone("Africa/Cairo").instant(day(2045, 4, 28), kHour / 2) == 2376945000000000);
  CHECK(zone("Africa/Cairo").instant(day(2045, 10, 26), 23 * kHour + kHour / 2) == 2392662600000000);
}

TEST_CASE("days before an instant's local midnight and after it") {
  const Zone berlin = zone("Europe/Berlin");
  CHECK(berlin.local_day(1772319600000000) == day(2026, 3, 1));
  CHECK(berlin.local_day(1772319600000000 - 1) == day(2026, 2, 28));
  CHECK(berlin.offset(-1) == 3600);
}

TEST_CASE("instants outside 64 bits") {
  const Zone utc = zone("UTC");
  // 2^63 / 86,400,000,000 = 106,751,991.17
  CHECK(utc.checked_day_start(106'751'991) == 106'751'991 * (24 * kHour));
  CHECK_FALSE(utc.checked_day_start(106'751'992));
  CHECK(utc.checked_day_start(-106'751'991) == -106'751'991 * (24 * kHour));
  CHECK_FALSE(utc.checked_day_start(-106'751'992));
  CHECK_FALSE(utc.checked_day_start(std::numeric_limits<Days>::max()));
  CHECK(utc.day_start(std::numeric_limits<Days>::min()) == std::numeric_limits<Micros>::min());
  // Five hours west of Greenwich that day begins after the last instant, whose time is 04:00:54Z.
  CHECK_FALSE(zone("America/Bogota").checked_day_start(106'751'991));
  const Zone berlin = zone("Europe/Berlin");
  CHECK(berlin.local_day(std::numeric_limits<Micros>::max()) == 106'751'991);
  CHECK(berlin.local_day(std::numeric_limits<Micros>::min()) == -106'751'992);
}

TEST_CASE("zones are those of the database") {
  CHECK_FALSE(Zone::find("Europe/Atlantis"));
  CHECK_FALSE(Zone::find(""));
  CHECK_FALSE(Zone::find("../../etc/passwd"));
  CHECK_FALSE(Zone::find("right/Europe/Berlin"));
  CHECK_FALSE(Zone::find("localtime"));
  CHECK(zone("Europe/Berlin").name() == "Europe/Berlin");
  // A year and a letter.
  const std::string version = database_version();
  REQUIRE(version.size() >= 5);
  CHECK(version.substr(0, 2) == "20");
}

TEST_CASE("yearly rules: every form of a day, and texts that are none") {
  const auto moscow = parse_posix_rule("MSK-3");
  CHECK_FALSE(moscow);
  const auto julian = parse_posix_rule("AAA3BBB,J60/0,J300/0");
  REQUIRE(julian);
  CHECK(julian->standard_offset == -3 * 3600);
  CHECK(julian->summer_offset == -2 * 3600);
  // J60 is 1 March in every year. 2045-03-01T03:00Z = 2371950000, 2044-03-01T03:00Z = 2340414000 (datetime.timestamp()).
  CHECK(offset_at(*julian, 2371950000) == -2 * 3600);
  CHECK(offset_at(*julian, 2371950000 - 1) == -3 * 3600);
  CHECK(offset_at(*julian, 2340414000) == -2 * 3600);
  CHECK(offset_at(*julian, 2340414000 - 1) == -3 * 3600);
  // Day 60 from zero is 2 March of a common year, 1 March of a leap year.
  const auto from_zero = parse_posix_rule("<+03>-3<+04>,60/3,300/4");
  REQUIRE(from_zero);
  CHECK(offset_at(*from_zero, 2372025600) == 4 * 3600);
  CHECK(offset_at(*from_zero, 2372025600 - 1) == 3 * 3600);
  CHECK(offset_at(*from_zero, 2340403200) == 4 * 3600);
  CHECK(offset_at(*from_zero, 2340403200 - 1) == 3 * 3600);
  for (const char* text : {"", "A", "AAA", "AAA3BBB", "AAA3BBB,M3.5.0", "AAA3BBB,M13.5.0,M10.5.0", "AAA3BBB,M3.6.0,M10.5.0",
                           "AAA3BBB,M3.5.7,M10.5.0", "AAA3BBB,J366,J1", "<+03-3<+04,60,300", "AAA3BBB,M3.5.0,M10.5.0x"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_posix_rule(text));
  }
}
