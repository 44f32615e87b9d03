#pragma once
// A conformance file in every way in which the engines may be asked.

#include <string>

#include "runtime/plan/plan.h"
#include "tests/conformance/conf_file.h"

namespace seg::conformance {

/// What differs from the expectations, a line each; empty where nothing does. Both engines, over the plan as lowered and after the passes,
/// in batches of several widths, in both orders, on one thread and on two.
std::string differences(const ConfFile& file, const plan::Plan& lowered, const plan::Plan& optimized);

}  // namespace seg::conformance
