#include "runtime/io/problem.h"

#include <fmt/format.h>

#include <cstring>
#include <optional>

namespace seg::io {
namespace {

constexpr std::size_t kShownCharacters = 40;

struct Decoded {
  std::uint32_t point = 0;
  std::size_t bytes = 0;
};

std::uint8_t byte_at(std::string_view text, std::size_t index) { return static_cast<std::uint8_t>(text[index]); }

/// The code point at `index`; nothing where the bytes are no UTF-8 (RFC 3629: no surrogates, no overlong forms, nothing past U+10FFFF).
std::optional<Decoded> decode(std::string_view text, std::size_t index) {
  const std::uint8_t lead = byte_at(text, index);
  if (lead < 0x80) return Decoded{lead, 1};
  const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - index < bytes) return std::nullopt;
  std::uint32_t point = lead & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i) {
    const std::uint8_t next = byte_at(text, index + i);
    if ((next & 0xC0U) != 0x80U) return std::nullopt;
    point = point << 6 | (next & 0x3FU);
  }
  const bool overlong = (bytes == 3 && point < 0x800) || (bytes == 4 && point < 0x10000);
  if (overlong || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return std::nullopt;
  return Decoded{point, bytes};
}

/// Characters that move or hide what stands beside them.
bool is_treacherous(std::uint32_t point) {
  return point < 0x20 || (point >= 0x7F && point < 0xA0) || (point >= 0x200B && point <= 0x200F) || (point >= 0x2028 && point <= 0x202E) ||
         (point >= 0x2060 && point <= 0x206F) || point == 0x061C || point == 0xFEFF;
}

}  // namespace

std::string problem_text(const Problem& problem) {
  std::string text = problem.path;
  if (problem.place.line > 0) text += fmt::format(":{}", problem.place.line);
  if (problem.place.column > 0) text += fmt::format(":{}", problem.place.column);
  if (!text.empty()) text += ": ";
  return text + problem.message;
}

std::string shown(std::string_view text) {
  std::string out = "\"";
  std::size_t index = 0;
  for (std::size_t count = 0; index < text.size(); ++count) {
    if (count == kShownCharacters) return out + "…\"";
    const std::optional<Decoded> decoded = decode(text, index);
    if (!decoded) {
      out += fmt::format("\\x{:02X}", byte_at(text, index));
      ++index;
      continue;
    }
    if (decoded->point == '\n') {
      out += "\\n";
    } else if (decoded->point == '"' || decoded->point == '\\') {
      out += '\\';
      out += text[index];
    } else if (is_treacherous(decoded->point)) {
      out += fmt::format("\\u{{{:X}}}", decoded->point);
    } else {
      out += text.substr(index, decoded->bytes);
    }
    index += decoded->bytes;
  }
  return out + "\"";
}

bool valid_utf8(std::string_view text) {
  std::size_t index = 0;
  while (index < text.size()) {
    std::uint64_t word = 0;
    if (text.size() - index >= sizeof word) {
      std::memcpy(&word, text.data() + index, sizeof word);
      if ((word & 0x8080808080808080U) == 0) {
        index += sizeof word;
        continue;
      }
    }
    const std::optional<Decoded> decoded = decode(text, index);
    if (!decoded) return false;
    index += decoded->bytes;
  }
  return true;
}

std::string grouped(std::int64_t number) {
  std::string digits = fmt::format("{}", number);
  const std::size_t first = number < 0 ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

}  // namespace seg::io
