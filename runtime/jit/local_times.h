#pragma once
// A zone's offsets from Universal Time, remembered day by day, and all that a session knows of its zone.

#include <atomic>
#include <memory>
#include <vector>

#include "runtime/calendar/calendar.h"
#include "runtime/jit/day_starts.h"
#include "runtime/kernels/kernels.h"

namespace seg::jit {

/// May be asked by several threads at once.
class LocalTimeTable {
 public:
  explicit LocalTimeTable(const calendar::Zone& zone);
  /// What kernels get; valid as long as the table is.
  const kernels::LocalDays& days() const { return days_; }

 private:
  static std::uint64_t remember(const void* table, std::int64_t day);
  static std::int64_t offset(const void* table, std::int64_t second);

  calendar::Zone zone_;
  mutable std::vector<std::atomic<std::uint64_t>> known_;
  kernels::LocalDays days_{};
};

/// Either may be null where a Plan does not need it.
struct ZoneTables {
  std::unique_ptr<DayStartTable> day_starts;
  std::unique_ptr<LocalTimeTable> local_times;
};

}  // namespace seg::jit
