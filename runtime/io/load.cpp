#include "runtime/io/load.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <limits>
#include <new>
#include <numeric>
#include <utility>

#include "runtime/io/group.h"
#include "runtime/io/key_column.h"
#include "runtime/io/parallel.h"
#include "runtime/io/read_source.h"
#include "runtime/io/sources.h"

namespace seg::io {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Finishes the fields in parallel; each keeps its buffers in its own list.
std::vector<columns::Column> finish_all(std::vector<ColumnStore>& stores, const std::vector<std::uint32_t>& order, bool keep_all,
                                        unsigned threads, Dataset& dataset) {
  std::vector<columns::Column> columns(stores.size());
  std::vector<std::vector<std::shared_ptr<const void>>> owned(stores.size());
  in_parallel(stores.size(), threads, [&](std::size_t i) { columns[i] = finish(stores[i], order, keep_all, owned[i]); });
  for (auto& buffers : owned) dataset.owned.insert(dataset.owned.end(), buffers.begin(), buffers.end());
  return columns;
}

template <typename T>
const T* keep(std::vector<T> values, Dataset& dataset) {
  auto shared = std::make_shared<const std::vector<T>>(std::move(values));
  dataset.owned.push_back(shared);
  return shared->data();
}

/// The rows stand in the order of their keys' codes: those that are not used are left out.
std::vector<columns::Column> finish_used(SourceRows& rows, unsigned threads, Dataset& dataset) {
  const bool keep_all = std::find(rows.owner.begin(), rows.owner.end(), -1) == rows.owner.end();
  std::vector<std::uint32_t> order;
  for (std::size_t row = 0; !keep_all && row < rows.owner.size(); ++row) {
    if (rows.owner[row] >= 0) order.push_back(static_cast<std::uint32_t>(row));
  }
  return finish_all(rows.fields, order, keep_all, threads, dataset);
}

void add_stream(SourceRows& rows, unsigned threads, Dataset& dataset) {
  Grouping grouping = group_by_profile(rows.owner, rows.at, rows.order, dataset.batch.rows, threads);
  rows.owner = {};
  rows.order = {};
  columns::Stream stream;
  dataset.events += grouping.offsets.back();
  stream.offsets = keep(std::move(grouping.offsets), dataset);
  if (grouping.as_read) {
    stream.at = keep(std::move(rows.at), dataset);
  } else {
    std::vector<std::int64_t> at(grouping.order.size());
    for (std::size_t i = 0; i < at.size(); ++i) at[i] = rows.at[grouping.order[i]];
    rows.at = {};
    stream.at = keep(std::move(at), dataset);
  }
  stream.fields = finish_all(rows.fields, grouping.order, grouping.as_read, threads, dataset);
  dataset.batch.streams.push_back(std::move(stream));
}

/// A lookup table's rows, in the order of their keys' codes; its key column is the keys themselves.
std::shared_ptr<const columns::Table> finished_table(SourceRows& rows, TextTable& keys, const plan::Table& declared, unsigned threads,
                                                     Dataset& dataset) {
  auto table = std::make_shared<columns::Table>();
  table->rows = keys.size();
  table->fields = finish_used(rows, threads, dataset);
  auto dictionary = std::make_shared<const columns::Dictionary>(keys.take());
  table->fields.insert(table->fields.begin() + declared.key,
                       column_of_keys(declared.fields[declared.key].type, std::move(dictionary), dataset));
  return table;
}

/// Profiles that events have made come in the order of their keys' bytes, whatever file named them first.
columns::Dictionary sort_keys(TextTable& keys, std::vector<SourceRows>& events) {
  const columns::Dictionary met = keys.take();
  std::vector<std::int32_t> sorted(static_cast<std::size_t>(met.size()));
  std::iota(sorted.begin(), sorted.end(), 0);
  std::sort(sorted.begin(), sorted.end(), [&](std::int32_t a, std::int32_t b) { return met.at(a) < met.at(b); });
  std::vector<std::int32_t> rank(sorted.size());
  columns::Dictionary ordered;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    rank[static_cast<std::size_t>(sorted[i])] = static_cast<std::int32_t>(i);
    ordered.append(met.at(sorted[i]));
  }
  for (SourceRows& rows : events) {
    for (std::int32_t& owner : rows.owner) {
      if (owner >= 0) owner = rank[static_cast<std::size_t>(owner)];
    }
  }
  return ordered;
}

