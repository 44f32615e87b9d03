#include "tools/seg/run_statistics.h"

#include <algorithm>

namespace seg::cli {
namespace {

/// The profiles that gave consent to each channel. Several fields of one channel: any of them will do.
using Consents = std::map<std::string, columns::Bitmap>;

Consents consents_of(const hir::Schema& schema, const columns::Batch& batch) {
  Consents consents;
  for (std::size_t field = 0; field < schema.profile.size(); ++field) {
    if (!schema.profile[field].consent) continue;
    const columns::Column& column = batch.profile[field];
    columns::Bitmap& given = consents.try_emplace(*schema.profile[field].consent, batch.rows).first->second;
    for (std::int64_t row = 0; row < batch.rows; ++row) {
      if (column.validity.at(row) && column.flags.at(row)) given.set(row);
    }
  }
  return consents;
}

std::int64_t count_of_both(const columns::Bitmap& left, const columns::Bitmap& right) {
  columns::Bitmap both = left;
  for (std::size_t word = 0; word < both.words.size(); ++word) both.words[word] &= right.words[word];
  return both.count();
}

lint::FieldStatistics field_statistics(std::string name, const columns::Column& column) {
  lint::FieldStatistics field{std::move(name), column.length, 0};
  if (column.validity.bits == nullptr) return field;
  for (std::int64_t row = 0; row < column.length; ++row) field.unknown += column.validity.at(row) ? 0 : 1;
  return field;
}

lint::StreamStatistics stream_statistics(const plan::Stream& declared, const columns::Stream& stream, std::int64_t rows) {
  const std::int64_t begin = stream.offsets[0];
  const std::int64_t end = stream.offsets[rows];
  lint::StreamStatistics statistics{declared.name, end - begin, std::nullopt, std::nullopt};
  if (begin == end) return statistics;
  const auto [oldest, newest] = std::minmax_element(stream.at + begin, stream.at + end);
  statistics.oldest = *oldest;
  statistics.newest = *newest;
  return statistics;
}

}  // namespace

lint::Statistics statistics_of(const std::string& workspace, const hir::Schema& schema, const columns::Batch& batch,
                               const Evaluation& evaluation, std::int64_t now) {
  lint::Statistics statistics;
  statistics.workspace = workspace;
  statistics.now = now;
  statistics.profiles = batch.rows;
  const Consents consents = consents_of(schema, batch);
  for (const auto& [channel, given] : consents) statistics.reachable[channel] = given.count();
  for (std::size_t i = 0; i < evaluation.result.segments.size(); ++i) {
    const columns::Membership& found = evaluation.result.segments[i];
    lint::SegmentStatistics segment{
        evaluation.plan.segments[i].name, found.members.count(), found.unknown.count(), found.faults.count(), {}};
    for (const auto& [channel, given] : consents) segment.reachable[channel] = count_of_both(found.members, given);
    statistics.segments.push_back(std::move(segment));
  }
  for (std::size_t field = 0; field < batch.profile.size(); ++field) {
    statistics.fields.push_back(field_statistics(schema.plan.profile[field].name, batch.profile[field]));
  }
  for (std::size_t i = 0; i < batch.streams.size(); ++i) {
    const plan::Stream& declared = schema.plan.streams[i];
    statistics.streams.push_back(stream_statistics(declared, batch.streams[i], batch.rows));
    for (std::size_t field = 0; field < declared.fields.size(); ++field) {
      statistics.fields.push_back(field_statistics(declared.name + "." + declared.fields[field].name, batch.streams[i].fields[field]));
    }
  }
  return statistics;
}

}  // namespace seg::cli
