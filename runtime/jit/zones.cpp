#include "runtime/jit/zones.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <map>
#include <new>
#include <string>

#include "runtime/calendar/calendar.h"
#include "runtime/jit/mutants.h"

namespace seg::jit {
namespace {

using kernels::LocalDay;

constexpr std::int64_t kFirstKnown = -36'525;  // 1870
constexpr std::int64_t kLastKnown = 73'050;    // 2170
constexpr std::int64_t kHour = 3'600;
constexpr std::int64_t kDay = kernels::kDaySeconds;
/// Offsets lie between -16 and +16 hours in all of the database.
constexpr std::int64_t kMostOffset = 16 * kHour;

/// Seconds from Universal Time to local time at a second since 1970-01-01T00:00Z; beyond 64 bits of microseconds the nearer end's.
std::int64_t offset_at(const calendar::Zone& zone, std::int64_t second) {
  constexpr std::int64_t kFarthest = std::numeric_limits<std::int64_t>::max() / plan::kMicrosPerSecond;
  return zone.offset(std::clamp(second, -kFarthest, kFarthest) * plan::kMicrosPerSecond);
}

/// The second in (low, high] at which the offset changes, if it does so once there.
std::int64_t change_between(const calendar::Zone& zone, std::int64_t low, std::int64_t high) {
  const std::int64_t before = offset_at(zone, low);
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (offset_at(zone, middle) == before ? low : high) = middle;
  }
  return high;
}

/// The days that a table remembers, none at first. Zeroed by the system, a page when it is first touched: of most zones few are.
class Days {
 public:
  Days() : days_(static_cast<Day*>(std::calloc(static_cast<std::size_t>(kLastKnown - kFirstKnown), sizeof(Day)))) {
    if (days_ == nullptr) throw std::bad_alloc();
  }
  const std::atomic<std::uint64_t>* data() const { return days_.get(); }
  /// Every thread that works a day out finds the same: who writes last does not matter.
  std::uint64_t remember(std::int64_t day, const LocalDay& found) const {
    const std::uint64_t packed = found.packed();
    if (day >= kFirstKnown && day < kLastKnown) days_.get()[day - kFirstKnown].store(packed, std::memory_order_relaxed);
    return packed;
  }

 private:
  using Day = std::atomic<std::uint64_t>;
  static_assert(sizeof(Day) == sizeof(std::uint64_t) && Day::is_always_lock_free);
  struct Free {
    void operator()(Day* days) const { std::free(days); }
  };
  std::unique_ptr<Day, Free> days_;
};

class Zone {
 public:
  explicit Zone(const calendar::Zone& rules)
      : rules_(rules),
        days_{{local_.data(), kFirstKnown, kLastKnown - kFirstKnown, local_day, offset, this},
              {clock_.data(), kFirstKnown, kLastKnown - kFirstKnown, clock_day, this}} {}
  Zone(const Zone&) = delete;
  Zone& operator=(const Zone&) = delete;
  const kernels::ZoneDays& days() const { return days_; }

 private:
  static std::int64_t offset(const void* zone, std::int64_t second) { return offset_at(static_cast<const Zone*>(zone)->rules_, second); }
  static std::uint64_t local_day(const void* zone, std::int64_t day);
  static std::uint64_t clock_day(const void* zone, std::int64_t day);

  calendar::Zone rules_;
  Days local_;
  Days clock_;
  kernels::ZoneDays days_;
};

std::uint64_t Zone::local_day(const void* zone, std::int64_t day) {
  const Zone& self = *static_cast<const Zone*>(zone);
  const std::int64_t begin = day * kDay;
  LocalDay found{offset_at(self.rules_, begin), kDay, 0};
  for (std::int64_t next = kHour; next <= kDay && found.change == kDay; next += kHour) {
    if (offset_at(self.rules_, begin + next) == found.before) continue;
    found.change = change_between(self.rules_, begin + next - kHour, begin + next) - begin;
  }
  if (found.change < kDay) found.after = offset_at(self.rules_, begin + found.change);
  return self.local_.remember(day, found);
}

/// A change at `second` shows on the local clock where the earlier of two offsets that show the same time stops to hold.
std::int64_t shown_at(std::int64_t second, std::int64_t before, std::int64_t after) {
  return second + SEG_MUTATE(fold_takes_the_later, std::max(before, after), after);
}

std::uint64_t Zone::clock_day(const void* zone, std::int64_t day) {
  const Zone& self = *static_cast<const Zone*>(zone);
  const std::int64_t begin = day * kDay;
  std::int64_t before = offset_at(self.rules_, begin - kMostOffset);
  LocalDay found{before, kDay, before};
  for (std::int64_t next = begin - kMostOffset + kHour; next <= begin + kDay + kMostOffset; next += kHour) {
    const std::int64_t after = offset_at(self.rules_, next);
    if (after == before) continue;
    const std::int64_t shown = shown_at(change_between(self.rules_, next - kHour, next), before, after);
    if (shown > begin + kDay) break;
    if (shown > begin) {
      found = {before, shown - begin, after};
      break;
    }
    before = after;
    found = {before, kDay, before};
  }
  return self.clock_.remember(day, found);
}

}  // namespace

const kernels::ZoneDays* find_zone(std::string_view name) {
  static std::mutex mutex;
  static std::map<std::string, std::unique_ptr<const Zone>, std::less<>> known;
  const std::lock_guard lock(mutex);
  if (const auto found = known.find(name); found != known.end()) return &found->second->days();
  const auto rules = calendar::Zone::find(name);
  return rules ? &known.emplace(name, std::make_unique<const Zone>(*rules)).first->second->days() : nullptr;
}

ZoneCache::Found ZoneCache::of(const std::shared_ptr<const columns::Dictionary>& names) {
  const std::lock_guard lock(mutex_);
  std::erase_if(entries_, [](const Entry& entry) {
    const auto alive = entry.names.lock();
    return alive == nullptr || alive->size() != entry.size;
  });
  for (const Entry& entry : entries_) {
    if (entry.names.lock() == names) return entry.found;
  }
  std::vector<const kernels::ZoneDays*> zones(static_cast<std::size_t>(names->size()));
  for (std::size_t code = 0; code < zones.size(); ++code) zones[code] = find_zone(names->at(static_cast<std::int64_t>(code)));
  entries_.push_back({names, names->size(), std::make_shared<const std::vector<const kernels::ZoneDays*>>(std::move(zones))});
  return entries_.back().found;
}

}  // namespace seg::jit
