#pragma once
// A zone's rules as kernels read them: offsets from Universal Time, a day at a time, remembered. Scalar functions from instants to what the
// local clock shows and back; total, as all of the kernels are.

#include <atomic>
#include <cstdint>

#include "runtime/kernels/civil.h"
#include "runtime/kernels/exact.h"
#include "runtime/plan/type.h"

namespace seg::kernels {

inline constexpr std::int64_t kDaySeconds = 86'400;

/// What is remembered of a day: the offset at its start, the second of the day from which another one holds (86,400 for none), and that
/// one. Offsets are less than a day; no zone changes its offset twice within a day.
struct LocalDay {
  static constexpr std::int64_t kBias = kDaySeconds;
  std::int64_t before;
  std::int64_t change;
  std::int64_t after;

  std::uint64_t packed() const {
    return std::uint64_t{1} << 63 | static_cast<std::uint64_t>(before + kBias) << 40 | static_cast<std::uint64_t>(change) << 20 |
           static_cast<std::uint64_t>(after + kBias);
  }
  static LocalDay of(std::uint64_t packed) {
    const auto member = [&](int shift) { return static_cast<std::int64_t>(packed >> shift & 0xfffff); };
    return {member(40) - kBias, member(20), member(0) - kBias};
  }
};

/// By days of Universal Time: a day of `count` from `first` on is 0 until it is first asked for.
struct LocalDays {
  const std::atomic<std::uint64_t>* days;
  std::int64_t first;
  std::int64_t count;
  /// Works a day out and remembers it: what then stands in `days`.
  std::uint64_t (*remember)(const void* zone, std::int64_t day);
  /// The offset in seconds at any second since 1970-01-01T00:00Z.
  std::int64_t (*offset)(const void* zone, std::int64_t second);
  const void* zone;
};

/// By days of the local clock, which changes where it first shows a time that it shows later as well, or would show it: what it shows up to
/// there is at the offset before (so the earlier instant in a fold, and as much later as a gap is long), the rest at that after. Where a
/// whole day is a gap, `change` is 86,400 and the offsets differ by as much.
struct ClockDays {
  const std::atomic<std::uint64_t>* days;
  std::int64_t first;
  std::int64_t count;
  /// Works any day out whose seconds fit 64 bits, and remembers it if it is one of `days`: what stands there.
  std::uint64_t (*find)(const void* zone, std::int64_t day);
  const void* zone;
};

struct ZoneDays {
  LocalDays local;
  ClockDays clock;
};

/// The zone of each code; null where it has none.
struct ZoneTable {
  const ZoneDays* const* zones;
  std::int64_t size;
};

/// Universal Time, as every zone's rules are kept: what stands in for a zone that there is not.
const ZoneDays& universal_time();

/// Seconds from Universal Time to local time at a second since 1970-01-01T00:00Z.
inline std::int64_t offset_at(const LocalDays& zone, std::int64_t second) {
  const std::int64_t day = floor_divide(second, kDaySeconds);
  if (day < zone.first || day - zone.first >= zone.count) return zone.offset(zone.zone, second);
  std::uint64_t packed = zone.days[day - zone.first].load(std::memory_order_relaxed);
  if (packed == 0) packed = zone.remember(zone.zone, day);
  const LocalDay local = LocalDay::of(packed);
  return second - day * kDaySeconds < local.change ? local.before : local.after;
}

inline LocalDay clock_day(const ClockDays& zone, std::int64_t day) {
  std::uint64_t packed = 0;
  if (day >= zone.first && day - zone.first < zone.count) packed = zone.days[day - zone.first].load(std::memory_order_relaxed);
  if (packed == 0) packed = zone.find(zone.zone, day);
  return LocalDay::of(packed);
}

/// Whether the local clock never shows this second of a day.
inline bool in_gap(const LocalDay& clock, std::int64_t second) {
  return second < clock.change && second >= clock.change - (clock.after - clock.before);
}

/// Seconds since 1970-01-01T00:00 of the local clock.
inline std::int64_t local_second(const LocalDays& zone, std::int64_t second) { return second + offset_at(zone, second); }

/// Microseconds since midnight that the local clock shows at an instant.
inline std::int64_t time_of_day(const LocalDays& zone, std::int64_t instant) {
  const std::int64_t second = floor_divide(instant, plan::kMicrosPerSecond);
  const std::int64_t local = local_second(zone, second);
  const std::int64_t since_midnight = local - floor_divide(local, kDaySeconds) * kDaySeconds;
  return since_midnight * plan::kMicrosPerSecond + instant % plan::kMicrosPerSecond +
         (instant % plan::kMicrosPerSecond < 0 ? plan::kMicrosPerSecond : 0);
}

/// The first instant of a day. False where it, or midnight in microseconds, does not fit; then `out` is 0.
inline bool start_of_day(const ClockDays& zone, std::int64_t day, std::int64_t& out) {
  std::int64_t midnight = 0;
  out = 0;
  if (!multiply(day, plan::kMicrosPerDay, midnight)) return false;
  const LocalDay clock = clock_day(zone, day);
  const std::int64_t offset = in_gap(clock, 0) ? clock.after - clock.change : clock.before;
  if (subtract(midnight, offset * plan::kMicrosPerSecond, out)) return true;
  out = 0;
  return false;
}

/// The instant of a day and microseconds since its midnight. False where these are no time of day, or the instant or what the local clock
/// shows at it does not fit; then `out` is 0.
inline bool instant_of(const ClockDays& zone, std::int64_t day, std::int64_t time, std::int64_t& out) {
  out = 0;
  if (time < 0 || time >= plan::kMicrosPerDay) return false;
  std::int64_t local = 0;
  if (!narrow(Wide{day} * plan::kMicrosPerDay + time, local)) return false;
  const LocalDay clock = clock_day(zone, day);
  const std::int64_t second = time / plan::kMicrosPerSecond;
  const std::int64_t offset = second < clock.change ? clock.before : clock.after;
  if (subtract(local, offset * plan::kMicrosPerSecond, out)) return true;
  out = 0;
  return false;
}

}  // namespace seg::kernels
