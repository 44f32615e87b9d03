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
    out[lane] = part(second + SEG_MUTATE(instants_in_utc, offset_at(zone, second), 0));
  }
}

}  // namespace

void year_of(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out) {
  each_date(lanes, dates, out, [](std::int64_t days) { return civil_of(days).year; });
}

void month_of(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out) {
  each_date(lanes, dates, out, [](std::int64_t days) { return civil_of(days).month; });
}

void day_of(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out) {
  each_date(lanes, dates, out, [](std::int64_t days) { return civil_of(days).day; });
}

void day_of_year(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out) {
  each_date(lanes, dates, out, [](std::int64_t days) { return civil_of(days).day_of_year; });
}

void weekday_of_date(const Lanes& lanes, const std::int64_t* dates, std::int32_t* out) { each_date(lanes, dates, out, weekday_of); }

void month_start(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out) { each_date(lanes, dates, out, month_start_of); }

void quarter_start(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out) { each_date(lanes, dates, out, quarter_start_of); }

void local_date(const Lanes& lanes, const std::int64_t* instants, const LocalDays& zone, std::int64_t* out) {
  each_local(lanes, instants, zone, out, [](std::int64_t second) { return floor_divide(second, kDaySeconds); });
}

void local_hour(const Lanes& lanes, const std::int64_t* instants, const LocalDays& zone, std::int64_t* out) {
  each_local(lanes, instants, zone, out,
             [](std::int64_t second) { return (second - floor_divide(second, kDaySeconds) * kDaySeconds) / 3'600; });
}

void local_minute(const Lanes& lanes, const std::int64_t* instants, const LocalDays& zone, std::int64_t* out) {
  each_local(lanes, instants, zone, out, [](std::int64_t second) { return (second - floor_divide(second, 3'600) * 3'600) / 60; });
}

}  // namespace seg::kernels
