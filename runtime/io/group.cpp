#include "runtime/io/group.h"

#include <algorithm>
#include <atomic>

#include "runtime/io/parallel.h"

namespace seg::io {
namespace {

/// What a row is sorted by.
struct Rank {
  std::int64_t at;
  std::int64_t tie;
  std::uint32_t row;

  bool operator<(const Rank& other) const {
    if (at != other.at) return at < other.at;
    if (tie != other.tie) return tie < other.tie;
    return row < other.row;
  }
};

struct Rows {
  const std::vector<std::int32_t>& owner;
  const std::vector<std::int64_t>& at;
  const std::vector<std::int64_t>& tie;

  Rank rank(std::uint32_t row) const { return {at[row], tie.empty() ? 0 : tie[row], row}; }
};

bool stands_in_order(const Rows& rows) {
  for (std::size_t i = 0; i < rows.owner.size(); ++i) {
    if (rows.owner[i] < 0) return false;
    if (i == 0 || rows.owner[i] > rows.owner[i - 1]) continue;
    if (rows.owner[i] < rows.owner[i - 1]) return false;
    if (rows.rank(static_cast<std::uint32_t>(i)) < rows.rank(static_cast<std::uint32_t>(i - 1))) return false;
  }
  return true;
}

std::vector<std::int64_t> count_rows(const Rows& rows, std::int64_t profiles) {
  std::vector<std::int64_t> offsets(static_cast<std::size_t>(profiles) + 1, 0);
  for (const std::int32_t owner : rows.owner) {
    if (owner >= 0) ++offsets[static_cast<std::size_t>(owner) + 1];
  }
  for (std::size_t i = 1; i < offsets.size(); ++i) offsets[i] += offsets[i - 1];
  return offsets;
}

/// Sorts the rows of one profile, which stand in the order of the files.
void sort_rows(const Rows& rows, std::uint32_t* begin, std::uint32_t* end, std::vector<Rank>& ranks) {
  const auto before = [&](std::uint32_t a, std::uint32_t b) { return rows.rank(a) < rows.rank(b); };
  if (std::is_sorted(begin, end, before)) return;
  ranks.clear();
  for (const std::uint32_t* row = begin; row != end; ++row) ranks.push_back(rows.rank(*row));
  std::sort(ranks.begin(), ranks.end());
  std::transform(ranks.begin(), ranks.end(), begin, [](const Rank& rank) { return rank.row; });
}

/// Places and sorts the rows of profiles [first, last): each thread passes over all rows and takes its own.
void group_range(const Rows& rows, std::int64_t first, std::int64_t last, Grouping& grouping) {
  const auto begin = grouping.offsets.begin() + first;
  std::vector<std::int64_t> next(begin, begin + (last - first));
  for (std::size_t row = 0; row < rows.owner.size(); ++row) {
    const std::int64_t owner = rows.owner[row];
    if (owner < first || owner >= last) continue;
    grouping.order[static_cast<std::size_t>(next[static_cast<std::size_t>(owner - first)]++)] = static_cast<std::uint32_t>(row);
  }
  std::vector<Rank> ranks;
  std::uint32_t* order = grouping.order.data();
  for (std::int64_t profile = first; profile < last; ++profile) {
    const auto at = static_cast<std::size_t>(profile);
    sort_rows(rows, order + grouping.offsets[at], order + grouping.offsets[at + 1], ranks);
  }
}

}  // namespace

Grouping group_by_profile(const std::vector<std::int32_t>& owner, const std::vector<std::int64_t>& at, const std::vector<std::int64_t>& tie,
                          std::int64_t profiles, unsigned threads) {
  const Rows rows{owner, at, tie};
  Grouping grouping;
  grouping.offsets = count_rows(rows, profiles);
  grouping.as_read = stands_in_order(rows);
  if (grouping.as_read) return grouping;
  grouping.order.resize(static_cast<std::size_t>(grouping.offsets.back()));
  const std::int64_t parts = std::max<std::int64_t>(1, std::min<std::int64_t>(threads, profiles));
  in_parallel(static_cast<std::size_t>(parts), threads, [&](std::size_t part) {
    const auto index = static_cast<std::int64_t>(part);
    group_range(rows, profiles * index / parts, profiles * (index + 1) / parts, grouping);
  });
  return grouping;
}

}  // namespace seg::io
