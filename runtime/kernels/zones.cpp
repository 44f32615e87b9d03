#include "runtime/kernels/zones.h"

#include "runtime/kernels/kernels.h"
#include "runtime/kernels/mutants.h"

namespace seg::kernels {
namespace {

/// Lanes of one zone.
struct OneZone {
  const ZoneDays& zone;
  const ZoneDays& of(std::int64_t) const { return zone; }
};

/// Each lane's own.
struct CodedZones {
  const std::int32_t* codes;
  const ZoneTable& zones;
  const ZoneDays& universal = universal_time();
  const ZoneDays& of(std::int64_t lane) const {
    const auto code = static_cast<std::uint32_t>(codes[lane]);
    const ZoneDays* zone = code < static_cast<std::uint64_t>(zones.size) ? zones.zones[code] : nullptr;
    return zone != nullptr ? *zone : universal;
  }
};

template <typename Zones>
[[gnu::always_inline]] inline void local_dates(const Lanes& lanes, const std::int64_t* instants, Zones zones, std::int64_t* out) {
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    const std::int64_t second = local_second(zones.of(lane).local, floor_divide(instants[lane], plan::kMicrosPerSecond));
    out[lane] = SEG_MUTATE(days_begin_at_noon, floor_divide(second, kDaySeconds), floor_divide(second - kDaySeconds / 2, kDaySeconds));
  }
}

template <typename Zones>
[[gnu::always_inline]] inline void local_times(const Lanes& lanes, const std::int64_t* instants, Zones zones, std::int64_t* out) {
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    const std::int64_t time = time_of_day(zones.of(lane).local, instants[lane]);
    out[lane] = SEG_MUTATE(times_of_whole_seconds, time, time - time % plan::kMicrosPerSecond);
  }
}

template <typename Zones>
[[gnu::always_inline]] inline void local_hours(const Lanes& lanes, const std::int64_t* instants, Zones zones, std::int64_t* out) {
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    const std::int64_t second = local_second(zones.of(lane).local, floor_divide(instants[lane], plan::kMicrosPerSecond));
    out[lane] = SEG_MUTATE(hours_from_noon, (second - floor_divide(second, kDaySeconds) * kDaySeconds) / 3'600,
                           (second - floor_divide(second, kDaySeconds / 2) * (kDaySeconds / 2)) / 3'600);
  }
}

template <typename Zones>
[[gnu::always_inline]] inline void local_minutes(const Lanes& lanes, const std::int64_t* instants, Zones zones, std::int64_t* out) {
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
    const std::int64_t second = local_second(zones.of(lane).local, floor_divide(instants[lane], plan::kMicrosPerSecond));
    out[lane] = SEG_MUTATE(minute_of_the_day, (second - floor_divide(second, 3'600) * 3'600) / 60,
                           (second - floor_divide(second, kDaySeconds) * kDaySeconds) / 60);
  }
}

#ifdef SEG_MUTANT
/// instant_of, but the end of the gap where it is in one.
bool instant_after_gap(const ClockDays& zone, std::int64_t day, std::int64_t time, std::int64_t& out) {
  if (!instant_of(zone, day, time, out)) return false;
  const LocalDay clock = clock_day(zone, day);
  const std::int64_t second = time / plan::kMicrosPerSecond;
  return !in_gap(clock, second) || instant_of(zone, day, clock.change * plan::kMicrosPerSecond, out);
}

/// start_of_day, but midnight at the offset that holds after its gap, where it is in one.
bool start_before_gap(const ClockDays& zone, std::int64_t day, std::int64_t& out) {
  if (!start_of_day(zone, day, out)) return false;
  const LocalDay clock = clock_day(zone, day);
  if (in_gap(clock, 0)) out -= clock.change * plan::kMicrosPerSecond;
  return true;
}
#endif

