#pragma once
// Tokens of one file. The buffer is lossless: the concatenated tokens, trivia included, are the file's bytes.

#include <string>
#include <vector>

#include "compiler/base/diagnostic.h"
#include "compiler/base/source.h"

namespace seg::syntax {

/// Our own names for the lexer's kinds that later stages ask for; keywords are `Keyword` with their text in the source.
enum class TokenKind : std::uint8_t { Name, Keyword, Number, String, Regex, Punctuation, Separator, Newline, Space, Comment, DocComment, Bad, End };

struct Token {
  TokenKind kind;
  std::uint16_t lexer_type;  ///< what the parser's grammar knows it as
  Span span;
};

struct TokenBuffer {
  SourceId source;
  std::vector<Token> tokens;  ///< in the order of the text; newlines that separate are Separator, others Newline
  bool usable = true;         ///< false when a limit or the encoding stopped the work: a diagnostic was reported
};

/// Limits of reliability.md.
struct SyntaxLimits {
  std::size_t source_bytes = 4u << 20;
  std::size_t depth = 256;
  std::size_t chain_terms = 100'000;
  std::size_t string_bytes = 1u << 20;
  std::size_t name_bytes = 255;
  std::size_t errors = 20;  ///< of one declaration, after which the rest of it is not read
};

/// Lexes and decides which newlines separate (the layout pass). Reports encoding, size, depth and bad characters.
TokenBuffer tokenize(SourceId source, const Sources& sources, const SyntaxLimits& limits, Diagnostics& diagnostics);

/// One token a line: kind, place, escaped text. `--emit tokens` and the `.tokens` goldens.
std::string print(const TokenBuffer& buffer, const Sources& sources);

}  // namespace seg::syntax
