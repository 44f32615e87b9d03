#include "runtime/population/population.h"

#include <algorithm>
#include <cmath>
#include <functional>

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

/// The ranks, from 0 for the least of n values, of which a cut is made: none, one, or the middle two.
std::vector<std::size_t> ranks_of(const Wanted& wanted, std::size_t n) {
  if (wanted.op == Op::CutAverage) return {};
  if (wanted.op == Op::CutMedian) return {(n - 1) / 2, n / 2};
  if (wanted.op != Op::CutRank) return {rank_of(wanted, n)};
  if (static_cast<std::uint64_t>(wanted.share) > n) return {};
  return {n - static_cast<std::size_t>(wanted.share)};
}

/// What a type's values are to its cuts: how their mean is made, a cut of one of them, and the median of the middle two.
template <typename Value>
struct Makers {
  std::function<CutValue(const std::vector<Value>&)> average;
  std::function<CutValue(Ranked<Value>)> itself;
  std::function<CutValue(Ranked<Value>, Ranked<Value>)> middle;
};

/// The wanted cuts of at least one value: all ranks are found together.
template <typename Value>
std::vector<CutValue> made(std::span<const Wanted> wanted, const std::vector<Value>& values, const Makers<Value>& makers) {
  if (values.empty()) return std::vector<CutValue>(wanted.size());
  std::vector<std::size_t> ranks;
  for (const Wanted& cut : wanted) {
    const std::vector<std::size_t> own = ranks_of(cut, values.size());
    ranks.insert(ranks.end(), own.begin(), own.end());
  }
  const std::vector<Ranked<Value>> ranked = at_ranks(std::span<const Value>(values), ranks);
  std::vector<CutValue> cuts;
  std::size_t next = 0;
  for (const Wanted& cut : wanted) {
    const std::size_t count = ranks_of(cut, values.size()).size();
    if (count == 2)
      cuts.push_back(makers.middle(ranked[next], ranked[next + 1]));
    else if (count == 1)
      cuts.push_back(makers.itself(ranked[next]));
    else
      cuts.push_back(cut.op == Op::CutAverage ? makers.average(values) : CutValue{});
    cuts.back().population = static_cast<std::int64_t>(values.size());
    next += count;
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

std::vector<CutValue> integer_cuts(std::span<const Wanted> wanted, Vectors vectors, std::uint8_t scale) {
  using Key = Ranked<std::uint64_t>;
  const auto itself = [](Key ranked) {
    CutValue cut;
    cut.state = State::Known;
    cut.number = integer_of(ranked.value);
    cut.tied = ranked.tied;
    return cut;
  };
  // Nothing lies between the middle two: where they differ nobody has their mean.
  const auto middle = [scale](Key low, Key high) {
    CutValue cut = fraction_cut(reduced(Wide{integer_of(low.value)} + integer_of(high.value), Wide{2} * power_of_ten(scale)));
    if (cut.state == State::Known && low.value == high.value) cut.tied = low.tied;
    return cut;
  };
  const auto keys =
      known_values<std::uint64_t>(vectors, [](const ValueVector& vector, std::size_t row) { return key_of(vector.number[row]); });
  return made<std::uint64_t>(wanted, keys, {[scale](const auto& all) { return integer_average(all, scale); }, itself, middle});
}

/// The middle of two floats is no other than one of them where there is no double between them.
CutValue real_middle(Ranked<std::uint64_t> low, Ranked<std::uint64_t> high) {
  CutValue cut;
  const double mean = (real_of(low.value) + real_of(high.value)) / 2;
  cut.state = std::isfinite(mean) ? State::Known : State::Fault;
  if (cut.state != State::Known) return cut;
  cut.real = mean == 0 ? 0.0 : mean;
  const std::uint64_t key = key_of(mean);
  cut.tied = key == low.value ? low.tied : key == high.value ? high.tied : 0;
  return cut;
}

std::vector<CutValue> real_cuts(std::span<const Wanted> wanted, Vectors vectors) {
  const auto itself = [](Ranked<std::uint64_t> ranked) {
    CutValue cut;
    cut.state = State::Known;
    cut.real = real_of(ranked.value);
    cut.tied = ranked.tied;
    return cut;
  };
  const auto keys =
      known_values<std::uint64_t>(vectors, [](const ValueVector& vector, std::size_t row) { return key_of(vector.real[row]); });
  // Twice a single middle value may not fit.
  const bool one_middle = keys.size() % 2 == 1;
  const auto middle = [&](Ranked<std::uint64_t> low, Ranked<std::uint64_t> high) {
    return one_middle ? itself(low) : real_middle(low, high);
  };
  return made<std::uint64_t>(wanted, keys, {real_average, itself, middle});
}

CutValue fraction_itself(Ranked<Fraction> ranked) {
  CutValue cut = fraction_cut(reduced(ranked.value.number, ranked.value.denominator));
  cut.tied = ranked.tied;
  return cut;
}

/// A fraction that was rounded may be any one's value, not only one of those that it was made of.
CutValue fraction_rounded(const std::vector<Fraction>& fractions, double value) {
  CutValue cut = fraction_cut(fraction_of(value));
  if (cut.state == State::Known) cut.tied = std::count(fractions.begin(), fractions.end(), Fraction{cut.number, cut.denominator});
  return cut;
}

CutValue fraction_average(const std::vector<Fraction>& fractions) {
  DoubleSum sum;
  for (const Fraction fraction : fractions) sum.add(nearest_double(fraction));
  return fraction_rounded(fractions, sum.rounded() / static_cast<double>(fractions.size()));
}

std::vector<CutValue> fraction_cuts(std::span<const Wanted> wanted, Vectors vectors) {
  const auto values = known_values<Fraction>(
      vectors, [](const ValueVector& vector, std::size_t row) { return Fraction{vector.number[row], vector.denominator[row]}; });
  const auto middle = [&values](Ranked<Fraction> low, Ranked<Fraction> high) {
    if (low.value == high.value) return fraction_itself(low);
    return fraction_rounded(values, (nearest_double(low.value) + nearest_double(high.value)) / 2);
  };
  return made<Fraction>(wanted, values, {fraction_average, fraction_itself, middle});
}

std::int64_t faults_in(Vectors vectors) {
  std::int64_t faults = 0;
  for (const ValueVector* vector : vectors) faults += std::count(vector->state.begin(), vector->state.end(), State::Fault);
  return faults;
}

std::vector<CutValue> known_cuts(plan::Type type, std::span<const Wanted> wanted, Vectors vectors) {
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

}  // namespace

std::vector<CutValue> cut_values(plan::Type type, std::span<const Wanted> wanted, Vectors vectors) {
  std::vector<CutValue> cuts = known_cuts(type, wanted, vectors);
  const std::int64_t faults = faults_in(vectors);
  for (CutValue& cut : cuts) cut.faults = faults;
  return cuts;
}

}  // namespace seg::population
