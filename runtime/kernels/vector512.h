#pragma once
// The most frequent kernels for machines with AVX-512 (with VBMI and VPOPCNTDQ): the same answers as the plain loops, eight lanes or more
// at a time.

#include "runtime/kernels/kernels.h"

namespace seg::kernels {

#if defined(__x86_64__) && defined(__GNUC__)
#define SEG_VECTOR512 1

/// Whether this machine can and they are allowed. The functions below must not be called on a machine that cannot.
bool has_vector512();
/// Tests compare with the plain loops. Allowed at first.
void allow_vector512(bool allowed);

void suffix_position_512(const Lanes& profiles, const Word* mask, const std::int32_t* starts, const std::int32_t* ends, std::int32_t* out);
void count_in_range_512(const Lanes& profiles, const Word* mask, const std::int32_t* begin, const std::int32_t* end, std::int64_t* out);
void prefix_sum_512(const Lanes& events, const std::int64_t* values, const Word* mask, std::int64_t* out);
void min_int64_in_range_512(const Lanes& profiles, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                            const std::int32_t* end, std::int64_t* out, Word* out_any);
void max_int64_in_range_512(const Lanes& profiles, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                            const std::int32_t* end, std::int64_t* out, Word* out_any);
/// For at most kShortTest codes; what it answers for a code outside of the test means nothing.
inline constexpr std::int64_t kShortTest = 128;
void test_code_512(const Lanes& lanes, const std::int32_t* codes, const CodeTest& test, Word* out);
void compare_fraction_512(const Lanes& lanes, const std::int64_t* a_number, const std::int64_t* a_denominator, const std::int64_t* b_number,
                          const std::int64_t* b_denominator, Word* out_less, Word* out_equal);
void divide_fraction_512(const Lanes& lanes, const std::int64_t* a_number, const std::int64_t* a_denominator, const std::int64_t* b_number,
                         const std::int64_t* b_denominator, std::int64_t* out_number, std::int64_t* out_denominator, Word* fine);
#endif

}  // namespace seg::kernels
