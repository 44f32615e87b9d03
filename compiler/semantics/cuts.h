#pragma once
// Cuts of the population: the value that they are taken of, whom they are taken over, and what a person wrote for them.

#include "compiler/semantics/checker.h"

namespace seg::semantics {

/// What stands before the comparison with the population: `clv`, or `clv among (country = "DE")`.
struct Against {
  hir::ExprId value;
  std::optional<hir::ExprId> among{};  ///< a bool
  std::string text{};                  ///< `clv`
  std::string among_text{};            ///< ` among (country = "DE")`, or nothing
};

/// Where the population may be compared with; else that is reported.
bool require_profile(Checker& checker, Scope scope, Span span, std::string_view what);
/// A function's argument.
std::optional<Against> check_against(Checker& checker, ast::ExprId argument);
/// A value and whom it is seen among, where that is written beside it.
std::optional<Against> check_against(Checker& checker, ast::ExprId value, const std::optional<ast::Among>& among);

/// Means and medians take a number, the others a value with an order that is no text.
bool require_value(Checker& checker, hir::ExprId value, hir::Cut cut, std::string_view what);

/// Too many stages are reported. `share` as in PopulationCut.
Checked add_cut(Checker& checker, hir::Cut cut, const Against& against, std::optional<plan::Literal> share, std::string text, Span span);

/// What was written, in one line, the arguments in the place of a trait's parameters: two cuts of one text are one cut.
std::string cut_text(const Checker& checker, Span span);

/// `rank(x) <= 1000`, and its kin; nothing where neither side is a rank.
std::optional<Checked> check_rank(Checker& checker, const ast::CompareExpr& node, Span span, Scope scope);
/// `rank(x) in 1..10`.
std::optional<Checked> check_rank(Checker& checker, const ast::RangeExpr& node, Span span, Scope scope);

}  // namespace seg::semantics
