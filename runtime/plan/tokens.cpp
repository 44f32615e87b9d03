#include "runtime/plan/tokens.h"

namespace seg::plan {
namespace {

constexpr std::string_view kMarks = "=:(){},%$&";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r'; }

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

/// The byte of an escape whose letter stands at `position`, which moves to its last character; -1 where it is none.
int escape(std::string_view line, std::size_t& position) {
  switch (line[position]) {
    case '"': return '"';
    case '\\': return '\\';
    case 'n': return '\n';
    case 't': return '\t';
    case 'x': break;
    default: return -1;
  }
  if (position + 2 >= line.size()) return -1;
  const int high = hex_digit(line[position + 1]);
  const int low = hex_digit(line[position + 2]);
  position += 2;
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/// Reads from behind the opening quote to behind the closing one.
bool read_text(std::string_view line, std::size_t& position, std::string& text, std::string& error) {
  for (; position < line.size(); ++position) {
    if (line[position] == '"') {
      ++position;
      return true;
    }
    if (line[position] != '\\') {
      text += line[position];
      continue;
    }
    const int byte = ++position < line.size() ? escape(line, position) : -1;
    if (byte < 0) {
      error = "found an unknown escape, expected `\\\"`, `\\\\`, `\\n`, `\\t` or `\\xHH`";
      return false;
    }
    text += static_cast<char>(byte);
  }
  error = "found the end of the line inside a text, expected `\"`";
  return false;
}

/// A time of day has colons: one between digits belongs to the word.
bool continues_word(std::string_view line, std::size_t position) {
  const auto is_digit = [&](std::size_t at) { return at < line.size() && line[at] >= '0' && line[at] <= '9'; };
  const char c = line[position];
  if (c == ':') return position > 0 && is_digit(position - 1) && is_digit(position + 1);
  return !is_space(c) && c != '"' && c != ';' && kMarks.find(c) == std::string_view::npos;
}

}  // namespace

std::optional<std::vector<Token>> tokens_of(std::string_view line, std::string& error) {
  std::vector<Token> tokens;
  std::size_t position = 0;
  while (position < line.size() && line[position] != ';') {
    const char c = line[position];
    if (is_space(c)) {
      ++position;
    } else if (c == '"') {
      tokens.push_back({TokenKind::Text, {}});
      if (!read_text(line, ++position, tokens.back().text, error)) return std::nullopt;
    } else if (kMarks.find(c) != std::string_view::npos) {
      tokens.push_back({TokenKind::Mark, std::string(1, c)});
      ++position;
    } else {
      const std::size_t begin = position;
      while (position < line.size() && continues_word(line, position)) ++position;
      tokens.push_back({TokenKind::Word, std::string(line.substr(begin, position - begin))});
    }
  }
  return tokens;
}

}  // namespace seg::plan
