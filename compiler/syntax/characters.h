#pragma once
// What the characters of tokens may not be: unknown ones, unclosed texts, invisible or reordering ones, names that look like others, too long ones.

#include "compiler/syntax/token.h"

namespace seg::syntax {

void check_characters(const TokenBuffer& buffer, const Sources& sources, const SyntaxLimits& limits, Diagnostics& diagnostics);

/// The name with its Cyrillic and Greek letters replaced by the Latin ones they look like; empty when a letter has no such twin or none was replaced.
/// From the "prototypes" of Unicode Technical Standard 39, as far as single letters go.
std::string latin_twin(std::string_view name);

}  // namespace seg::syntax
