#include "tools/datagen/data.h"

#include <fmt/format.h>

namespace seg::datagen {
namespace {

bool in_range(calendar::Micros now) {
  const auto from = calendar::days_from_civil({1980, 1, 1});
  const auto to = calendar::days_from_civil({2201, 1, 1});
  return now >= *from * kDay * kMicros && now < *to * kDay * kMicros;
}

}  // namespace

std::optional<DataError> begin(const DataOptions& options, const std::filesystem::path& folder) {
  if (!in_range(options.now))
    return DataError{fmt::format("now is {}, expected a time from 1980 to 2200", calendar::format_utc(options.now))};
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) return DataError{fmt::format("cannot make the folder {}: {}", folder.string(), failed.message())};
  return std::nullopt;
}

}  // namespace seg::datagen
