#pragma once
// Diagnostics: what the compiler says to a person, and the sink that collects it.
// Codes, severities and messages stand in diagnostics.def; a row is all that a new diagnostic needs.

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/source.h"

namespace seg {

enum class Severity : std::uint8_t { Info, Warning, Error };

/// One enumerator a row of diagnostics.def; the value is the number after `SEG`.
enum class Code : std::uint16_t {
#define DIAGNOSTIC(number, name, severity, message) name = number,
#include "compiler/base/diagnostics.def"
#undef DIAGNOSTIC
};

/// Text under a span. The primary label is the place the diagnostic is about (`^^^`), the others explain it (`---`).
struct Label {
  Span span;
  std::string text;
  bool primary = false;
};

/// Replace the bytes of `span` with `text`.
struct Edit {
  Span span;
  std::string text;
};

/// `Safe` keeps the meaning for every profile, `Unsafe` may change it, `Suggestion` needs a person's words.
enum class Safety : std::uint8_t { Safe, Unsafe, Suggestion };

struct Fix {
  std::string title;
  std::vector<Edit> edits;  ///< empty when there is only advice
  Safety safety = Safety::Suggestion;
};

struct Diagnostic {
  Code code;
  Severity severity;
  std::string message;        ///< lower case, no full stop: what was found and what was expected
  std::vector<Label> labels;  ///< exactly one is primary when the diagnostic has a place
  std::vector<std::string> notes;
  std::vector<Fix> fixes;

  /// A secondary label; at the primary label's own span it is the primary label's text.
  Diagnostic& label(Span span, std::string text);
  Diagnostic& note(std::string text);
  Diagnostic& fix(Fix fix);
};

struct DiagnosticRow {
  Code code;
  std::string_view name;  ///< kebab-case, as in `seg explain too-broad`
  Severity severity;
  std::string_view message;  ///< fmt pattern
};

/// The rows of diagnostics.def in the order of their numbers.
const std::vector<DiagnosticRow>& diagnostic_rows();
const DiagnosticRow& row_of(Code code);
/// `SEG2007`.
std::string code_text(Code code);
std::string_view severity_text(Severity severity);

/// Collects diagnostics of one compilation. At most `limit` are kept; the rest are counted. A returned reference lives until the next report.
class Diagnostics {
 public:
  explicit Diagnostics(std::size_t limit = 1000) : limit_(limit) {}

  /// Reports at `span` (the primary label, without text). Arguments fill the row's message.
  template <typename... Args>
  Diagnostic& report(Code code, Span span, const Args&... args) {
    return add(code, span, fmt::format(fmt::runtime(row_of(code).message), args...));
  }
  /// Reports something that has no place in a source (a missing file, a limit).
  template <typename... Args>
  Diagnostic& report_placeless(Code code, const Args&... args) {
    return add(code, std::nullopt, fmt::format(fmt::runtime(row_of(code).message), args...));
  }

  const std::vector<Diagnostic>& all() const { return list_; }
  std::vector<Diagnostic>& all() { return list_; }
  std::size_t dropped() const { return dropped_; }
  std::size_t count(Severity severity) const;
  bool has_errors() const { return count(Severity::Error) > 0; }
  /// Sorts by source, place and code; stable.
  void sort();

 private:
  Diagnostic& add(Code code, std::optional<Span> span, std::string message);
  std::vector<Diagnostic> list_;
  std::size_t limit_;
  std::size_t dropped_ = 0;
  std::array<std::size_t, 3> dropped_by_severity_{};
  Diagnostic overflow_{};
};

}  // namespace seg
