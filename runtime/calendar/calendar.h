#pragma once
// Civil time over the IANA database, through Howard Hinnant's date library. Gap and fold rules of the language:
// a local time in a gap moves forward by the gap's length, in a fold it is the earlier instant (RFC 5545, 3.3.5); a day that begins in a gap
// begins at the gap's end.
// The compiler's literals (through the driver), the interpreter and data files use the zone rules from here; the JIT has its own DayStart.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace seg::calendar {

/// Days since 1970-01-01 and microseconds since 1970-01-01T00:00Z.
using Days = std::int64_t;
using Micros = std::int64_t;

struct CivilDate {
  std::int32_t year;
  std::uint32_t month;
  std::uint32_t day;
};

/// Nothing for a date that the proleptic Gregorian calendar does not have; years -9999 to 9999.
std::optional<Days> days_from_civil(CivilDate date);
/// Any day of the years that 32 bits hold; beyond them the nearer end.
CivilDate civil_from_days(Days days);

class Zone {
 public:
  /// Nothing for a name that the database does not have.
  static std::optional<Zone> find(std::string_view iana_name);
  std::string name() const;
  /// The instant of a local date and time of day (microseconds since local midnight, 0 to 24 h); beyond 64 bits the nearer end.
  Micros instant(Days local_day, Micros time_of_day) const;
  /// First instant of the local day.
  Micros day_start(Days local_day) const;
  /// The same; nothing where the instant, or the local time in microseconds, does not fit 64 bits. What LocalInstant and DayStart of the Plan are.
  std::optional<Micros> checked_instant(Days local_day, Micros time_of_day) const;
  std::optional<Micros> checked_day_start(Days local_day) const;
  Days local_day(Micros instant) const;
  /// Offset from UTC in seconds at an instant.
  std::int64_t offset(Micros instant) const;

 private:
  struct Rules;
  explicit Zone(const Rules* rules) : rules_(rules) {}
  const Rules* rules_;  ///< of a process-wide table, never freed
};

/// Every zone of the database, links included.
std::vector<std::string> zone_names();
/// `2024a`: the version of the database that is read.
std::string database_version();

/// `1998-07-01`, `1998-07-01T00:00Z`, `1998-07-01T00:00:00.25+02:00` → microseconds; a date without time is local midnight in `zone`,
/// as is a date and time without an offset. Nothing when it is no such text.
std::optional<Micros> parse_instant(std::string_view text, const Zone& zone);
/// `2026-03-01 00:00` or, with seconds that are not zero, `2026-03-01 00:00:07.5`, in `zone`.
std::string format_local(Micros instant, const Zone& zone);
/// `2026-03-01T00:00:00Z`, with microseconds only where they are not zero.
std::string format_utc(Micros instant);
std::string format_date(Days days);

}  // namespace seg::calendar
