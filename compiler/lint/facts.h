#pragma once
// What a segment's condition rests on, gathered once from the typed form for all rules: through traits and referred segments. What an
// imported definition rests on has the place of the reference to it.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/semantics/hir.h"

namespace seg::lint {

/// A field of the profile, or the field of a lookup table that a profile's id reaches. The id itself is no use: it leads there.
struct FieldUse {
  std::uint32_t field;
  Span span;
  std::optional<std::uint32_t> table = {};
};

const hir::FieldRoles& roles_of(const hir::Schema& schema, const FieldUse& use);

/// How far back a query reaches. Units of local time have a mean length: a year 365 days, and the current one is half over.
struct Extent {
  bool bounded = false;       ///< it has a lower bound
  std::int64_t micros = 0;    ///< from its lower bound to `now`, or to its upper bound where that is fixed in time too
};

struct FoldUse {
  const hir::Fold* fold;
  Span span;
  Extent extent;
  /// A fact about the whole life that needs no window: `no purchases`, `exactly 1 purchase`, `first(at of …)`.
  bool lifetime;
};

/// A sequence is bounded where one of its steps has a window.
struct SequenceUse {
  const hir::Sequence* sequence;
  Span span;
  Extent extent;  ///< of the step that reaches back furthest
};

struct Facts {
  std::vector<FieldUse> fields;        ///< every use, in the order of the text
  std::vector<FoldUse> folds;
  std::vector<SequenceUse> sequences;
  std::set<std::string> consents;      ///< channels whose consent every member must have given
  bool uses_population = false;
  /// The time of the newest event is compared with one that moves along with `now`, or with those of all customers.
  bool recency = false;
};

/// What was written for the segment: of an arm without what the arms before it leave over.
hir::ExprId own_condition(const hir::Segment& segment);

/// `now` in microseconds since 1970-01-01T00:00Z, for windows with fixed dates.
Facts gather_facts(const hir::Hir& hir, const hir::Segment& segment, std::int64_t now);

}  // namespace seg::lint