void read_tables(const Sources& sources, Reading& reading, unsigned threads, Dataset& dataset) {
  for (std::size_t i = 0; i < sources.tables.size() && reading.problems.empty(); ++i) {
    TextTable keys;
    SourceRows rows = read_source(sources.tables[i], keys, KeyUse::Declare, reading, dataset.sources.emplace_back(), {});
    reading.bytes_held += rows.bytes() + keys.bytes();
    dataset.batch.tables.push_back(finished_table(rows, keys, reading.schema.tables[i], threads, dataset));
  }
}

/// One pass over all sources. Incomplete when `reading` has problems at the end.
Dataset read_all(const Sources& sources, Reading& reading) {
  Dataset dataset;
  TextTable keys;
  const unsigned threads = std::max(1U, reading.options.threads);
  const auto start = Clock::now();
  std::vector<SourceRows> events(sources.events.size());
  std::vector<SourceReport> reports(sources.events.size());
  SourceRows profiles;
  if (sources.profile) {
    std::vector<NestedEvents> nested;
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (!sources.events[i].nested.empty()) nested.push_back({sources.events[i], events[i], reports[i]});
    }
    profiles = read_source(*sources.profile, keys, KeyUse::Declare, reading, dataset.sources.emplace_back(), nested);
  }
  reading.bytes_held += profiles.bytes();
  for (std::size_t i = 0; i < events.size() && reading.problems.empty(); ++i) {
    const SourcePlan& source = sources.events[i];
    const KeyUse use = sources.profile ? KeyUse::Find : KeyUse::Collect;
    if (source.nested.empty()) events[i] = read_source(source, keys, use, reading, reports[i], {});
    reading.bytes_held += events[i].bytes();
  }
  for (SourceReport& report : reports) dataset.sources.push_back(std::move(report));
  read_tables(sources, reading, threads, dataset);
  dataset.read_seconds = seconds_since(start);
  if (!reading.problems.empty()) return dataset;

  const auto grouping = Clock::now();
  dataset.batch.rows = keys.size();
  if (sources.profile) {
    dataset.batch.profile = finish_used(profiles, threads, dataset);
    dataset.keys = keys.take();
  } else {
    dataset.keys = sort_keys(keys, events);
  }
  for (SourceRows& rows : events) add_stream(rows, threads, dataset);
  dataset.group_seconds = seconds_since(grouping);
  return dataset;
}

Loaded load_or_throw(const DataManifest& manifest, const plan::Schema& whole_schema, const LoadOptions& options) {
  const plan::Schema schema = without_key(whole_schema);
  Reading reading{schema, options, manifest.path, memory_limit(options), 0, {}, {}};
  const Sources sources = match_sources(manifest, schema, reading.problems);
  if (sources.profile) check_files(*sources.profile, reading);
  for (const SourcePlan& source : sources.events) {
    if (source.nested.empty()) check_files(source, reading);
    if (!source.nested.empty() && sources.profile) check_nested_columns(source, *sources.profile, reading);
  }
  for (const SourcePlan& source : sources.tables) check_files(source, reading);
  if (!reading.problems.empty()) return {std::nullopt, std::move(reading.problems)};
  Dataset dataset = read_all(sources, reading);
  if (!reading.problems.empty()) return {std::nullopt, std::move(reading.problems)};
  insert_key_column(whole_schema, dataset);
  return {std::move(dataset), {}};
}

}  // namespace

std::int64_t memory_limit(const LoadOptions& options) {
  if (options.memory_limit > 0) return options.memory_limit;
  const long pages = sysconf(_SC_PHYS_PAGES);
  const long page = sysconf(_SC_PAGESIZE);
  if (pages <= 0 || page <= 0) return std::numeric_limits<std::int64_t>::max();
  return static_cast<std::int64_t>(pages) * page / 5 * 4;
}

Loaded load(const DataManifest& manifest, const plan::Schema& schema, const LoadOptions& options) {
  try {
    return load_or_throw(manifest, schema, options);
  } catch (const std::bad_alloc&) {
    return {std::nullopt, {{manifest.path, {}, "the data do not fit into memory"}}};
  } catch (const std::exception& error) {
    return {std::nullopt, {{manifest.path, {}, fmt::format("reading stopped: {}", error.what())}}};
  }
}

}  // namespace seg::io
