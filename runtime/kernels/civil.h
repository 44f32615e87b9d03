#pragma once
// Dates of the proleptic Gregorian calendar from days since 1970-01-01. After Howard Hinnant, "chrono-Compatible Low-Level Date
// Algorithms", civil_from_days: years begin in March, so that a leap day is the last of its year. Every function is total.

#include <algorithm>
#include <cstdint>

#include "runtime/kernels/exact.h"

namespace seg::kernels {

struct Civil {
  std::int64_t year;
  std::int64_t month;        ///< 1 to 12
  std::int64_t day;          ///< 1 to 31
  std::int64_t day_of_year;  ///< 1 to 366
};

inline constexpr std::int64_t kCycleDays = 146'097;  ///< of 400 years, after which the calendar repeats

inline std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) {
  const std::int64_t quotient = value / divisor;
  return quotient - (value % divisor < 0 ? 1 : 0);
}

inline bool is_leap(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

inline Civil civil_of(std::int64_t days) {
  constexpr std::int64_t kFromMarchOfYear0 = 719'468;
  constexpr std::uint32_t kFromMarchToJanuary = 306;
  const std::int64_t whole_cycles = floor_divide(days, kCycleDays);
  // Not days - whole_cycles * kCycleDays: the product does not fit at the ends of 64 bits.
  const std::int64_t remainder = days % kCycleDays;
  const std::int64_t shifted = (remainder < 0 ? remainder + kCycleDays : remainder) + kFromMarchOfYear0;
  const std::int64_t cycle = whole_cycles + shifted / kCycleDays;
  const auto day_of_cycle = static_cast<std::uint32_t>(shifted % kCycleDays);
  const std::uint32_t year_of_cycle = (day_of_cycle - day_of_cycle / 1'460 + day_of_cycle / 36'524 - day_of_cycle / 146'096) / 365;
  const std::uint32_t from_march = day_of_cycle - (365 * year_of_cycle + year_of_cycle / 4 - year_of_cycle / 100);
  const std::uint32_t month_from_march = (5 * from_march + 2) / 153;
  const bool next_year = month_from_march >= 10;
  Civil result{};
  result.year = cycle * 400 + year_of_cycle + (next_year ? 1 : 0);
  result.month = next_year ? month_from_march - 9 : month_from_march + 3;
  result.day = from_march - (153 * month_from_march + 2) / 5 + 1;
  result.day_of_year = next_year ? from_march - kFromMarchToJanuary + 1 : from_march + 60 + (is_leap(result.year) ? 1 : 0);
  return result;
}

/// Monday is 0.
inline std::int64_t weekday_of(std::int64_t days) {
  const std::int64_t from_thursday = days % 7;  // 1970-01-01 was one
  return (from_thursday + 10) % 7;
}

/// `days` and some more or less; at the ends of 64 bits, which no date reaches, it wraps.
inline std::int64_t moved_days(std::int64_t days, std::int64_t by) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(days) + static_cast<std::uint64_t>(by));
}

inline std::int64_t month_start_of(std::int64_t days) { return moved_days(days, 1 - civil_of(days).day); }

inline std::int64_t quarter_start_of(std::int64_t days) {
  const Civil civil = civil_of(days);
  const std::int64_t first_month = (civil.month - 1) / 3 * 3 + 1;
  constexpr std::int64_t kBefore[] = {0, 90, 181, 273};
  const std::int64_t before = kBefore[(first_month - 1) / 3] + (first_month > 1 && is_leap(civil.year) ? 1 : 0);
  return moved_days(days, before + 1 - civil.day_of_year);
}

inline std::int64_t week_start_of(std::int64_t days) { return moved_days(days, -weekday_of(days)); }

inline std::int64_t year_start_of(std::int64_t days) { return moved_days(days, 1 - civil_of(days).day_of_year); }

/// 28 to 31; `month` from 1 to 12.
inline std::int64_t month_length(std::int64_t year, std::int64_t month) {
  constexpr std::int8_t kLengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return kLengths[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
}

/// Which day of a year it is, 1 to 366; 29 February is the 28th in a year that has none.
inline std::int64_t day_in_year(std::int64_t year, std::int64_t month, std::int64_t day) {
  constexpr std::int16_t kBefore[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  const std::int64_t leap = is_leap(year) ? 1 : 0;
  if (month == 2) return kBefore[1] + std::min(day, 28 + leap);
  return kBefore[month - 1] + day + (month > 2 ? leap : 0);
}

/// days_from_civil of the same source, for a year that any 64 bits of months hold. False where the day does not fit.
inline bool days_of(std::int64_t year, std::int64_t month, std::int64_t day, std::int64_t& out) {
  const std::int64_t from_march_of = year - (month <= 2 ? 1 : 0);
  const std::int64_t cycle = floor_divide(from_march_of, 400);
  const std::int64_t year_of_cycle = from_march_of - cycle * 400;
  const std::int64_t from_march = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const std::int64_t day_of_cycle = year_of_cycle * 365 + year_of_cycle / 4 - year_of_cycle / 100 + from_march;
  return narrow(Wide{cycle} * kCycleDays + day_of_cycle - 719'468, out);
}

/// The same day so many months later, or the last of its month. False where it does not fit.
inline bool add_months(std::int64_t days, std::int64_t months, std::int64_t& out) {
  const Civil civil = civil_of(days);
  std::int64_t index = 0;
  out = 0;
  if (!add(civil.year * 12 + civil.month - 1, months, index)) return false;
  const std::int64_t year = floor_divide(index, 12);
  const std::int64_t month = index - year * 12 + 1;
  return days_of(year, month, std::min(civil.day, month_length(year, month)), out);
}

/// The first day from `on` that is a whole number of years before or after `date`. False where it does not fit.
inline bool anniversary(std::int64_t date, std::int64_t on, std::int64_t& out) {
  const Civil first = civil_of(date);
  const Civil from = civil_of(on);
  std::int64_t ahead = day_in_year(from.year, first.month, first.day) - from.day_of_year;
  if (ahead < 0) ahead = (is_leap(from.year) ? 366 : 365) - from.day_of_year + day_in_year(from.year + 1, first.month, first.day);
  return add(on, ahead, out);
}

/// Whole years from `date` to `on`, negative before it: the most that do not go beyond `on`.
inline std::int64_t age(std::int64_t date, std::int64_t on) {
  const Civil first = civil_of(date);
  const Civil now = civil_of(on);
  return now.year - first.year - (day_in_year(now.year, first.month, first.day) > now.day_of_year ? 1 : 0);
}

}  // namespace seg::kernels
