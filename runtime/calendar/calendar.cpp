#include "runtime/calendar/calendar.h"

#include <date/tz.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <limits>
#include <map>
#include <mutex>

#include "runtime/calendar/posix_rule.h"

namespace seg::calendar {
namespace {

__extension__ using Wide = __int128;
constexpr std::int64_t kSecond = 1'000'000;
constexpr std::int64_t kDaySeconds = 86'400;
constexpr const char* kDatabase = "/usr/share/zoneinfo/";
/// Later than any change that a zone's file lists, earlier than what the library says for "no further change".
constexpr std::int64_t kAfterAllChanges = 200'000'000'000;

constexpr std::int64_t floor_divide(std::int64_t value, std::int64_t divisor) { return value / divisor - (value % divisor < 0 ? 1 : 0); }

std::optional<Micros> checked(Wide micros) {
  if (micros < std::numeric_limits<Micros>::min() || micros > std::numeric_limits<Micros>::max()) return std::nullopt;
  return static_cast<Micros>(micros);
}

Micros nearer_end(Days day) { return day < 0 ? std::numeric_limits<Micros>::min() : std::numeric_limits<Micros>::max(); }

date::sys_seconds sys(std::int64_t seconds) { return date::sys_seconds(std::chrono::seconds(seconds)); }
std::int64_t seconds_of(date::sys_seconds instant) { return instant.time_since_epoch().count(); }

}  // namespace

/// `zone` up to its last listed change; from then on `later`, where the zone has a yearly rule.
struct Zone::Rules {
  const date::time_zone* zone;
  std::optional<PosixRule> later;
  std::int64_t later_from = 0;

  bool is_late(std::int64_t seconds) const { return later && seconds >= later_from; }

