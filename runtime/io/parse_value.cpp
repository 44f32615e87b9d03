#include "runtime/io/parse_value.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <system_error>

#include "runtime/calendar/calendar.h"
#include "runtime/plan/type.h"

namespace seg::io {
namespace {

constexpr std::array<std::int64_t, 19> kPowers = [] {
  std::array<std::int64_t, 19> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Appends a digit to a number that is held negative, so that the smallest int64 fits.
bool append_digit(std::int64_t& negative, char digit) {
  return !__builtin_mul_overflow(negative, std::int64_t{10}, &negative) &&
         !__builtin_sub_overflow(negative, std::int64_t{digit - '0'}, &negative);
}

/// A reader over the rest of a text.
struct Rest {
  std::string_view text;

  bool take(char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
  }
  /// Exactly `count` digits.
  std::optional<std::int64_t> digits(std::size_t count) {
    if (text.size() < count) return std::nullopt;
    std::int64_t number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!is_digit(text[i])) return std::nullopt;
      number = number * 10 + (text[i] - '0');
    }
    text.remove_prefix(count);
    return number;
  }
};

/// `.25` after seconds, in microseconds.
std::optional<std::int64_t> read_fraction(Rest& rest) {
  std::int64_t micros = 0;
  std::size_t count = 0;
  while (!rest.text.empty() && is_digit(rest.text.front())) {
    if (count < 6) micros = micros * 10 + (rest.text.front() - '0');
    ++count;
    rest.text.remove_prefix(1);
  }
  if (count == 0) return std::nullopt;
  for (std::size_t i = count; i < 6; ++i) micros *= 10;
  return micros;
}

/// `09:30`, `09:30:15.25`: microseconds since midnight.
std::optional<std::int64_t> read_time_of_day(Rest& rest) {
  const auto hour = rest.digits(2);
  if (!hour || *hour > 23 || !rest.take(':')) return std::nullopt;
  const auto minute = rest.digits(2);
  if (!minute || *minute > 59) return std::nullopt;
  std::int64_t micros = (*hour * 60 + *minute) * 60 * plan::kMicrosPerSecond;
  if (!rest.take(':')) return micros;
  const auto second = rest.digits(2);
  if (!second || *second > 59) return std::nullopt;
  micros += *second * plan::kMicrosPerSecond;
  if (!rest.take('.') && !rest.take(',')) return micros;
  const auto fraction = read_fraction(rest);
  if (!fraction) return std::nullopt;
  return micros + *fraction;
}

/// `Z`, `+02:00`, `+0200`, `-05`: seconds.
std::optional<std::int64_t> read_offset(Rest& rest) {
  if (rest.take('Z') || rest.take('z')) return 0;
  const bool negative = rest.take('-');
  if (!negative && !rest.take('+')) return std::nullopt;
  const auto hours = rest.digits(2);
  if (!hours || *hours > 23) return std::nullopt;
  std::int64_t minutes = 0;
  if (!rest.text.empty()) {
    rest.take(':');
    const auto read = rest.digits(2);
    if (!read || *read > 59) return std::nullopt;
    minutes = *read;
  }
  const std::int64_t seconds = (*hours * 60 + minutes) * 60;
  return negative ? -seconds : seconds;
}

Parsed<std::int64_t> read_date(Rest& rest) {
  const auto year = rest.digits(4);
  if (!year || !rest.take('-')) return {0, Defect::Bad};
  const auto month = rest.digits(2);
  if (!month || !rest.take('-')) return {0, Defect::Bad};
  const auto day = rest.digits(2);
  if (!day) return {0, Defect::Bad};
  const auto days =
      calendar::days_from_civil({static_cast<std::int32_t>(*year), static_cast<std::uint32_t>(*month), static_cast<std::uint32_t>(*day)});
  if (!days) return {0, Defect::Range};
  return {*days, Defect::None};
}

template <typename Float>
Parsed<std::int64_t> scaled_of_text(Float value, unsigned scale) {
  if (!std::isfinite(value)) return {0, Defect::Bad};
  // The largest double has 309 digits before the point, the smallest 324 zeros and up to 17 digits after it.
  std::array<char, 400> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::fixed);
  if (end.ec != std::errc{}) return {0, Defect::Range};
  return parse_scaled({buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data())}, scale);
}

}  // namespace

