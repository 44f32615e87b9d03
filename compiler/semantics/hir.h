#pragma once
// The typed form of a workspace: every name resolved, every expression typed, sugar gone, no errors inside.
// A segment with errors is absent; the others stand.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "compiler/base/source.h"
#include "runtime/plan/plan.h"

namespace seg::hir {

struct ExprId {
  std::uint32_t index = 0;
  auto operator<=>(const ExprId&) const = default;
};
struct IdRange {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

// ---- leaves
struct Constant {
  plan::Literal value;
};
struct Now {};
struct ProfileField {
  std::uint32_t field;
};
struct EventField {
  std::uint32_t stream;
  std::uint32_t field;
};
struct EventAt {
  std::uint32_t stream;
};
struct TraitRef {
  std::uint32_t trait;
};
struct SegmentRef {
  std::uint32_t segment;
};

// ---- truth
enum class Connective : std::uint8_t { And, Or };
struct Logic {
  Connective op;
  IdRange operands;
};
struct Not {
  ExprId operand;
};
/// At least `count` of the operands. `at most N` is Not{AtLeast{N+1}}, `exactly N` both, `none of` Not{Or}.
struct AtLeast {
  std::int64_t count;
  IdRange operands;
};
struct IsKnown {
  ExprId operand;
};
/// `or unknown` (true) and `and known` (false).
struct UnknownAs {
  ExprId operand;
  bool value;
};

// ---- comparisons; >, >= and != are gone (exchanged or under Not)
enum class Relation : std::uint8_t { Equal, Less, LessEqual };
struct Compare {
  Relation relation;
  ExprId left;
  ExprId right;
};
struct InSet {
  ExprId value;
  std::uint32_t set;
};
enum class TextTest : std::uint8_t { Contains, StartsWith, EndsWith };
struct TextCompare {
  TextTest test;
  ExprId left;
  ExprId right;
};

// ---- arithmetic; operands have the types that the Plan's operator admits (conversions are nodes)
enum class Arithmetic : std::uint8_t { Add, Subtract, Multiply, Divide };
struct Binary {
  Arithmetic op;
  ExprId left;
  ExprId right;
};
struct Negate {
  ExprId operand;
};
enum class Conversion : std::uint8_t { Rescale, ToFraction, ToFloat, DayStart };
struct Convert {
  Conversion conversion;
  ExprId operand;
};

// ---- events
/// Events of `stream` with from <= at < to (absent: no bound) for which `where` is true.
struct Query {
  std::uint32_t stream;
  std::optional<ExprId> from;
  std::optional<ExprId> to;
  std::optional<ExprId> where;
};
enum class Aggregate : std::uint8_t { Count, Sum, Average, Min, Max, First, Last, CountDistinct };
struct Fold {
  Aggregate aggregate;
  Query query;
  std::optional<ExprId> value;
};

// ---- the population
enum class Cut : std::uint8_t { Top, Bottom, Percentile, Average };
/// Top, Bottom: share as a ratio; Percentile: p/100. `clv in top 20%` is LessEqual(PopulationCut{Top}, clv).
struct PopulationCut {
  Cut cut;
  ExprId value;
  std::optional<plan::Literal> share;
  std::string text;
};

using Node = std::variant<Constant, Now, ProfileField, EventField, EventAt, TraitRef, SegmentRef, Logic, Not, AtLeast, IsKnown, UnknownAs,
                          Compare, InSet, TextCompare, Binary, Negate, Convert, Fold, PopulationCut>;

struct Expr {
  Node node;
  plan::Type type;
  bool optional = false;  ///< may be unknown without a fault
  Span span;              ///< what the user wrote for it
};

// ---- the schema with what only the compiler reads
enum class Role : std::uint8_t {
  Demographic,
  Geographic,
  Psychographic,
  Technographic,
  Value,
  Lifecycle,
  Behaviour,
  Engagement,
  Transaction,
  Protected,
  Timezone
};
struct FieldRoles {
  std::vector<Role> roles;
  std::optional<std::string> consent;    ///< consent(email)
  std::optional<std::string> refreshed;  ///< daily, weekly, monthly
  std::string doc;
  Span span;  ///< the field's name in the schema
};
struct Vocabulary {
  std::vector<std::string> channels, goals, kpis, offers, platforms;
};
struct Schema {
  plan::Schema plan;
  std::vector<FieldRoles> profile;              ///< as plan.profile
  std::vector<std::vector<FieldRoles>> events;  ///< as plan.streams[i].fields
  std::vector<std::vector<Role>> stream_roles;
  Vocabulary vocabulary;
  Span span;
};

// ---- metadata
enum class Basis : std::uint8_t { Marketing, Service, Legal };
struct Target {
  std::string kpi;
  std::string comparison;
  plan::Literal value;
};
struct Review {
  std::int64_t every_days;
  std::optional<std::int64_t> since;
  Span span;
};  ///< since: days from 1970-01-01
struct Reach {
  plan::Literal low, high;
  Span span;
};  ///< ratios
struct Metadata {
  std::optional<std::string> owner, campaign, message;
  std::vector<std::string> goals, channels, offers, kpis, platforms;
  std::vector<Target> targets;
  std::optional<std::int64_t> priority;
  std::optional<plan::Literal> holdout;
  std::optional<Review> review;
  std::optional<std::int64_t> starts, expires;  ///< days from 1970-01-01
  std::optional<Reach> expect_reach;
  std::optional<std::pair<std::int32_t, std::int32_t>> send_minutes;
  bool send_in_profile_timezone = false;
  std::optional<std::int64_t> contact_at_most_per_week;  ///< normalised: per day × 7, per month × 12 / 52 rounded up
  Basis basis = Basis::Marketing;
};
struct Trait {
  std::string name;
  ExprId value;
  plan::Type type;
  std::string doc;
  Span span;
};
struct Segment {
  std::string name;
  std::string title;
  ExprId where;
  Metadata metadata;
  std::string doc;
  Span span;  ///< the whole declaration
  Span name_span;
};

struct Hir {
  Schema schema;
  std::vector<Expr> exprs;
  std::vector<ExprId> expr_list;       ///< what IdRange points into
  std::vector<plan::LiteralSet> sets;  ///< of InSet
  std::vector<Trait> traits;           ///< a trait stands before those that use it
  std::vector<Segment> segments;       ///< a segment stands before those that refer to it; SegmentRef points back

  const Expr& operator[](ExprId id) const { return exprs[id.index]; }
  std::span<const ExprId> operands(IdRange range) const { return {expr_list.data() + range.first, range.count}; }
};

/// Indented text with types: `--emit hir` and the `.hir` goldens.
std::string print(const Hir& hir);

}  // namespace seg::hir
