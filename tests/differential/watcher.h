#pragma once
// Looks over the interpreter's shoulder and notes what it meets.

#include <optional>
#include <vector>

#include "tests/differential/matrix.h"

namespace seg::differential {

struct Watcher {
  Watcher(Matrix& into, const plan::Plan& of) : matrix(into), plan(of) {}
  void run(const columns::Batch& batch, const columns::Cuts& cuts, std::int64_t now);

 private:
  /// What the events of one row were to one fold.
  struct Tally {
    std::int64_t counted = 0;
    bool fault = false;
    std::vector<interpreter::Value> known;
    std::vector<std::int64_t> instants;  ///< of counted events, newest first
  };

  plan::Type type_of(plan::NodeId id) const { return plan.nodes[id].type; }
  /// The type that stands for the node in the matrix.
  plan::Type key_of(const plan::Node& node) const;
  void see(plan::NodeId id, const interpreter::Machine& machine);
  void see_operands(const plan::Node& node, const interpreter::Machine& machine);
  void see_known(const plan::Node& node, const interpreter::Machine& machine);
  void see_comparison(const plan::Node& node, const interpreter::Machine& machine);
  void see_event(const interpreter::Walk& walk, std::int64_t at, const interpreter::Machine& machine);
  void see_fold(plan::NodeId id, const Tally& tally, const interpreter::Machine& machine);
  void see_tie(const plan::Node& node, const Tally& tally, const interpreter::Value& result);
  void see_cuts(const columns::Cuts& cuts, std::int64_t rows);

  Matrix& matrix;
  const plan::Plan& plan;
  std::vector<Tally> tallies;  ///< by node
};

}  // namespace seg::differential
