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
/// A field of the lookup table's row whose key `key` is.
struct Lookup {
  std::uint32_t table;
  std::uint32_t field;
  ExprId key;
};
/// Inside the value of a fold: the time since the event before, of the query around it.
struct Gap {};
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
/// Of a list: any element.
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

/// A function that is one operator of the Plan over its operands: texts, lists, rounding, dates, scores, IsTrue. Operators that take a zone
/// have it as their last operand, or are in the schema's.
struct Apply {
  plan::Op op;
  IdRange operands;
};

// ---- local time
enum class Unit : std::uint8_t { Day, Week, Month, Quarter, Year };
/// A timestamp or a date `count` units of local calendar time later, earlier if negative: clamped at a month's end, the time of day kept.
/// `zone` is a string; without it the schema's.
struct Shift {
  ExprId moment;
  std::int64_t count;
  Unit unit;
  std::optional<ExprId> zone;
};
/// The start of the unit that a timestamp or a date lies in, `count` units later: the first instant, or the first day. Weeks start on Monday.
struct UnitStart {
  ExprId moment;
  std::int64_t count;
  Unit unit;
  std::optional<ExprId> zone;
};

// ---- events
/// The first or the last `count` (an int of at most profile rate) of a query's events.
struct Edge {
  bool first;
  ExprId count;
};
/// Of a query inside a quantified event, or over the events of a group: its events are those whose `inner` equals the outer event's `outer`.
struct Match {
  ExprId inner;
  ExprId outer;
};
/// Events of `stream` with from <= at < to (absent: no bound) for which `where` is true, of them the edge.
struct Query {
  std::uint32_t stream;
  std::optional<ExprId> from;
  std::optional<ExprId> to;
  std::optional<ExprId> where;
  std::optional<Edge> edge = {};
  std::vector<Match> matches = {};  ///< with them the fold is a value of each outer event; the edge is taken before them
};
/// Share: the value is a condition; true ÷ (true + false). AllTrue, AtLeastTrue: `satisfies`, the value is a condition.
enum class Aggregate : std::uint8_t { Count, Sum, Average, Min, Max, First, Last, Median, Stddev, Mode, Nth, Share, AllTrue, AtLeastTrue };
struct Fold {
  Aggregate aggregate;
  Query query;
  std::optional<ExprId> value;   ///< absent for Count of events
  bool distinct = false;         ///< each known value once, its oldest event
  std::optional<ExprId> number = {};  ///< Nth: a Constant; AtLeastTrue: an int
};

/// Whether the event is one of those that the query's edge keeps: true or false. The edge of a named query, which later windows and conditions narrow.
struct AmongEdge {
  Query query;
};

/// A length of time: elapsed microseconds, or whole units of local calendar time.
struct Length {
  std::int64_t count;
  std::optional<Unit> unit;  ///< absent: microseconds
};
/// One step of a sequence: its instant is the event's `at`, or of an absent step the end of its time.
struct Step {
  /// The events of the step, or those that must be absent. `matches`: `inner` over them equals `outer` over those of step `matched`.
  Query query;
  bool absent = false;
  bool directly = false;         ///< no event of the sequence's streams strictly between
  std::optional<Length> within;  ///< since the instant of the step before, the end included; of an absent step always
  /// The step whose events the outer sides of `matches` are of: the one before, or of a step after absent ones the last one that is not.
  std::uint32_t matched = 0;
  Span span = {};  ///< without the `then` before it
};
/// Whether some choice of events satisfies all steps, each strictly later than the one before.
struct Sequence {
  std::vector<Step> steps;
};

// ---- the population
enum class Cut : std::uint8_t { Top, Bottom, Percentile, Average, Median, Rank };
/// Top, Bottom: share as a ratio; Percentile: p/100; Rank: an int. `clv in top 20%` is LessEqual(PopulationCut{Top}, clv). With `among` only
/// profiles for which it is true are the population.
struct PopulationCut {
  Cut cut;
  ExprId value;
  std::optional<plan::Literal> share;
  std::string text;
  std::optional<ExprId> among = {};
};
/// `rank(value) <= k`: fewer than k profiles of the population have a larger value. `cut` is the Rank of k.
struct RankAtMost {
  ExprId value;
  ExprId cut;
};
/// `quintile(value)`: one more than how many of the cuts (Top of 80, 60, 40 and 20 percent) the value reaches.
struct Quintile {
  ExprId value;
  IdRange cuts;
};

