#pragma once
// Hir → Plan. Fragments of all segments meet in one hash-consed table.

#include "compiler/semantics/hir.h"
#include "runtime/plan/plan.h"

namespace seg::lower {

/// One Plan for all segments of a workspace, each trait and segment lowered once. Before the passes.
plan::Plan link(const hir::Hir& hir);

}  // namespace seg::lower
