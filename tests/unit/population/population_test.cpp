#include "runtime/population/population.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <limits>
#include <random>

using namespace seg;
using columns::CutValue;
using columns::State;
using columns::ValueVector;
using plan::Op;
using population::cut_values;
using population::Wanted;

namespace {

constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();

ValueVector integers(const std::vector<std::int64_t>& values, plan::Type type = plan::int_type()) {
  ValueVector vector;
  vector.type = type;
  vector.number = values;
  vector.state.assign(values.size(), State::Known);
  return vector;
}
ValueVector reals(const std::vector<double>& values) {
  ValueVector vector;
  vector.type = plan::float_type();
  vector.real = values;
  vector.state.assign(values.size(), State::Known);
  return vector;
}
ValueVector fractions(const std::vector<std::pair<std::int64_t, std::int64_t>>& values) {
  ValueVector vector;
  vector.type = plan::ratio_type();
  for (const auto& [number, denominator] : values) {
    vector.number.push_back(number);
    vector.denominator.push_back(denominator);
  }
  vector.state.assign(values.size(), State::Known);
  return vector;
}
CutValue one(const ValueVector& vector, Wanted wanted) {
  const ValueVector* vectors[] = {&vector};
  const Wanted all[] = {wanted};
  return cut_values(vector.type, all, vectors).at(0);
}

}  // namespace

TEST_CASE("ranks of integers") {
  ValueVector vector = integers({3, 1, 4, 77, 1, 5, 9, 2, 6, 5, 3, -1000});  // without the two below: 1 1 2 3 3 4 5 5 6 9
  vector.state[3] = State::Unknown;
  vector.state[11] = State::Fault;
  CHECK(one(vector, {Op::CutTop, 1, 5}).number == 6);
  CHECK(one(vector, {Op::CutTop, 21, 100}).number == 5);
  CHECK(one(vector, {Op::CutTop, 21, 100}).tied == 2);
  CHECK(one(vector, {Op::CutTop, 21, 100}).population == 10);
  CHECK(one(vector, {Op::CutTop, 0, 1}).number == 9);
  CHECK(one(vector, {Op::CutTop, 1, 1}).number == 1);
  CHECK(one(vector, {Op::CutBottom, 3, 10}).number == 2);
  CHECK(one(vector, {Op::CutPercentile, 1, 2}).number == 3);
  CHECK(one(vector, {Op::CutPercentile, 51, 100}).number == 4);
  const CutValue mean = one(vector, {Op::CutAverage});  // 39 / 10
  CHECK(mean.number == 39);
  CHECK(mean.denominator == 10);
  CHECK(mean.tied == 0);
}

TEST_CASE("the ends of 64 bits, and decimals") {
  const ValueVector ends = integers({kMost, kLeast, 0, kMost});
  CHECK(one(ends, {Op::CutBottom, 1, 4}).number == kLeast);
  CHECK(one(ends, {Op::CutTop, 1, 4}).number == kMost);
  CHECK(one(ends, {Op::CutTop, 1, 4}).tied == 2);
  const CutValue mean = one(integers({150, 250, 200}, plan::decimal_type(2)), {Op::CutAverage});
  CHECK(mean.number == 2);
  CHECK(mean.denominator == 1);
  CHECK(mean.tied == 1);
  CHECK(one(integers({kMost, kMost - 1}), {Op::CutAverage}).state == State::Fault);
  CHECK(one(integers({kMost, kMost - 1}), {Op::CutAverage}).population == 2);
}

TEST_CASE("floats: zeros of both signs tie, the average is the exact sum divided") {
  const ValueVector vector = reals({-0.0, 0.0, -1, 1e300, -1e300});
  CHECK(one(vector, {Op::CutTop, 2, 5}).real == 0);
  CHECK(one(vector, {Op::CutTop, 2, 5}).tied == 2);
  CHECK(one(vector, {Op::CutBottom, 1, 5}).real == -1e300);
  CHECK(one(vector, {Op::CutAverage}).real == -0.2);
  CHECK(one(reals({1.7e308, 1.7e308}), {Op::CutAverage}).state == State::Fault);
  CHECK(one(reals({2, 2, 2}), {Op::CutAverage}).tied == 3);
}

TEST_CASE("fractions need not be in lowest terms, cuts are") {
  const ValueVector vector = fractions({{2, 4}, {1, 2}, {-3, 9}, {6, 8}});  // -1/3 1/2 1/2 3/4
  const CutValue middle = one(vector, {Op::CutPercentile, 1, 2});
  CHECK(middle.number == 1);
  CHECK(middle.denominator == 2);
  CHECK(middle.tied == 2);
  CHECK(one(vector, {Op::CutBottom, 1, 4}).number == -1);
  const CutValue mean = one(fractions({{2, 4}, {6, 4}}), {Op::CutAverage});
  CHECK(mean.number == 1);
  CHECK(mean.denominator == 1);
  const CutValue large = one(fractions({{kMost, 2}, {kMost - 1, 2}}), {Op::CutTop, 1, 1});
  CHECK(large.number == (kMost - 1) / 2);
}

TEST_CASE("nobody known: unknown") {
  ValueVector vector = integers({1, 2});
  vector.state.assign(2, State::Unknown);
  for (const Op op : {Op::CutTop, Op::CutAverage}) {
    CHECK(one(vector, {op, 1, 2}).state == State::Unknown);
    CHECK(cut_values(plan::float_type(), std::vector<Wanted>{{op, 1, 2}}, {}).at(0) == CutValue{});
    CHECK(cut_values(plan::ratio_type(), std::vector<Wanted>{{op, 1, 2}}, {}).at(0).population == 0);
  }
}

