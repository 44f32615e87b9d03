#include "compiler/syntax/lex.h"

#include <antlr4-runtime.h>

#include "SegLexer.h"
#include "compiler/base/utf8.h"
#include "compiler/syntax/nesting.h"

namespace seg::syntax {

namespace {

using antlr::SegLexer;

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

TokenKind kind_of(std::size_t type) {
  switch (type) {
    case SegLexer::DOC: return TokenKind::DocComment;
    case SegLexer::COMMENT: return TokenKind::Comment;
    case SegLexer::NEWLINE: return TokenKind::Newline;
    case SegLexer::SPACE: return TokenKind::Space;
    case SegLexer::STRING: return TokenKind::String;
    case SegLexer::REGEX: return TokenKind::Regex;
    case SegLexer::CURRENCY:
    case SegLexer::ID: return TokenKind::Name;
    case SegLexer::UNCLOSED_STRING:
    case SegLexer::UNCLOSED_REGEX:
    case SegLexer::SINGLE_QUOTED:
    case SegLexer::LOCAL_TIMESTAMP:
    case SegLexer::BAD: return TokenKind::Bad;
    default: break;
  }
  if (type >= SegLexer::TIMESTAMP && type <= SegLexer::INT) return TokenKind::Number;
  if (type >= SegLexer::DOTDOT && type <= SegLexer::SLASH) return TokenKind::Punctuation;
  return TokenKind::Keyword;
}

/// ANTLR counts code points; where a text has nothing but ASCII these are its bytes and the table stays empty.
std::vector<std::uint32_t> byte_offsets(std::string_view text) {
  std::vector<std::uint32_t> offsets;
  bool ascii = true;
  for (const char c : text) ascii = ascii && static_cast<unsigned char>(c) < 0x80;
  if (ascii) return offsets;
  for (std::size_t at = 0; at < text.size(); at += decode(text, at).bytes) offsets.push_back(static_cast<std::uint32_t>(at));
  offsets.push_back(static_cast<std::uint32_t>(text.size()));
  return offsets;
}

/// True where the next character that is no space begins a regular expression.
bool slash_follows(antlr4::CharStream& stream) {
  ssize_t ahead = 1;
  while (stream.LA(ahead) == ' ' || stream.LA(ahead) == '\t') ++ahead;
  return stream.LA(ahead) == '/';
}

struct Lexing {
  TokenBuffer buffer;
  std::uint32_t shift = 0;  ///< bytes of a byte order mark
  std::vector<std::uint32_t> offsets;

  std::uint32_t byte(std::size_t code_point) const {
    return shift + (offsets.empty() ? static_cast<std::uint32_t>(code_point) : offsets[code_point]);
  }

  void push(std::size_t type, Span span) {
    const bool runs_on = type == SegLexer::BAD && !buffer.tokens.empty() && buffer.tokens.back().lexer_type == SegLexer::BAD;
    if (runs_on) {
      buffer.tokens.back().span.end = span.end;
      return;
    }
    buffer.tokens.push_back({kind_of(type), static_cast<std::uint16_t>(type), span});
  }
};

}  // namespace

TokenBuffer lex(SourceId source, const Sources& sources, const SyntaxLimits& limits, Diagnostics& diagnostics) {
  std::string_view text = sources[source].text();
  Lexing lexing;
  lexing.buffer.source = source;
  if (text.starts_with(byte_order_mark)) {
    lexing.shift = static_cast<std::uint32_t>(byte_order_mark.size());
    text.remove_prefix(byte_order_mark.size());
    lexing.push(SegLexer::SPACE, {source, 0, lexing.shift});
  }
  lexing.offsets = byte_offsets(text);

  // The stream leaves out one byte order mark by itself: the one that was taken off above, not a second one behind it.
  antlr4::ANTLRInputStream stream{std::string(sources[source].text())};
  SegLexer lexer(&stream);
  lexer.removeErrorListeners();
  Nesting nesting;
  bool after_newline = false;
  while (true) {
    const std::unique_ptr<antlr4::Token> token = lexer.nextToken();
    if (token->getType() == antlr4::Token::EOF) break;
    const Span span{source, lexing.byte(token->getStartIndex()), lexing.byte(token->getStopIndex() + 1)};
    const TokenKind kind = kind_of(token->getType());
    if (!is_trivia(kind)) nesting.add(token->getType(), after_newline);
    after_newline = kind == TokenKind::Newline || (after_newline && is_trivia(kind));
    if (nesting.depth() > limits.depth) {
      diagnostics.report(Code::NestingTooDeep, span, limits.depth);
      lexing.buffer.tokens.push_back({TokenKind::Bad, SegLexer::BAD, {source, span.begin, static_cast<std::uint32_t>(sources[source].text().size())}});
      lexing.buffer.usable = false;
      break;
    }
    lexing.push(token->getType(), span);
    if (token->getType() == SegLexer::MATCHES && slash_follows(stream)) lexer.setMode(SegLexer::REGULAR_EXPRESSION);
  }
  return std::move(lexing.buffer);
}

}  // namespace seg::syntax
