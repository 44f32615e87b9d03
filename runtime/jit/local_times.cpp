#include "runtime/jit/local_times.h"

namespace seg::jit {
namespace {

constexpr std::int64_t kFirstKnown = -36'525;  // 1870
constexpr std::int64_t kLastKnown = 73'050;    // 2170
constexpr std::int64_t kHour = 3'600;
constexpr std::int64_t kDay = 24 * kHour;

}  // namespace

LocalTimeTable::LocalTimeTable(const calendar::Zone& zone) : zone_(zone), known_(static_cast<std::size_t>(kLastKnown - kFirstKnown)) {
  days_ = {known_.data(), kFirstKnown, kLastKnown - kFirstKnown, remember, offset, this};
}

std::int64_t LocalTimeTable::offset(const void* table, std::int64_t second) {
  return offset_at(static_cast<const LocalTimeTable*>(table)->zone_, second);
}

/// No zone changes its offset twice within a day. Every thread that looks finds the same: who writes last does not matter.
std::uint64_t LocalTimeTable::remember(const void* table, std::int64_t day) {
  const auto& times = *static_cast<const LocalTimeTable*>(table);
  const std::int64_t begin = day * kDay;
  kernels::LocalDay found{offset_at(times.zone_, begin), kDay, 0};
  for (std::int64_t next = kHour; next <= kDay && found.change == kDay; next += kHour) {
    if (offset_at(times.zone_, begin + next) == found.before) continue;
    found.change = change_between(times.zone_, begin + next - kHour, begin + next) - begin;
  }
  if (found.change < kDay) found.after = offset_at(times.zone_, begin + found.change);
  const std::uint64_t packed = found.packed();
  times.known_[static_cast<std::size_t>(day - kFirstKnown)].store(packed, std::memory_order_relaxed);
  return packed;
}

}  // namespace seg::jit
