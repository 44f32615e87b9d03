#pragma once
// `given clv in top 20% is clv >= 412.50 EUR`: which cut of the segment an example gives, and what it is taken to be.

#include "compiler/semantics/checker.h"

namespace seg::semantics {

/// The cuts below an expression, through traits and segments; of those that are the same the first.
std::vector<hir::ExprId> cuts_below(const Checker& checker, hir::ExprId root);

/// The cut among `cuts` that is given, by the text that messages show or by any other that says the same; what is none is reported.
std::optional<hir::ExampleCut> check_given(Checker& checker, const ast::ExampleItem& item, std::span<const hir::ExprId> cuts);

const hir::PopulationCut& cut_at(const Checker& checker, hir::ExprId id);

}  // namespace seg::semantics
