#include "compiler/syntax/token.h"

#include "compiler/base/utf8.h"
#include "compiler/syntax/characters.h"
#include "compiler/syntax/layout.h"
#include "compiler/syntax/lex.h"

namespace seg::syntax {

namespace {

/// A buffer of one `Bad` token that holds the whole text, so that the tokens still are the file.
TokenBuffer unusable(SourceId source, std::size_t bytes) {
  TokenBuffer buffer;
  buffer.source = source;
  buffer.usable = false;
  if (bytes > 0) buffer.tokens.push_back({TokenKind::Bad, 0, {source, 0, static_cast<std::uint32_t>(bytes)}});
  return buffer;
}

std::string_view kind_name(TokenKind kind) {
  switch (kind) {
    case TokenKind::Name: return "name";
    case TokenKind::Keyword: return "keyword";
    case TokenKind::Number: return "number";
    case TokenKind::String: return "string";
    case TokenKind::Regex: return "regex";
    case TokenKind::Punctuation: return "punctuation";
    case TokenKind::Separator: return "separator";
    case TokenKind::Newline: return "newline";
    case TokenKind::Space: return "space";
    case TokenKind::Comment: return "comment";
    case TokenKind::DocComment: return "doc";
    case TokenKind::Bad: return "bad";
    case TokenKind::End: return "end";
  }
  return "";
}

std::string escaped(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    const auto number = static_cast<std::uint32_t>(point.value);
    if (point.value == '\n') {
      out += "\\n";
    } else if (point.value == '\r') {
      out += "\\r";
    } else if (point.value == '\t') {
      out += "\\t";
    } else if (!point.valid) {
      out += fmt::format("\\x{:02X}", static_cast<unsigned char>(text[at]));
    } else if (is_control(point.value) || is_bidi_control(point.value) || is_invisible(point.value)) {
      out += fmt::format("\\u{{{:X}}}", number);
    } else {
      out += text.substr(at, point.bytes);
    }
    at += point.bytes;
  }
  return out;
}

}  // namespace

TokenBuffer tokenize(SourceId source, const Sources& sources, const SyntaxLimits& limits, Diagnostics& diagnostics) {
  const std::string_view text = sources[source].text();
  if (text.size() > limits.source_bytes) {
    diagnostics.report(Code::SourceTooLarge, Span{source, 0, 0}, text.size(), limits.source_bytes);
    return unusable(source, text.size());
  }
  if (const auto invalid = first_invalid_utf8(text)) {
    const auto at = static_cast<std::uint32_t>(*invalid);
    const auto byte = static_cast<unsigned char>(text[*invalid]);
    diagnostics.report(Code::InvalidUtf8, Span{source, at, at + 1}, at, fmt::format("0x{:02X}", byte));
    return unusable(source, text.size());
  }
  TokenBuffer buffer = lex(source, sources, limits, diagnostics);
  if (!buffer.usable) return buffer;
  lay_out(buffer, sources, limits, diagnostics);
  check_characters(buffer, sources, limits, diagnostics);
  return buffer;
}

std::string print(const TokenBuffer& buffer, const Sources& sources) {
  std::string out;
  const Source& source = sources[buffer.source];
  for (const Token& token : buffer.tokens) {
    const Position at = source.position(token.span.begin);
    out += fmt::format("{}:{} {} `{}`\n", at.line, at.column, kind_name(token.kind), escaped(source.text(token.span)));
  }
  return out;
}

}  // namespace seg::syntax
