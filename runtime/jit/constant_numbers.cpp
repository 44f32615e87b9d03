#include "runtime/jit/constant_rules.h"

namespace seg::jit {

using kernels::Fraction;
using kernels::Ordering;
using plan::Form;
using plan::Kind;
using plan::Op;

Fraction Constants::quotient_of(const ConstantValue& value, plan::Type type) {
  if (plan::form_of(type) == Form::Fraction) return {value.number, value.denominator};
  return {value.number, kernels::power_of_ten(type.scale)};
}

Ordering Constants::compare(const ConstantValue& a, plan::Type a_type, const ConstantValue& b, plan::Type b_type) {
  const bool a_float = plan::form_of(a_type) == Form::Float64;
  const bool b_float = plan::form_of(b_type) == Form::Float64;
  if (a_float && b_float) return a.real < b.real ? Ordering::Less : a.real == b.real ? Ordering::Equal : Ordering::Greater;
  if (a_float) return kernels::compare(a.real, quotient_of(b, b_type));
  if (b_float) return static_cast<Ordering>(-static_cast<int>(kernels::compare(b.real, quotient_of(a, a_type))));
  return kernels::compare(quotient_of(a, a_type), quotient_of(b, b_type));
}

ConstantValue Constants::sum(const plan::Node& node) const {
  const ConstantValue& a = at(node, 0);
  if (node.op == Op::Abs && a.number >= 0 && !(a.real < 0)) return a;
  const bool negates = node.op == Op::Negate || node.op == Op::Abs;
  const ConstantValue& b = negates ? a : at(node, 1);
  if (plan::form_of(node.type) == Form::Float64) return real(negates ? -a.real : node.op == Op::Add ? a.real + b.real : a.real - b.real);
  if (plan::form_of(node.type) == Form::Fraction) {
    const Fraction x{a.number, a.denominator};
    const Fraction y{b.number, b.denominator};
    Fraction result;
    const bool fits = negates              ? kernels::negate(x, result)
                      : node.op == Op::Add ? kernels::add(x, y, result)
                                           : kernels::subtract(x, y, result);
    return fraction(fits, result);
  }
  ConstantValue result = known(0);
  if (negates) return checked(kernels::subtract(std::int64_t{0}, a.number, result.number), result);
  if (type_at(node, 0).kind == Kind::Date) return dates(node, result);
  return checked(
      node.op == Op::Add ? kernels::add(a.number, b.number, result.number) : kernels::subtract(a.number, b.number, result.number), result);
}

ConstantValue Constants::dates(const plan::Node& node, ConstantValue result) const {
  const std::int64_t a = at(node, 0).number;
  const std::int64_t b = at(node, 1).number;
  if (type_at(node, 1).kind == Kind::Date) return checked(kernels::days_between(a, b, result.number), result);
  return checked(node.op == Op::Add ? kernels::add_days(a, b, result.number) : kernels::subtract_days(a, b, result.number), result);
}

ConstantValue Constants::product(const plan::Node& node) const {
  const ConstantValue& a = at(node, 0);
  const ConstantValue& b = at(node, 1);
  if (plan::form_of(node.type) == Form::Float64) return real(a.real * b.real);
  if (plan::form_of(node.type) == Form::Fraction) {
    Fraction result;
    const bool fits = kernels::multiply(Fraction{a.number, a.denominator}, Fraction{b.number, b.denominator}, result);
    return fraction(fits, result);
  }
  ConstantValue result = known(0);
  return checked(kernels::multiply(a.number, b.number, result.number), result);
}

ConstantValue Constants::quotient(const plan::Node& node) const {
  const ConstantValue& a = at(node, 0);
  const ConstantValue& b = at(node, 1);
  const bool floats = plan::form_of(node.type) == Form::Float64;
  if (node.op == Op::Mean && (floats ? b.real == 0 : b.number == 0)) return {};
  if (floats) return real(a.real / b.real);
  Fraction result;
  const bool fits = kernels::divide(quotient_of(a, type_at(node, 0)), quotient_of(b, type_at(node, 1)), result);
  return fraction(fits, result);
}

ConstantValue Constants::conversion(const plan::Node& node) const {
  const ConstantValue& a = at(node, 0);
  const plan::Type type = type_at(node, 0);
  if (node.op == Op::Rescale) {
    ConstantValue result = known(0);
    return checked(kernels::multiply(a.number, kernels::power_of_ten(node.type.scale - type.scale), result.number), result);
  }
  const Fraction value = quotient_of(a, type);
  return node.op == Op::ToFraction ? fraction(true, value) : real(kernels::to_float(value));
}

ConstantValue Constants::rounded(const plan::Node& node) const {
  const ConstantValue& a = at(node, 0);
  const plan::Type type = type_at(node, 0);
  if (plan::form_of(type) == Form::Float64) {
    ConstantValue result = known(0);
    const bool fits = node.op == Op::Round   ? kernels::round(a.real, result.number)
                      : node.op == Op::Floor ? kernels::floor(a.real, result.number)
                                             : kernels::ceil(a.real, result.number);
    return checked(fits, result);
  }
  const Fraction value = quotient_of(a, type);
  return known(node.op == Op::Round ? kernels::round(value) : node.op == Op::Floor ? kernels::floor(value) : kernels::ceil(value));
}

}  // namespace seg::jit
