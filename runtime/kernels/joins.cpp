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

/// Instants mostly stand in their order already, and always without keys where they are those of the events.
void sort_values(std::vector<Keyed>& values) {
  if (!std::is_sorted(values.begin(), values.end())) std::sort(values.begin(), values.end());
}

}  // namespace

void earliest_after(const Lanes& profiles, const Lanes& outer, const std::int32_t* begin, const std::int32_t* end,
                    const std::int64_t* values, const Word* mask, const std::int64_t* keys, const std::int32_t* outer_starts,
                    const std::int32_t* outer_ends, const std::int64_t* bounds, const std::int64_t* outer_keys, std::int64_t* out,
                    Word* out_any) {
  if (out_any != nullptr) std::fill(out_any, out_any + outer.words, Word{0});
  std::vector<Keyed> sorted;
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    if (outer_starts[profile] == outer_ends[profile]) continue;
    sorted.clear();
    for_lanes(mask, begin[profile], end[profile],
              [&](std::int64_t event) { sorted.push_back({keys == nullptr ? 0 : keys[event], values[event]}); });
    sort_values(sorted);
    for (std::int32_t event = outer_starts[profile]; event < outer_ends[profile]; ++event) {
      const Keyed bound{outer_keys == nullptr ? 0 : outer_keys[event], bounds[event]};
      const auto next = SEG_MUTATE(bound_is_after_itself, std::upper_bound(sorted.begin(), sorted.end(), bound),
                                   std::lower_bound(sorted.begin(), sorted.end(), bound));
      const bool any = next != sorted.end() && next->key == bound.key;
      out[event] = any ? next->value : 0;
      if (out_any != nullptr && any) out_any[event >> 6] |= Word{1} << (event & 63);
    }
  }
}

}  // namespace seg::kernels
