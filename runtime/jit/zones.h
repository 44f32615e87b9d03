#pragma once
// The zones of the process: what kernels read of one is worked out a day at a time and shared by all sessions, batches and threads.

#include <memory>
#include <mutex>
#include <string_view>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/kernels/zones.h"

namespace seg::jit {

/// Null for a name that the database does not have; else never freed.
const kernels::ZoneDays* find_zone(std::string_view name);

/// The zones of dictionaries' texts, found once a dictionary. May be asked by several threads at once; forgets dictionaries that are gone.
class ZoneCache {
 public:
  /// By code: the zone that the text names, or null.
  using Found = std::shared_ptr<const std::vector<const kernels::ZoneDays*>>;
  Found of(const std::shared_ptr<const columns::Dictionary>& names);

 private:
  /// Dictionaries may have been appended to since: then their size differs.
  struct Entry {
    std::weak_ptr<const columns::Dictionary> names;
    std::int64_t size;
    Found found;
  };
  std::mutex mutex_;
  std::vector<Entry> entries_;
};

}  // namespace seg::jit
