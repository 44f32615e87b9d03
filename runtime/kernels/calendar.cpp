#include "runtime/kernels/civil.h"
#include "runtime/kernels/kernels.h"
#include "runtime/kernels/mutants.h"
#include "runtime/plan/type.h"

namespace seg::kernels {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;

/// `part(days)` of each date.
template <typename Part, typename Out>
[[gnu::always_inline]] inline void each_date(const Lanes& lanes, const std::int64_t* dates, Out* out, Part part) {
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) out[lane] = static_cast<Out>(part(dates[lane]));
}

/// `part(seconds)` of each instant's local time, in seconds since 1970-01-01T00:00 of the local clock.
template <typename Part>
[[gnu::always_inline]] inline void each_local(const Lanes& lanes, const std::int64_t* instants, const LocalDays& zone, std::int64_t* out,
                                              Part part) {
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    const std::int64_t second = floor_divide(instants[lane], plan::kMicrosPerSecond);
    out[lane] = part(second + offset_at(zone, second));
  }
}

}  // namespace

void year_of(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out) {
  each_date(lanes, dates, out,
            [](std::int64_t days) { return SEG_MUTATE(years_of_two_digits, civil_of(days).year, civil_of(days).year % 100); });
}

void month_of(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out) {
  each_date(lanes, dates, out,
            [](std::int64_t days) { return SEG_MUTATE(months_from_zero, civil_of(days).month, civil_of(days).month - 1); });
}

void day_of(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out) {
  each_date(lanes, dates, out, [](std::int64_t days) { return SEG_MUTATE(days_from_zero, civil_of(days).day, civil_of(days).day - 1); });
}

void day_of_year(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out) {
  each_date(lanes, dates, out,
            [](std::int64_t days) { return SEG_MUTATE(day_of_month_for_year, civil_of(days).day_of_year, civil_of(days).day); });
}

void weekday_of_date(const Lanes& lanes, const std::int64_t* dates, std::int32_t* out) {
  each_date(lanes, dates, out,
            [](std::int64_t days) { return SEG_MUTATE(weeks_from_sunday, weekday_of(days), (weekday_of(days) + 1) % 7); });
}

void month_start(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out) {
  each_date(lanes, dates, out,
            [](std::int64_t days) { return SEG_MUTATE(month_is_quarter, month_start_of(days), quarter_start_of(days)); });
}

void quarter_start(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out) {
  each_date(lanes, dates, out,
            [](std::int64_t days) { return SEG_MUTATE(quarter_is_month, quarter_start_of(days), month_start_of(days)); });
}

void local_date(const Lanes& lanes, const std::int64_t* instants, const LocalDays& zone, std::int64_t* out) {
  each_local(lanes, instants, zone, out, [](std::int64_t second) {
    return SEG_MUTATE(days_begin_at_noon, floor_divide(second, kDaySeconds), floor_divide(second - kDaySeconds / 2, kDaySeconds));
  });
}

void local_hour(const Lanes& lanes, const std::int64_t* instants, const LocalDays& zone, std::int64_t* out) {
  each_local(lanes, instants, zone, out, [](std::int64_t second) {
    return SEG_MUTATE(hours_from_noon, (second - floor_divide(second, kDaySeconds) * kDaySeconds) / 3'600,
                      (second - floor_divide(second, kDaySeconds / 2) * (kDaySeconds / 2)) / 3'600);
  });
}

void local_minute(const Lanes& lanes, const std::int64_t* instants, const LocalDays& zone, std::int64_t* out) {
  each_local(lanes, instants, zone, out, [](std::int64_t second) {
    return SEG_MUTATE(minute_of_the_day, (second - floor_divide(second, 3'600) * 3'600) / 60,
                      (second - floor_divide(second, kDaySeconds) * kDaySeconds) / 60);
  });
}

}  // namespace seg::kernels
