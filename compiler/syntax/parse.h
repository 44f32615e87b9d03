#pragma once
// Tokens → Ast. Never fails: what does not parse is a diagnostic, and the other declarations go on. The only header that stands before ANTLR.

#include "compiler/syntax/ast.h"
#include "compiler/syntax/token.h"

namespace seg::syntax {

ast::Ast parse(const TokenBuffer& buffer, const Sources& sources, Symbols& symbols, const SyntaxLimits& limits, Diagnostics& diagnostics);

/// Runs the grammar in ANTLR's exact ambiguity detection mode; one text for each ambiguity found. For the tests.
std::vector<std::string> ambiguities(const TokenBuffer& buffer, const Sources& sources);

}  // namespace seg::syntax
