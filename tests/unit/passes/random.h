#pragma once
// Random Plans and batches over one small schema, full of literal truth, unknown values and faults.

#include <memory>
#include <random>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/plan/plan.h"

namespace seg::passes::test {

using Random = std::mt19937_64;

inline constexpr std::int64_t kNow = 20;

/// a, b: bool?; x: int?; r: int; w: float?; f: float; t: timestamp?; d: date; s: string; l: list(int); p: id?, key of a table with i: int? and
/// n: string?. Events have k: bool?; v: int?; q: int; z: float.
plan::Schema schema();
enum Field : std::uint32_t { kA, kB, kX, kR, kW, kF, kT, kD, kS, kL, kP };
enum EventField : std::uint32_t { kK, kV, kQ, kZ };

/// Three segments of random truth.
plan::Plan random_plan(Random& random);

/// Owns the buffers of a batch that fits the schema.
struct OwnedBatch {
  columns::Batch batch;
  std::vector<std::shared_ptr<void>> buffers;
};
OwnedBatch random_batch(Random& random, std::int64_t rows);

}  // namespace seg::passes::test
