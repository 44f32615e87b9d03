#pragma once
// Evaluates a Program over the profiles of one batch.

#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "runtime/calendar/calendar.h"
#include "runtime/interpreter/fold.h"
#include "runtime/interpreter/program.h"
#include "runtime/interpreter/value.h"

namespace seg::interpreter {

class Machine {
 public:
  /// The plan, the batch and the cuts outlive it. Cuts that are missing at the end of `cuts` are unknown.
  Machine(const plan::Plan& plan, std::span<const plan::NodeId> roots, const columns::Batch& batch, const columns::Cuts& cuts,
          std::int64_t now);

  /// Moves to a row: from then on `value` is about it.
  void evaluate(std::int64_t row);
  const Value& value(plan::NodeId node) const { return values_[node]; }

  /// From then on called for each event at or before `now` of a walk, when the walk's event nodes have their values.
  using Watch = std::function<void(const Walk& walk, std::int64_t at)>;
  void watch_events(Watch watch) { watch_ = std::move(watch); }
  const Program& program() const { return program_; }

 private:
  Value apply(plan::NodeId id) const;
  Value read(const columns::Column& column, std::int64_t index) const;
  void evaluate(const Walk& walk);

  const plan::Plan& plan_;
  const columns::Batch& batch_;
  std::int64_t now_;
  std::int64_t row_ = 0;
  std::int64_t event_ = 0;
  Program program_;
  std::vector<Value> values_;
  std::vector<std::vector<Value>> sets_;  ///< ascending
  std::optional<calendar::Zone> zone_;
  std::vector<Fold> folds_;  ///< of the walk that is under way
  Watch watch_;
};

}  // namespace seg::interpreter
