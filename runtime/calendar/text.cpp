#include <fmt/format.h>

#include "runtime/calendar/calendar.h"

namespace seg::calendar {
namespace {

constexpr Micros kSecond = 1'000'000;
constexpr Micros kMinute = 60 * kSecond;
constexpr Micros kHour = 60 * kMinute;
constexpr Micros kDay = 24 * kHour;

/// Reads from the front of `text`; after the first thing that does not fit `ok` is false.
struct Reader {
  std::string_view text;
  bool ok = true;

  bool take(char wanted) {
    if (text.empty() || text.front() != wanted) return false;
    text.remove_prefix(1);
    return true;
  }
  void expect(char wanted) { ok = take(wanted) && ok; }
  /// Exactly `digits` digits, at most `largest`.
  std::int64_t number(std::size_t digits, std::int64_t largest) {
    if (text.size() < digits) {
      ok = false;
      return 0;
    }
    std::int64_t value = 0;
    for (const char digit : text.substr(0, digits)) {
      if (digit < '0' || digit > '9') ok = false;
      value = value * 10 + (digit - '0');
    }
    text.remove_prefix(digits);
    if (value > largest) ok = false;
    return ok ? value : 0;
  }
  /// Up to six digits after the point, as microseconds.
  Micros fraction() {
    Micros value = 0;
    Micros unit = kSecond;
    while (!text.empty() && text.front() >= '0' && text.front() <= '9' && unit > 1) {
      unit /= 10;
      value += unit * (text.front() - '0');
      text.remove_prefix(1);
    }
    if (unit == kSecond) ok = false;
    return value;
  }
};

Micros read_time(Reader& in) {
  Micros time = in.number(2, 23) * kHour;
  in.expect(':');
  time += in.number(2, 59) * kMinute;
  if (in.take(':')) {
    time += in.number(2, 59) * kSecond;
    if (in.take('.')) time += in.fraction();
  }
  return time;
}

/// What stands after a time: nothing where there is no offset.
std::optional<Micros> read_offset(Reader& in) {
  if (in.take('Z')) return 0;
  const bool negative = in.take('-');
  if (!negative && !in.take('+')) return std::nullopt;
  Micros offset = in.number(2, 23) * kHour;
  in.expect(':');
  offset += in.number(2, 59) * kMinute;
  return negative ? -offset : offset;
}

struct Parts {
  Days day;
  Micros time;
};
Parts split(Micros instant) {
  const Days day = instant / kDay - (instant % kDay < 0 ? 1 : 0);
  return {day, instant - day * kDay};
}

/// `hh:mm` and, where they are not zero or `always` is set, seconds and their fraction without trailing zeros.
std::string format_time(Micros time, bool always) {
  std::string text = fmt::format("{:02}:{:02}", time / kHour, time / kMinute % 60);
  const Micros rest = time % kMinute;
  if (rest == 0 && !always) return text;
  text += fmt::format(":{:02}", rest / kSecond);
  if (rest % kSecond == 0) return text;
  text += fmt::format(".{:06}", rest % kSecond);
  while (text.back() == '0') text.pop_back();
  return text;
}

}  // namespace

std::optional<Micros> parse_instant(std::string_view text, const Zone& zone) {
  Reader in{text};
  const auto year = static_cast<std::int32_t>(in.number(4, 9999));
  in.expect('-');
  const auto month = static_cast<std::uint32_t>(in.number(2, 12));
  in.expect('-');
  const auto day = static_cast<std::uint32_t>(in.number(2, 31));
  if (!in.ok) return std::nullopt;
  const std::optional<Days> days = days_from_civil({year, month, day});
  if (!days) return std::nullopt;
  if (in.text.empty()) return zone.day_start(*days);
  if (!in.take('T')) in.expect(' ');
  const Micros time = read_time(in);
  const std::optional<Micros> offset = read_offset(in);
  if (!in.ok || !in.text.empty()) return std::nullopt;
  return offset ? *days * kDay + time - *offset : zone.instant(*days, time);
}

std::string format_date(Days days) {
  const CivilDate date = civil_from_days(days);
  return fmt::format("{:04}-{:02}-{:02}", date.year, date.month, date.day);
}

std::string format_local(Micros instant, const Zone& zone) {
  Parts parts = split(instant);
  parts.time += zone.offset(instant) * kSecond;
  const Parts carried = split(parts.time);
  return fmt::format("{} {}", format_date(parts.day + carried.day), format_time(carried.time, false));
}

std::string format_utc(Micros instant) {
  const Parts parts = split(instant);
  return fmt::format("{}T{}Z", format_date(parts.day), format_time(parts.time, true));
}

}  // namespace seg::calendar
