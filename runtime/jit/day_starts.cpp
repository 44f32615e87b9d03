#include "runtime/jit/day_starts.h"

#include <algorithm>
#include <limits>

#include "runtime/kernels/exact.h"
#include "runtime/plan/type.h"

namespace seg::jit {
namespace {

constexpr std::int64_t kFirstKnown = -36'525;  // 1870
constexpr std::int64_t kLastKnown = 73'050;    // 2170
constexpr std::int64_t kNotYet = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t kHour = 3'600;

}  // namespace

std::int64_t offset_at(const calendar::Zone& zone, std::int64_t second) {
  constexpr std::int64_t kFarthest = std::numeric_limits<std::int64_t>::max() / plan::kMicrosPerSecond;
  return zone.offset(std::clamp(second, -kFarthest, kFarthest) * plan::kMicrosPerSecond);
}

std::int64_t change_between(const calendar::Zone& zone, std::int64_t low, std::int64_t high) {
  const std::int64_t before = offset_at(zone, low);
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (offset_at(zone, middle) == before ? low : high) = middle;
  }
  return high;
}

DayStartTable::DayStartTable(const calendar::Zone& zone) : zone_(zone), known_(static_cast<std::size_t>(kLastKnown - kFirstKnown)) {
  for (std::atomic<std::int64_t>& entry : known_) entry.store(kNotYet, std::memory_order_relaxed);
}

bool DayStartTable::of(std::int64_t day, std::int64_t& out) const {
  if (day < kFirstKnown || day >= kLastKnown) return find(day, out);
  // Every thread that looks finds the same: who writes last does not matter.
  std::atomic<std::int64_t>& entry = known_[static_cast<std::size_t>(day - kFirstKnown)];
  out = entry.load(std::memory_order_relaxed);
  if (out != kNotYet) return true;
  if (!find(day, out)) return false;
  entry.store(out, std::memory_order_relaxed);
  return true;
}

/// The first second at which the local clock shows midnight or later: that is the earlier one in a fold and the end of a gap.
bool DayStartTable::find(std::int64_t day, std::int64_t& out) const {
  std::int64_t local_micros = 0;
  if (!kernels::multiply(day, plan::kMicrosPerDay, local_micros)) return false;
  const std::int64_t local = local_micros / plan::kMicrosPerSecond;
  // Offsets lie between -16 and +16 hours in all of the database.
  std::int64_t piece = local - 16 * kHour;
  std::int64_t offset = offset_at(zone_, piece);
  std::int64_t found = local - offset;
  for (std::int64_t next = piece + kHour; next <= local + 16 * kHour; next += kHour) {
    const std::int64_t next_offset = offset_at(zone_, next);
    if (next_offset == offset) continue;
    const std::int64_t change = change_between(zone_, next - kHour, next);
    if (found < change) break;
    piece = change;
    offset = next_offset;
    found = std::max(piece, local - offset);
  }
  return kernels::multiply(found, plan::kMicrosPerSecond, out);
}

bool day_start_of(const void* table, std::int64_t day, std::int64_t* out) {
  return static_cast<const DayStartTable*>(table)->of(day, *out);
}

}  // namespace seg::jit
