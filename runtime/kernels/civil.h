#pragma once
// Dates of the proleptic Gregorian calendar from days since 1970-01-01. After Howard Hinnant, "chrono-Compatible Low-Level Date
// Algorithms", civil_from_days: years begin in March, so that a leap day is the last of its year. Every function is total.

#include <cstdint>

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

}  // namespace seg::kernels
