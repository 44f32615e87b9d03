#pragma once
// The interface of a module, what its `requires` names, and what of the workspace stands for it.

#include "compiler/semantics/checker.h"

namespace seg::semantics {

/// Where a module is imported.
struct Import {
  const ast::ImportDecl* decl;
  std::size_t file;
  bool by_workspace;  ///< not by another module alone: then it may say what stands for what
};

/// Gives the names of the interface their meaning in the module: fields and events of the schema, and events that a trait names. What is
/// missing or has another type is reported, and the module is broken.
void fulfil_interface(Checker& checker, Module& module, const Import& import);

/// A value of the type that is unknown: of a field that the interface does not insist on.
hir::ExprId unknown_value(Checker& checker, plan::Type type, Span span);

}  // namespace seg::semantics
