#pragma once
// Values from the texts and numbers that files hold. Exact: nothing is rounded but a float's text to its nearest double.
// No function trims or reads the locale.

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/io/defect.h"

namespace seg::io {

template <typename T>
struct Parsed {
  T value{};
  Defect defect = Defect::None;
};

/// `-12.50` as an integer of 10^-scale; digits past the scale must be zeros. No exponent, no separators of thousands.
Parsed<std::int64_t> parse_scaled(std::string_view text, unsigned scale);
/// The same for a float: by its shortest decimal text that reads back as the same float.
Parsed<std::int64_t> scaled_of(double value, unsigned scale);
Parsed<std::int64_t> scaled_of(float value, unsigned scale);
/// An integer of 10^-from as one of 10^-scale.
Parsed<std::int64_t> rescaled(std::int64_t value, unsigned from, unsigned scale);

/// What std::from_chars reads, a leading `+` too; `inf` and `nan` are floats (the engines count them as faults).
Parsed<double> parse_float(std::string_view text);

/// Days since 1970-01-01 of `1998-07-01`; years 0000 to 9999.
Parsed<std::int64_t> parse_date(std::string_view text);

/// A date with an optional time of day (microseconds since midnight) and an optional offset from UTC (seconds).
struct DateTime {
  std::int64_t day = 0;
  std::int64_t time_of_day = 0;
  std::int64_t offset = 0;
  bool has_time = false;
  bool has_offset = false;
};

/// ISO 8601: `1998-07-01`, `1998-07-01T09:30`, `1998-07-01 09:30:15.25+02:00`, `…Z`. A time without seconds is a whole minute; of more
/// than six decimals of a second the first six are taken.
Parsed<DateTime> parse_date_time(std::string_view text);

/// Reads a text by a format of Hinnant's `from_stream`; everything must be consumed. A format without a date is Defect::Bad.
Parsed<DateTime> parse_formatted(const std::string& text, const std::string& format);

/// `90 days`, `24 hours`, `1 week`: microseconds. Units second to week, singular or plural.
Parsed<std::int64_t> parse_duration(std::string_view text);

}  // namespace seg::io
