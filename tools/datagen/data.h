#pragma once
// What the generators of all example workspaces share: their options, what they answer, the folder they write to.

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "runtime/calendar/calendar.h"

namespace seg::datagen {

/// Seconds since 1970-01-01T00:00Z.
using Seconds = std::int64_t;

inline constexpr Seconds kMinute = 60;
inline constexpr Seconds kHour = 60 * kMinute;
inline constexpr Seconds kDay = 24 * kHour;
inline constexpr std::int64_t kMicros = 1'000'000;  ///< in a second

struct DataOptions {
  std::uint64_t profiles = 0;
  std::uint64_t seed = 0;
  /// Nothing in the files lies at or after it, but for dates that are plans. Whole seconds count; years 1980 to 2200.
  calendar::Micros now = 0;
};

/// Rows of one file, the header apart; `what` is how its events are called: `purchases`. The profiles come first.
struct RowCount {
  std::string_view what;
  std::uint64_t rows = 0;
};

struct DataError {
  std::string message;  ///< names the file where there is one
};

using Generated = std::variant<std::vector<RowCount>, DataError>;

/// Makes the folder where it is missing; an error for that and for a `now` out of range.
std::optional<DataError> begin(const DataOptions& options, const std::filesystem::path& folder);

}  // namespace seg::datagen
