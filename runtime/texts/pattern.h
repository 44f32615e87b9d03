#pragma once
// Regular expressions in RE2's syntax (https://github.com/google/re2/wiki/Syntax): no back references, time linear in the text.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace seg::texts {

/// The longest pattern, in bytes.
inline constexpr std::size_t kMaxPatternBytes = 1000;
/// What one compiled pattern with its caches may take. A pattern that needs more is refused.
inline constexpr std::size_t kMaxPatternMemory = std::size_t{8} << 20;

/// A compiled pattern. Copies share it; it may be used by several threads at once.
class Pattern {
 public:
  /// Whether it matches anywhere in the text.
  bool found_in(std::string_view text) const;

 private:
  friend struct PatternResult compile_pattern(std::string_view pattern);
  std::shared_ptr<const re2::RE2> compiled_;
};

struct PatternResult {
  std::optional<Pattern> pattern;
  std::string error;     ///< empty when it compiled; lower case, without a full stop
  std::string fragment;  ///< the part of the pattern that the error is about; may be empty
};

/// Flags stand in front: `(?i)` ignores case, `(?s)` lets `.` match a newline, `(?m)` lets `^` and `$` match at lines.
PatternResult compile_pattern(std::string_view pattern);

}  // namespace seg::texts
