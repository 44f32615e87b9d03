#pragma once
// Why a profile is in a segment or is not: each clause of its condition with what it came to and the values that it read. Evaluates a
// second time, with the interpreter.

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/base/source.h"
#include "compiler/semantics/hir.h"
#include "runtime/columns/column.h"
#include "tools/explain/known_cuts.h"

namespace seg::explain {

enum class Truth : std::uint8_t { True, False, Unknown, Fault };

/// How a clause's truth follows from its parts'. `Leaf`: it has none, or they only tell more.
enum class Joint : std::uint8_t { Leaf, All, Any, Number, Reference };

struct Clause {
  Truth truth = Truth::Unknown;
  bool asked = true;  ///< not so of the steps after one that found nothing
  Joint joint = Joint::Leaf;
  bool negated = false;               ///< `none of`: the truth is the joint's, exchanged
  std::string text;                   ///< as it was written, of a block its head
  Span span;                          ///< where it was written
  std::vector<std::string> readings;  ///< `clv 1310.00 EUR`, `the cut is 412.50 EUR`, `1 purchase: 2026-02-11, 59.90 EUR`
  std::vector<Clause> parts;
};

/// The profile of row 0 of `profile`, a batch of one row that fits the schema of `hir`. `now` in microseconds since 1970-01-01T00:00Z; a
/// cut that is not given is unknown.
Clause explain(const hir::Hir& hir, const Sources& sources, const hir::Segment& segment, const columns::Batch& profile,
               const std::vector<KnownCut>& cuts, std::int64_t now);

/// The innermost clauses that made the whole what it is.
std::vector<const Clause*> deciding(const Clause& whole);

/// A line a clause, readings beside it: `✓`, `✗`, `?` for unknown, `!` for a fault, `·` where it did not matter. Of a whole that is a
/// conjunction its parts alone. At most 80 columns wide unless a word is wider; escaped for the terminal.
std::string render(const Clause& whole);
/// The same of some clauses without their parts, each with its place: `segments/vip.seg:14:5`.
std::string render(const std::vector<const Clause*>& clauses, const Sources& sources);
/// `true`, `false`, `unknown`, `a fault`.
std::string_view truth_text(Truth truth);

}  // namespace seg::explain
