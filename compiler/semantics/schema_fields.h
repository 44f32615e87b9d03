#pragma once
// The fields of the profile, the events and the lookup tables. Those of a struct stand for themselves, under their path.

#include "compiler/semantics/checker.h"

namespace seg::semantics {

using Seen = std::unordered_map<std::string_view, Span>;

/// Reports a name that stood before; true where it is new.
bool require_new(Checker& checker, Seen& seen, std::string_view what, std::string_view name, Span span);

/// The role by its name; what is none is reported.
std::optional<hir::Role> check_role(Checker& checker, const ast::Name& name);

void read_profile(Checker& checker, const ast::SchemaDecl& schema);
/// The fields of an event but `at`, which every stream has.
void read_event_fields(Checker& checker, const ast::EventDecl& event, plan::Stream& stream);
/// Adds the table, or notes that it is broken.
void read_table(Checker& checker, const ast::TableDecl& declared);

/// How many fields the declaration is, those of structs counted one by one.
std::size_t count_fields(const std::vector<ast::FieldDecl>& fields);

}  // namespace seg::semantics
