#include "runtime/calendar/posix_rule.h"

#include <fstream>
#include <iterator>

#include "runtime/calendar/calendar.h"

namespace seg::calendar {
namespace {

constexpr std::int64_t kDaySeconds = 86'400;

/// Reads from the front of `text`; `ok` turns false at the first thing that does not fit and stays so.
struct Reader {
  std::string_view text;
  bool ok = true;

  bool take(char wanted) {
    if (text.empty() || text.front() != wanted) return false;
    text.remove_prefix(1);
    return true;
  }
  int number(int largest) {
    int value = 0;
    std::size_t digits = 0;
    while (digits < text.size() && digits < 4 && text[digits] >= '0' && text[digits] <= '9') {
      value = value * 10 + (text[digits++] - '0');
    }
    text.remove_prefix(digits);
    if (digits == 0 || value > largest) ok = false;
    return value;
  }
  void name() {
    std::size_t end = 0;
    if (take('<')) {
      end = text.find('>');
      if (end == std::string_view::npos) {
        ok = false;
        return;
      }
      text.remove_prefix(end + 1);
      return;
    }
    while (end < text.size() && ((text[end] | 0x20) >= 'a' && (text[end] | 0x20) <= 'z')) ++end;
    if (end < 3) ok = false;
    text.remove_prefix(end);
  }
  /// `[+-]h[h[h]][:mm[:ss]]` in seconds.
  std::int64_t time() {
    const bool negative = take('-');
    if (!negative) take('+');
    std::int64_t seconds = std::int64_t{number(167)} * 3600;
    if (take(':')) seconds += std::int64_t{number(59)} * 60;
    if (take(':')) seconds += number(59);
    return negative ? -seconds : seconds;
  }
};

YearlyChange read_change(Reader& in) {
  YearlyChange change;
  if (!in.take(',')) in.ok = false;
  if (in.take('M')) {
    change.month = in.number(12);
    if (!in.take('.')) in.ok = false;
    change.week = in.number(5);
    if (!in.take('.')) in.ok = false;
    change.day = in.number(6);
    if (change.month == 0 || change.week == 0) in.ok = false;
  } else {
    change.kind = in.take('J') ? YearlyChange::Kind::DayWithoutLeap : YearlyChange::Kind::DayFromZero;
    change.day = in.number(365);
  }
  change.seconds = in.take('/') ? in.time() : 2 * 3600;
  return change;
}

Days first_day_of(std::int32_t year, std::uint32_t month) { return days_from_civil({year, month, 1}).value_or(0); }

Days day_of(const YearlyChange& change, std::int32_t year) {
  const Days new_year = first_day_of(year, 1);
  switch (change.kind) {
    case YearlyChange::Kind::DayFromZero:
      return new_year + change.day;
    case YearlyChange::Kind::DayWithoutLeap: {
      const bool leap = first_day_of(year, 3) - new_year == 60;
      return new_year + change.day - 1 + (leap && change.day >= 60 ? 1 : 0);
    }
    case YearlyChange::Kind::Weekday:
      break;
  }
  const auto month = static_cast<std::uint32_t>(change.month);
  const Days first = first_day_of(year, month);
  const Days next = month == 12 ? first + 31 : first_day_of(year, month + 1);
  const Days weekday = ((first + 4) % 7 + 7) % 7;  // 1970-01-01 was a Thursday
  Days day = first + (change.day - weekday + 7) % 7 + 7 * (change.week - 1);
  while (day >= next) day -= 7;
  return day;
}

}  // namespace

std::optional<PosixRule> parse_posix_rule(std::string_view text) {
  Reader in{text};
  PosixRule rule;
  in.name();
  rule.standard_offset = -in.time();  // POSIX counts west of Greenwich
  if (!in.ok || in.text.empty()) return std::nullopt;
  in.name();
  rule.summer_offset = in.text.starts_with(',') ? rule.standard_offset + 3600 : -in.time();
  rule.to_summer = read_change(in);
  rule.to_standard = read_change(in);
  if (!in.ok || !in.text.empty()) return std::nullopt;
  return rule;
}

std::string posix_rule_of_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!bytes.starts_with("TZif") || bytes.size() < 6 || bytes[4] < '2' || bytes.back() != '\n') return {};
  const std::size_t begin = bytes.rfind('\n', bytes.size() - 2);
  return begin == std::string::npos ? std::string() : bytes.substr(begin + 1, bytes.size() - begin - 2);
}

std::int64_t offset_at(const PosixRule& rule, std::int64_t instant) {
  // The Gregorian calendar repeats after 400 years of 146,097 days: far instants move into the years that have dates here.
  constexpr std::int64_t kCycle = 146'097 * kDaySeconds;
  const std::int64_t moved = (instant % kCycle + kCycle) % kCycle + kCycle;
  const std::int64_t local = moved + rule.standard_offset;
  const std::int32_t year = civil_from_days(local / kDaySeconds).year;
  const std::int64_t start = day_of(rule.to_summer, year) * kDaySeconds + rule.to_summer.seconds - rule.standard_offset;
  const std::int64_t end = day_of(rule.to_standard, year) * kDaySeconds + rule.to_standard.seconds - rule.summer_offset;
  const bool summer = start < end ? (moved >= start && moved < end) : !(moved >= end && moved < start);
  return summer ? rule.summer_offset : rule.standard_offset;
}

}  // namespace seg::calendar
