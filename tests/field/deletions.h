#pragma once
// What can be deleted from a definition so that it still is one: a clause of a block, an operand of a chain, a window, a `where`, a number
// of events before them, a step of a sequence after its first, a `satisfies`, an item of a score. Of a sequence of two steps the first is
// left, as `any`.

#include <string>
#include <vector>

#include "compiler/base/diagnostic.h"
#include "compiler/syntax/ast.h"

namespace seg::field {

struct Deletion {
  std::string owner;  ///< the segment or the trait
  bool segment;
  Span gone;                ///< the text that goes
  std::vector<Edit> edits;  ///< in the order of the text; some put a word where what is left wants one
};

/// Of every segment and every trait of one file, in the order of the text.
std::vector<Deletion> deletions(const ast::Ast& ast, const Symbols& symbols);

}  // namespace seg::field
