#pragma once
// The layout pass: which brackets match, which newlines separate. The parser never decides either.

#include "compiler/syntax/token.h"

namespace seg::syntax {

/// What a place in the text is directly inside of. In a clause brace (`of {}`, `score {}`, `sequence {}`) more lines continue the one before.
enum class Bracket : std::uint8_t { None, Round, Brace, ClauseBrace };

/// The types of the last two tokens that are no trivia, so that `= score {` is told from `segment score {`.
struct Before {
  std::size_t last = 0;
  std::size_t one_before = 0;
  void push(std::size_t lexer_type) { *this = {lexer_type, last}; }
};

/// The bracket that a token of this type opens after those before it; None when it opens none.
Bracket opened_by(std::size_t lexer_type, Before before);
bool is_opening(std::size_t lexer_type);
bool is_closing(std::size_t lexer_type);
/// Whether a newline separates what stands before it from what comes after it.
bool newline_separates(Bracket inside, std::size_t before, std::size_t after);
/// Space, newline that does not separate, comment.
bool is_trivia(TokenKind kind);

/// Turns newlines into separators and brackets without a partner into `Bad` tokens, which are reported; checks the width of `and`/`or` chains.
void lay_out(TokenBuffer& buffer, const Sources& sources, const SyntaxLimits& limits, Diagnostics& diagnostics);

}  // namespace seg::syntax
