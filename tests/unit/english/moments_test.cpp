// Dates of windows. Expected dates by hand, from a calendar.

#include "compiler/english/moments.h"

#include <catch2/catch.hpp>

#include "tests/unit/english/built.h"

namespace seg::english {
namespace {

using hir::Unit;

struct Fixture : test::Built {
  /// In Berlin.
  std::string shown(hir::ExprId id, std::string_view now) const {
    const auto zone = calendar::Zone::find("Europe/Berlin");
    const Clock clock{*calendar::parse_instant(now, *zone), *zone};
    const auto moment = moment_of(hir, id, clock);
    return moment ? moment_text(*moment, clock) : "nothing";
  }
  hir::ExprId shift(std::int64_t count, Unit unit) { return add(hir::Shift{now(), count, unit, std::nullopt}, plan::timestamp_type()); }
  hir::ExprId start(std::int64_t count, Unit unit) { return add(hir::UnitStart{now(), count, unit, std::nullopt}, plan::timestamp_type()); }
};

}  // namespace

TEST_CASE("months back are clamped at the month's end and keep the time of day") {
  Fixture built;
  CHECK(built.shown(built.shift(-1, Unit::Month), "2026-03-31T10:15") == "2026-02-28 10:15");
  CHECK(built.shown(built.shift(-1, Unit::Month), "2024-03-31T10:15") == "2024-02-29 10:15");
  CHECK(built.shown(built.shift(-1, Unit::Quarter), "2026-05-31T00:00") == "2026-02-28 00:00");
  CHECK(built.shown(built.shift(-1, Unit::Year), "2024-02-29T08:00") == "2023-02-28 08:00");
  CHECK(built.shown(built.shift(-14, Unit::Month), "2026-01-31T12:00") == "2024-11-30 12:00");
  CHECK(built.shown(built.shift(2, Unit::Week), "2026-12-24T12:00") == "2027-01-07 12:00");
}

TEST_CASE("a calendar day keeps the time of day where elapsed days do not") {
  Fixture built;
  const auto elapsed =
      built.add(hir::Binary{hir::Arithmetic::Subtract, built.now(), built.length(plan::kMicrosPerDay)}, plan::timestamp_type());
  CHECK(built.shown(elapsed, "2026-03-29T12:00") == "2026-03-28 11:00");  // the clock went forward that morning
  CHECK(built.shown(built.shift(-1, Unit::Day), "2026-03-29T12:00") == "2026-03-28 12:00");
}

TEST_CASE("units begin at local midnight, weeks on Monday, quarters in January, April, July and October") {
  Fixture built;
  CHECK(built.shown(built.start(0, Unit::Week), "2026-11-22T23:59") == "2026-11-16 00:00");  // a Sunday
  CHECK(built.shown(built.start(0, Unit::Week), "2026-11-23T00:00") == "2026-11-23 00:00");  // a Monday
  CHECK(built.shown(built.start(0, Unit::Month), "2026-11-23T10:00") == "2026-11-01 00:00");
  CHECK(built.shown(built.start(-2, Unit::Month), "2026-01-23T10:00") == "2025-11-01 00:00");
  CHECK(built.shown(built.start(0, Unit::Quarter), "2026-12-31T10:00") == "2026-10-01 00:00");
  CHECK(built.shown(built.start(-3, Unit::Quarter), "2026-02-01T10:00") == "2025-04-01 00:00");
  CHECK(built.shown(built.start(1, Unit::Year), "2026-02-01T10:00") == "2027-01-01 00:00");
  CHECK(built.shown(built.start(-7, Unit::Day), "2026-03-01T10:00") == "2026-02-22 00:00");
}

TEST_CASE("days of today, and days before 1970") {
  Fixture built;
  const auto today = built.apply(plan::Op::LocalDate, {built.now()}, plan::date_type());
  CHECK(built.shown(today, "2026-10-01T00:30") == "2026-10-01");
  const auto before = built.add(hir::Shift{built.day(-1), -1, Unit::Month, std::nullopt}, plan::date_type());
  CHECK(built.shown(before, "2026-10-01T00:30") == "1969-11-30");
  const auto week = built.add(hir::UnitStart{built.day(-1), 0, Unit::Week, std::nullopt}, plan::date_type());
  CHECK(built.shown(week, "2026-10-01T00:30") == "1969-12-29");
}

TEST_CASE("a zone that is named decides, and what the profile decides has no date") {
  Fixture built;
  const auto in = [&](hir::ExprId zone) { return built.add(hir::UnitStart{built.now(), 0, Unit::Day, zone}, plan::timestamp_type()); };
  CHECK(built.shown(in(built.text("America/New_York")), "2026-10-01T03:00") == "2026-09-30 06:00");
  CHECK(built.shown(in(built.text("Nowhere/At_All")), "2026-10-01T03:00") == "nothing");
  CHECK(built.shown(in(built.field(4)), "2026-10-01T03:00") == "nothing");
  CHECK(built.shown(built.field(2), "2026-10-01T03:00") == "nothing");
  CHECK(built.shown(built.shift(std::numeric_limits<std::int64_t>::min(), Unit::Year), "2026-10-01T03:00") == "nothing");
}

}  // namespace seg::english
