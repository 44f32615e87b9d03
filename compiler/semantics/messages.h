#pragma once
// Pieces of diagnostics that several checks say alike.

#include <span>

#include "compiler/semantics/checker.h"

namespace seg::semantics {

/// The user's text of an expression with white space made single blanks; shortened to what fits in a message.
std::string shown(const Checker& checker, Span span);
/// `std.rfm`, `lifecycle.stage.active`.
std::string path_text(const Checker& checker, std::span<const ast::Name> path);
/// As `shown`, never shortened.
std::string normalised(const Checker& checker, Span span);

/// "`clv` is money(EUR)" under the expression, and "declared here" under its field's type.
void explain_type(Checker& checker, Diagnostic& diagnostic, hir::ExprId id);

/// Adds "did you mean …" as a fix that replaces `span`, and to the message; nothing when no candidate is near or the steps for it are
/// spent.
void suggest_name(Checker& checker, Diagnostic& diagnostic, Span span, std::string_view name, std::span<const std::string_view> candidates);

/// "`X` is not part of this version of the language yet".
void not_yet(Checker& checker, Span span, std::string_view feature);

/// For a range whose ends stand in the wrong order.
Fix exchanged_ends(const Checker& checker, Span first, Span second);
Fix replacement(std::string title, Span span, std::string text, Safety safety = Safety::Suggestion);

/// Expected one kind of value, found another; `expected` as in "expected a duration".
void report_wrong_type(Checker& checker, hir::ExprId found, std::string_view what, std::string_view expected);

}  // namespace seg::semantics
