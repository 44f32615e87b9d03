#include <algorithm>
#include <compare>
#include <vector>

#include "runtime/kernels/kernels.h"
#include "runtime/kernels/mutants.h"

namespace seg::kernels {
namespace {

/// A value of an event, behind its key; without keys all have one. In their order those of one key stand together, ascending.
struct Keyed {
  std::int64_t key;
  std::int64_t value;
  auto operator<=>(const Keyed&) const = default;
};

struct Inner {
  const std::int32_t* begin;
  const std::int32_t* end;
  const std::int64_t* values;
  const Word* mask;
  const std::int64_t* keys;
};

struct Outer {
  const Lanes& lanes;
  const std::int32_t* starts;
  const std::int32_t* ends;
  const std::int64_t* bounds;
  const std::int64_t* keys;
};

/// Instants mostly stand in their order already, and always without keys where they are those of the events.
void sort_values(std::vector<Keyed>& values) {
  if (!std::is_sorted(values.begin(), values.end())) std::sort(values.begin(), values.end());
}

/// Calls `find(values, wanted)` for each outer event: the position of its answer in the sorted values, which has its key, or their number.
template <typename Find>
void join(const Lanes& profiles, const Inner& inner, const Outer& outer, std::int64_t* out, Word* out_any, Find find) {
  if (out_any != nullptr) std::fill(out_any, out_any + outer.lanes.words, Word{0});
  std::vector<Keyed> values;
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    if (outer.starts[profile] == outer.ends[profile]) continue;
    values.clear();
    for_lanes(inner.mask, inner.begin[profile], inner.end[profile],
              [&](std::int64_t event) { values.push_back({inner.keys == nullptr ? 0 : inner.keys[event], inner.values[event]}); });
    sort_values(values);
    for (std::int32_t event = outer.starts[profile]; event < outer.ends[profile]; ++event) {
      const std::int64_t key = outer.keys == nullptr ? 0 : outer.keys[event];
      const std::size_t found = find(values, Keyed{key, outer.bounds[event]});
      const bool any = found < values.size() && values[found].key == key;
      out[event] = any ? values[found].value : 0;
      if (out_any != nullptr && any) out_any[event >> 6] |= Word{1} << (event & 63);
    }
  }
}

std::size_t first_not_before(const std::vector<Keyed>& values, const Keyed& wanted) {
  return static_cast<std::size_t>(std::lower_bound(values.begin(), values.end(), wanted) - values.begin());
}

std::size_t first_after(const std::vector<Keyed>& values, const Keyed& wanted) {
  return static_cast<std::size_t>(std::upper_bound(values.begin(), values.end(), wanted) - values.begin());
}

}  // namespace

void latest_before(const Lanes& profiles, const Lanes& outer, const std::int32_t* begin, const std::int32_t* end,
                   const std::int64_t* values, const Word* mask, const std::int64_t* keys, const std::int32_t* outer_starts,
                   const std::int32_t* outer_ends, const std::int64_t* bounds, const std::int64_t* outer_keys, std::int64_t* out,
                   Word* out_any) {
  const Outer events{outer, outer_starts, outer_ends, bounds, outer_keys};
  join(profiles, {begin, end, values, mask, keys}, events, out, out_any, [](const std::vector<Keyed>& sorted, const Keyed& wanted) {
    const std::size_t next = SEG_MUTATE(bound_is_before_itself, first_not_before(sorted, wanted), first_after(sorted, wanted));
    return next == 0 ? sorted.size() : next - 1;
  });
}

void earliest_after(const Lanes& profiles, const Lanes& outer, const std::int32_t* begin, const std::int32_t* end,
                    const std::int64_t* values, const Word* mask, const std::int64_t* keys, const std::int32_t* outer_starts,
                    const std::int32_t* outer_ends, const std::int64_t* bounds, const std::int64_t* outer_keys, std::int64_t* out,
                    Word* out_any) {
  const Outer events{outer, outer_starts, outer_ends, bounds, outer_keys};
  join(profiles, {begin, end, values, mask, keys}, events, out, out_any, [](const std::vector<Keyed>& sorted, const Keyed& wanted) {
    return SEG_MUTATE(bound_is_after_itself, first_after(sorted, wanted), first_not_before(sorted, wanted));
  });
}

}  // namespace seg::kernels
