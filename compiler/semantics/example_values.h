#pragma once
// Values in examples.

#include "compiler/semantics/checker.h"

namespace seg::semantics {

/// The instant at which a day (since 1970-01-01) begins in the schema's zone, in microseconds.
std::int64_t local_midnight(const Checker& checker, std::int64_t day);

/// One literal with a field's type (a date for an instant is its local midnight); what is none is reported.
std::optional<plan::Literal> example_literal(Checker& checker, ast::ExprId id, std::string_view field, plan::Type type);
/// A literal, or the list of them that the type asks for.
std::optional<hir::ExampleValue> example_value(Checker& checker, const ast::ExampleValue& value, std::string_view field, plan::Type type);

}  // namespace seg::semantics
