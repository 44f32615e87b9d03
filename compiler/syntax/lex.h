#pragma once
// Bytes → tokens, trivia included, newlines not yet judged.

#include "compiler/syntax/token.h"

namespace seg::syntax {

/// The text must be valid UTF-8. Where it nests deeper than the limit the rest becomes one `Bad` token, `usable` is false, and it is reported.
TokenBuffer lex(SourceId source, const Sources& sources, const SyntaxLimits& limits, Diagnostics& diagnostics);

}  // namespace seg::syntax
