#pragma once
// UTF-8 as Unicode 15 defines it (table 3-7): no overlong forms, no surrogates, nothing above U+10FFFF.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace seg {

struct CodePoint {
  char32_t value = 0;  ///< 0 where the bytes are not valid
  std::uint32_t bytes = 1;
  bool valid = true;
};

/// The code point that begins at byte `at` (which must be inside the text); an invalid sequence is one byte long.
CodePoint decode(std::string_view text, std::size_t at);
/// Offset of the first byte that is not valid UTF-8.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);
void append_utf8(std::string& text, char32_t value);

/// Characters that change the order in which text is shown: marks, embeddings, overrides, isolates (Unicode Annex 9).
bool is_bidi_control(char32_t value);
/// C0 and C1 controls with DEL, line and paragraph separators.
bool is_control(char32_t value);
/// Characters without width that stand for nothing a reader sees: zero width space, word joiner, BOM, soft hyphen.
bool is_invisible(char32_t value);

}  // namespace seg
