#pragma once
// The deliberate faults of the JIT are the kernels' and its own; README.md lists them.
#include "runtime/kernels/mutants.h"
