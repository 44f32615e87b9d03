#pragma once
// Whether two expressions say the same, whatever names they say it with.

#include "compiler/semantics/hir.h"

namespace seg::semantics {

/// True where both have the same operators over the same leaves, each trait and segment standing for what it is. The texts of cuts and the
/// places of expressions do not count.
bool same_value(const hir::Hir& hir, hir::ExprId a, hir::ExprId b);

/// What a name stands for: the expression itself, where it is no reference.
hir::ExprId written_out(const hir::Hir& hir, hir::ExprId id);

}  // namespace seg::semantics
