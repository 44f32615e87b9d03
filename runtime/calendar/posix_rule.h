#pragma once
// The yearly rule that holds after the last change that a zone's file lists: RFC 8536, section 3.3, in the syntax of POSIX TZ.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace seg::calendar {

/// When in a year a change happens: a day and seconds after its local midnight (-167 h to 167 h).
struct YearlyChange {
  enum class Kind : std::uint8_t {
    DayWithoutLeap,  ///< day 1 to 365, 29 February never counted
    DayFromZero,     ///< day 0 to 365
    Weekday          ///< the week-th (5: last) weekday (0: Sunday) of month
  };
  Kind kind = Kind::Weekday;
  int month = 0;
  int week = 0;
  int day = 0;
  std::int64_t seconds = 0;
};

/// Offsets are seconds east of UTC.
struct PosixRule {
  std::int64_t standard_offset = 0;
  std::int64_t summer_offset = 0;
  YearlyChange to_summer;
  YearlyChange to_standard;
};

/// Nothing for a text that is no rule and for one without summer time.
std::optional<PosixRule> parse_posix_rule(std::string_view text);
/// The last line of a file in TZif format of version 2 or later; empty when there is none.
std::string posix_rule_of_file(const std::string& path);
/// Offset from UTC at an instant in seconds since 1970-01-01T00:00Z.
std::int64_t offset_at(const PosixRule& rule, std::int64_t instant);

}  // namespace seg::calendar
