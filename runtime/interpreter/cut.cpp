// The meaning of cuts: collect the known values of the population, sort them, take a rank.

#include <algorithm>
#include <cmath>

#include "runtime/interpreter/exact_sum.h"
#include "runtime/interpreter/interpret.h"
#include "runtime/interpreter/value.h"

namespace seg::interpreter {
namespace {

using columns::CutValue;
using plan::Form;
using plan::Op;

/// Known values of one cut's operand over all batches.
struct Population {
  plan::Type type;
  std::vector<Value> values;
  std::int64_t faults = 0;
};

void append_known(Population& population, const columns::ValueVector& vector) {
  const Form form = plan::form_of(population.type);
  for (std::size_t row = 0; row < vector.state.size(); ++row) {
    if (vector.state[row] == State::Fault) ++population.faults;
    if (vector.state[row] != State::Known) continue;
    Value value{State::Known};
    if (form == Form::Float64) {
      value.real = vector.real[row];
    } else {
      value.number = vector.number[row];
      if (form == Form::Fraction) value.denominator = vector.denominator[row];
    }
    population.values.push_back(value);
  }
}

/// ceil(share * n), at least 1 and at most n.
std::size_t rank_of(const plan::Literal& share, std::size_t n) {
  const Wide product = Wide{share.number} * static_cast<Wide>(n);
  const Wide rank = (product + share.denominator - 1) / share.denominator;
  return static_cast<std::size_t>(std::clamp(rank, Wide{1}, static_cast<Wide>(n)));
}

/// `ascending` is not empty.
Value at_rank(std::span<const Value> ascending, Op op, const plan::Literal& share) {
  const std::size_t n = ascending.size();
  if (op == Op::CutRank)
    return static_cast<std::uint64_t>(share.number) > n ? unknown() : ascending[n - static_cast<std::size_t>(share.number)];
  const std::size_t rank = rank_of(share, n);
  return ascending[op == Op::CutTop ? n - rank : rank - 1];
}

/// The double as a fraction: exactly where it fits, else the nearest multiple of 2^-62 (ties to even).
Value fraction_of(double value) {
  if (!std::isfinite(value)) return fault();
  int exponent = 0;
  const auto mantissa = static_cast<std::int64_t>(std::ldexp(std::frexp(value, &exponent), 53));
  exponent -= 53;
  if (exponent >= 0) return exponent > 62 ? fault() : fraction(Wide{mantissa} * (Wide{1} << exponent), 1);
  if (exponent >= -115) {
    const Value exact = fraction(mantissa, Wide{1} << -exponent);
    if (exact.state == State::Known) return exact;
  }
  return fraction(static_cast<Wide>(std::nearbyint(std::ldexp(value, 62))), Wide{1} << 62);
}

double mean_of(const ExactSum& sum, std::size_t n) { return sum.rounded() / static_cast<double>(n); }

Value average(const Population& population) {
  const std::size_t n = population.values.size();
  const Form form = plan::form_of(population.type);
  if (form == Form::Int64) {
    Wide sum = 0;
    for (const Value& value : population.values) sum += value.number;
    return fraction(sum, static_cast<Wide>(n) * power_of_ten(population.type.scale));
  }
  ExactSum sum;
  for (const Value& value : population.values) {
    sum.add(form == Form::Float64 ? value.real : nearest_double(quotient_of(value, population.type)));
  }
  const double mean = mean_of(sum, n);
  return form == Form::Float64 ? real(mean) : fraction_of(mean);
}

/// The middle value, or the mean of the middle two, of at least one in ascending order.
Value median(std::span<const Value> ascending, plan::Type type) {
  const Value& low = ascending[(ascending.size() - 1) / 2];
  const Value& high = ascending[ascending.size() / 2];
  const Quotient a = quotient_of(low, type);
  const Quotient b = quotient_of(high, type);
  const bool one = ascending.size() % 2 == 1;
  switch (plan::form_of(type)) {
    case Form::Float64:
      return one ? low : real((low.real + high.real) / 2);
    case Form::Fraction:
      if (one || compare(low, type, high, type) == 0) return fraction(a.number, a.denominator);
      return fraction_of((nearest_double(a) + nearest_double(b)) / 2);
    case Form::Int64:
    case Form::Bit:
    case Form::Code:
    case Form::List:
      break;
  }
  return one ? fraction(a.number, a.denominator) : fraction(Wide{a.number} + b.number, Wide{2} * a.denominator);
}

Value value_of(const plan::Plan& plan, const plan::Node& node, Population& population) {
  if (population.values.empty()) return unknown();
  if (node.op == Op::CutAverage) return average(population);
  std::sort(population.values.begin(), population.values.end(), ByValue{population.type});
  if (node.op == Op::CutMedian) return median(population.values, population.type);
  return at_rank(population.values, node.op, plan.parameters.slots[plan.nodes[plan.operands_of(node)[1]].payload]);
}

CutValue cut_value(const plan::Plan& plan, const plan::Node& node, Population population) {
  CutValue cut;
  cut.population = static_cast<std::int64_t>(population.values.size());
  cut.faults = population.faults;
  const Value value = value_of(plan, node, population);
  cut.state = value.state;
  if (value.state != State::Known) return cut;
  cut.number = value.number;
  cut.denominator = value.denominator;
  cut.real = value.real == 0 ? 0 : value.real;  // which of the zeros came first is no matter of the values
  cut.tied = std::count_if(population.values.begin(), population.values.end(),
                           [&](const Value& other) { return compare(value, node.type, other, population.type) == 0; });
  return cut;
}

}  // namespace

columns::Cuts interpret_cuts(const plan::Plan& plan, const std::vector<columns::Batch>& batches, const columns::Cuts& cuts,
                             std::uint8_t stage, std::int64_t now) {
  const std::vector<std::uint8_t> stages = plan::population_stages(plan);
  std::vector<std::size_t> wanted;  // positions in Plan::cuts
  std::vector<plan::NodeId> observed;
  std::vector<Population> populations;
  for (std::size_t index = 0; index < plan.cuts.size(); ++index) {
    const plan::NodeId node = plan.cuts[index].node;
    if (stages[node] != stage) continue;
    wanted.push_back(index);
    observed.push_back(plan.operands_of(node)[0]);
    populations.push_back({plan.nodes[observed.back()].type, {}, 0});
  }
  for (const columns::Batch& batch : batches) {
    const std::vector<columns::ValueVector> vectors = interpret_values(plan, observed, batch, cuts, now);
    for (std::size_t index = 0; index < vectors.size(); ++index) append_known(populations[index], vectors[index]);
  }
  columns::Cuts result = cuts;
  result.resize(plan.cuts.size());
  for (std::size_t index = 0; index < wanted.size(); ++index) {
    const plan::Node& node = plan.nodes[plan.cuts[wanted[index]].node];
    result[wanted[index]] = cut_value(plan, node, std::move(populations[index]));
  }
  return result;
}

}  // namespace seg::interpreter
