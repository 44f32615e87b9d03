#pragma once
// A value while it is interpreted, and the exact numbers behind the language's arithmetic.

#include <compare>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/plan/plan.h"

namespace seg::interpreter {

__extension__ typedef __int128 Wide;
__extension__ typedef unsigned __int128 UnsignedWide;

using columns::State;

/// Which members hold it follows from the type's form: `number` for Bit, Int64 and enums, `number` and a positive `denominator` in lowest
/// terms for fractions, `real` (finite) for floats, `text` for String and Id; of a list `number` elements from `elements` on, each known or
/// unknown. Only `state` counts where it is not Known. Texts and elements stay where they were made: the batch, the Plan, a Storage.
struct Value {
  State state = State::Unknown;
  std::int64_t number = 0;
  std::int64_t denominator = 1;
  double real = 0;
  std::string_view text = {};
  const Value* elements = nullptr;
};

inline Value unknown() { return {State::Unknown}; }
inline Value fault() { return {State::Fault}; }
inline Value truth(bool value) { return {State::Known, value ? 1 : 0}; }
inline Value integer(std::int64_t value) { return {State::Known, value}; }
inline Value text(std::string_view value) { return {State::Known, 0, 1, 0, value}; }
inline Value list(std::span<const Value> elements) {
  return {State::Known, static_cast<std::int64_t>(elements.size()), 1, 0, {}, elements.data()};
}
inline std::span<const Value> elements_of(const Value& list) { return {list.elements, static_cast<std::size_t>(list.number)}; }
inline bool is_true(const Value& value) { return value.state == State::Known && value.number != 0; }
inline bool is_false(const Value& value) { return value.state == State::Known && value.number == 0; }

/// A fault where it is not finite.
Value real(double value);
/// A fault where it does not fit 64 bits.
Value checked(Wide value);
/// `number / denominator` in lowest terms; a fault where the denominator is 0 or a part does not fit. |number|, |denominator| < 2^127.
Value fraction(Wide number, Wide denominator);
/// The text stays with the literal.
Value value_of(const plan::Literal& literal);

/// An exact number as a quotient with a positive denominator: a decimal's is 10^scale.
struct Quotient {
  std::int64_t number;
  std::int64_t denominator;
};
Quotient quotient_of(const Value& value, plan::Type type);
std::int64_t power_of_ten(int exponent);  ///< 0 to 18

/// Order of two known values that Equal or Less admits: by value and exact, text by its bytes.
std::strong_ordering compare(const Value& a, plan::Type a_type, const Value& b, plan::Type b_type);
/// Order of an exact number and a finite double.
std::strong_ordering compare(Quotient exact, double real);
/// The double nearest to the number, ties to even.
double nearest_double(Quotient exact);

/// Different values of one type.
struct ByValue {
  plan::Type type;
  bool operator()(const Value& a, const Value& b) const { return compare(a, type, b, type) < 0; }
};

/// The values of a node for one row: one, or one for each event of its stream.
struct Series {
  std::vector<Value> values;
  std::size_t mask = 0;  ///< all ones where there is one for each event

  const Value& at(std::size_t event) const { return values[event & mask]; }
};

/// What one operator's operands are at one event, and what their types.
struct Operands {
  const plan::Plan& plan;
  std::span<const plan::NodeId> nodes;
  const std::vector<Series>& series;
  std::size_t event = 0;

  std::size_t size() const { return nodes.size(); }
  const Value& operator[](std::size_t index) const { return series[nodes[index]].at(event); }
  plan::Type type(std::size_t index) const { return plan.nodes[nodes[index]].type; }
};

/// Texts and lists that are computed. What is kept stays where it is until it is dropped.
class Storage {
 public:
  std::string_view keep(std::string text) { return texts_.emplace_back(std::move(text)); }
  std::span<const Value> keep(std::vector<Value> elements) { return lists_.emplace_back(std::move(elements)); }
  /// What was kept until now is never dropped.
  void settle() { settled_ = {texts_.size(), lists_.size()}; }
  void drop() {
    texts_.resize(settled_.first);
    lists_.resize(settled_.second);
  }

 private:
  std::deque<std::string> texts_;
  std::deque<std::vector<Value>> lists_;
  std::pair<std::size_t, std::size_t> settled_ = {0, 0};
};

}  // namespace seg::interpreter
