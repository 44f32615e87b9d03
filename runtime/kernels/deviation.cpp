#include "runtime/kernels/deviation.h"

#include <array>
#include <bit>
#include <cmath>
#include <vector>

#include "runtime/kernels/kernels.h"
#include "runtime/kernels/mutants.h"

namespace seg::kernels {
namespace {

/// A natural number below 2^256, 64 bits a limb, the least first. Results of the functions below must fit; those of Moments do.
struct Natural {
  std::array<std::uint64_t, 4> limbs{};
};

Natural natural(UnsignedWide value) { return {{static_cast<std::uint64_t>(value), static_cast<std::uint64_t>(value >> 64)}}; }

int bit_width(const Natural& value) {
  for (std::size_t limb = 4; limb-- > 0;) {
    if (value.limbs[limb] != 0) return static_cast<int>(64 * limb + std::bit_width(value.limbs[limb]));
  }
  return 0;
}

bool at_least(const Natural& a, const Natural& b) {
  for (std::size_t limb = 4; limb-- > 0;) {
    if (a.limbs[limb] != b.limbs[limb]) return a.limbs[limb] > b.limbs[limb];
  }
  return true;
}

Natural sum(const Natural& a, const Natural& b) {
  Natural result;
  UnsignedWide carry = 0;
  for (std::size_t limb = 0; limb < 4; ++limb) {
    carry += UnsignedWide{a.limbs[limb]} + b.limbs[limb];
    result.limbs[limb] = static_cast<std::uint64_t>(carry);
    carry >>= 64;
  }
  return result;
}

Natural difference(const Natural& a, const Natural& b) {
  Natural result;
  bool borrow = false;
  for (std::size_t limb = 0; limb < 4; ++limb) {
    const UnsignedWide rest = UnsignedWide{a.limbs[limb]} - b.limbs[limb] - (borrow ? 1 : 0);
    result.limbs[limb] = static_cast<std::uint64_t>(rest);
    borrow = (rest >> 64) != 0;
  }
  return result;
}

Natural product(const Natural& a, std::uint64_t b) {
  Natural result;
  UnsignedWide carry = 0;
  for (std::size_t limb = 0; limb < 4; ++limb) {
    carry += UnsignedWide{a.limbs[limb]} * b;
    result.limbs[limb] = static_cast<std::uint64_t>(carry);
    carry >>= 64;
  }
  return result;
}

Natural shifted_left(const Natural& value, int bits) {
  const auto limbs = static_cast<std::size_t>(bits / 64);
  const int rest = bits % 64;
  Natural result;
  for (std::size_t limb = limbs; limb < 4; ++limb) {
    result.limbs[limb] = value.limbs[limb - limbs] << rest;
    if (rest != 0 && limb > limbs) result.limbs[limb] |= value.limbs[limb - limbs - 1] >> (64 - rest);
  }
  return result;
}

/// Divides in place; gives the rest.
std::uint64_t divide(Natural& value, std::uint64_t divisor) {
  UnsignedWide rest = 0;
  for (std::size_t limb = 4; limb-- > 0;) {
    rest = (rest << 64) | value.limbs[limb];
    value.limbs[limb] = static_cast<std::uint64_t>(rest / divisor);
    rest %= divisor;
  }
  return static_cast<std::uint64_t>(rest);
}

/// The nearest double, ties to even. `denominator` is not 0; both are below 2^255.
double quotient(Natural number, Natural denominator) {
  const int number_bits = bit_width(number);
  const int denominator_bits = bit_width(denominator);
  if (number_bits == 0) return 0;
  if (number_bits < 64 && denominator_bits < 64) {
    return to_float({static_cast<std::int64_t>(number.limbs[0]), static_cast<std::int64_t>(denominator.limbs[0])});
  }
  const int shift = number_bits - denominator_bits;
  if (shift < 0) number = shifted_left(number, -shift);
  if (shift > 0) denominator = shifted_left(denominator, shift);
  // Now number < 2 · denominator: 64 binary digits of the quotient, of which at most the first is 0. Whether anything is left stands in
  // the last one, far below where a double is rounded.
  std::uint64_t digits = 0;
  for (int digit = 0; digit < 64; ++digit) {
    const bool set = at_least(number, denominator);
    if (set) number = difference(number, denominator);
    digits = (digits << 1) | (set ? 1 : 0);
    number = shifted_left(number, 1);
  }
  if (bit_width(number) != 0) digits |= 1;
  return std::ldexp(static_cast<double>(digits), shift - 63);
}

/// n·Σx² − (Σx)²: below 2^190.
Natural scaled_variance(const Moments& moments) {
  Natural squares = natural(moments.squares_low);
  squares.limbs[2] = moments.squares_high;
  const auto magnitude =
      natural(moments.sum < 0 ? UnsignedWide{0} - static_cast<UnsignedWide>(moments.sum) : static_cast<UnsignedWide>(moments.sum));
  const Natural square_of_sum = sum(product(magnitude, magnitude.limbs[0]), shifted_left(product(magnitude, magnitude.limbs[1]), 64));
  return difference(product(squares, static_cast<std::uint64_t>(moments.count)), square_of_sum);
}

/// n·(n − 1), below 2^62.
std::uint64_t pairs(const Moments& moments) {
  const auto count = static_cast<std::uint64_t>(moments.count);
  return count * SEG_MUTATE(stddev_over_all_values, count - 1, count);
}

/// The largest integer whose square is not above.
std::uint64_t floor_root(UnsignedWide value) {
  std::uint64_t root = 0;
  for (std::uint64_t bit = std::uint64_t{1} << 63; bit != 0; bit >>= 1) {
    const std::uint64_t larger = root | bit;
    if (UnsignedWide{larger} * larger <= value) root = larger;
  }
  return root;
}

Moments moments_of(const std::int64_t* values, const Word* mask, std::int64_t begin, std::int64_t end) {
  Moments moments;
  for_lanes(mask, begin, end, [&](std::int64_t event) { add(moments, values[event]); });
  return moments;
}

}  // namespace

double deviation_of(const Moments& moments, std::int64_t denominator) {
  const auto scale = static_cast<std::uint64_t>(denominator);
  return std::sqrt(quotient(scaled_variance(moments), product(product(natural(pairs(moments)), scale), scale)));
}

bool nearest_deviation(const Moments& moments, std::int64_t& out) {
  const std::uint64_t divisor = pairs(moments);
  Natural variance = scaled_variance(moments);
  const std::uint64_t rest = divide(variance, divisor);
  const UnsignedWide whole = (UnsignedWide{variance.limbs[1]} << 64) | variance.limbs[0];
  const std::uint64_t root = floor_root(whole);
  // From (root + 1/2)² = root² + root + 1/4 on, root + 1 is as near.
  const UnsignedWide middle = UnsignedWide{root} * root + root;
  const bool up = whole > middle || (whole == middle && UnsignedWide{4} * rest >= divisor);
  const UnsignedWide nearest = UnsignedWide{root} + (up ? 1 : 0);
  out = static_cast<std::int64_t>(nearest);
  return nearest < UnsignedWide{1} << 63;
}

void deviation_in_range(const Lanes& lanes, const std::int64_t* values, const std::int64_t* denominators, const Word* mask,
                        const std::int32_t* begin, const std::int32_t* end, double* out, Word* out_any) {
  pack_or_run(lanes, out_any, [&](std::int64_t window) {
    const Moments moments = moments_of(values, mask, begin[window], end[window]);
    out[window] = moments.count < 2 ? 0 : deviation_of(moments, denominators[window]);
    return moments.count >= 2;
  });
}

void nearest_deviation_in_range(const Lanes& lanes, const std::int64_t* values, const Word* mask, const std::int32_t* begin,
                                const std::int32_t* end, std::int64_t* out, Word* out_any, Word* fine) {
  std::vector<bool> fits(static_cast<std::size_t>(lanes.count), true);
  pack_or_run(lanes, out_any, [&](std::int64_t window) {
    const Moments moments = moments_of(values, mask, begin[window], end[window]);
    out[window] = 0;
    if (moments.count < 2) return false;
    fits[static_cast<std::size_t>(window)] = nearest_deviation(moments, out[window]);
    return true;
  });
  if (fine != nullptr) pack(lanes, fine, [&](std::int64_t window) { return fits[static_cast<std::size_t>(window)]; });
}

void deviation_float_in_range(const Lanes& lanes, const double* values, const Word* mask, const std::int32_t* begin,
                              const std::int32_t* end, double* out, Word* out_any, Word* fine) {
  pack_or_run(lanes, out_any, [&](std::int64_t window) {
    const auto from_newest = [&](auto visit) {
      for (std::int64_t event = std::int64_t{end[window]} - 1; event >= begin[window]; --event) {
        if (mask == nullptr || bit_at(mask, event)) visit(values[event]);
      }
    };
    double total = 0;
    std::int64_t count = 0;
    from_newest([&](double value) {
      total += value;
      ++count;
    });
    out[window] = 0;
    if (count < 2) return false;
    const double mean = total / static_cast<double>(count);
    double squares = 0;
    from_newest([&](double value) { squares += (value - mean) * (value - mean); });
    out[window] = std::sqrt(squares / static_cast<double>(SEG_MUTATE(stddev_over_all_values, count - 1, count)));
    return true;
  });
  if (fine != nullptr) pack(lanes, fine, [&](std::int64_t window) { return std::isfinite(out[window]); });
}

}  // namespace seg::kernels
