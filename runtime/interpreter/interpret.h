#pragma once
// The reference interpreter: the executable meaning of the Plan. A profile at a time, a node at a time, simple and slow.
// Shares no evaluation code with the JIT.

#include <span>
#include <string>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/plan/plan.h"

namespace seg::interpreter {

/// Memberships of all segments, in the order of Plan::segments. `now` in microseconds since 1970-01-01T00:00Z. `cuts` as Plan::cuts.
std::vector<columns::Membership> interpret(const plan::Plan& plan, const columns::Batch& batch, const columns::Cuts& cuts, std::int64_t now,
                                           columns::Entry entry);

/// The values of nodes (at most profile rate, not text) for every row of the batch.
std::vector<columns::ValueVector> interpret_values(const plan::Plan& plan, std::span<const plan::NodeId> nodes, const columns::Batch& batch,
                                                   const columns::Cuts& cuts, std::int64_t now);

/// A value of any type by itself, as Value's members hold it.
struct RowValue {
  plan::Type type;
  columns::State state = columns::State::Unknown;
  std::int64_t number = 0;
  std::int64_t denominator = 1;
  double real = 0;
  std::string text;
  std::vector<RowValue> elements;
};

/// The values of nodes (at most profile rate) for one row of the batch.
std::vector<RowValue> interpret_row(const plan::Plan& plan, std::span<const plan::NodeId> nodes, const columns::Batch& batch,
                                    const columns::Cuts& cuts, std::int64_t now, std::int64_t row);

/// The values of the cuts of one population stage over all batches, by sorting: the meaning of cuts. Cuts of other stages are copied from
/// `cuts`.
columns::Cuts interpret_cuts(const plan::Plan& plan, const std::vector<columns::Batch>& batches, const columns::Cuts& cuts,
                             std::uint8_t stage, std::int64_t now);

}  // namespace seg::interpreter
