#include "compiler/lint/statistics.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <stdexcept>

namespace seg::lint {
namespace {

using Json = nlohmann::ordered_json;
constexpr int kFormatVersion = 1;

Json to_json(const SegmentStatistics& segment) {
  return {{"name", segment.name}, {"members", segment.members}, {"unknown", segment.unknown}, {"faults", segment.faults}, {"reachable", segment.reachable}};
}
Json to_json(const FieldStatistics& field) { return {{"name", field.name}, {"rows", field.rows}, {"unknown", field.unknown}}; }
Json to_json(const StreamStatistics& stream) {
  Json json = {{"name", stream.name}, {"events", stream.events}};
  if (stream.oldest) json["oldest"] = *stream.oldest;
  if (stream.newest) json["newest"] = *stream.newest;
  return json;
}

template <typename T>
Json to_json(const std::vector<T>& list) {
  Json json = Json::array();
  for (const T& item : list) json.push_back(to_json(item));
  return json;
}

/// A count: a whole number that is not negative.
std::int64_t count_at(const Json& json, const char* key) {
  const Json& value = json.at(key);
  if (!value.is_number_integer() || (!value.is_number_unsigned() && value.get<std::int64_t>() < 0)) {
    throw std::invalid_argument(fmt::format("`{}` is {}, expected a whole number from 0", key, value.dump()));
  }
  return value.get<std::int64_t>();
}

SegmentStatistics segment_from(const Json& json) {
  return {json.at("name").get<std::string>(), count_at(json, "members"), count_at(json, "unknown"), count_at(json, "faults"),
          json.at("reachable").get<std::map<std::string, std::int64_t>>()};
}
FieldStatistics field_from(const Json& json) { return {json.at("name").get<std::string>(), count_at(json, "rows"), count_at(json, "unknown")}; }
StreamStatistics stream_from(const Json& json) {
  StreamStatistics stream{json.at("name").get<std::string>(), count_at(json, "events"), std::nullopt, std::nullopt};
  if (json.contains("oldest")) stream.oldest = json.at("oldest").get<std::int64_t>();
  if (json.contains("newest")) stream.newest = json.at("newest").get<std::int64_t>();
  return stream;
}

Statistics statistics_from(const Json& json) {
  if (count_at(json, "format_version") != kFormatVersion) {
    throw std::invalid_argument(fmt::format("`format_version` is {}, expected {}", json.at("format_version").dump(), kFormatVersion));
  }
  Statistics statistics;
  statistics.workspace = json.at("workspace").get<std::string>();
  statistics.now = json.at("now").get<std::int64_t>();
  statistics.profiles = count_at(json, "profiles");
  statistics.reachable = json.at("reachable").get<std::map<std::string, std::int64_t>>();
  for (const Json& item : json.at("segments")) statistics.segments.push_back(segment_from(item));
  for (const Json& item : json.at("fields")) statistics.fields.push_back(field_from(item));
  for (const Json& item : json.at("streams")) statistics.streams.push_back(stream_from(item));
  return statistics;
}

}  // namespace

const SegmentStatistics* Statistics::find(std::string_view segment) const {
  const auto found = std::find_if(segments.begin(), segments.end(), [&](const SegmentStatistics& row) { return row.name == segment; });
  return found == segments.end() ? nullptr : &*found;
}

std::string write_statistics(const Statistics& statistics) {
  const Json json = {{"format_version", kFormatVersion},         {"workspace", statistics.workspace},
                     {"now", statistics.now},                    {"profiles", statistics.profiles},
                     {"reachable", statistics.reachable},        {"segments", to_json(statistics.segments)},
                     {"fields", to_json(statistics.fields)},     {"streams", to_json(statistics.streams)}};
  return json.dump(2) + "\n";
}

StatisticsResult read_statistics(std::string_view text) {
  const auto refused = [](std::string_view why) {
    return StatisticsResult{std::nullopt, fmt::format("not a statistics file: {}; expected what `seg run --stats FILE` writes", why)};
  };
  const Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return refused("it is not JSON");
  if (!json.is_object()) return refused(fmt::format("it is JSON of type {}", json.type_name()));
  try {
    return {statistics_from(json), ""};
  } catch (const Json::exception& problem) {
    // The library's words begin with its own number in brackets.
    const std::string_view what = problem.what();
    return refused(what.substr(std::min(what.find("] ") + 2, what.size())));
  } catch (const std::invalid_argument& problem) {
    return refused(problem.what());
  }
}

}  // namespace seg::lint