  std::int64_t offset_at(std::int64_t seconds) const {
    if (is_late(seconds)) return calendar::offset_at(*later, seconds);
    return zone->get_info(sys(seconds)).offset.count();
  }
  /// The offset at which a local time is an instant: the earlier in a fold, that before a gap; `gap_end` where it is in a gap.
  struct Local {
    std::int64_t offset;
    std::optional<std::int64_t> gap_end;
  };
  Local local(std::int64_t seconds) const;
  Local late_local(std::int64_t seconds) const;
};

Zone::Rules::Local Zone::Rules::local(std::int64_t seconds) const {
  if (is_late(seconds - 2 * kDaySeconds)) return late_local(seconds);
  const date::local_info found = zone->get_info(date::local_seconds(std::chrono::seconds(seconds)));
  if (found.result == date::local_info::nonexistent) return {found.first.offset.count(), seconds_of(found.first.end)};
  return {found.first.offset.count(), std::nullopt};
}

/// Changes of a yearly rule are months apart: at most one lies within a day of the local time.
Zone::Rules::Local Zone::Rules::late_local(std::int64_t seconds) const {
  const std::int64_t before = offset_at(seconds - kDaySeconds);
  const std::int64_t after = offset_at(seconds + kDaySeconds);
  if (offset_at(seconds - before) == before) return {before, std::nullopt};
  if (offset_at(seconds - after) == after) return {after, std::nullopt};
  std::int64_t low = seconds - kDaySeconds;
  std::int64_t high = seconds + kDaySeconds;
  while (high - low > 1) {
    const std::int64_t middle = low + (high - low) / 2;
    (offset_at(middle) == before ? low : high) = middle;
  }
  return {before, high};
}

std::optional<Days> days_from_civil(CivilDate date) {
  if (date.year < -9999 || date.year > 9999) return std::nullopt;
  const date::year_month_day civil(date::year(date.year), date::month(date.month), date::day(date.day));
  if (date.month > 12 || date.day > 31 || !civil.ok()) return std::nullopt;
  return date::sys_days(civil).time_since_epoch().count();
}

CivilDate civil_from_days(Days days) {
  constexpr Days kCycle = 146'097;  // days in 400 years, after which the calendar repeats
  constexpr Days kFarthest = 5'000'000 * kCycle;
  days = std::clamp(days, -kFarthest, kFarthest);
  const Days cycle = floor_divide(days, kCycle);
  const date::year_month_day civil(date::sys_days(date::days(static_cast<int>(days - cycle * kCycle))));
  return {static_cast<std::int32_t>(static_cast<int>(civil.year()) + 400 * cycle), static_cast<unsigned>(civil.month()),
          static_cast<unsigned>(civil.day())};
}

namespace {

/// Files beside IANA's zones: those of `right/` count leap seconds, `posix/` repeats the others, `localtime` is the machine's own zone.
bool in_iana(std::string_view name) {
  return !name.starts_with("right/") && !name.starts_with("posix/") && name != "localtime" && name != "posixrules";
}

}  // namespace

std::optional<Zone> Zone::find(std::string_view iana_name) {
  static std::mutex mutex;
  static std::map<std::string, Rules, std::less<>> known;
  const std::lock_guard lock(mutex);
  if (const auto found = known.find(iana_name); found != known.end()) return Zone(&found->second);
  if (!in_iana(iana_name)) return std::nullopt;
  const date::time_zone* zone = nullptr;
  try {
    zone = date::locate_zone(std::string(iana_name));
  } catch (const std::runtime_error&) {
    return std::nullopt;
  }
  Rules rules{zone, parse_posix_rule(posix_rule_of_file(kDatabase + std::string(iana_name))), 0};
  if (rules.later) {
    const date::sys_info last = zone->get_info(sys(kAfterAllChanges));
    rules.later_from = seconds_of(last.begin);
    if (seconds_of(last.end) < kAfterAllChanges) rules.later.reset();
  }
  return Zone(&known.emplace(std::string(iana_name), rules).first->second);
}

std::string Zone::name() const { return rules_->zone->name(); }

std::optional<Micros> Zone::checked_instant(Days local_day, Micros time_of_day) const {
  const std::optional<Micros> local = checked(Wide{local_day} * kDaySeconds * kSecond + time_of_day);
  if (!local) return std::nullopt;
  const Rules::Local found = rules_->local(floor_divide(*local, kSecond));
  return checked(*local - Wide{found.offset} * kSecond);
}

std::optional<Micros> Zone::checked_day_start(Days local_day) const {
  const std::optional<Micros> local = checked(Wide{local_day} * kDaySeconds * kSecond);
  if (!local) return std::nullopt;
  const Rules::Local found = rules_->local(*local / kSecond);
  return checked(found.gap_end ? Wide{*found.gap_end} * kSecond : *local - Wide{found.offset} * kSecond);
}

Micros Zone::instant(Days local_day, Micros time_of_day) const {
  return checked_instant(local_day, time_of_day).value_or(nearer_end(local_day));
}

Micros Zone::day_start(Days local_day) const { return checked_day_start(local_day).value_or(nearer_end(local_day)); }

Days Zone::local_day(Micros instant) const {
  const std::int64_t seconds = floor_divide(instant, kSecond);
  return floor_divide(seconds + rules_->offset_at(seconds), kDaySeconds);
}

std::int64_t Zone::offset(Micros instant) const { return rules_->offset_at(floor_divide(instant, kSecond)); }

std::vector<std::string> zone_names() {
  std::vector<std::string> names;
  for (const date::time_zone& zone : date::get_tzdb().zones) {
    if (in_iana(zone.name())) names.push_back(zone.name());
  }
  return names;
}

std::string database_version() {
  const std::string version = date::get_tzdb().version;
  if (!version.empty() && version != "unknown") return version;
  // Debian ships no version file, but the text form of the database begins with one: `# version 2025b`.
  std::ifstream file(std::string(kDatabase) + "tzdata.zi");
  std::string hash;
  std::string word;
  std::string found;
  if (file >> hash >> word >> found && word == "version") return found;
  return "unknown";
}

}  // namespace seg::calendar
