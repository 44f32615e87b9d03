#include "runtime/kernels/kernels.h"
#include "runtime/kernels/vector512.h"

namespace seg::kernels {
namespace {

/// Applies `operation(lane)`, which says whether it went well, to every lane.
template <typename Operation>
[[gnu::always_inline]] inline void each(const Lanes& lanes, Word* fine, Operation operation) {
  if (fine != nullptr) {
    pack(lanes, fine, operation);
  } else {
    for (std::int64_t lane = 0; lane < lanes.count; ++lane) operation(lane);
  }
}

/// `operation(a, b, out)` on two columns of fractions.
template <typename Operation>
[[gnu::always_inline]] inline void each_fraction(const Lanes& lanes, const std::int64_t* a_number, const std::int64_t* a_denominator,
                                                 const std::int64_t* b_number, const std::int64_t* b_denominator, std::int64_t* out_number,
                                                 std::int64_t* out_denominator, Word* fine, Operation operation) {
  each(lanes, fine, [&](std::int64_t lane) {
    Fraction result;
    const bool fits = operation(Fraction{a_number[lane], a_denominator[lane]}, Fraction{b_number[lane], b_denominator[lane]}, result);
    if (out_number != nullptr) out_number[lane] = result.number;
    if (out_denominator != nullptr) out_denominator[lane] = result.denominator;
    return fits;
  });
}

}  // namespace

SEG_KERNEL void multiply_int64(const Lanes& lanes, const std::int64_t* a, const std::int64_t* b, std::int64_t* out, Word* fine) {
  std::int64_t unused = 0;
  each(lanes, fine, [&](std::int64_t lane) { return multiply(a[lane], b[lane], out != nullptr ? out[lane] : unused); });
}

#define SEG_FRACTION_KERNEL(name, operation)                                                                                   \
  void name(const Lanes& lanes, const std::int64_t* a_number, const std::int64_t* a_denominator, const std::int64_t* b_number, \
            const std::int64_t* b_denominator, std::int64_t* out_number, std::int64_t* out_denominator, Word* fine) {          \
    each_fraction(lanes, a_number, a_denominator, b_number, b_denominator, out_number, out_denominator, fine,                  \
                  [](Fraction a, Fraction b, Fraction& out) { return operation(a, b, out); });                                 \
  }
SEG_FRACTION_KERNEL(add_fraction, add)
SEG_FRACTION_KERNEL(subtract_fraction, subtract)
SEG_FRACTION_KERNEL(multiply_fraction, multiply)
static SEG_FRACTION_KERNEL(divide_fraction_plain, divide)
#undef SEG_FRACTION_KERNEL

    void divide_fraction(const Lanes& lanes, const std::int64_t* a_number, const std::int64_t* a_denominator, const std::int64_t* b_number,
                         const std::int64_t* b_denominator, std::int64_t* out_number, std::int64_t* out_denominator, Word* fine) {
#ifdef SEG_VECTOR512
  if (has_vector512())
    return divide_fraction_512(lanes, a_number, a_denominator, b_number, b_denominator, out_number, out_denominator, fine);
#endif
  divide_fraction_plain(lanes, a_number, a_denominator, b_number, b_denominator, out_number, out_denominator, fine);
}

void negate_fraction(const Lanes& lanes, const std::int64_t* number, const std::int64_t* denominator, std::int64_t* out_number,
                     std::int64_t* out_denominator, Word* fine) {
  each_fraction(lanes, number, denominator, number, denominator, out_number, out_denominator, fine,
                [](Fraction a, Fraction, Fraction& out) { return negate(a, out); });
}

void fraction_to_float(const Lanes& lanes, const std::int64_t* numbers, const std::int64_t* denominators, double* out) {
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) out[lane] = to_float({numbers[lane], denominators[lane]});
}

void add_days_to_dates(const Lanes& lanes, const std::int64_t* dates, const std::int64_t* micros, std::int64_t* out, Word* fine) {
  std::int64_t unused = 0;
  each(lanes, fine, [&](std::int64_t lane) { return add_days(dates[lane], micros[lane], out != nullptr ? out[lane] : unused); });
}

void subtract_days_from_dates(const Lanes& lanes, const std::int64_t* dates, const std::int64_t* micros, std::int64_t* out, Word* fine) {
  std::int64_t unused = 0;
  each(lanes, fine, [&](std::int64_t lane) { return subtract_days(dates[lane], micros[lane], out != nullptr ? out[lane] : unused); });
}

void days_between_dates(const Lanes& lanes, const std::int64_t* a, const std::int64_t* b, std::int64_t* out, Word* fine) {
  std::int64_t unused = 0;
  each(lanes, fine, [&](std::int64_t lane) { return days_between(a[lane], b[lane], out != nullptr ? out[lane] : unused); });
}

}  // namespace seg::kernels
