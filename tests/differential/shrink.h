#pragma once
// A smaller case that still differs.

#include "tests/differential/compare.h"

namespace seg::differential {

struct Case {
  plan::Plan plan;
  columns::Batch batch;
  std::int64_t now = 0;
  jit::CompileOptions options;
};

/// Drops segments, rows and nodes while the engines still differ, for at most `seconds`. The case must differ.
Case shrink(Case found, const Difference& difference, double seconds);

}  // namespace seg::differential
