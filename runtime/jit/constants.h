#pragma once
// What is computed once an evaluation: constants, cuts, and what depends on nothing else.

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/jit/zones.h"
#include "runtime/kernels/exact.h"
#include "runtime/plan/plan.h"
#include "runtime/texts/pattern.h"

namespace seg::jit {

/// A node's one value. `number` is 0 or 1 for bools, the row of its column for lists; for fractions it goes with `denominator`.
struct ConstantValue {
  columns::State state = columns::State::Unknown;
  std::int64_t number = 0;
  std::int64_t denominator = 1;
  double real = 0;
  std::string_view text;
};

struct ConstantValues {
  std::vector<ConstantValue> values;  ///< by node
  std::deque<std::string> texts;      ///< those that operators made
};

/// What constants are computed from. `batch`: its lookup tables alone; `zone`: the schema's, null where the
/// Plan does not need it.
struct ConstantSources {
  const plan::Plan& plan;
  const plan::Parameters& parameters;
  const columns::Cuts& cuts;
  std::int64_t now;
  const kernels::ZoneDays* zone;
  const columns::Batch& batch;
};

/// Of every node of constant or cut rate; other entries mean nothing. Cuts that `cuts` does not have are unknown.
/// The texts point into `parameters`, the batch and what is returned.
ConstantValues compute_constants(const ConstantSources& sources);

/// `left` in a relation of the Plan to `right`, by the nodes' values, which are known: Equal, Less, LessEqual and those of texts.
bool constants_hold(const plan::Plan& plan, const std::vector<ConstantValue>& values, plan::Op op, plan::NodeId left, plan::NodeId right);

/// The value of a lookup table's field at a key; unknown where there is none.
ConstantValue looked_up(const columns::Batch& batch, const plan::Schema& schema, const plan::Node& lookup, std::string_view key);

/// An element of a list of constant rate.
struct ConstantElement {
  bool known;
  std::int64_t number;
  std::string text;
};
/// The elements of a list node of constant rate: of its column's row `row`, texts changed as its operators do.
std::vector<ConstantElement> elements_at(const columns::Batch& batch, const plan::Plan& plan, plan::NodeId list, std::int64_t row);
/// list_contains; unknown where an unknown element may be the value.
columns::State contains_element(const std::vector<ConstantElement>& list, const ConstantElement& value, bool& found);

/// Compiles again what the compiler compiled; throws std::invalid_argument where the pattern is none.
texts::Pattern compiled_pattern(std::string_view pattern);

/// `a` in a relation of the Plan to `b`: Equal, Less, LessEqual, Contains, StartsWith, EndsWith, Matches.
bool text_holds(plan::Op op, std::string_view a, std::string_view b);

}  // namespace seg::jit
