#pragma once
// The abstract syntax tree of one file: what was written, with its places, before any name is looked up.
// Index arena and variants of small plain structs; immutable after parsing. Types and resolutions are side tables keyed by id.
// A window that the grammar reads but this version of the language does not mean yet is a NotYet node with its name; the checker says so.
// A struct's `FieldDecl`s stand inside its TypeExpr.

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/base/source.h"

namespace seg::ast {

template <typename Tag>
struct Id {
  std::uint32_t index = 0;
  auto operator<=>(const Id&) const = default;
};
using ExprId = Id<struct ExprTag>;
using QueryId = Id<struct QueryTag>;

/// A run of entries in one of the Ast's lists.
struct IdRange {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

struct Name {
  Symbol symbol;
  Span span;
};

enum class Unit : std::uint8_t { Second, Minute, Hour, Day, Week, Month, Quarter, Year };
enum class Comparison : std::uint8_t { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

// ---- literals. Decimal numbers are mantissa × 10^-scale; a number that does not fit 64 bits (or a scale over 18) is a parse diagnostic.
struct IntLiteral { std::int64_t value; };
struct DecimalLiteral { std::int64_t mantissa; std::uint8_t scale; };
struct PercentLiteral { std::int64_t mantissa; std::uint8_t scale; };  ///< `2.5%`: mantissa 25, scale 1
struct MoneyLiteral { std::int64_t mantissa; std::uint8_t scale; Symbol currency; };
struct QuantityLiteral { std::int64_t count; Unit unit; bool calendar; };  ///< `90 days`, `30 calendar days`
struct DateLiteral { std::int64_t days; };            ///< since 1970-01-01
struct MonthLiteral { std::int32_t year; std::uint8_t month; };
struct TimestampLiteral { std::int64_t micros; };     ///< since 1970-01-01T00:00Z
struct ClockLiteral { std::int32_t minutes; };        ///< `09:00`
struct StringLiteral { Symbol text; };                ///< escapes resolved
struct BoolLiteral { bool value; };

// ---- names
struct NameExpr { Symbol name; };
struct PathExpr { ExprId base; Name member; };        ///< `profile.country`, `product.price`
/// `percentile(80, clv)`, `spend(90 days)`, `rfm.spend(90 days)` with its `module`; arguments in expr_list. `distinct` only inside the `with` of
/// a grouping: `count(distinct product)`.
struct CallExpr { Name function; IdRange arguments; bool distinct = false; std::optional<Name> module = {}; };
/// `AGG(VALUE of QUERY)` and `count(QUERY)`; `value` is absent for a bare query. `number` is the first argument of `nth(2, VALUE of QUERY)`,
/// of whatever function has one.
struct AggregateExpr { Name function; bool distinct; std::optional<ExprId> value; QueryId query; std::optional<ExprId> number = {}; };
/// `score { 2 if CONDITION … }`; the items stand in `score_items`.
struct ScoreExpr { IdRange items; };

// ---- operators
struct NegateExpr { ExprId operand; Span op; };
enum class ArithmeticOp : std::uint8_t { Add, Subtract, Multiply, Divide };
struct ArithmeticExpr { ArithmeticOp op; Span op_span; ExprId left; ExprId right; };
struct CompareExpr { Comparison op; Span op_span; ExprId left; ExprId right; bool ignoring_case = false; };
struct RangeExpr { ExprId value; bool negated; ExprId low; ExprId high; };      ///< `x in 25..34`
struct InListExpr { ExprId value; bool negated; IdRange items; bool ignoring_case = false; };  ///< `x in ("DE", "FR")`
/// `x in 1998-04`, `x in year 1998`, also `x in field`: one operand after `in` that is no list and no range.
struct InPeriodExpr { ExprId value; bool negated; ExprId period; };
struct YearLiteral { std::int64_t year; };                                      ///< `year 1998` after `in`
enum class PopulationSide : std::uint8_t { Top, Bottom };
/// `among (CONDITION)` or `among members of PATH` (in `names`); exactly one of them.
struct Among { std::optional<ExprId> condition; IdRange members; Span span; };
/// `clv in top 20%`, `clv in top 20% among members of vip`
struct InPopulationExpr { ExprId value; bool negated; PopulationSide side; ExprId share; std::optional<Among> among = {}; };
/// `average(clv among (country = "DE"))`: the value with the population that it is seen against.
struct AmongExpr { ExprId value; Among among; };
enum class TextOp : std::uint8_t { Contains, StartsWith, EndsWith };
struct TextExpr { TextOp op; Span op_span; bool negated; ExprId left; ExprId right; bool ignoring_case = false; };
/// `x matches /re/i` or `x matches "re"`. `pattern` is what stands between the slashes, `\/` as `/`; `flags` the letters after them.
struct MatchesExpr { ExprId left; bool negated; Symbol pattern; Symbol flags; Span pattern_span; bool ignoring_case; };
enum class ListTest : std::uint8_t { Contain, Any, All };
/// `tags contain "vip"` (one item), `contain any of ("a", "b")`, `contain all of FIELD` (`field` instead of items).
struct ListExpr { ListTest test; Span op_span; ExprId left; IdRange items; std::optional<ExprId> field; bool ignoring_case; };
struct IsKnownExpr { ExprId operand; bool known; };                             ///< `is known`, `is unknown`, with `is not …` folded in
/// `COMPARISON or unknown`, `COMPARISON and known`.
struct SuffixExpr { ExprId operand; bool or_unknown; Span suffix; };
struct NotExpr { ExprId operand; Span op; };
/// Infix chain of one connective; `ops` has one span fewer than operands. Brackets are BracketExpr nodes, so that a mixed chain can be told.
struct ChainExpr { bool conjunction; IdRange operands; IdRange op_spans; };
/// `a or b and c` without brackets: kept as written. The parser has diagnosed it.
struct MixedChainExpr { IdRange operands; };
struct BracketExpr { ExprId inner; };
enum class BlockKind : std::uint8_t { All, Any, None, AtLeast, AtMost, Exactly };
struct BlockExpr { BlockKind kind; Span head; std::int64_t count; IdRange clauses; };

// ---- event queries
enum class Quantifier : std::uint8_t { No, Any, AtLeast, AtMost, Exactly, Between, Every };
/// `no purchases …`, `between 2 and 5 purchases …`: `low` is the number, `high` only for Between. `satisfies` is never absent for Every.
struct QuantifiedExpr {
  Quantifier quantifier;
  Span head;
  std::optional<ExprId> low;
  std::optional<ExprId> high;
  QueryId query;
  std::optional<ExprId> satisfies = {};
};
/// `any category of purchases with count >= 3`; `no …` is `negated`. In `with`, aggregates have no `of`: they are the group's, and they are
/// written as what they look like: a bare `count` is a NameExpr, `sum(quantity)` and `max(at)` are CallExprs.
struct GroupingExpr { bool negated; Span head; ExprId key; QueryId query; ExprId with; };
struct MemberOfExpr { IdRange path; };  ///< `member of lifecycle.dormant`; in `names`

/// `in profile timezone`, or with a name `in timezone "UTC"`.
struct Zone { std::optional<Symbol> name; Span span; };
/// `at in profile timezone`: an instant whose local time is meant. Stands where a function of a local time takes an instant, and after `today`.
struct ZonedExpr { ExprId value; Zone zone; };

/// An instant is `60 days ago` (Ago: a QuantityLiteral) or an expression (a date, a timestamp, a field).
struct Instant { bool ago; ExprId value; Span span; };
/// Windows of values. `signup_at within last 30 days`, `trial_ends_at within next 14 days`: a length as in LastWindow.
struct WithinExpr { ExprId value; bool next; ExprId length; std::optional<Zone> zone = {}; };
/// `signup_at before 6 months ago`, `signup_at since 2026-01-01`
struct OpenExpr { ExprId value; bool since; Instant instant; };
struct BetweenExpr { ExprId value; Instant from; Instant to; };
/// `signup_at in this calendar month`, `in previous calendar year`
struct InCalendarExpr { ExprId value; bool negated; bool previous; Unit unit; std::optional<Zone> zone = {}; };

/// `view as v`, `then cart_add within 3 days where product = v.product`, `then directly …`, `then no purchase within 24 hours`.
/// The query has no edge; `within` is a QuantityLiteral.
struct SequenceStep { bool absent; bool directly; QueryId query; std::optional<ExprId> within; Span span; };
struct SequenceExpr { IdRange steps; };  ///< in Ast::steps

/// A part that did not parse; a diagnostic was reported.
struct ErrorExpr {};

using ExprNode = std::variant<IntLiteral, DecimalLiteral, PercentLiteral, MoneyLiteral, QuantityLiteral, DateLiteral, MonthLiteral, TimestampLiteral,
                              ClockLiteral, StringLiteral, BoolLiteral, YearLiteral, NameExpr, PathExpr, CallExpr, AggregateExpr, NegateExpr,
                              ArithmeticExpr, CompareExpr, RangeExpr, InListExpr, InPeriodExpr, InPopulationExpr, TextExpr, IsKnownExpr, SuffixExpr,
                              NotExpr, ChainExpr, MixedChainExpr, BracketExpr, BlockExpr, QuantifiedExpr, MemberOfExpr, ScoreExpr, MatchesExpr,
                              ListExpr, GroupingExpr, AmongExpr, ZonedExpr, WithinExpr, OpenExpr, BetweenExpr, InCalendarExpr, SequenceExpr,
                              ErrorExpr>;

struct Expr {
  ExprNode node;
  Span span;
};
/// `points` is an int literal, a minus sign included.
struct ScoreItem { ExprId points; ExprId condition; Span span; };

// ---- windows of event queries
/// `in last 90 days`, `in last 3 calendar months`: a QuantityLiteral; `in last window`: a NameExpr, of a parameter; `in last (2 * cycle)`: a
/// BracketExpr, computed.
struct LastWindow { ExprId length; };
struct PreviousWindow { ExprId length; };      ///< `in previous 90 days`, as LastWindow
struct PeriodWindow { ExprId low; std::optional<ExprId> high; };  ///< `in 1998-04`, `in year 1998`, `in 2026-11-01..2026-11-30`
struct BetweenWindow { Instant from; Instant to; };
struct SinceWindow { Instant from; };
struct BeforeWindow { Instant to; };
struct CalendarWindow { bool previous; Unit unit; };        ///< `in this calendar month`, `in previous calendar quarter`
struct ToDateWindow { Unit unit; };                         ///< `in previous calendar year to date`
struct EachWindow { std::int64_t count; Unit unit; };       ///< `in each of last 4 calendar quarters`
struct AfterWindow { ExprId length; ExprId from; };         ///< `within 7 days after signup_at`; the length as in LastWindow
/// A window that this version of the language does not have. `feature` names it.
struct NotYet { std::string feature; };
using WindowNode = std::variant<LastWindow, PreviousWindow, PeriodWindow, BetweenWindow, SinceWindow, BeforeWindow, CalendarWindow, ToDateWindow,
                                EachWindow, AfterWindow, NotYet>;
struct Window {
  WindowNode node;
  Span span;
  std::optional<Zone> zone = {};
};

/// `first 3`, `last N` before the events: applied after window and condition.
struct Edge { bool first; ExprId count; Span span; };
/// `[first N | last N] EVENTS [as NAME] [window] [where condition]`. `stream` names an event or a trait that is a query.
struct Query {
  Name stream;
  std::optional<Edge> edge;
  std::optional<Name> alias;
  std::optional<Window> window;
  std::optional<ExprId> where;
  Span span;
};

// ---- schema
/// A number or a name; neither for another type, such as the one in `money(list(int))`.
struct TypeArgument { std::optional<std::int64_t> number; std::optional<Name> name; Span span; };
struct EnumValue { Symbol text; Span span; };
struct FieldDecl;
struct TypeExpr {
  Name name;                         ///< int, money, enum, list, struct …
  std::vector<TypeArgument> arguments;
  std::vector<EnumValue> values;     ///< of an enum
  bool ordered = false;              ///< enum(a < b)
  bool mixed_separators = false;     ///< enum(a < b, c): diagnosed by the parser
  bool optional = false;
  std::vector<TypeExpr> element;     ///< of `list(T)`: one, if it is right; a list's types stand here and not in `arguments`
  std::vector<FieldDecl> fields;     ///< of `struct { … }`
  Span span;
};
struct Attribute { Name name; std::optional<Name> argument; Span span; };  ///< `key`, `demographic`, `consent(email)`, `refreshed daily`
struct FieldDecl { Name name; TypeExpr type; std::vector<Attribute> attributes; std::string doc; Span span; };
struct EventDecl { Name singular; std::optional<Name> plural; std::vector<FieldDecl> fields; std::optional<Name> role; std::string doc; Span span; };
struct TableDecl { Name name; std::vector<FieldDecl> fields; Span span; };
struct VocabularyDecl { Name kind; std::vector<Name> values; Span span; };  ///< channel, goal, kpi, offer, platform
struct SchemaDecl {
  Name name;
  std::optional<Symbol> timezone;
  Span timezone_span;
  std::vector<FieldDecl> profile;
  Span profile_span;
  std::vector<EventDecl> events;
  std::vector<TableDecl> tables;
  std::vector<VocabularyDecl> vocabularies;
  std::string doc;
  Span span;
};

// ---- traits and segments
struct Parameter { Name name; TypeExpr type; };
/// A value, or with `query` a name for events: `trait bought = lines where not invoice starts with "C"`. Neither where it did not parse.
/// `NAME` and `NAME since T` read as both: then there is a value and, in `or_query`, what it is where NAME means events and nothing else.
struct TraitDecl {
  Name name;
  std::vector<Parameter> parameters;
  std::optional<ExprId> value;
  std::optional<QueryId> query;
  std::string doc;
  Span span;
  std::optional<QueryId> or_query = {};
};

// ---- examples
struct ExampleItem;
/// A literal or a name (`expr`), a list, or a record; exactly one of them.
struct ExampleValue {
  std::optional<ExprId> expr;
  std::optional<std::vector<ExampleValue>> list;
  std::optional<std::vector<ExampleItem>> record;
  Span span;
};
/// `FIELD VALUE`, or `given CUT is CUT` with `given` and `is`: both comparisons.
struct ExampleItem {
  std::optional<Name> field;
  std::optional<ExampleValue> value;
  std::optional<ExprId> given;
  std::optional<ExprId> is;
  Span span;
};
/// `example "quiet VIP" is [not] member as of 2026-03-01 { … }`
struct Example {
  Symbol title;
  bool member;
  ExprId as_of;  ///< a date or a timestamp
  std::vector<ExampleItem> items;
  Span span;
};

/// One value in metadata: a name, a text, a number …; ranges (`0.5%..15%`, `09:00..20:00`) are two values.
struct MetaItem {
  Name key;  ///< `owner`, `goal`, `review`, `expect`, `target`, …
  std::vector<ExprId> values;  ///< literals, or NameExpr for vocabulary
  /// Only the keys below have one: `target win_back_rate >= 5%`.
  std::optional<Comparison> comparison;
  std::optional<ExprId> since;  ///< review every 90 days since DATE
  bool in_profile_timezone = false;
  Span span;
};
struct SegmentDecl {
  Name name;
  std::optional<Symbol> title;
  std::vector<MetaItem> metadata;
  std::optional<ExprId> where;
  Span where_span;  ///< the keyword
  std::vector<Example> examples;
  std::string doc;
  Span span;
};
/// One arm; `otherwise` has no condition. What it does not say of itself it inherits.
struct PartitionArm {
  Name name;
  bool otherwise = false;
  std::optional<Symbol> title;
  std::vector<MetaItem> metadata;
  std::optional<ExprId> where;
  Span where_span;
  std::vector<Example> examples;
  std::string doc;
  Span span;
};
struct PartitionDecl {
  Name name;
  std::optional<Symbol> title;
  std::vector<MetaItem> metadata;
  std::vector<PartitionArm> arms;
  std::string doc;
  Span span;
};

/// `purchase.total = order.amount` in an import's `with`: what the module calls the first is the second here.
struct Mapping { std::vector<Name> from; std::vector<Name> to; Span span; };
/// `import std.rfm`, `import std.rfm with { purchase = order }`
struct ImportDecl { std::vector<Name> path; std::vector<Mapping> mappings; Span span; };
/// `requires { profile { … } event purchase, purchases { … } }`: the interface of a module, what it reads of the schema that it is used with.
/// A money type without a currency is any.
struct RequiresDecl { std::vector<FieldDecl> profile; Span profile_span; std::vector<EventDecl> events; Span span; };

using Decl = std::variant<SchemaDecl, TraitDecl, SegmentDecl, PartitionDecl, ImportDecl, RequiresDecl>;

struct Ast {
  SourceId source;
  std::vector<Expr> exprs;
  std::vector<Query> queries;
  std::vector<ScoreItem> score_items;
  std::vector<SequenceStep> steps;
  std::vector<ExprId> expr_list;  ///< what IdRange of arguments, items, operands, clauses points into
  std::vector<Name> names;        ///< what IdRange of a path points into
  std::vector<Span> spans;        ///< what IdRange of op_spans points into
  std::vector<Decl> decls;

  const Expr& operator[](ExprId id) const { return exprs[id.index]; }
  const Query& operator[](QueryId id) const { return queries[id.index]; }
};

/// The tree as indented text, one node a line with its span: `--emit ast` and the `.ast` goldens.
std::string print(const Ast& ast, const Sources& sources, const Symbols& symbols);

}  // namespace seg::ast
