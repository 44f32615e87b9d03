#include "runtime/kernels/vector512.h"

#ifdef SEG_VECTOR512
#include <immintrin.h>

#include <algorithm>
#include <atomic>
#include <limits>

#define SEG_512 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vpopcntdq,bmi,bmi2,popcnt")))

namespace seg::kernels {
namespace {

std::atomic<bool> allowed_to{true};

/// The lanes of the group of eight at `first`.
SEG_512 inline __mmask8 lanes_at(std::int64_t count, std::int64_t first) {
  return count - first >= 8 ? __mmask8{0xff} : static_cast<__mmask8>((1u << (count - first)) - 1u);
}

struct RangeCounts {
  __m512i counts;
  __mmask8 longer;  ///< lanes whose range is longer than kShortRange: counted by the caller
};

SEG_512 inline RangeCounts count_eight(const Word* mask, __m512i begin, __m512i end, __mmask8 lanes) {
  const __m512i length = _mm512_sub_epi64(end, begin);
  const __m512i bits = _mm512_mask_i64gather_epi64(_mm512_setzero_si512(), lanes, _mm512_srai_epi64(begin, 3), mask, 1);
  const __m512i from = _mm512_srlv_epi64(bits, _mm512_and_si512(begin, _mm512_set1_epi64(7)));
  const __m512i one = _mm512_set1_epi64(1);
  const __m512i within = _mm512_sub_epi64(_mm512_sllv_epi64(one, length), one);
  return {_mm512_popcnt_epi64(_mm512_and_si512(from, within)), _mm512_mask_cmpgt_epi64_mask(lanes, length, _mm512_set1_epi64(kShortRange))};
}

SEG_512 inline __m512i load_positions(const std::int32_t* positions, __mmask8 lanes) {
  return _mm512_cvtepi32_epi64(_mm256_maskz_loadu_epi32(lanes, positions));
}

/// Whether all lanes fit 32 bits with their sign.
SEG_512 inline bool is_narrow(__m512i a, __m512i b, __m512i c, __m512i d, __mmask8 lanes) {
  const __m512i half = _mm512_set1_epi64(std::int64_t{1} << 31);
  const __m512i high = _mm512_or_si512(_mm512_or_si512(_mm512_add_epi64(a, half), _mm512_add_epi64(b, half)),
                                       _mm512_or_si512(_mm512_add_epi64(c, half), _mm512_add_epi64(d, half)));
  return _mm512_mask_test_epi64_mask(lanes, high, _mm512_set1_epi64(~std::int64_t{0xffffffff})) == 0;
}

}  // namespace

bool has_vector512() {
  static const bool kHas = __builtin_cpu_supports("avx512vpopcntdq") && __builtin_cpu_supports("avx512vbmi") &&
                           __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl") &&
                           __builtin_cpu_supports("bmi2");
  return kHas && allowed_to.load(std::memory_order_relaxed);
}

void allow_vector512(bool allowed) { allowed_to.store(allowed, std::memory_order_relaxed); }

SEG_512 void suffix_position_512(const Lanes& profiles, const Word* mask, const std::int32_t* starts, const std::int32_t* ends,
                                 std::int32_t* out) {
  for (std::int64_t first = 0; first < profiles.count; first += 8) {
    const __mmask8 lanes = lanes_at(profiles.count, first);
    const __m512i end = load_positions(ends + first, lanes);
    const RangeCounts found = count_eight(mask, load_positions(starts + first, lanes), end, lanes);
    _mm256_mask_storeu_epi32(out + first, lanes, _mm512_cvtepi64_epi32(_mm512_sub_epi64(end, found.counts)));
    for (unsigned longer = found.longer; longer != 0; longer &= longer - 1) {
      const std::int64_t profile = first + __builtin_ctz(longer);
      out[profile] = static_cast<std::int32_t>(ends[profile] - count_range(mask, starts[profile], ends[profile]));
    }
  }
}

SEG_512 void count_in_range_512(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end,
                                std::int64_t* out) {
  for (std::int64_t first = 0; first < profiles.count; first += 8) {
    const __mmask8 lanes = lanes_at(profiles.count, first);
    const RangeCounts found = count_eight(mask, load_positions(begin + first, lanes), load_positions(end + first, lanes), lanes);
    _mm512_mask_storeu_epi64(out + first, lanes, found.counts);
    for (unsigned longer = found.longer; longer != 0; longer &= longer - 1) {
      const std::int64_t profile = first + __builtin_ctz(longer);
      out[profile] = count_range(mask, begin[profile], end[profile]);
    }
  }
}

SEG_512 void prefix_sum_512(const Lanes& events, const std::int64_t* values, const Word* mask, std::int64_t* out) {
  const __m512i zero = _mm512_setzero_si512();
  const __m512i last = _mm512_set1_epi64(7);
  __m512i bits = zero;
  __m512i carried = zero;
  out[1] = 0;
  for (std::int64_t first = 0; first < events.count; first += 8) {
    __mmask8 some = lanes_at(events.count, first);
    if (mask != nullptr) some = static_cast<__mmask8>(some & (mask[first >> 6] >> (first & 63)));
    __m512i sums = _mm512_maskz_loadu_epi64(some, values + first);
    bits = _mm512_or_si512(bits, _mm512_xor_si512(sums, _mm512_srai_epi64(sums, 63)));
    // Each step adds the lanes one, two, four places below.
    sums = _mm512_add_epi64(sums, _mm512_alignr_epi64(sums, zero, 7));
    sums = _mm512_add_epi64(sums, _mm512_alignr_epi64(sums, zero, 6));
    sums = _mm512_add_epi64(sums, _mm512_alignr_epi64(sums, zero, 4));
    sums = _mm512_add_epi64(sums, carried);
    carried = _mm512_permutexvar_epi64(last, sums);
    _mm512_mask_storeu_epi64(out + 2 + first, lanes_at(events.count, first), sums);
  }
  out[0] = _mm512_reduce_or_epi64(bits);
}

namespace {

/// `kSign` 1: the least; -1: the greatest.
template <int kSign>
SEG_512 void extreme_512(const Lanes& profiles, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                         const std::int32_t* end, std::int64_t* out, Word* out_any) {
  const std::int64_t worst = kSign > 0 ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min();
  for (std::int64_t word = 0; word < profiles.words; ++word) {
    Word any = 0;
    for (std::int64_t profile = word * 64; profile < profiles.count && profile < word * 64 + 64; ++profile) {
      __m512i best = _mm512_set1_epi64(worst);
      bool found = false;
      for (std::int64_t from = begin[profile]; from < end[profile]; from += kShortRange) {
        const std::int64_t left = end[profile] - from;
        const std::int64_t length = left < kShortRange ? left : kShortRange;
        Word bits = mask == nullptr ? (Word{1} << length) - 1 : short_range(mask, from, length);
        found = found || bits != 0;
        for (const std::int64_t* at = values + from; bits != 0; bits >>= 8, at += 8) {
          const auto some = static_cast<__mmask8>(bits);
          const __m512i value = _mm512_maskz_loadu_epi64(some, at);
          best = kSign > 0 ? _mm512_mask_min_epi64(best, some, best, value) : _mm512_mask_max_epi64(best, some, best, value);
        }
      }
      out[profile] = !found ? 0 : kSign > 0 ? _mm512_reduce_min_epi64(best) : _mm512_reduce_max_epi64(best);
      any |= static_cast<Word>(found) << (profile & 63);
    }
    if (out_any != nullptr) out_any[word] = any;
  }
}

}  // namespace

SEG_512 void min_int64_in_range_512(const Lanes& profiles, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                                    const std::int32_t* end, std::int64_t* out, Word* out_any) {
  extreme_512<1>(profiles, values, mask, begin, end, out, out_any);
}

SEG_512 void max_int64_in_range_512(const Lanes& profiles, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                                    const std::int32_t* end, std::int64_t* out, Word* out_any) {
  extreme_512<-1>(profiles, values, mask, begin, end, out, out_any);
}

SEG_512 void test_code_512(const Lanes& lanes, const std::int32_t* codes, const CodeTest& test, Word* out) {
  alignas(64) std::uint8_t answers[kShortTest] = {};
  std::copy_n(test.answers, test.size, answers);
  const __m512i low = _mm512_load_si512(answers);
  const __m512i high = _mm512_load_si512(answers + 64);
  for (std::int64_t word = 0; word < lanes.words; ++word) {
    alignas(64) std::uint8_t narrow[64];
    for (std::int64_t part = 0; part < 4; ++part) {
      const std::int64_t first = word * 64 + part * 16;
      const std::int64_t left = lanes.count - first;
      const __mmask16 some = left >= 16 ? __mmask16{0xffff} : left <= 0 ? __mmask16{0} : static_cast<__mmask16>((1u << left) - 1u);
      _mm_store_si128(reinterpret_cast<__m128i*>(narrow + part * 16), _mm512_cvtepi32_epi8(_mm512_maskz_loadu_epi32(some, codes + first)));
    }
    const __m512i found = _mm512_permutex2var_epi8(low, _mm512_load_si512(narrow), high);
    out[word] = _mm512_test_epi8_mask(found, found);
  }
}

SEG_512 void compare_fraction_512(const Lanes& lanes, const std::int64_t* a_number, const std::int64_t* a_denominator,
                                  const std::int64_t* b_number, const std::int64_t* b_denominator, Word* out_less, Word* out_equal) {
  for (std::int64_t word = 0; word < lanes.words; ++word) {
    Word less = 0;
    Word equal = 0;
    for (std::int64_t lane = word * 64; lane < lanes.count && lane < word * 64 + 64; lane += 8) {
      const __mmask8 some = lanes_at(lanes.count, lane);
      const __m512i an = _mm512_maskz_loadu_epi64(some, a_number + lane);
      const __m512i ad = _mm512_maskz_loadu_epi64(some, a_denominator + lane);
      const __m512i bn = _mm512_maskz_loadu_epi64(some, b_number + lane);
      const __m512i bd = _mm512_maskz_loadu_epi64(some, b_denominator + lane);
      if (is_narrow(an, ad, bn, bd, some)) {
        const __m512i left = _mm512_mul_epi32(an, bd);
        const __m512i right = _mm512_mul_epi32(bn, ad);
        less |= Word{_mm512_mask_cmplt_epi64_mask(some, left, right)} << (lane & 63);
        equal |= Word{_mm512_mask_cmpeq_epi64_mask(some, left, right)} << (lane & 63);
        continue;
      }
      for (std::int64_t one = lane; one < lane + 8 && one < lanes.count; ++one) {
        const Ordering order = compare(Fraction{a_number[one], a_denominator[one]}, Fraction{b_number[one], b_denominator[one]});
        less |= static_cast<Word>(order == Ordering::Less) << (one & 63);
        equal |= static_cast<Word>(order == Ordering::Equal) << (one & 63);
      }
    }
    if (out_less != nullptr) out_less[word] = less;
    if (out_equal != nullptr) out_equal[word] = equal;
  }
}

SEG_512 void divide_fraction_512(const Lanes& lanes, const std::int64_t* a_number, const std::int64_t* a_denominator,
                                 const std::int64_t* b_number, const std::int64_t* b_denominator, std::int64_t* out_number,
                                 std::int64_t* out_denominator, Word* fine) {
  const __m512i zero = _mm512_setzero_si512();
  const __m512i one = _mm512_set1_epi64(1);
  for (std::int64_t word = 0; word < lanes.words; ++word) {
    Word fits = 0;
    for (std::int64_t lane = word * 64; lane < lanes.count && lane < word * 64 + 64; lane += 8) {
      const __mmask8 some = lanes_at(lanes.count, lane);
      const __m512i an = _mm512_maskz_loadu_epi64(some, a_number + lane);
      const __m512i ad = _mm512_maskz_loadu_epi64(some, a_denominator + lane);
      const __m512i bn = _mm512_maskz_loadu_epi64(some, b_number + lane);
      const __m512i bd = _mm512_maskz_loadu_epi64(some, b_denominator + lane);
      const bool positive = _mm512_mask_cmplt_epi64_mask(some, bn, zero) == 0 && _mm512_mask_cmple_epi64_mask(some, ad, zero) == 0;
      if (positive && is_narrow(an, ad, bn, bd, some)) {
        const __mmask8 divides = _mm512_mask_cmpneq_epi64_mask(some, bn, zero);
        if (out_number != nullptr) _mm512_mask_storeu_epi64(out_number + lane, some, _mm512_maskz_mul_epi32(divides, an, bd));
        if (out_denominator != nullptr) _mm512_mask_storeu_epi64(out_denominator + lane, some, _mm512_mask_mul_epi32(one, divides, ad, bn));
        fits |= Word{divides} << (lane & 63);
        continue;
      }
      for (std::int64_t at = lane; at < lane + 8 && at < lanes.count; ++at) {
        Fraction result;
        fits |= static_cast<Word>(divide(Fraction{a_number[at], a_denominator[at]}, Fraction{b_number[at], b_denominator[at]}, result))
                << (at & 63);
        if (out_number != nullptr) out_number[at] = result.number;
        if (out_denominator != nullptr) out_denominator[at] = result.denominator;
      }
    }
    if (fine != nullptr) fine[word] = fits;
  }
}

}  // namespace seg::kernels
#endif
