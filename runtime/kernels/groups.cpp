#include <algorithm>
#include <compare>
#include <vector>

#include "runtime/kernels/kernels.h"
#include "runtime/kernels/mutants.h"
#include "runtime/kernels/order.h"

namespace seg::kernels {
namespace {

struct TwoKeys {
  std::int64_t first;
  std::int64_t second;
  auto operator<=>(const TwoKeys&) const = default;
};

/// By key, those of one key in the order of their positions.
template <typename Key>
void sort_by_key(std::vector<Placed<Key>>& events) {
  std::sort(events.begin(), events.end(), [](const Placed<Key>& a, const Placed<Key>& b) {
    return before(a.value, b.value) || (!before(b.value, a.value) && a.position < b.position);
  });
}

template <typename Key>
auto first_of_key(const std::vector<Placed<Key>>& sorted, Key key) {
  return std::lower_bound(sorted.begin(), sorted.end(), key,
                          [](const Placed<Key>& event, Key wanted) { return before(event.value, wanted); });
}

struct IndexRange {
  std::size_t begin = 0;
  std::size_t end = 0;
};

IndexRange range_of_key(const std::vector<Placed<std::int64_t>>& sorted, std::int64_t key) {
  const auto first = first_of_key(sorted, key);
  const auto next = std::upper_bound(first, sorted.end(), key,
                                     [](std::int64_t wanted, const Placed<std::int64_t>& event) { return wanted < event.value; });
  return {static_cast<std::size_t>(first - sorted.begin()), static_cast<std::size_t>(next - sorted.begin())};
}

}  // namespace

void join_keys(const Lanes& profiles, const std::int32_t* begin, const std::int32_t* end, const std::int64_t* first_keys,
               const std::int64_t* second_keys, const std::int32_t* outer_starts, const std::int32_t* outer_ends,
               const std::int64_t* outer_first_keys, const std::int64_t* outer_second_keys, std::int64_t* out, std::int64_t* out_outer) {
  std::vector<Placed<TwoKeys>> events;
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    events.clear();
    for (std::int32_t event = begin[profile]; event < end[profile]; ++event) {
      events.push_back({{first_keys[event], second_keys[event]}, event});
    }
    sort_by_key(events);
    std::int64_t joint = -1;
    for (std::size_t index = 0; index < events.size(); ++index) {
      if (index == 0 || events[index].value != events[index - 1].value) joint = static_cast<std::int64_t>(index);
      out[events[index].position] = joint;
    }
    for (std::int32_t outer = outer_starts[profile]; outer < outer_ends[profile]; ++outer) {
      const TwoKeys wanted{outer_first_keys[outer], outer_second_keys[outer]};
      const auto found = first_of_key(events, wanted);
      out_outer[outer] = found != events.end() && found->value == wanted ? found - events.begin() : -1;
    }
  }
}

void group_events(const Lanes& profiles, const Lanes& events, const std::int32_t* begin, const std::int32_t* end, const std::int64_t* keys,
                  const Word* mask, const std::int32_t* outer_starts, const std::int32_t* outer_ends, const std::int64_t* outer_keys,
                  const Word* outer_mask, std::int32_t* out, std::int32_t* out_begin, std::int32_t* out_end, std::int32_t* out_leader) {
  std::fill(out, out + events.count, -1);
  std::vector<Placed<std::int64_t>> sorted;
  std::vector<std::int32_t> leaders;
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    const std::int32_t base = begin[profile];
    sorted.clear();
    for_lanes(mask, base, end[profile], [&](std::int64_t event) { sorted.push_back({keys[event], static_cast<std::int32_t>(event)}); });
    sort_by_key(sorted);
    for (std::size_t index = 0; index < sorted.size(); ++index) out[base + static_cast<std::int64_t>(index)] = sorted[index].position;
    leaders.assign(sorted.size(), -1);
    for (std::int32_t outer = outer_starts[profile]; outer < outer_ends[profile]; ++outer) {
      const IndexRange none{0, SEG_MUTATE(unknown_key_matches_all, std::size_t{0}, sorted.size())};
      const bool known = outer_mask == nullptr || bit_at(outer_mask, outer);
      const IndexRange range = known ? range_of_key(sorted, outer_keys[outer]) : none;
      std::int32_t alone = outer;
      std::int32_t& leader = range.begin < range.end ? leaders[range.begin] : alone;
      if (leader < 0) leader = outer;
      const bool leads = leader == outer;
      if (out_begin != nullptr) out_begin[outer] = base + static_cast<std::int32_t>(leads ? range.begin : 0);
      if (out_end != nullptr) out_end[outer] = base + static_cast<std::int32_t>(leads ? range.end : 0);
      if (out_leader != nullptr) out_leader[outer] = leader;
    }
  }
}

}  // namespace seg::kernels