using Node = std::variant<Constant, Now, ProfileField, EventField, EventAt, Lookup, Gap, TraitRef, SegmentRef, Logic, Not, AtLeast, IsKnown,
                          UnknownAs, Compare, InSet, TextCompare, Binary, Negate, Convert, Apply, Shift, UnitStart, Fold, AmongEdge, Sequence, PopulationCut,
                          RankAtMost, Quintile>;

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
  std::vector<std::vector<FieldRoles>> tables;  ///< as plan.tables[i].fields
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
/// A value of the profile. One with parameters is a Trait for each list of arguments that it is called with: `name` then has them.
struct Trait {
  std::string name;
  ExprId value;
  plan::Type type;
  std::string doc;
  Span span;
  bool imported = false;  ///< of a module
};
/// A value in an example: a literal, or a list of them. A field that is not mentioned is unknown.
struct ExampleValue {
  bool list = false;
  std::vector<plan::Literal> literals;  ///< one where it is no list
  Span span;
};
struct ExampleField {
  std::uint32_t field;  ///< of the profile, the stream or the table
  ExampleValue value;
};
struct ExampleEvent {
  std::int64_t at = 0;  ///< microseconds since 1970-01-01T00:00Z
  std::vector<ExampleField> fields;
  Span span;
};
/// What a cut is taken to be: `given clv in top 20% is clv >= 412.50 EUR`.
struct ExampleCut {
  std::string text;  ///< as PopulationCut::text
  plan::Literal value;
  Span span;
  ExprId cut = {};   ///< the segment's PopulationCut, whatever the example calls it
};
/// One profile and what is expected of it. Fields that it does not mention are unknown, those without `?` too: whoever runs it must not
/// refuse them.
struct Example {
  std::string title;
  bool member = true;
  std::int64_t as_of = 0;  ///< microseconds since 1970-01-01T00:00Z; of a date its local midnight
  std::optional<std::string> key;
  std::vector<ExampleField> profile;
  std::vector<std::vector<ExampleEvent>> streams;             ///< one a stream, ordered by `at`
  std::vector<std::vector<std::vector<ExampleField>>> tables; ///< rows, one list a table
  std::vector<ExampleCut> cuts;
  Span span;
};
/// Of a segment that is an arm of a partition.
struct Arm {
  std::uint32_t partition;
  std::uint32_t position;           ///< from 0
  std::optional<ExprId> condition;  ///< as written; absent for `otherwise`
  ExprId audited;                   ///< the condition where no earlier arm took the profile, else false: its faults are the arm's
};
struct Segment {
  std::string name;  ///< of an arm `lifecycle.dormant`; of a module's `rfm.champions`
  std::string title;
  ExprId where;      ///< of an arm: its condition is true and no earlier one is; true or false
  Metadata metadata;
  std::vector<Example> examples;
  std::string doc;
  Span span;  ///< the whole declaration
  Span name_span;
  std::optional<Arm> arm = {};
  /// Of a module that was imported: stands for `member of` alone and is no result of a run.
  bool imported = false;
};
/// Its arms are segments, in their order.
struct Partition {
  std::string name;
  std::string title;
  Metadata metadata;  ///< what arms inherit
  std::vector<std::uint32_t> arms;
  std::string doc;
  Span span;
  Span name_span;
  bool imported = false;
};

/// A trait that nothing refers to, or a parameter that its trait does not read.
struct Unused {
  std::string what;  ///< `trait`, `parameter`
  std::string name;
  Span name_span;
  Span declaration;  ///< the whole trait
};

struct Hir {
  Schema schema;
  std::vector<Expr> exprs;
  std::vector<ExprId> expr_list;       ///< what IdRange points into
  std::vector<plan::LiteralSet> sets;  ///< of InSet
  std::vector<Trait> traits;           ///< a trait stands before those that use it
  std::vector<Segment> segments;       ///< a segment stands before those that refer to it; SegmentRef points back
  std::vector<Partition> partitions;
  std::vector<Unused> unused;          ///< in the order of the text

  const Expr& operator[](ExprId id) const { return exprs[id.index]; }
  std::span<const ExprId> operands(IdRange range) const { return {expr_list.data() + range.first, range.count}; }
};

/// Indented text with types: `--emit hir` and the `.hir` goldens.
std::string print(const Hir& hir);

}  // namespace seg::hir
