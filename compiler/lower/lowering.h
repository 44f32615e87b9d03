#pragma once
// Expressions of the typed form as nodes of one Plan. Private to this folder.

#include <optional>
#include <vector>

#include "compiler/semantics/hir.h"
#include "runtime/plan/plan.h"

namespace seg::lower {

/// The events of a query: from <= at < to, and the condition is true. The condition says what its edge keeps, too.
struct Events {
  std::uint32_t stream;
  plan::NodeId from;
  plan::NodeId to;
  plan::NodeId condition;
};

struct Lowering {
  explicit Lowering(const hir::Hir& typed) : hir(typed), builder(typed.schema.plan), done(typed.exprs.size()) {}

  const hir::Hir& hir;
  plan::Builder builder;
  std::vector<std::optional<plan::NodeId>> done;  ///< one an Expr: shared operands are lowered once
  std::vector<plan::NodeId> traits;
  std::vector<plan::NodeId> segments;
  const Events* around = nullptr;  ///< of the fold whose value is being lowered: what `gap` is taken over
};

/// Recursion is as deep as the expression, which the parser's depth limit bounds: references are lowered before.
plan::NodeId lower_expr(Lowering& lowering, hir::ExprId id);

Events events_of(Lowering& lowering, const hir::Query& query);
/// The pairs of keys of a query's matches.
std::vector<plan::KeyPair> keys_of(Lowering& lowering, const hir::Query& query);
plan::NodeId lower_fold(Lowering& lowering, const hir::Fold& fold);
plan::NodeId lower_gap(Lowering& lowering);
plan::NodeId lower_among(Lowering& lowering, const hir::AmongEdge& among);
plan::NodeId lower_shift(Lowering& lowering, const hir::Shift& shift);
plan::NodeId lower_unit_start(Lowering& lowering, const hir::UnitStart& start);
/// An instant that much later.
plan::NodeId lower_later(Lowering& lowering, plan::NodeId instant, const hir::Length& length);
plan::NodeId lower_sequence(Lowering& lowering, const hir::Sequence& sequence);

}  // namespace seg::lower
