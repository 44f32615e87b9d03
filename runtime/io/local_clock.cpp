#include "runtime/io/local_clock.h"

#include "runtime/plan/type.h"

namespace seg::io {

std::int64_t LocalClock::instant(std::int64_t day, std::int64_t time_of_day) {
  Day& slot = days_[static_cast<std::uint64_t>(day) % kDays];
  if (!slot.filled || slot.day != day) {
    const std::int64_t start = zone_.day_start(day);
    const std::int64_t end = zone_.day_start(day + 1);
    const bool whole = end - start == plan::kMicrosPerDay && zone_.instant(day, plan::kMicrosPerDay / 2) == start + plan::kMicrosPerDay / 2;
    slot = {true, whole && zone_.offset(start) == zone_.offset(end), day, start};
  }
  return slot.plain ? slot.start + time_of_day : zone_.instant(day, time_of_day);
}

std::int64_t LocalClock::instant(const DateTime& local) {
  if (!local.has_offset) return instant(local.day, local.time_of_day);
  return local.day * plan::kMicrosPerDay + local.time_of_day - local.offset * plan::kMicrosPerSecond;
}

std::int64_t LocalClock::instant_of_local_micros(std::int64_t micros) {
  std::int64_t day = micros / plan::kMicrosPerDay;
  if (micros % plan::kMicrosPerDay < 0) --day;
  return instant(day, micros - day * plan::kMicrosPerDay);
}

}  // namespace seg::io
