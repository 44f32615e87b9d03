#include "compiler/syntax/characters.h"

#include <algorithm>
#include <array>

#include "SegLexer.h"
#include "compiler/base/utf8.h"

namespace seg::syntax {

namespace {

using antlr::SegLexer;

struct Twin {
  char32_t letter;
  char latin;
};

constexpr std::array<Twin, 58> twins{{
    {U'Α', 'A'}, {U'Β', 'B'}, {U'Ε', 'E'}, {U'Ζ', 'Z'}, {U'Η', 'H'}, {U'Ι', 'I'}, {U'Κ', 'K'}, {U'Μ', 'M'}, {U'Ν', 'N'}, {U'Ο', 'O'},
    {U'Ρ', 'P'}, {U'Τ', 'T'}, {U'Υ', 'Y'}, {U'Χ', 'X'}, {U'α', 'a'}, {U'γ', 'y'}, {U'ι', 'i'}, {U'ν', 'v'}, {U'ο', 'o'}, {U'ρ', 'p'},
    {U'σ', 'o'}, {U'υ', 'u'}, {U'Ѕ', 'S'}, {U'І', 'I'}, {U'Ј', 'J'}, {U'А', 'A'}, {U'В', 'B'}, {U'Е', 'E'}, {U'К', 'K'}, {U'М', 'M'},
    {U'Н', 'H'}, {U'О', 'O'}, {U'Р', 'P'}, {U'С', 'C'}, {U'Т', 'T'}, {U'У', 'Y'}, {U'Х', 'X'}, {U'а', 'a'}, {U'г', 'r'}, {U'е', 'e'},
    {U'о', 'o'}, {U'п', 'n'}, {U'р', 'p'}, {U'с', 'c'}, {U'у', 'y'}, {U'х', 'x'}, {U'ѕ', 's'}, {U'і', 'i'}, {U'ј', 'j'}, {U'Ԁ', 'd'},
    {U'ԁ', 'd'}, {U'ԛ', 'q'}, {U'ԝ', 'w'}, {U'һ', 'h'}, {U'ӏ', 'l'}, {U'ɑ', 'a'}, {U'ɡ', 'g'}, {U'ı', 'i'},
}};

std::string quoted_character(char32_t value) {
  const bool readable = !is_control(value) && !is_bidi_control(value) && !is_invisible(value) && value != 0xA0;
  if (!readable) return fmt::format("the character U+{:04X}", static_cast<std::uint32_t>(value));
  std::string text;
  append_utf8(text, value);
  return fmt::format("`{}`", text);
}

void check_bidi(const Token& token, std::string_view text, Diagnostics& diagnostics) {
  const bool is_text = token.kind == TokenKind::String || token.kind == TokenKind::Regex;
  for (std::uint32_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    const Span span{token.span.source, token.span.begin + at, token.span.begin + at + point.bytes};
    at += point.bytes;
    if (point.value < 0x80) continue;
    const auto number = static_cast<std::uint32_t>(point.value);
    if (is_bidi_control(point.value)) {
      diagnostics.report(Code::BidiCharacter, span, number).fix({"delete the character", {{span, ""}}, Safety::Unsafe});
    } else if (is_text && is_invisible(point.value)) {
      diagnostics.report(Code::InvisibleCharacter, span, number).fix({"delete the character", {{span, ""}}, Safety::Unsafe});
    }
  }
}

void check_name(const Token& token, std::string_view text, const SyntaxLimits& limits, Diagnostics& diagnostics) {
  if (text.size() > limits.name_bytes) {
    diagnostics.report(Code::NameTooLong, token.span, text.size(), limits.name_bytes);
    return;
  }
  const std::string twin = latin_twin(text);
  if (!twin.empty()) diagnostics.report(Code::ConfusableName, token.span, text, twin).fix({fmt::format("write `{}`", twin), {{token.span, twin}}, Safety::Unsafe});
}

void report_bad(const Token& token, std::string_view text, Diagnostics& diagnostics) {
  const Span place{token.span.source, token.span.begin, token.span.begin + 1};
  switch (token.lexer_type) {
    case SegLexer::UNCLOSED_STRING:
      diagnostics.report(Code::UnclosedText, place, "text", '"');
      return;
    case SegLexer::UNCLOSED_REGEX:
      diagnostics.report(Code::UnclosedText, place, "regular expression", '/');
      return;
    case SegLexer::LOCAL_TIMESTAMP:
      diagnostics.report(Code::TimestampWithoutZone, token.span, text).fix({"take it as UTC", {{{token.span.source, token.span.end, token.span.end}, "Z"}}, Safety::Unsafe});
      return;
    case SegLexer::SINGLE_QUOTED: {
      std::string inner(text.substr(1, text.size() - 2));
      for (std::size_t at = inner.find('"'); at != std::string::npos; at = inner.find('"', at + 2)) inner.insert(at, 1, '\\');
      diagnostics.report(Code::SingleQuotes, token.span).fix({"use double quotes", {{token.span, '"' + inner + '"'}}, Safety::Safe});
      return;
    }
    case SegLexer::BAD: {
      const char32_t first = decode(text, 0).value;
      if (!is_bidi_control(first)) diagnostics.report(Code::UnexpectedCharacter, token.span, quoted_character(first));
      return;
    }
    default:  // a bracket without a partner: the layout pass has reported it
      return;
  }
}

}  // namespace

std::string latin_twin(std::string_view name) {
  std::string twin;
  bool replaced = false;
  for (std::size_t at = 0; at < name.size();) {
    const CodePoint point = decode(name, at);
    if (point.value < 0x80) {
      twin += name[at];
    } else {
      const auto found = std::find_if(twins.begin(), twins.end(), [&](const Twin& pair) { return pair.letter == point.value; });
      if (found == twins.end()) return {};
      twin += found->latin;
      replaced = true;
    }
    at += point.bytes;
  }
  return replaced ? twin : std::string();
}

void check_characters(const TokenBuffer& buffer, const Sources& sources, const SyntaxLimits& limits, Diagnostics& diagnostics) {
  for (const Token& token : buffer.tokens) {
    const std::string_view text = sources.text(token.span);
    check_bidi(token, text, diagnostics);
    if (token.kind == TokenKind::Name) check_name(token, text, limits, diagnostics);
    if (token.kind == TokenKind::String && text.size() - 2 > limits.string_bytes)
      diagnostics.report(Code::TextTooLong, token.span, text.size() - 2, limits.string_bytes);
    if (token.kind == TokenKind::Bad) report_bad(token, text, diagnostics);
  }
}

}  // namespace seg::syntax
