#include "compiler/base/source.h"

#include <algorithm>

namespace seg {

Span join(Span a, Span b) { return {a.source, std::min(a.begin, b.begin), std::max(a.end, b.end)}; }

Source::Source(std::string path, std::string text) : path_(std::move(path)), text_(std::move(text)) {
  line_starts_.push_back(0);
  for (std::size_t at = 0; at < text_.size(); ++at)
    if (text_[at] == '\n') line_starts_.push_back(static_cast<std::uint32_t>(at + 1));
}

std::string_view Source::text(Span span) const {
  const auto size = static_cast<std::uint32_t>(text_.size());
  const std::uint32_t begin = std::min(span.begin, size);
  const std::uint32_t end = std::clamp(span.end, begin, size);
  return std::string_view(text_).substr(begin, end - begin);
}

Position Source::position(std::uint32_t offset) const {
  offset = std::min(offset, static_cast<std::uint32_t>(text_.size()));
  const auto after = std::upper_bound(line_starts_.begin(), line_starts_.end(), offset);
  const std::uint32_t start = *std::prev(after);
  Position position;
  position.line = static_cast<std::uint32_t>(after - line_starts_.begin());
  for (std::uint32_t at = start; at < offset; ++at) {
    const bool continues = (static_cast<unsigned char>(text_[at]) & 0xC0U) == 0x80U;
    if (!continues) ++position.column;
  }
  return position;
}

std::string_view Source::line(std::uint32_t number) const {
  if (number == 0 || number > line_count()) return {};
  const std::uint32_t begin = line_starts_[number - 1];
  const auto end = number < line_count() ? line_starts_[number] : static_cast<std::uint32_t>(text_.size());
  std::string_view line = std::string_view(text_).substr(begin, end - begin);
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

SourceId Sources::add(std::string path, std::string text) {
  sources_.emplace_back(std::move(path), std::move(text));
  return {static_cast<std::uint32_t>(sources_.size() - 1)};
}

Symbol Symbols::intern(std::string_view text) {
  if (const auto found = index_.find(text); found != index_.end()) return found->second;
  const Symbol symbol{static_cast<std::uint32_t>(texts_.size())};
  const std::string& kept = texts_.emplace_back(text);
  index_.emplace(kept, symbol);
  return symbol;
}

}  // namespace seg
