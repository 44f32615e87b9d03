#pragma once
// Adversarial batches for a Plan: ties, window edges, unknowns of all densities, bits at every offset, slices, extremes, floats that are
// not finite, garbage behind unknown values, empty and very long lists of events, lists with elements of nobody around them, lookup tables
// with other keys than are looked for; every buffer flush against a forbidden page.

#include "runtime/columns/column.h"
#include "runtime/plan/plan.h"
#include "tests/differential/memory.h"
#include "tests/differential/random.h"
#include "tests/differential/values.h"

namespace seg::differential {

/// Instants of the Plan's literals, of `now` minus its durations, of its dates' starts.
Times times_of(const plan::Plan& plan, std::int64_t now);

/// The memory stays the batch's until it is reused.
columns::Batch make_batch(Random& random, const plan::Schema& schema, const Times& times, GuardedMemory& memory);

/// Other values in the same slots: what a host may change without compiling. Shares, points, the numbers of at_least
/// and nth and windows without a bound stay; a pattern becomes another.
plan::Parameters other_parameters(Random& random, const plan::Plan& plan, std::int64_t now);

/// The rows of the lookup tables as text, for a report.
std::string describe_tables(const columns::Batch& batch, const plan::Schema& schema);
/// One row as text, for a report.
std::string describe_row(const columns::Batch& batch, const plan::Schema& schema, std::int64_t row);

}  // namespace seg::differential