template <typename Zones>
[[gnu::always_inline]] inline void day_starts(const Lanes& lanes, const std::int64_t* dates, Zones zones, std::int64_t* out, Word* fine) {
  std::int64_t unused = 0;
  pack_or_run(lanes, fine, [&](std::int64_t lane) {
    const ClockDays& clock = zones.of(lane).clock;
    std::int64_t& result = out != nullptr ? out[lane] : unused;
    return SEG_MUTATE(midnight_before_its_gap, start_of_day(clock, dates[lane], result), start_before_gap(clock, dates[lane], result));
  });
}

template <typename Zones>
[[gnu::always_inline]] inline void local_instants(const Lanes& lanes, const std::int64_t* dates, const std::int64_t* times, Zones zones,
                                                  std::int64_t* out, Word* fine) {
  std::int64_t unused = 0;
  pack_or_run(lanes, fine, [&](std::int64_t lane) {
    const ClockDays& clock = zones.of(lane).clock;
    std::int64_t& result = out != nullptr ? out[lane] : unused;
    const std::int64_t time = SEG_MUTATE(times_beyond_the_day, times[lane], times[lane] % plan::kMicrosPerDay);
    return SEG_MUTATE(gap_moves_to_its_end, instant_of(clock, dates[lane], time, result),
                      instant_after_gap(clock, dates[lane], time, result));
  });
}

}  // namespace

const ZoneDays& universal_time() {
  static constexpr auto kRemember = [](const void*, std::int64_t) { return LocalDay{0, kDaySeconds, 0}.packed(); };
  static constexpr auto kOffset = [](const void*, std::int64_t) { return std::int64_t{0}; };
  static const ZoneDays kZone{{nullptr, 0, 0, kRemember, kOffset, nullptr}, {nullptr, 0, 0, kRemember, nullptr}};
  return kZone;
}

#define SEG_LOCAL_PART(name, parts)                                                                                        \
  void name(const Lanes& lanes, const std::int64_t* instants, const ZoneDays& zone, std::int64_t* out) {                   \
    parts(lanes, instants, OneZone{zone}, out);                                                                            \
  }                                                                                                                        \
  void name##_by_zone(const Lanes& lanes, const std::int64_t* instants, const std::int32_t* codes, const ZoneTable& zones, \
                      std::int64_t* out) {                                                                                 \
    parts(lanes, instants, CodedZones{codes, zones}, out);                                                                 \
  }
SEG_LOCAL_PART(local_date, local_dates)
SEG_LOCAL_PART(local_time, local_times)
SEG_LOCAL_PART(local_hour, local_hours)
SEG_LOCAL_PART(local_minute, local_minutes)
#undef SEG_LOCAL_PART

void day_start(const Lanes& lanes, const std::int64_t* dates, const ZoneDays& zone, std::int64_t* out, Word* fine) {
  day_starts(lanes, dates, OneZone{zone}, out, fine);
}

void day_start_by_zone(const Lanes& lanes, const std::int64_t* dates, const std::int32_t* codes, const ZoneTable& zones, std::int64_t* out,
                       Word* fine) {
  day_starts(lanes, dates, CodedZones{codes, zones}, out, fine);
}

void local_instant(const Lanes& lanes, const std::int64_t* dates, const std::int64_t* times, const ZoneDays& zone, std::int64_t* out,
                   Word* fine) {
  local_instants(lanes, dates, times, OneZone{zone}, out, fine);
}

void local_instant_by_zone(const Lanes& lanes, const std::int64_t* dates, const std::int64_t* times, const std::int32_t* codes,
                           const ZoneTable& zones, std::int64_t* out, Word* fine) {
  local_instants(lanes, dates, times, CodedZones{codes, zones}, out, fine);
}

void has_zone(const Lanes& lanes, const std::int32_t* codes, const ZoneTable& zones, Word* out) {
  pack(lanes, out, [&](std::int64_t lane) {
    const auto code = static_cast<std::uint32_t>(codes[lane]);
    return code < static_cast<std::uint64_t>(zones.size) && zones.zones[code] != nullptr;
  });
}

}  // namespace seg::kernels
