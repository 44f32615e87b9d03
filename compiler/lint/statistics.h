#pragma once
// What a run says about its data without any person's: the file that `seg run --stats` writes and the reach rules read.
// It can be checked in, so that the editor, CI and a server judge the same numbers.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace seg::lint {

struct SegmentStatistics {
  std::string name;
  std::int64_t members = 0;
  std::int64_t unknown = 0;  ///< neither in nor out, faults included
  std::int64_t faults = 0;
  /// Members that gave consent, by channel; only channels that have a `consent(channel)` field.
  std::map<std::string, std::int64_t> reachable;
  bool operator==(const SegmentStatistics&) const = default;
};

struct FieldStatistics {
  std::string name;  ///< `country`, `purchase.total`
  std::int64_t rows = 0;
  std::int64_t unknown = 0;
  bool operator==(const FieldStatistics&) const = default;
};

struct StreamStatistics {
  std::string name;
  std::int64_t events = 0;
  std::optional<std::int64_t> oldest, newest;  ///< microseconds since 1970-01-01T00:00Z
  bool operator==(const StreamStatistics&) const = default;
};

struct Statistics {
  std::string workspace;
  std::int64_t now = 0;  ///< microseconds since 1970-01-01T00:00Z
  std::int64_t profiles = 0;
  std::map<std::string, std::int64_t> reachable;  ///< profiles that gave consent, by channel
  std::vector<SegmentStatistics> segments;
  std::vector<FieldStatistics> fields;
  std::vector<StreamStatistics> streams;
  bool operator==(const Statistics&) const = default;

  const SegmentStatistics* find(std::string_view segment) const;
};

/// JSON with `"format_version": 1`; ends with a newline; the same value gives the same bytes.
std::string write_statistics(const Statistics& statistics);

struct StatisticsResult {
  std::optional<Statistics> value;
  std::string error;  ///< what was found and what was expected, when there is no value
};
StatisticsResult read_statistics(std::string_view text);

}  // namespace seg::lint
