// Whole numbers from exact ones and doubles, and remainders.

#include <cmath>

#include "runtime/interpreter/operators.h"

namespace seg::interpreter {
namespace {

using plan::Op;

Wide floor_of(Quotient exact) {
  const std::int64_t truncated = exact.number / exact.denominator;
  return Wide{truncated} - (exact.number % exact.denominator < 0 ? 1 : 0);
}

/// Ties away from zero: the floor of the magnitude and a half.
Wide nearest(Quotient exact) {
  const Wide magnitude = exact.number < 0 ? -Wide{exact.number} : Wide{exact.number};
  const Wide rounded = (2 * magnitude + exact.denominator) / (2 * Wide{exact.denominator});
  return exact.number < 0 ? -rounded : rounded;
}

Value whole(double value) {
  // -2^63 is a double and fits, 2^63 is one and does not.
  if (value < -0x1p63 || value >= 0x1p63) return fault();
  return integer(static_cast<std::int64_t>(value));
}

}  // namespace

Value apply_rounding(Op op, const Operands& operands) {
  if (const auto value = not_known(operands)) return *value;
  if (operands.type(0).kind == plan::Kind::Float) {
    const double value = operands[0].real;
    if (op == Op::Round) return whole(std::round(value));
    return whole(op == Op::Floor ? std::floor(value) : std::ceil(value));
  }
  const Quotient exact = quotient_of(operands[0], operands.type(0));
  if (op == Op::Round) return checked(nearest(exact));
  const bool is_whole = exact.number % exact.denominator == 0;
  return checked(floor_of(exact) + (op == Op::Ceil && !is_whole ? 1 : 0));
}

Value apply_remainder(const Operands& operands) {
  if (const auto value = not_known(operands)) return *value;
  if (operands[1].number == 0) return fault();
  return checked(Wide{operands[0].number} % operands[1].number);
}

}  // namespace seg::interpreter
