#pragma once
// Expressions of the typed form as nodes of one Plan. Private to this folder.

#include <optional>
#include <vector>

#include "compiler/semantics/hir.h"
#include "runtime/plan/plan.h"

namespace seg::lower {

struct Lowering {
  explicit Lowering(const hir::Hir& typed) : hir(typed), builder(typed.schema.plan), done(typed.exprs.size()) {}

  const hir::Hir& hir;
  plan::Builder builder;
  std::vector<std::optional<plan::NodeId>> done;  ///< one an Expr: shared operands are lowered once
  std::vector<plan::NodeId> traits;
  std::vector<plan::NodeId> segments;
};

/// Recursion is as deep as the expression, which the parser's depth limit bounds: references are lowered before.
plan::NodeId lower_expr(Lowering& lowering, hir::ExprId id);

}  // namespace seg::lower
