#pragma once
// Modules that a workspace imports, and paths to what they and partitions define.

#include "compiler/semantics/checker.h"

namespace seg::semantics {

/// While it lives, names mean what they mean in the module; without one, in the workspace.
class Inside {
 public:
  Inside(Checker& checker, const Module* module);
  ~Inside();
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

 private:
  Checker& checker_;
  const Module* before_;
};

/// The names of the workspace, or of a module, whichever are the visible ones.
Visible& names_in(Checker& checker);
Visible& names_in(Checker& checker, Module& module);

/// The module that a name at the head of a path means here. A struct, and an id that reaches a lookup table, goes first.
Module* module_at(Checker& checker, std::string_view name, Scope scope);

/// The segment or the arm that a path names: `at_risk`, `lifecycle.dormant`, `rfm.cell.champions`; null where there is none.
Declaration* find_members(Checker& checker, std::span<const ast::Name> path);
/// The partition that a path names.
Partition* find_partition(Checker& checker, std::span<const ast::Name> path);

/// Whether the name is that of a module that cannot be used: that was reported where it is imported.
bool is_broken_module(const Checker& checker, const ast::Name& name);

/// `what` is `trait` or `trait with parameters`; always nothing.
Checked unknown_definition(Checker& checker, Module& module, std::string_view what, const ast::Name& name);

/// What the declaration is called outside of the module that it stands in: `rfm.recency`.
std::string_view outside_name(Checker& checker, std::string_view name);

}  // namespace seg::semantics
