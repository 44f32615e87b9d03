#include <cmath>

#include "runtime/interpreter/operators.h"

namespace seg::interpreter {
namespace {

using plan::Form;
using plan::Kind;
using plan::Op;
using plan::Type;

/// Days plus or minus whole days of a duration.
Value moved_date(Wide days, std::int64_t duration, int direction) {
  if (duration % plan::kMicrosPerDay != 0) return fault();
  return checked(days + Wide{direction} * (duration / plan::kMicrosPerDay));
}

/// a + b or, with `direction` -1, a - b.
Value sum(int direction, Type result, const Operands& operands) {
  const Value& a = operands[0];
  const Value& b = operands[1];
  if (result.kind == Kind::Float) return real(direction > 0 ? a.real + b.real : a.real - b.real);
  if (plan::form_of(result) == Form::Fraction) {
    // Each product is below 2^126, so that their sum fits 128 bits.
    const Wide number = Wide{a.number} * b.denominator + Wide{direction} * (Wide{b.number} * a.denominator);
    return fraction(number, Wide{a.denominator} * b.denominator);
  }
  const Wide number = Wide{a.number} + Wide{direction} * b.number;
  if (operands.type(0).kind != Kind::Date) return checked(number);
  if (operands.type(1).kind == Kind::Date) return checked(number * plan::kMicrosPerDay);
  return moved_date(a.number, b.number, direction);
}

Value product(Type result, const Operands& operands) {
  const Value& a = operands[0];
  const Value& b = operands[1];
  if (result.kind == Kind::Float) return real(a.real * b.real);
  if (plan::form_of(result) == Form::Int64) return checked(Wide{a.number} * b.number);
  return fraction(Wide{a.number} * b.number, Wide{a.denominator} * b.denominator);
}

Value quotient(Type result, const Operands& operands) {
  if (result.kind == Kind::Float) return real(operands[0].real / operands[1].real);
  const Quotient a = quotient_of(operands[0], operands.type(0));
  const Quotient b = quotient_of(operands[1], operands.type(1));
  return fraction(Wide{a.number} * b.denominator, Wide{a.denominator} * b.number);
}

Value negated(Type result, const Value& value) {
  if (result.kind == Kind::Float) return real(-value.real);
  if (plan::form_of(result) == Form::Fraction) return fraction(-Wide{value.number}, value.denominator);
  return checked(-Wide{value.number});
}

Value magnitude(Type result, const Value& value) {
  const bool negative = result.kind == Kind::Float ? std::signbit(value.real) : value.number < 0;
  return negative ? negated(result, value) : value;
}

bool is_zero(const Value& value, Type type) { return type.kind == Kind::Float ? value.real == 0 : value.number == 0; }

}  // namespace

Value apply_arithmetic(Op op, Type result, const Operands& operands) {
  if (const auto value = not_known(operands)) return *value;
  const Value& first = operands[0];
  const Type type = operands.type(0);
  if (op == Op::Add) return sum(1, result, operands);
  if (op == Op::Subtract) return sum(-1, result, operands);
  if (op == Op::Multiply) return product(result, operands);
  if (op == Op::Mean && is_zero(operands[1], operands.type(1))) return unknown();
  if (op == Op::Divide || op == Op::Mean) return quotient(result, operands);
  if (op == Op::Negate) return negated(result, first);
  if (op == Op::Abs) return magnitude(result, first);
  if (op == Op::Rescale) return checked(Wide{first.number} * power_of_ten(result.scale - type.scale));
  const Quotient exact = quotient_of(first, type);
  if (op == Op::ToFraction) return fraction(exact.number, exact.denominator);
  return real(nearest_double(exact));  // ToFloat
}

}  // namespace seg::interpreter
