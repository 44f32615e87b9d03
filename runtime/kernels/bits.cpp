#include <algorithm>

#include "runtime/kernels/kernels.h"
#include "runtime/kernels/mutants.h"

namespace seg::kernels {
namespace {

template <typename T>
[[gnu::always_inline]] inline void broadcast(const Lanes& profiles, const std::int32_t* starts, const T* values, T* out) {
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    const T value = values[profile];
    for (std::int32_t event = starts[profile]; event < starts[profile + 1]; ++event) out[event] = value;
  }
}

/// Sets bits [begin, end) of words that are zero there.
void set_range(Word* out, std::int64_t begin, std::int64_t end) {
  for_words(nullptr, begin, end, [&](Word bits, std::int64_t first) { out[first >> 6] |= bits; });
}

}  // namespace

void align_bits(const Lanes& lanes, const std::uint8_t* bits, std::int64_t offset, Word* out) {
  const std::int64_t first = SEG_MUTATE(ignored_bitmap_offset, offset, offset & ~std::int64_t{7});
  const std::int64_t shift = first & 7;
  const std::uint8_t* bytes = bits + (first >> 3);
  const std::int64_t byte_count = (shift + lanes.count + 7) >> 3;
  for (std::int64_t word = 0; word < lanes.words; ++word) {
    const std::int64_t left = byte_count - word * 8;
    Word low = 0;
    std::memcpy(&low, bytes + word * 8, static_cast<std::size_t>(std::min<std::int64_t>(left, 8)));
    const Word high = shift != 0 && left > 8 ? Word{bytes[word * 8 + 8]} << (64 - shift) : 0;
    out[word] = (low >> shift) | high;
  }
  const std::int64_t tail = lanes.count & 63;
  if (tail != 0) out[lanes.words - 1] &= (Word{1} << tail) - 1;
}

void broadcast_bits(const Lanes& profiles, const std::int32_t* starts, const Word* mask, Word* out) {
  const std::int64_t words = (std::int64_t{starts[profiles.count]} + 63) >> 6;
  std::fill(out, out + words, Word{0});
  for (std::int64_t profile = 0; profile < profiles.count; ++profile) {
    if (mask == nullptr || bit_at(mask, profile)) set_range(out, starts[profile], starts[profile + 1]);
  }
}

SEG_KERNEL void broadcast_int64(const Lanes& profiles, const std::int32_t* starts, const std::int64_t* values, std::int64_t* out) {
  broadcast(profiles, starts, values, out);
}

SEG_KERNEL void broadcast_int32(const Lanes& profiles, const std::int32_t* starts, const std::int32_t* values, std::int32_t* out) {
  broadcast(profiles, starts, values, out);
}

SEG_KERNEL void broadcast_float(const Lanes& profiles, const std::int32_t* starts, const double* values, double* out) {
  broadcast(profiles, starts, values, out);
}

SEG_KERNEL void states_of(const Lanes& lanes, const Word* known, const Word* fault, columns::State* out) {
  static_assert(static_cast<int>(columns::State::Known) == 0 && static_cast<int>(columns::State::Unknown) == 1 &&
                static_cast<int>(columns::State::Fault) == 2);
  for (std::int64_t word = 0; word < lanes.words; ++word) {
    const std::int64_t first = word << 6;
    const std::int64_t lane_count = std::min<std::int64_t>(lanes.count - first, 64);
    const Word unknown = ~known[word];
    const Word faults = fault[word];
    for (std::int64_t lane = 0; lane < lane_count; ++lane) {
      out[first + lane] = static_cast<columns::State>(((unknown >> lane) & 1) + ((faults >> lane) & 1));
    }
  }
}

}  // namespace seg::kernels
