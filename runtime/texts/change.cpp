#include "runtime/texts/change.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace seg::texts {
namespace {

/// The code point that begins at `at`, which moves behind it; negative for a byte that is no part of a sequence, which moves by one.
UChar32 next_code_point(std::string_view text, std::size_t& at) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const std::size_t begin = at;
  UChar32 point = 0;
  U8_NEXT(bytes, at, text.size(), point);
  // U8_NEXT passes over a whole truncated sequence.
  if (point < 0) at = begin + 1;
  return point;
}

template <typename Map>
std::string mapped(std::string_view text, Map map) {
  std::string result;
  result.reserve(text.size());
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    const UChar32 point = next_code_point(text, at);
    if (point < 0) {
      result += text[begin];
      continue;
    }
    std::uint8_t bytes[U8_MAX_LENGTH];
    std::size_t size = 0;
    U8_APPEND_UNSAFE(bytes, size, map(point));
    result.append(reinterpret_cast<const char*>(bytes), size);
  }
  return result;
}

bool is_space(UChar32 point) { return point >= 0 && u_isUWhiteSpace(point) != 0; }

}  // namespace

std::string case_fold(std::string_view text) {
  return mapped(text, [](UChar32 point) { return u_foldCase(point, U_FOLD_CASE_DEFAULT); });
}

std::string lower(std::string_view text) {
  return mapped(text, [](UChar32 point) { return u_tolower(point); });
}

std::string upper(std::string_view text) {
  return mapped(text, [](UChar32 point) { return u_toupper(point); });
}

std::string_view trim(std::string_view text) {
  std::size_t first = text.size();
  std::size_t last = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const std::size_t begin = at;
    if (is_space(next_code_point(text, at))) continue;
    if (first == text.size()) first = begin;
    last = at;
  }
  return first == text.size() ? std::string_view() : text.substr(first, last - first);
}

std::int64_t length(std::string_view text) {
  std::int64_t count = 0;
  for (std::size_t at = 0; at < text.size(); ++count) next_code_point(text, at);
  return count;
}

}  // namespace seg::texts
