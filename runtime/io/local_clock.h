#pragma once
// Instants from local times, many at a time: a day without a change of the clock is asked for once.

#include <cstdint>
#include <vector>

#include "runtime/calendar/calendar.h"
#include "runtime/io/parse_value.h"

namespace seg::io {

class LocalClock {
 public:
  explicit LocalClock(calendar::Zone zone) : zone_(zone), days_(kDays) {}

  /// Microseconds since 1970-01-01T00:00Z of a local time. A time in a gap moves by its length, in a fold it is the earlier.
  std::int64_t instant(std::int64_t day, std::int64_t time_of_day);
  std::int64_t instant(const DateTime& local);
  /// A local time as microseconds since the local 1970-01-01 00:00.
  std::int64_t instant_of_local_micros(std::int64_t micros);
  std::int64_t local_day(std::int64_t instant) const { return zone_.local_day(instant); }

 private:
  static constexpr std::size_t kDays = 1024;
  struct Day {
    bool filled = false;
    bool plain = false;  ///< 24 hours without a change
    std::int64_t day = 0;
    std::int64_t start = 0;
  };
  calendar::Zone zone_;
  std::vector<Day> days_;
};

}  // namespace seg::io
