// The standard deviation of a sample. Of exact values v: (n * sum(v^2) - sum(v)^2) / (n * (n - 1)), its parts whole numbers; with fewer
// than 2^31 events of a profile they stay below 2^192, and their scale's below 2^182.

#include <cmath>

#include "runtime/interpreter/fold.h"
#include "runtime/interpreter/whole256.h"

namespace seg::interpreter {
namespace {

using plan::Kind;

UnsignedWide magnitude(Wide value) {
  return value < 0 ? UnsignedWide{0} - static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value);
}

/// Below: not 0.
struct Variance {
  Whole256 above;
  Whole256 below;
};

Variance variance_of(std::span<const Value* const> known) {
  const std::uint64_t n = known.size();
  Wide total = 0;
  Whole256 squares;
  for (const Value* value : known) {
    total += value->number;
    squares = sum(squares, product(magnitude(value->number), magnitude(value->number)));
  }
  const Whole256 above = difference(product(squares, n), product(magnitude(total), magnitude(total)));
  return {above, product(UnsignedWide{n}, UnsignedWide{n - 1})};
}

/// The largest k with k - 1/2 <= the root: (2k - 1)^2 * below <= 4 * above.
Value nearest_root(const Variance& variance) {
  const Whole256 four_times = shifted_left(variance.above, 2);
  const UnsignedWide limit = UnsignedWide{1} << 65;
  UnsignedWide low = 0;
  UnsignedWide high = limit;
  while (high - low > 1) {
    const UnsignedWide middle = low + (high - low) / 2;
    // Below 2^133, times n * (n - 1): n is below 2^31, so two factors of at most 64 bits.
    Whole256 square = product(2 * middle - 1, 2 * middle - 1);
    square = product(square, variance.below.words[0]);
    (compare(square, four_times) <= 0 ? low : high) = middle;
  }
  return checked(static_cast<Wide>(low));
}

Value real_deviation(std::span<const Value* const> known) {
  const auto n = static_cast<double>(known.size());
  double total = 0;
  for (std::size_t index = known.size(); index-- > 0;) total += known[index]->real;
  const double mean = total / n;
  double squares = 0;
  for (std::size_t index = known.size(); index-- > 0;) squares += (known[index]->real - mean) * (known[index]->real - mean);
  return real(std::sqrt(squares / (n - 1)));
}

}  // namespace

Value standard_deviation(plan::Type type, std::span<const Value* const> known) {
  if (known.size() < 2) return unknown();
  if (type.kind == Kind::Float) return real_deviation(known);
  const Variance variance = variance_of(known);
  if (type.kind == Kind::Money || type.kind == Kind::Duration) return nearest_root(variance);
  const auto unit = static_cast<std::uint64_t>(power_of_ten(type.scale));
  const Whole256 below = product(product(variance.below, unit), unit);
  return real(std::sqrt(nearest_quotient(variance.above, below)));
}

}  // namespace seg::interpreter
