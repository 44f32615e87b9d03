#pragma once
// The first instants of local days, remembered: a day costs some fifty look-ups in the zone's rules.

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/calendar/calendar.h"

namespace seg::jit {

/// May be asked by several threads at once.
class DayStartTable {
 public:
  explicit DayStartTable(const calendar::Zone& zone);
  /// Days and microseconds since 1970-01-01; false where the instant does not fit 64 bits.
  bool of(std::int64_t day, std::int64_t& out) const;

 private:
  bool find(std::int64_t day, std::int64_t& out) const;

  calendar::Zone zone_;
  mutable std::vector<std::atomic<std::int64_t>> known_;
};

/// Seconds from Universal Time to local time at a second since 1970-01-01T00:00Z; beyond 64 bits of microseconds the nearer end's.
std::int64_t offset_at(const calendar::Zone& zone, std::int64_t second);
/// The second in (low, high] at which the offset changes, if it does so once there.
std::int64_t change_between(const calendar::Zone& zone, std::int64_t low, std::int64_t high);

/// As the kernel calls it: `table` is a DayStartTable.
bool day_start_of(const void* table, std::int64_t day, std::int64_t* out);

}  // namespace seg::jit
