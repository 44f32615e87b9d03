#include "runtime/population/population.h"

#include <algorithm>
#include <cmath>

#include "runtime/population/averages.h"
#include "runtime/population/ranks.h"

namespace seg::population {
namespace {

using columns::CutValue;
using columns::State;
using columns::ValueVector;
using plan::Form;
using plan::Op;

using Vectors = std::span<const ValueVector* const>;

/// Known values through `take(vector, row)`.
template <typename T, typename Take>
std::vector<T> known_values(Vectors vectors, Take take) {
  std::vector<T> values;
  std::size_t rows = 0;
  for (const ValueVector* vector : vectors) rows += vector->state.size();
  values.reserve(rows);
  for (const ValueVector* vector : vectors) {
    for (std::size_t row = 0; row < vector->state.size(); ++row) {
      if (vector->state[row] == State::Known) values.push_back(take(*vector, row));
    }
  }
  return values;
}

/// Rank from 0 for the least, of n values.
std::size_t rank_of(const Wanted& wanted, std::size_t n) {
  const Wide scaled = Wide{wanted.share} * static_cast<Wide>(n);
  const Wide up = scaled / wanted.share_denominator + (scaled % wanted.share_denominator > 0 ? 1 : 0);
  const auto rank = static_cast<std::size_t>(std::clamp(up, Wide{1}, static_cast<Wide>(n)));
  return wanted.op == Op::CutTop ? n - rank : rank - 1;
}

std::vector<std::size_t> ranks_of(std::span<const Wanted> wanted, std::size_t n) {
  std::vector<std::size_t> ranks;
  for (const Wanted& cut : wanted) {
    if (cut.op != Op::CutAverage) ranks.push_back(rank_of(cut, n));
  }
  return ranks;
}

/// Lets the averages and the ranked values into the order of `wanted`.
template <typename Ranked, typename ToCut>
std::vector<CutValue> merged(std::span<const Wanted> wanted, const std::vector<Ranked>& ranked, const CutValue& average, std::size_t n,
                             ToCut to_cut) {
  std::vector<CutValue> cuts;
  std::size_t next = 0;
  for (const Wanted& cut : wanted) {
    cuts.push_back(cut.op == Op::CutAverage ? average : to_cut(ranked[next++]));
    cuts.back().population = static_cast<std::int64_t>(n);
  }
  return cuts;
}

CutValue fraction_cut(std::optional<Fraction> fraction) {
  CutValue cut;
  cut.state = fraction ? State::Known : State::Fault;
  if (fraction) {
    cut.number = fraction->number;
    cut.denominator = fraction->denominator;
  }
  return cut;
}

std::int64_t power_of_ten(int exponent) {
  std::int64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

CutValue integer_average(const std::vector<std::uint64_t>& keys, std::uint8_t scale) {
  Wide sum = 0;
  for (const std::uint64_t key : keys) sum += integer_of(key);
  const std::int64_t unit = power_of_ten(scale);
  CutValue cut = fraction_cut(reduced(sum, static_cast<Wide>(keys.size()) * unit));
  if (cut.state != State::Known) return cut;
  cut.tied = std::count_if(keys.begin(), keys.end(),
                           [&](std::uint64_t key) { return Fraction{integer_of(key), unit} == Fraction{cut.number, cut.denominator}; });
  return cut;
}

CutValue real_average(const std::vector<std::uint64_t>& keys) {
  DoubleSum sum;
  for (const std::uint64_t key : keys) sum.add(real_of(key));
  CutValue cut;
  const double mean = sum.rounded() / static_cast<double>(keys.size());
  cut.state = std::isfinite(mean) ? State::Known : State::Fault;
  if (cut.state != State::Known) return cut;
  cut.real = mean;
  cut.tied = std::count(keys.begin(), keys.end(), key_of(mean));
  return cut;
}

CutValue fraction_average(const std::vector<Fraction>& fractions) {
  DoubleSum sum;
  for (const Fraction fraction : fractions) sum.add(nearest_double(fraction));
  CutValue cut = fraction_cut(fraction_of(sum.rounded() / static_cast<double>(fractions.size())));
  if (cut.state == State::Known) cut.tied = std::count(fractions.begin(), fractions.end(), Fraction{cut.number, cut.denominator});
  return cut;
}

bool wants_average(std::span<const Wanted> wanted) {
  return std::any_of(wanted.begin(), wanted.end(), [](const Wanted& cut) { return cut.op == Op::CutAverage; });
}

std::vector<CutValue> integer_cuts(std::span<const Wanted> wanted, Vectors vectors, std::uint8_t scale) {
  const auto keys =
      known_values<std::uint64_t>(vectors, [](const ValueVector& vector, std::size_t row) { return key_of(vector.number[row]); });
  if (keys.empty()) return std::vector<CutValue>(wanted.size());
  const CutValue average = wants_average(wanted) ? integer_average(keys, scale) : CutValue{};
  return merged(wanted, at_ranks(keys, ranks_of(wanted, keys.size())), average, keys.size(), [](const Ranked<std::uint64_t>& ranked) {
    CutValue cut;
    cut.state = State::Known;
    cut.number = integer_of(ranked.value);
    cut.tied = ranked.tied;
    return cut;
  });
}

std::vector<CutValue> real_cuts(std::span<const Wanted> wanted, Vectors vectors) {
  const auto keys =
      known_values<std::uint64_t>(vectors, [](const ValueVector& vector, std::size_t row) { return key_of(vector.real[row]); });
  if (keys.empty()) return std::vector<CutValue>(wanted.size());
  const CutValue average = wants_average(wanted) ? real_average(keys) : CutValue{};
  return merged(wanted, at_ranks(keys, ranks_of(wanted, keys.size())), average, keys.size(), [](const Ranked<std::uint64_t>& ranked) {
    CutValue cut;
    cut.state = State::Known;
    cut.real = real_of(ranked.value);
    cut.tied = ranked.tied;
    return cut;
  });
}

std::vector<CutValue> fraction_cuts(std::span<const Wanted> wanted, Vectors vectors) {
  const auto values = known_values<Fraction>(
      vectors, [](const ValueVector& vector, std::size_t row) { return Fraction{vector.number[row], vector.denominator[row]}; });
  if (values.empty()) return std::vector<CutValue>(wanted.size());
  const CutValue average = wants_average(wanted) ? fraction_average(values) : CutValue{};
  return merged(wanted, at_ranks(values, ranks_of(wanted, values.size())), average, values.size(), [](const Ranked<Fraction>& ranked) {
    CutValue cut = fraction_cut(reduced(ranked.value.number, ranked.value.denominator));
    cut.tied = ranked.tied;
    return cut;
  });
}

}  // namespace

std::vector<CutValue> cut_values(plan::Type type, std::span<const Wanted> wanted, Vectors vectors) {
  switch (plan::form_of(type)) {
    case Form::Float64:
      return real_cuts(wanted, vectors);
    case Form::Fraction:
      return fraction_cuts(wanted, vectors);
    case Form::List:
    case Form::Bit:
    case Form::Int64:
    case Form::Code:
      break;
  }
  return integer_cuts(wanted, vectors, type.scale);
}

}  // namespace seg::population
