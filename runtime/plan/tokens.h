#pragma once
// Lines of a Plan's text as tokens.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace seg::plan {

/// `Word`: a name, a number or a date; `Text`: what stood in quotes, escapes resolved; `Mark`: one of `= : ( ) { } , % $ &`.
enum class TokenKind : std::uint8_t { Word, Text, Mark };
struct Token {
  TokenKind kind;
  std::string text;
};

/// The tokens of a line up to a `;` outside quotes. Nothing for an error: `error` says what was found.
std::optional<std::vector<Token>> tokens_of(std::string_view line, std::string& error);

}  // namespace seg::plan