TEST_CASE("many cuts of one operand at once, whatever the split") {
  std::mt19937_64 random(11);
  for (const std::uint64_t range : {std::uint64_t{3}, std::uint64_t{100'000}, ~std::uint64_t{0}}) {
    std::vector<std::int64_t> values;
    for (int index = 0; index < 20'000; ++index) values.push_back(static_cast<std::int64_t>(random() % range));
    std::vector<Wanted> wanted;
    for (std::int64_t percent = 0; percent <= 100; percent += 7)
      wanted.push_back({percent % 2 == 0 ? Op::CutTop : Op::CutPercentile, percent, 100});
    wanted.insert(wanted.begin() + 3, Wanted{Op::CutAverage});
    const ValueVector whole = integers(values);
    const ValueVector left = integers({values.begin(), values.begin() + 123});
    const ValueVector right = integers({values.begin() + 123, values.end()});
    const ValueVector* all[] = {&whole};
    const ValueVector* split[] = {&right, &left};
    const auto cuts = cut_values(plan::int_type(), wanted, all);
    CHECK(cuts == cut_values(plan::int_type(), wanted, split));
    std::sort(values.begin(), values.end());
    for (std::size_t index = 0; index < wanted.size(); ++index) {
      if (wanted[index].op == Op::CutAverage) continue;
      const std::size_t rank = std::max<std::size_t>(1, static_cast<std::size_t>(wanted[index].share) * 200);
      const std::size_t place = wanted[index].op == Op::CutTop ? values.size() - rank : rank - 1;
      CHECK(cuts[index].number == values[place]);
      CHECK(cuts[index].tied == std::count(values.begin(), values.end(), values[place]));
    }
  }
}

TEST_CASE("ranks from above, of fewer values than the rank there is none") {
  const ValueVector vector = integers({3, 1, 4, 1, 5});
  CHECK(one(vector, {Op::CutRank, 1}).number == 5);
  CHECK(one(vector, {Op::CutRank, 3}).number == 3);
  CHECK(one(vector, {Op::CutRank, 4}).number == 1);
  CHECK(one(vector, {Op::CutRank, 4}).tied == 2);
  CHECK(one(vector, {Op::CutRank, 5}).number == 1);
  const CutValue none = one(vector, {Op::CutRank, 6});
  CHECK(none.state == State::Unknown);
  CHECK(none.population == 5);
  CHECK(none.tied == 0);
  CHECK(one(vector, {Op::CutRank, kMost}).state == State::Unknown);
  CHECK(one(reals({2, -1}), {Op::CutRank, 2}).real == -1);
  CHECK(one(fractions({{1, 2}, {2, 4}, {3, 1}}), {Op::CutRank, 2}).denominator == 2);
}

TEST_CASE("medians: the middle, or the mean of the middle two") {
  const CutValue odd = one(integers({150, 250, 199}, plan::decimal_type(2)), {Op::CutMedian});
  CHECK(odd.number == 199);
  CHECK(odd.denominator == 100);
  CHECK(odd.tied == 1);
  const CutValue even = one(integers({4, 1, 2, 9}), {Op::CutMedian});
  CHECK(even.number == 3);
  CHECK(even.denominator == 1);
  CHECK(even.tied == 0);
  const CutValue tied = one(integers({2, 1, 2, 9}), {Op::CutMedian});
  CHECK(tied.number == 2);
  CHECK(tied.tied == 2);
  const CutValue half = one(integers({1, 2}), {Op::CutMedian});
  CHECK(half.number == 3);
  CHECK(half.denominator == 2);
  // (2^63 - 1 + 2^63 - 2) / 2 is in lowest terms, and its numerator does not fit.
  CHECK(one(integers({kMost, kMost - 1}), {Op::CutMedian}).state == State::Fault);
  CHECK(one(integers({kMost, kMost}), {Op::CutMedian}).number == kMost);
  CHECK(one(reals({1, 4, 2.5, 8}), {Op::CutMedian}).real == 3.25);
  CHECK(one(reals({1.7e308, 1.7e308}), {Op::CutMedian}).state == State::Fault);
  CHECK(one(reals({1.7e308}), {Op::CutMedian}).real == 1.7e308);
  CHECK(one(reals({1.7e308, -1, 1.7e308}), {Op::CutMedian}).tied == 2);
  CHECK(one(reals({1, std::nextafter(1.0, 2.0)}), {Op::CutMedian}).tied == 1);
  const CutValue third = one(fractions({{1, 3}, {2, 6}}), {Op::CutMedian});
  CHECK(third.number == 1);
  CHECK(third.denominator == 3);
  CHECK(third.tied == 2);
  // 1/3 and 2/3 as doubles: 6004799503160661 / 2^54 and twice that; their mean 3/2 of the first, a tie that goes to even: 1/2.
  const CutValue between = one(fractions({{1, 3}, {2, 3}}), {Op::CutMedian});
  CHECK(between.number == 1);
  CHECK(between.denominator == 2);
  CHECK(one(integers({}), {Op::CutMedian}).state == State::Unknown);
}

TEST_CASE("profiles whose value is a fault are counted") {
  ValueVector vector = integers({3, 1, 4, 1});
  vector.state = {State::Fault, State::Known, State::Unknown, State::Fault};
  for (const Op op : {Op::CutTop, Op::CutAverage, Op::CutMedian, Op::CutRank}) {
    CHECK(one(vector, {op, 1}).population == 1);
    CHECK(one(vector, {op, 1}).faults == 2);
  }
  vector.state.assign(4, State::Fault);
  CHECK(one(vector, {Op::CutTop, 1}).state == State::Unknown);
  CHECK(one(vector, {Op::CutTop, 1}).faults == 4);
}
