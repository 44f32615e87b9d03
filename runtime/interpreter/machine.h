#pragma once
// Evaluates a Program over the profiles of one batch: node by node, a node of event rate for all the row's events at once.

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "runtime/interpreter/fold.h"
#include "runtime/interpreter/operators.h"
#include "runtime/interpreter/program.h"
#include "runtime/interpreter/read.h"
#include "runtime/interpreter/value.h"
#include "runtime/texts/pattern.h"

namespace seg::interpreter {

class Machine {
 public:
  /// The plan, the batch and the cuts outlive it. Cuts that are missing at the end of `cuts` are unknown.
  Machine(const plan::Plan& plan, std::span<const plan::NodeId> roots, const columns::Batch& batch, const columns::Cuts& cuts,
          std::int64_t now);

  /// Moves to a row: from then on the values are about it.
  void evaluate(std::int64_t row);
  /// Of a node of at most profile rate.
  const Value& value(plan::NodeId node) const { return series_[node].values[0]; }
  /// Of any node at an event of its stream; those of slower nodes are the same for all.
  const Value& value_at(plan::NodeId node, std::size_t event) const { return series_[node].at(event); }
  /// When the row's events until `now` were, oldest first. Of a stream that the program reads.
  std::span<const std::int64_t> instants(std::uint32_t stream) const { return events_[stream].at; }
  const Program& program() const { return program_; }

 private:
  /// The row's events until `now`: where they begin in the batch, and when they were.
  struct Events {
    std::int64_t begin = 0;
    std::span<const std::int64_t> at;
  };

  void find_events(std::int64_t row);
  void evaluate_node(plan::NodeId id);
  void evaluate_fold(plan::NodeId id);
  std::vector<Keys> keys_of(const plan::Node& node) const;
  Value apply(const plan::Node& node, const Operands& operands);
  Value leaf(const plan::Node& node, std::size_t event);
  Value lookup(const plan::Node& node, const Value& key);
  std::optional<texts::Pattern> pattern_of(const plan::Node& node) const;

  const plan::Plan& plan_;
  const columns::Batch& batch_;
  std::int64_t now_;
  std::int64_t row_ = 0;
  Program program_;
  std::vector<Series> series_;                                      ///< by node
  std::vector<Events> events_;                                      ///< by stream
  std::vector<std::vector<Value>> sets_;                            ///< ascending
  std::map<plan::NodeId, std::optional<texts::Pattern>> patterns_;  ///< by the node that is the pattern
  std::map<std::uint32_t, Rows> rows_;                              ///< by table
  Zones zones_;
  Storage storage_;
  Folds folds_;
};

}  // namespace seg::interpreter
