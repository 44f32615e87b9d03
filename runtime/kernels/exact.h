#pragma once
// Exact scalar arithmetic: checked 64-bit integers, fractions, comparisons between all forms of number. Every function is total: it takes
// any bits (a lane whose value is unknown holds whatever the column holds there) and reports what does not fit.

#include <cstdint>

namespace seg::kernels {

__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 UnsignedWide;

/// A quotient, not necessarily in lowest terms; the denominator is positive where the value is known.
struct Fraction {
  std::int64_t number = 0;
  std::int64_t denominator = 1;
};

enum class Ordering : std::int8_t { Less = -1, Equal = 0, Greater = 1 };

/// 10^exponent, exponent 0 to 18.
std::int64_t power_of_ten(unsigned exponent);

inline bool narrow(Wide value, std::int64_t& out) {
  out = static_cast<std::int64_t>(value);
  return out == value;
}

inline bool multiply(std::int64_t a, std::int64_t b, std::int64_t& out) { return !__builtin_mul_overflow(a, b, &out); }
inline bool add(std::int64_t a, std::int64_t b, std::int64_t& out) { return !__builtin_add_overflow(a, b, &out); }
inline bool subtract(std::int64_t a, std::int64_t b, std::int64_t& out) { return !__builtin_sub_overflow(a, b, &out); }

/// make_fraction where the members have to be reduced or their signs turned.
bool reduce_fraction(Wide number, Wide denominator, Fraction& out);
/// number/denominator as a Fraction, in lowest terms if it does not fit otherwise. False if it does not fit even so, or if the denominator
/// is 0; then `out` is 0/1.
inline bool make_fraction(Wide number, Wide denominator, Fraction& out) {
  if (denominator > 0 && narrow(number, out.number) && narrow(denominator, out.denominator)) return true;
  return reduce_fraction(number, denominator, out);
}
/// The same value with coprime members.
Fraction lowest_terms(Fraction value);

// Each product is at most 2^126 in magnitude and one of its members is a positive denominator below 2^63, so the sums fit as well.
inline bool add(Fraction a, Fraction b, Fraction& out) {
  return make_fraction(Wide{a.number} * b.denominator + Wide{b.number} * a.denominator, Wide{a.denominator} * b.denominator, out);
}
inline bool subtract(Fraction a, Fraction b, Fraction& out) {
  return make_fraction(Wide{a.number} * b.denominator - Wide{b.number} * a.denominator, Wide{a.denominator} * b.denominator, out);
}
inline bool multiply(Fraction a, Fraction b, Fraction& out) {
  return make_fraction(Wide{a.number} * b.number, Wide{a.denominator} * b.denominator, out);
}
/// False also for b = 0.
inline bool divide(Fraction a, Fraction b, Fraction& out) {
  return make_fraction(Wide{a.number} * b.denominator, Wide{a.denominator} * b.number, out);
}
inline bool negate(Fraction a, Fraction& out) { return make_fraction(-Wide{a.number}, a.denominator, out); }

inline Ordering compare(Wide left, Wide right) {
  return left < right ? Ordering::Less : left == right ? Ordering::Equal : Ordering::Greater;
}
/// By cross-multiplication, exact: products of 64-bit numbers fit 128 bits.
inline Ordering compare(Fraction a, Fraction b) { return compare(Wide{a.number} * b.denominator, Wide{b.number} * a.denominator); }
/// A finite double against a fraction, by value, exact. NaN is less than everything, infinities are at the ends.
Ordering compare(double a, Fraction b);

/// The nearest double, ties to even; the denominator must be positive.
double to_float(Fraction value);

/// Whole numbers: the nearest, ties away from zero; the largest that is not above; the smallest that is not below. 0 where the
/// denominator is not positive.
std::int64_t round(Fraction value);
std::int64_t floor(Fraction value);
std::int64_t ceil(Fraction value);
/// The same of a double. False where it does not fit 64 bits or is not finite; then `out` is 0.
bool round(double value, std::int64_t& out);
bool floor(double value, std::int64_t& out);
bool ceil(double value, std::int64_t& out);

/// a - b * truncated(a / b). False where b is 0; then `out` is 0.
inline bool modulo(std::int64_t a, std::int64_t b, std::int64_t& out) {
  out = b == 0 || b == -1 ? 0 : a % b;
  return b != 0;
}

/// A date some microseconds later: false if they are not whole days or the date does not fit.
bool add_days(std::int64_t date, std::int64_t micros, std::int64_t& out);
bool subtract_days(std::int64_t date, std::int64_t micros, std::int64_t& out);
/// Microseconds from date `b` to date `a`.
bool days_between(std::int64_t a, std::int64_t b, std::int64_t& out);

}  // namespace seg::kernels
