#pragma once
// Source texts, places in them, and interned names: what every stage of the compiler shares.

#include <compare>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace seg {

struct SourceId {
  std::uint32_t index = 0;
  auto operator<=>(const SourceId&) const = default;
};

/// A half-open range of byte offsets in one source. An empty span is a place between two bytes.
struct Span {
  SourceId source;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  auto operator<=>(const Span&) const = default;
  bool empty() const { return begin == end; }
};

/// The smallest span that holds both; both must stand in the same source.
Span join(Span a, Span b);

/// A place as people count it: both from 1; the column counts Unicode code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// A text with its path as the user wrote it. Line starts are byte offsets, found once.
class Source {
 public:
  Source(std::string path, std::string text);
  const std::string& path() const { return path_; }
  std::string_view text() const { return text_; }
  std::string_view text(Span span) const;
  Position position(std::uint32_t offset) const;
  /// The bytes of a line (from 1) without its line end.
  std::string_view line(std::uint32_t number) const;
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_starts_.size()); }

 private:
  std::string path_;
  std::string text_;
  std::vector<std::uint32_t> line_starts_;
};

/// All sources of a compilation. References stay valid while the set lives.
class Sources {
 public:
  SourceId add(std::string path, std::string text);
  const Source& operator[](SourceId id) const { return sources_[id.index]; }
  std::size_t size() const { return sources_.size(); }
  std::string_view text(Span span) const { return sources_[span.source.index].text(span); }

 private:
  std::deque<Source> sources_;
};

/// An interned name; equal symbols of one table are equal texts.
struct Symbol {
  std::uint32_t index = 0;
  auto operator<=>(const Symbol&) const = default;
};

class Symbols {
 public:
  Symbol intern(std::string_view text);
  std::string_view text(Symbol symbol) const { return texts_[symbol.index]; }

 private:
  std::deque<std::string> texts_;
  std::unordered_map<std::string_view, Symbol> index_;
};

}  // namespace seg
