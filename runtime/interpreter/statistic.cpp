#include <algorithm>
#include <numeric>

#include "runtime/interpreter/fold.h"

namespace seg::interpreter {
namespace {

using plan::Kind;
using plan::Op;
using plan::Type;

Value mean_of_two(Type type, const Value& a, const Value& b) {
  if (type.kind == Kind::Float) return real((a.real + b.real) / 2);
  const Quotient left = quotient_of(a, type);
  const Quotient right = quotient_of(b, type);
  // Each product is below 2^126, so that twice a denominator and the sum of two numbers fit 128 bits.
  const Wide number = Wide{left.number} * right.denominator + Wide{right.number} * left.denominator;
  return fraction(number, 2 * (Wide{left.denominator} * right.denominator));
}

/// A fraction but for floats.
Value itself(Type type, const Value& value) {
  if (type.kind == Kind::Float) return value;
  const Quotient exact = quotient_of(value, type);
  return fraction(exact.number, exact.denominator);
}

/// Positions in `known` in the order of the values, of equal ones the older first.
std::vector<std::size_t> by_value(Type type, std::span<const Value* const> known) {
  std::vector<std::size_t> order(known.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const ByValue less{type};
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return less(*known[a], *known[b]); });
  return order;
}

/// Equal values in `order`: [begin, end), the newest at the end.
std::size_t end_of_run(Type type, std::span<const Value* const> known, std::span<const std::size_t> order, std::size_t begin) {
  std::size_t end = begin + 1;
  while (end < order.size() && compare(*known[order[begin]], type, *known[order[end]], type) == 0) ++end;
  return end;
}

Value most_frequent(Type type, std::span<const Value* const> known, std::span<const std::size_t> order) {
  std::size_t best_count = 0;
  std::size_t best = 0;
  for (std::size_t begin = 0, end = 0; begin < order.size(); begin = end) {
    end = end_of_run(type, known, order, begin);
    const std::size_t newest = order[end - 1];
    if (end - begin < best_count || (end - begin == best_count && newest < best)) continue;
    best_count = end - begin;
    best = newest;
  }
  return *known[best];
}

Value count_runs(Type type, std::span<const Value* const> known, std::span<const std::size_t> order) {
  std::int64_t count = 0;
  for (std::size_t begin = 0; begin < order.size(); begin = end_of_run(type, known, order, begin)) ++count;
  return integer(count);
}

}  // namespace

Value statistic(Op op, Type type, std::span<const Value* const> known) {
  if (op == Op::StddevOf) return standard_deviation(type, known);
  if (op != Op::CountDistinct && known.empty()) return unknown();
  const auto less = [type](const Value* a, const Value* b) { return compare(*a, type, *b, type) < 0; };
  if (op == Op::MinOf) return **std::min_element(known.rbegin(), known.rend(), less);
  if (op == Op::MaxOf) return **std::max_element(known.rbegin(), known.rend(), less);
  const std::vector<std::size_t> order = by_value(type, known);
  if (op == Op::ModeOf) return most_frequent(type, known, order);
  if (op == Op::CountDistinct) return count_runs(type, known, order);
  // MedianOf
  const std::size_t size = order.size();
  if (size % 2 == 1) return itself(type, *known[order[size / 2]]);
  return mean_of_two(type, *known[order[size / 2 - 1]], *known[order[size / 2]]);
}

}  // namespace seg::interpreter
