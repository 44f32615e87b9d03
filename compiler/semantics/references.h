#pragma once
// Which traits and segments a declaration refers to: found in the tree before anything is typed, so that each can be checked after those.

#include "compiler/semantics/checker.h"

namespace seg::semantics {

enum class ReferenceKind : std::uint8_t { Trait, Segment };

struct Reference {
  ReferenceKind kind;
  Declaration* declaration;
  Span span;
  std::optional<ast::IdRange> arguments = {};  ///< of a call; `span` is the whole of it then
};

/// In the order of the text. Names that are fields where they stand are none.
std::vector<Reference> references_in(Checker& checker, const ast::Ast& ast, ast::ExprId root);
std::vector<Reference> references_in(Checker& checker, const ast::Ast& ast, ast::QueryId root);

}  // namespace seg::semantics
