#pragma once
// The typed form as English: what a marketer reads aloud. Sentences come from the meaning, not from the text that was written, so that what
// is read is what is evaluated; windows say their dates for a given `now`.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/semantics/hir.h"

namespace seg::english {

/// A sentence ends with a full stop, or with a colon where parts are read as list items below it; items have no full stop.
struct Sentence {
  std::string text;
  std::vector<Sentence> parts;
  bool operator==(const Sentence&) const = default;
};

/// A window that a sentence speaks of, as dates: instants in the schema's zone, days for values that are dates. Absent: no bound, or the
/// profile's data decides it.
struct Window {
  std::string text;  ///< `in the last 60 days`
  std::optional<std::string> from;
  std::optional<std::string> to;
  bool to_included = false;
  bool operator==(const Window&) const = default;
};

/// One line of a score.
struct Points {
  std::int64_t points = 0;
  std::string condition;
  bool operator==(const Points&) const = default;
};

struct Description {
  Sentence sentence;
  std::vector<Window> windows;        ///< each once, in the order of the sentence
  std::vector<Points> points;         ///< of a trait that is a score; its sentence then ends with a colon
  std::vector<std::string> traits;    ///< those that the sentence calls by name, each once
  std::vector<std::string> segments;  ///< likewise, by name
  std::vector<std::string> cuts;      ///< values of the population that decide, as they were written: `clv in top 20%`
};

/// `now` in microseconds since 1970-01-01T00:00Z.
Description describe(const hir::Hir& hir, const hir::Segment& segment, std::int64_t now);
Description describe(const hir::Hir& hir, const hir::Trait& trait, std::int64_t now);

}  // namespace seg::english
