#pragma once
// What every batch kernel sees of a chunk: so many lanes (profiles, or events of one stream), and masks of one bit a lane in 64-bit words.
// A null mask means that every lane is set. Bits past the last lane are arbitrary in every mask, and values there are stale: no kernel's
// answer for a lane depends on another lane's.

#include <cstdint>
#include <cstring>

// Built for the generations of x86-64 and picked when the program starts. The sanitizers start before the choice is made.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__)
#define SEG_KERNEL __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define SEG_KERNEL
#endif

namespace seg::kernels {

struct Lanes {
  std::int64_t count = 0;
  std::int64_t words = 0;  ///< (count + 63) / 64
};

using Word = std::uint64_t;

inline bool bit_at(const Word* mask, std::int64_t lane) { return ((mask[lane >> 6] >> (lane & 63)) & 1) != 0; }

/// Calls `test(lane)` for each lane and packs the answers into `out`; the bits past the last lane are zero.
template <typename Test>
[[gnu::always_inline]] inline void pack(const Lanes& lanes, Word* out, Test test) {
  for (std::int64_t word = 0; word < lanes.words; ++word) {
    const std::int64_t first = word << 6;
    const std::int64_t lane_count = lanes.count - first < 64 ? lanes.count - first : 64;
    Word bits = 0;
    for (std::int64_t lane = 0; lane < lane_count; ++lane) bits |= static_cast<Word>(test(first + lane)) << lane;
    out[word] = bits;
  }
}

/// pack, or where nobody reads the answers (null `out`) the calls alone.
template <typename Test>
[[gnu::always_inline]] inline void pack_or_run(const Lanes& lanes, Word* out, Test test) {
  if (out != nullptr) return pack(lanes, out, test);
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) test(lane);
}

/// The bits of `mask` at [begin, begin + length), least significant first; length at most 57. One word past the mask's last may be read:
/// masks of a chunk are allocated with one to spare.
[[gnu::always_inline]] inline Word short_range(const Word* mask, std::int64_t begin, std::int64_t length) {
  Word bits;
  std::memcpy(&bits, reinterpret_cast<const std::uint8_t*>(mask) + (begin >> 3), sizeof bits);
  return (bits >> (begin & 7)) & ((Word{1} << length) - 1);
}
inline constexpr std::int64_t kShortRange = 57;

/// Calls `visit(word, first)` for the words that cover [begin, end), bits outside cleared; `first` is the lane of bit 0.
template <typename Visit>
[[gnu::always_inline]] inline void for_words(const Word* mask, std::int64_t begin, std::int64_t end, Visit visit) {
  if (begin >= end) return;
  const std::int64_t last = (end - 1) >> 6;
  for (std::int64_t word = begin >> 6; word <= last; ++word) {
    Word bits = mask == nullptr ? ~Word{0} : mask[word];
    const std::int64_t first = word << 6;
    if (first < begin) bits &= ~Word{0} << (begin - first);
    if (end - first < 64) bits &= (Word{1} << (end - first)) - 1;
    visit(bits, first);
  }
}

/// Calls `visit(lane)` for the set lanes of [begin, end), oldest first. Null `mask`: all are set.
template <typename Visit>
[[gnu::always_inline]] inline void for_lanes(const Word* mask, std::int64_t begin, std::int64_t end, Visit visit) {
  if (mask == nullptr) {
    for (std::int64_t lane = begin; lane < end; ++lane) visit(lane);
    return;
  }
  if (end - begin <= kShortRange) {
    if (begin >= end) return;
    for (Word bits = short_range(mask, begin, end - begin); bits != 0; bits &= bits - 1) visit(begin + __builtin_ctzll(bits));
    return;
  }
  for_words(mask, begin, end, [&](Word bits, std::int64_t first) {
    for (; bits != 0; bits &= bits - 1) visit(first + __builtin_ctzll(bits));
  });
}

[[gnu::always_inline]] inline std::int64_t count_range(const Word* mask, std::int64_t begin, std::int64_t end) {
  if (begin >= end) return 0;
  if (mask == nullptr) return end - begin;
  if (end - begin <= kShortRange) return __builtin_popcountll(short_range(mask, begin, end - begin));
  std::int64_t total = 0;
  for_words(mask, begin, end, [&](Word bits, std::int64_t) { total += __builtin_popcountll(bits); });
  return total;
}

[[gnu::always_inline]] inline bool any_range(const Word* mask, std::int64_t begin, std::int64_t end) {
  if (begin >= end) return false;
  if (mask == nullptr) return true;
  if (end - begin <= kShortRange) return short_range(mask, begin, end - begin) != 0;
  bool any = false;
  for_words(mask, begin, end, [&](Word bits, std::int64_t) { any = any || bits != 0; });
  return any;
}

}  // namespace seg::kernels
