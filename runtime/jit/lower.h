#pragma once
// From the Plan to lane operations: every node becomes masks and vectors.

#include <array>
#include <vector>

#include "runtime/jit/program.h"
#include "runtime/plan/plan.h"

namespace seg::jit {

/// What a cut observes. All four are Keep instructions; `denominator` only for fractions.
struct Observed {
  std::size_t cut = 0;  ///< index into Plan::cuts
  std::uint8_t stage = 1;
  plan::Type type;
  ValueId value = kNoValue;
  ValueId denominator = kNoValue;
  ValueId known = kNoValue;
  ValueId fault = kNoValue;
};

/// Result bitmaps are numbered 3 · segment + what.
enum class ResultBitmap : std::uint8_t { Members, Unknown, Faults };

struct Lowered {
  Program program;
  std::vector<std::array<ValueId, 3>> segments;  ///< Store instructions, in the order of ResultBitmap
  std::vector<Observed> observed;
};

Lowered lower(const plan::Plan& plan);

}  // namespace seg::jit
