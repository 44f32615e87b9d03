#pragma once
// Traits with parameters: `trait spend(window: duration) = sum(total of purchases in last window)` and `spend(90 days)`.

#include "compiler/semantics/checker.h"

namespace seg::semantics {

/// Gives the declaration the types of the trait's parameters; false where something was reported.
bool check_parameters(Checker& checker, const ast::TraitDecl& trait, Declaration& declaration);

/// The instance (in Checker::instances) of the trait for these arguments, written in the file that is being checked; added where no call
/// had arguments of the same values. Nothing where they do not fit, which is reported.
std::optional<std::uint32_t> instantiate(Checker& checker, Declaration& declaration, const ast::TraitDecl& trait, ast::IdRange arguments,
                                         Span call);
/// An instance that no call asked for, so that what is wrong in the trait is said all the same. Nothing refers to it.
std::uint32_t sample_instance(Checker& checker, Declaration& declaration, const ast::TraitDecl& trait);

/// The argument, where the name is a parameter that stands for a length of the calendar: `3 months`.
std::optional<ast::QuantityLiteral> calendar_argument(const Checker& checker, std::string_view name);
/// Marks the parameter as read; false where a field has its name too, which is reported.
bool use_parameter(Checker& checker, std::string_view name, Span span, Scope scope);
bool is_parameter(const Checker& checker, std::string_view name);
/// What was written for it; null where the name is none.
const std::string* parameter_text(const Checker& checker, std::string_view name);
/// The argument, where the name is a parameter of the trait that is being checked.
std::optional<Checked> check_parameter(Checker& checker, std::string_view name, Span span, Scope scope);
Checked check_trait_call(Checker& checker, const ast::CallExpr& node, Span span);

}  // namespace seg::semantics
