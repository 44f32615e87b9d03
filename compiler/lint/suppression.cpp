#include "compiler/lint/suppression.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <chrono>

#include "compiler/base/suggest.h"
#include "compiler/lint/lint.h"

namespace seg::lint {
namespace {

constexpr std::string_view kExample = "`// seg: allow(too-broad, reason = \"brand campaign\")`";

/// Reads the text between the brackets of `allow( … )`, left to right.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool done() {
    skip_spaces();
    return rest_.empty();
  }
  bool take(char expected) {
    skip_spaces();
    if (rest_.empty() || rest_.front() != expected) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// Letters, digits, `-` and `_`.
  std::string_view word() {
    skip_spaces();
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    });
    const std::string_view found = rest_.substr(0, static_cast<std::size_t>(end - rest_.begin()));
    rest_.remove_prefix(found.size());
    return found;
  }
  std::optional<std::string> quoted() {
    if (!take('"')) return std::nullopt;
    std::string text;
    while (!rest_.empty() && rest_.front() != '"') {
      if (rest_.front() == '\\' && rest_.size() > 1) rest_.remove_prefix(1);
      text.push_back(rest_.front());
      rest_.remove_prefix(1);
    }
    if (!take('"')) return std::nullopt;
    return text;
  }

 private:
  void skip_spaces() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\t')) rest_.remove_prefix(1);
  }
  std::string_view rest_;
};

std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (problem != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> date_of(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4));
  const auto month = number(text.substr(5, 2));
  const auto day = number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days(date).time_since_epoch().count();
}

/// One `key = value`; an explanation when it is not one.
std::string read_option(Scanner& scanner, std::string_view key, Suppression& out) {
  if (key == "until") {
    out.until = date_of(scanner.word());
    return out.until ? "" : "`until` expects a date such as 2026-12-31";
  }
  if (key != "reason" && key != "owner") return fmt::format("found `{}`, expected `reason`, `owner` or `until`", key);
  auto text = scanner.quoted();
  if (!text) return fmt::format("`{}` expects a text in quotes", key);
  (key == "reason" ? out.reason : out.owner) = *std::move(text);
  return "";
}

std::string unknown_rule(std::string_view word) {
  std::vector<std::string_view> slugs;
  for (const RuleRow& row : rule_rows()) slugs.push_back(row.slug);
  const auto near = suggest(word, slugs);
  return fmt::format("no rule has the name `{}`{}", word, near ? fmt::format("; did you mean `{}`?", *near) : "");
}

/// Fills `out` from `too-broad, reason = "…"`; an explanation when it is malformed.
std::string read_arguments(Scanner& scanner, Suppression& out) {
  do {
    const std::string_view word = scanner.word();
    if (word.empty()) return fmt::format("expected the name of a rule, as in {}", kExample);
    if (scanner.take('=')) {
      if (std::string problem = read_option(scanner, word, out); !problem.empty()) return problem;
    } else if (const RuleRow* rule = find_rule(word)) {
      out.rules.push_back(rule->code);
    } else {
      return unknown_rule(word);
    }
  } while (scanner.take(','));
  if (!scanner.take(')') || !scanner.done()) return fmt::format("expected `)` at the end, as in {}", kExample);
  return out.rules.empty() ? fmt::format("names no rule; write it as in {}", kExample) : "";
}

Span line_span(const Source& source, SourceId id, std::uint32_t line) {
  const std::string_view text = source.line(line);
  const auto begin = static_cast<std::uint32_t>(text.data() - source.text().data());
  return {id, begin, begin + static_cast<std::uint32_t>(text.size())};
}

bool is_code(syntax::TokenKind kind) {
  switch (kind) {
    case syntax::TokenKind::Name:
    case syntax::TokenKind::Keyword:
    case syntax::TokenKind::Number:
    case syntax::TokenKind::String:
    case syntax::TokenKind::Regex:
    case syntax::TokenKind::Punctuation:
    case syntax::TokenKind::Bad: return true;
    case syntax::TokenKind::Separator:
    case syntax::TokenKind::Newline:
    case syntax::TokenKind::Space:
    case syntax::TokenKind::Comment:
    case syntax::TokenKind::DocComment:
    case syntax::TokenKind::End: return false;
  }
  return false;
}

/// The line that a comment stands behind, or the declaration or line that follows it.
Span covered(const syntax::TokenBuffer& buffer, std::size_t comment, std::span<const Span> declarations, const Source& source) {
  const std::uint32_t own_line = source.position(buffer.tokens[comment].span.begin).line;
  for (std::size_t i = comment; i-- > 0;) {
    if (source.position(buffer.tokens[i].span.begin).line != own_line) break;
    if (is_code(buffer.tokens[i].kind)) return line_span(source, buffer.source, own_line);
  }
  for (std::size_t i = comment + 1; i < buffer.tokens.size(); ++i) {
    if (!is_code(buffer.tokens[i].kind)) continue;
    const std::uint32_t at = buffer.tokens[i].span.begin;
    const auto declaration = std::find_if(declarations.begin(), declarations.end(), [&](Span span) { return span.begin == at; });
    return declaration != declarations.end() ? *declaration : line_span(source, buffer.source, source.position(at).line);
  }
  return buffer.tokens[comment].span;
}

}  // namespace

std::vector<Suppression> read_suppressions(const syntax::TokenBuffer& tokens, std::span<const Span> declarations, const Sources& sources,
                                           Diagnostics& diagnostics) {
  constexpr std::string_view kLine = "seg: allow(";
  constexpr std::string_view kFile = "seg: allow-file(";
  std::vector<Suppression> found;
  const Source& source = sources[tokens.source];
  for (std::size_t i = 0; i < tokens.tokens.size(); ++i) {
    if (tokens.tokens[i].kind != syntax::TokenKind::Comment) continue;
    const Span span = tokens.tokens[i].span;
    std::string_view text = source.text(span);
    text.remove_prefix(std::min(text.find_first_not_of("/ \t"), text.size()));
    if (!text.starts_with("seg:")) continue;
    const bool whole_file = text.starts_with(kFile);
    Suppression suppression;
    suppression.span = span;
    if (!whole_file && !text.starts_with(kLine)) {
      diagnostics.report(Code::MalformedSuppression, span, fmt::format("expected `seg: allow(…)`, as in {}", kExample));
      continue;
    }
    Scanner scanner(text.substr(whole_file ? kFile.size() : kLine.size()));
    if (const std::string problem = read_arguments(scanner, suppression); !problem.empty()) {
      diagnostics.report(Code::MalformedSuppression, span, problem);
      continue;
    }
    suppression.covers = whole_file ? Span{tokens.source, 0, static_cast<std::uint32_t>(source.text().size())}
                                    : covered(tokens, i, declarations, source);
    found.push_back(std::move(suppression));
  }
  return found;
}

}  // namespace seg::lint
