#include "runtime/kernels/kernels.h"
#include "runtime/kernels/mutants.h"

namespace seg::kernels {
namespace {

template <typename Rounding>
[[gnu::always_inline]] inline void each_fraction(const Lanes& lanes, const std::int64_t* numbers, const std::int64_t* denominators,
                                                 std::int64_t* out, Rounding rounding) {
  for (std::int64_t lane = 0; lane < lanes.count; ++lane) out[lane] = rounding(Fraction{numbers[lane], denominators[lane]});
}

template <typename Rounding>
[[gnu::always_inline]] inline void each_float(const Lanes& lanes, const double* values, std::int64_t* out, Word* fine, Rounding rounding) {
  if (fine == nullptr) {
    for (std::int64_t lane = 0; lane < lanes.count; ++lane) rounding(values[lane], out[lane]);
    return;
  }
  pack(lanes, fine, [&](std::int64_t lane) { return rounding(values[lane], out[lane]); });
}

}  // namespace

void round_fraction(const Lanes& lanes, const std::int64_t* numbers, const std::int64_t* denominators, std::int64_t* out) {
  each_fraction(lanes, numbers, denominators, out, [](Fraction value) { return SEG_MUTATE(round_is_floor, round(value), floor(value)); });
}

void floor_fraction(const Lanes& lanes, const std::int64_t* numbers, const std::int64_t* denominators, std::int64_t* out) {
  each_fraction(lanes, numbers, denominators, out, [](Fraction value) { return SEG_MUTATE(floor_is_ceil, floor(value), ceil(value)); });
}

void ceil_fraction(const Lanes& lanes, const std::int64_t* numbers, const std::int64_t* denominators, std::int64_t* out) {
  each_fraction(lanes, numbers, denominators, out, [](Fraction value) { return SEG_MUTATE(ceil_is_floor, ceil(value), floor(value)); });
}

void round_float(const Lanes& lanes, const double* values, std::int64_t* out, Word* fine) {
  each_float(lanes, values, out, fine,
             [](double value, std::int64_t& result) { return SEG_MUTATE(round_is_floor, round(value, result), floor(value, result)); });
}

void floor_float(const Lanes& lanes, const double* values, std::int64_t* out, Word* fine) {
  each_float(lanes, values, out, fine,
             [](double value, std::int64_t& result) { return SEG_MUTATE(floor_is_ceil, floor(value, result), ceil(value, result)); });
}

void ceil_float(const Lanes& lanes, const double* values, std::int64_t* out, Word* fine) {
  each_float(lanes, values, out, fine,
             [](double value, std::int64_t& result) { return SEG_MUTATE(ceil_is_floor, ceil(value, result), floor(value, result)); });
}

void modulo_int64(const Lanes& lanes, const std::int64_t* a, const std::int64_t* b, std::int64_t* out, Word* fine) {
  const auto lane_fits = [&](std::int64_t lane) {
    const bool fits = modulo(a[lane], b[lane], out[lane]);
    out[lane] = SEG_MUTATE(nothing_remains, out[lane], 0);
    return fits;
  };
  if (fine == nullptr) {
    for (std::int64_t lane = 0; lane < lanes.count; ++lane) lane_fits(lane);
    return;
  }
  pack(lanes, fine, lane_fits);
}

}  // namespace seg::kernels
