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
    bool fault = false;
    std::vector<interpreter::Value> known;
    std::vector<std::int64_t> instants;       ///< of counted events, newest first
    std::vector<interpreter::Value> results;  ///< of a scan for them
  };

  plan::Type type_of(plan::NodeId id) const { return plan.nodes[id].type; }
  /// The type that stands for the node in the matrix.
  plan::Type key_of(const plan::Node& node) const;
  const interpreter::Value& value(plan::NodeId id) const { return machine->value_at(id, event); }
  void see_row();
  void see(plan::NodeId id);
  void see_operands(const plan::Node& node);
  void see_known(plan::NodeId id);
  void see_comparison(const plan::Node& node);
  Tally tally_of(const plan::Node& node);
  void see_window(const plan::Node& node, std::int64_t at);
  void see_fold(plan::NodeId id);
  void see_scan(const plan::Node& node, const Tally& tally);
  void see_keyed(const plan::Node& node);
  void see_join(const plan::Node& node);
  void see_zone(plan::NodeId id);
  void see_tie(const plan::Node& node, const Tally& tally, const interpreter::Value& result);
  void see_cuts(const columns::Cuts& cuts, std::int64_t rows);

  Matrix& matrix;
  const plan::Plan& plan;
  const interpreter::Machine* machine = nullptr;
  std::size_t event = 0;  ///< of the row and the stream that are looked at
};

}  // namespace seg::differential
