#pragma once
// The dates of windows as a reader takes them from a description: brackets behind words, and words that are dates themselves.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/calendar/calendar.h"

namespace seg::properties {

struct Printed {
  std::optional<std::string> from;
  std::optional<std::string> to;
  bool to_included = false;
  bool whole_days = false;  ///< both ends are days, and in
  bool from_excluded = false;
  bool of_day_start = false;                ///< said of the first instant of a date
  std::optional<calendar::Zone> zone = {};  ///< of the days, where it is not the schema's
};

struct Bounds {
  std::optional<std::int64_t> from;
  std::optional<std::int64_t> to;
  bool to_included = false;
  bool from_excluded = false;

  bool hold(std::int64_t value) const {
    if (from && (value < *from || (from_excluded && value == *from))) return false;
    return !to || value < *to || (to_included && value == *to);
  }
};

/// The dates in brackets: `(since A)`, `(before B)`, `(A to B)`, `(A until before B)`, `(D to D)`, `(D)`, or after a comparison `(A)`;
/// and the date before them: `is before A (6 months ago)`.
std::vector<Printed> dates_in(const std::string& sentence, std::int64_t now, const calendar::Zone& zone);

/// What words alone say of dates: `in March 2026`, `in 2026`, `on 2026-03-29`, `from 2026-03-29 to 2026-11-07`.
std::optional<Printed> dates_said(const std::string& sentence);

/// All that it may mean, as days or as instants: one but where a local time comes twice. `zone` is the schema's.
std::vector<Bounds> bounds_of(const Printed& printed, bool days, const calendar::Zone& zone);

}  // namespace seg::properties
