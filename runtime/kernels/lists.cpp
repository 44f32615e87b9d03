#include <algorithm>
#include <vector>

#include "runtime/kernels/kernels.h"
#include "runtime/kernels/mutants.h"

namespace seg::kernels {
namespace {

struct Range {
  std::int64_t begin = 0;
  std::int64_t end = 0;
};

Range elements_of(const ListColumn& lists, std::int64_t row) {
  if (row < 0 || row >= lists.rows) return {};
  return {lists.offsets[row], lists.offsets[row + 1]};
}

/// Calls `use(read)` where `read(index)` is an element's value.
template <typename Use>
void with_elements(const ListColumn& lists, Use use) {
  if (lists.codes != nullptr) {
    const CodeTable& table = *lists.codes;
    return use([&](std::int64_t index) -> std::int64_t {
      const std::int32_t code = lists.narrow[index];
      return code >= 0 && code < table.size ? table.codes[code] : -1;
    });
  }
  if (lists.narrow != nullptr) return use([&](std::int64_t index) -> std::int64_t { return lists.narrow[index]; });
  use([&](std::int64_t index) { return lists.wide[index]; });
}

/// For each lane whether `matches(lane, element)` of any known element, and whether any is unknown.
template <typename Matches>
void any_element(const Lanes& lanes, const std::int64_t* rows, const ListColumn& lists, Word* out, Word* out_open, Matches matches) {
  with_elements(lists, [&](auto read) {
    pack(lanes, out, [&](std::int64_t lane) {
      const Range range = elements_of(lists, rows[lane]);
      for (std::int64_t index = range.begin; index < range.end; ++index) {
        if (lists.validity.at(index) && matches(lane, read(index))) return true;
      }
      return false;
    });
  });
  if (out_open == nullptr) return;
  const bool all_known = lists.validity.bits == nullptr;
  pack(lanes, out_open, [&](std::int64_t lane) {
    if (all_known) return false;
    const Range range = elements_of(lists, rows[lane]);
    for (std::int64_t index = range.begin; index < range.end; ++index) {
      if (!lists.validity.at(index)) return true;
    }
    return false;
  });
}

/// Pairs of elements from which on one list is sorted.
constexpr std::int64_t kManyPairs = 256;

/// How two lists relate.
struct Relation {
  bool a_open = false;  ///< a has an unknown element
  bool b_open = false;
  bool b_empty = true;
  bool any_found = false;    ///< a known element of b is one of a's
  bool any_missing = false;  ///< a known element of b is none of a's known ones
};

template <typename ReadA, typename ReadB>
Relation relate(const ListColumn& a_lists, Range a, ReadA read_a, const ListColumn& b_lists, Range b, ReadB read_b,
                std::vector<std::int64_t>& sorted) {
  Relation result;
  const bool many = (a.end - a.begin) * (b.end - b.begin) > kManyPairs;
  sorted.clear();
  for (std::int64_t index = a.begin; index < a.end; ++index) {
    const bool known = a_lists.validity.at(index);
    result.a_open = result.a_open || !known;
    if (known && many) sorted.push_back(read_a(index));
  }
  std::sort(sorted.begin(), sorted.end());
  const auto found = [&](std::int64_t value) {
    if (many) return std::binary_search(sorted.begin(), sorted.end(), value);
    for (std::int64_t index = a.begin; index < a.end; ++index) {
      if (a_lists.validity.at(index) && read_a(index) == value) return true;
    }
    return false;
  };
  result.b_empty = b.begin >= b.end;
  for (std::int64_t index = b.begin; index < b.end; ++index) {
    if (!b_lists.validity.at(index)) {
      result.b_open = true;
    } else if (found(read_b(index))) {
      result.any_found = true;
    } else {
      result.any_missing = true;
    }
  }
  return result;
}

template <typename Truth, typename Falsity>
void relate_lists(const Lanes& lanes, const std::int64_t* a_rows, const ListColumn& a_lists, const std::int64_t* b_rows,
                  const ListColumn& b_lists, Word* out, Word* out_not, Truth truth, Falsity falsity) {
  std::vector<std::int64_t> sorted;
  std::fill(out, out + lanes.words, Word{0});
  if (out_not != nullptr) std::fill(out_not, out_not + lanes.words, Word{0});
  with_elements(a_lists, [&](auto read_a) {
    with_elements(b_lists, [&](auto read_b) {
      for (std::int64_t lane = 0; lane < lanes.count; ++lane) {
        const Relation found =
            relate(a_lists, elements_of(a_lists, a_rows[lane]), read_a, b_lists, elements_of(b_lists, b_rows[lane]), read_b, sorted);
        const Word bit = Word{1} << (lane & 63);
        if (truth(found)) out[lane >> 6] |= bit;
        if (out_not != nullptr && falsity(found)) out_not[lane >> 6] |= bit;
      }
    });
  });
}

}  // namespace

void list_contains(const Lanes& lanes, const std::int64_t* rows, const ListColumn& lists, const std::int64_t* values, Word* out,
                   Word* out_open) {
  any_element(lanes, rows, lists, out, out_open, [&](std::int64_t lane, std::int64_t element) { return element == values[lane]; });
}

void list_any_in_codes(const Lanes& lanes, const std::int64_t* rows, const ListColumn& lists, const CodeTest& set, Word* out,
                       Word* out_open) {
  any_element(lanes, rows, lists, out, out_open,
              [&](std::int64_t, std::int64_t element) { return element >= 0 && element < set.size && set.answers[element] != 0; });
}

void list_any_in_numbers(const Lanes& lanes, const std::int64_t* rows, const ListColumn& lists, const NumberSet& set, Word* out,
                         Word* out_open) {
  any_element(lanes, rows, lists, out, out_open,
              [&](std::int64_t, std::int64_t element) { return std::binary_search(set.numbers, set.numbers + set.size, element); });
}

void list_contains_any(const Lanes& lanes, const std::int64_t* a_rows, const ListColumn& a_lists, const std::int64_t* b_rows,
                       const ListColumn& b_lists, Word* out, Word* out_not) {
  relate_lists(
      lanes, a_rows, a_lists, b_rows, b_lists, out, out_not, [](const Relation& found) { return found.any_found; },
      [](const Relation& found) { return found.b_empty || !(found.any_found || found.a_open || found.b_open); });
}

void list_contains_all(const Lanes& lanes, const std::int64_t* a_rows, const ListColumn& a_lists, const std::int64_t* b_rows,
                       const ListColumn& b_lists, Word* out, Word* out_not) {
  relate_lists(
      lanes, a_rows, a_lists, b_rows, b_lists, out, out_not,
      [](const Relation& found) { return !found.any_missing && SEG_MUTATE(unknown_element_is_contained, !found.b_open, true); },
      [](const Relation& found) { return found.any_missing && !found.a_open; });
}

}  // namespace seg::kernels
