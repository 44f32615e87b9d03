#include <fmt/format.h>

#include "compiler/base/render.h"
#include "compiler/base/utf8.h"

namespace seg {

std::string escape_for_terminal(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    const bool keeps = point.value == '\n' || point.value == '\t';
    if (!point.valid) {
      out += fmt::format("\\x{:02X}", static_cast<unsigned char>(text[at]));
    } else if (!keeps && (is_control(point.value) || is_bidi_control(point.value) || is_invisible(point.value))) {
      out += fmt::format("\\u{{{:X}}}", static_cast<std::uint32_t>(point.value));
    } else {
      out += text.substr(at, point.bytes);
    }
    at += point.bytes;
  }
  return out;
}

}  // namespace seg
