#include "runtime/kernels/civil.h"
#include "runtime/kernels/kernels.h"
#include "runtime/kernels/mutants.h"

namespace seg::kernels {
namespace {

/// `part(days)` of each date.
template <typename Part, typename Out>
[[gnu::always_inline]] inline void each_date(const Lanes& lanes, const std::int64_t* dates, Out* out, Part part) {
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) out[lane] = static_cast<Out>(part(dates[lane]));
}

/// `operation(a, b, out)` on each pair; it says whether it went well.
template <typename Operation>
[[gnu::always_inline]] inline void each_pair(const Lanes& lanes, const std::int64_t* a, const std::int64_t* b, std::int64_t* out,
                                             Word* fine, Operation operation) {
  std::int64_t unused = 0;
  pack_or_run(lanes, fine, [&](std::int64_t lane) { return operation(a[lane], b[lane], out != nullptr ? out[lane] : unused); });
}

#ifdef SEG_MUTANT
/// A day that its month does not have goes on in the next one.
bool add_months_unclamped(std::int64_t days, std::int64_t months, std::int64_t& out) {
  std::int64_t first = 0;
  return add_months(month_start_of(days), months, first) && add(first, civil_of(days).day - 1, out);
}
#endif

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

void week_start(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out) {
  each_date(lanes, dates, out, [](std::int64_t days) {
    return SEG_MUTATE(week_starts_on_sunday, week_start_of(days), moved_days(week_start_of(moved_days(days, 1)), -1));
  });
}

void year_start(const Lanes& lanes, const std::int64_t* dates, std::int64_t* out) {
  each_date(lanes, dates, out, [](std::int64_t days) { return SEG_MUTATE(year_is_quarter, year_start_of(days), quarter_start_of(days)); });
}

void add_months_to_dates(const Lanes& lanes, const std::int64_t* dates, const std::int64_t* months, std::int64_t* out, Word* fine) {
  each_pair(lanes, dates, months, out, fine, [](std::int64_t days, std::int64_t by, std::int64_t& result) {
    return SEG_MUTATE(months_not_clamped, add_months(days, by, result), add_months_unclamped(days, by, result));
  });
}

void next_anniversary(const Lanes& lanes, const std::int64_t* dates, const std::int64_t* on, std::int64_t* out, Word* fine) {
  each_pair(lanes, dates, on, out, fine, [](std::int64_t date, std::int64_t from, std::int64_t& result) {
    return anniversary(date, SEG_MUTATE(anniversary_skips_today, from, moved_days(from, 1)), result);
  });
}

void age_on(const Lanes& lanes, const std::int64_t* dates, const std::int64_t* on, std::int64_t* out) {
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    out[lane] = SEG_MUTATE(age_by_days, age(dates[lane], on[lane]), floor_divide(moved_days(on[lane], ~dates[lane]), 365));
  }
}

}  // namespace seg::kernels
