#include "runtime/texts/pattern.h"

#include <fmt/format.h>
#include <re2/re2.h>

namespace seg::texts {
namespace {

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

std::string words_of(re2::RE2::ErrorCode code) {
  switch (code) {
    case re2::RE2::NoError:
      return "";
    case re2::RE2::ErrorBadEscape:
      return "an escape that does not exist";
    case re2::RE2::ErrorBadCharClass:
      return "a character class that does not exist";
    case re2::RE2::ErrorBadCharRange:
      return "a range that ends before it begins";
    case re2::RE2::ErrorMissingBracket:
      return "a `[` without its `]`";
    case re2::RE2::ErrorMissingParen:
      return "a `(` without its `)`";
    case re2::RE2::ErrorUnexpectedParen:
      return "a `)` without its `(`";
    case re2::RE2::ErrorTrailingBackslash:
      return "a backslash at the end";
    case re2::RE2::ErrorRepeatArgument:
      return "a repetition of nothing";
    case re2::RE2::ErrorRepeatSize:
      return "repetitions of more than 1000 times in all";
    case re2::RE2::ErrorRepeatOp:
      return "two repetitions after each other";
    case re2::RE2::ErrorBadPerlOp:
      return "an operator that there is not (no look-around, no back references)";
    case re2::RE2::ErrorBadUTF8:
      return "bytes that are no UTF-8";
    case re2::RE2::ErrorBadNamedCapture:
      return "a name that a group cannot have";
    case re2::RE2::ErrorPatternTooLarge:
      return "a pattern that would take too much memory";
    case re2::RE2::ErrorInternal:
      break;
  }
  return "a pattern that cannot be compiled";
}

}  // namespace

PatternResult compile_pattern(std::string_view pattern) {
  if (pattern.size() > kMaxPatternBytes) {
    return {std::nullopt, fmt::format("a pattern of {} bytes, more than {}", pattern.size(), kMaxPatternBytes), ""};
  }
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(static_cast<std::int64_t>(kMaxPatternMemory));
  const auto compiled = std::make_shared<const re2::RE2>(piece(pattern), options);
  if (!compiled->ok()) return {std::nullopt, words_of(compiled->error_code()), compiled->error_arg()};
  PatternResult result;
  result.pattern.emplace().compiled_ = compiled;
  return result;
}

bool Pattern::found_in(std::string_view text) const { return re2::RE2::PartialMatch(piece(text), *compiled_); }

}  // namespace seg::texts