Parsed<std::int64_t> parse_scaled(std::string_view text, unsigned scale) {
  const bool minus = !text.empty() && text.front() == '-';
  std::size_t at = !text.empty() && (minus || text.front() == '+') ? 1 : 0;
  std::int64_t negative = 0;
  bool any = false;
  bool fits = true;
  for (; at < text.size() && is_digit(text[at]); ++at) {
    any = true;
    fits = fits && append_digit(negative, text[at]);
  }
  unsigned decimals = 0;
  bool too_fine = false;
  if (at < text.size() && text[at] == '.') {
    for (++at; at < text.size() && is_digit(text[at]); ++at) {
      any = true;
      if (decimals < scale) {
        fits = fits && append_digit(negative, text[at]);
        ++decimals;
      } else {
        too_fine = too_fine || text[at] != '0';
      }
    }
  }
  if (!any || at != text.size()) return {0, Defect::Bad};
  if (too_fine) return {0, Defect::Digits};
  if (fits) fits = !__builtin_mul_overflow(negative, kPowers[scale - decimals], &negative);
  if (!fits || (!minus && negative == std::numeric_limits<std::int64_t>::min())) return {0, Defect::Range};
  return {minus ? negative : -negative, Defect::None};
}

Parsed<std::int64_t> scaled_of(double value, unsigned scale) {
  // Two decimals of at most 15 digits never have the same nearest double, so one that reads back as `value` is its shortest text.
  constexpr double kFifteenDigits = 1e15;
  const double factor = static_cast<double>(kPowers[scale]);
  const double candidate = std::nearbyint(value * factor);
  if (std::fabs(candidate) < kFifteenDigits && candidate / factor == value) return {static_cast<std::int64_t>(candidate), Defect::None};
  return scaled_of_text(value, scale);
}

Parsed<std::int64_t> scaled_of(float value, unsigned scale) { return scaled_of_text(value, scale); }

Parsed<std::int64_t> rescaled(std::int64_t value, unsigned from, unsigned scale) {
  if (from > scale) {
    const std::int64_t factor = kPowers[from - scale];
    if (value % factor != 0) return {0, Defect::Digits};
    return {value / factor, Defect::None};
  }
  if (__builtin_mul_overflow(value, kPowers[scale - from], &value)) return {0, Defect::Range};
  return {value, Defect::None};
}

Parsed<double> parse_float(std::string_view text) {
  if (text.size() > 1 && text.front() == '+' && text[1] != '-') text.remove_prefix(1);
  double value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value);
  if (end.ec == std::errc::result_out_of_range && end.ptr == text.data() + text.size()) return {0, Defect::Range};
  if (end.ec != std::errc{} || end.ptr != text.data() + text.size()) return {0, Defect::Bad};
  return {value, Defect::None};
}

Parsed<std::int64_t> parse_date(std::string_view text) {
  Rest rest{text};
  const Parsed<std::int64_t> day = read_date(rest);
  if (day.defect == Defect::None && !rest.text.empty()) return {0, Defect::Bad};
  return day;
}

Parsed<DateTime> parse_date_time(std::string_view text) {
  Rest rest{text};
  const Parsed<std::int64_t> day = read_date(rest);
  if (day.defect != Defect::None) return {{}, day.defect};
  DateTime out;
  out.day = day.value;
  if (rest.text.empty()) return {out, Defect::None};
  if (!rest.take('T') && !rest.take(' ') && !rest.take('t')) return {{}, Defect::Bad};
  const auto time = read_time_of_day(rest);
  if (!time) return {{}, Defect::Bad};
  out.has_time = true;
  out.time_of_day = *time;
  if (rest.text.empty()) return {out, Defect::None};
  const auto offset = read_offset(rest);
  if (!offset || !rest.text.empty()) return {{}, Defect::Bad};
  out.has_offset = true;
  out.offset = *offset;
  return {out, Defect::None};
}

Parsed<std::int64_t> parse_duration(std::string_view text) {
  struct Unit {
    std::string_view name;
    std::int64_t seconds;
  };
  static constexpr std::array<Unit, 5> kUnits = {{{"second", 1}, {"minute", 60}, {"hour", 3600}, {"day", 86'400}, {"week", 7 * 86'400}}};
  const std::size_t space = text.find(' ');
  if (space == std::string_view::npos) return {0, Defect::Bad};
  const Parsed<std::int64_t> count = parse_scaled(text.substr(0, space), 0);
  if (count.defect != Defect::None) return count;
  std::string_view name = text.substr(space + 1);
  if (name.ends_with('s')) name.remove_suffix(1);
  for (const Unit& unit : kUnits) {
    if (name != unit.name) continue;
    std::int64_t micros = 0;
    if (__builtin_mul_overflow(count.value, unit.seconds * plan::kMicrosPerSecond, &micros)) return {0, Defect::Range};
    return {micros, Defect::None};
  }
  return {0, Defect::Bad};
}

}  // namespace seg::io
