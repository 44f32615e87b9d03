#pragma once
// What the checks of one workspace share: the texts, the typed form that grows, and what is known about each name.
// The checks themselves are free functions over a Checker, one file a family of expressions.

#include <deque>
#include <map>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "compiler/semantics/check.h"

namespace seg::semantics {

/// A checked expression, or nothing when it was wrong: then a diagnostic was reported and whoever stands above stays silent.
using Checked = std::optional<hir::ExprId>;

/// A quantified event that queries inside may refer to, `every last 3 sends as s satisfies any open where message = s.message`, or a step
/// of a sequence that later steps may refer to.
struct NamedEvent {
  std::string_view name;
  std::uint32_t stream;
  const NamedEvent* around = nullptr;      ///< the next one outwards
  std::string_view unusable = {};          ///< why nothing here may refer to it; empty where something may
  std::optional<std::uint32_t> step = {};  ///< its position, where it is a step of a sequence
};

struct EarlierSteps;

/// The group that `with` speaks of in `any category of purchases with count >= 3`.
struct Group {
  const hir::Query& query;  ///< whose events the groups part
  hir::ExprId key;
  ast::ExprId written_key;
};

/// The events whose fields are names here; without a stream, only the profile's are.
struct Scope {
  std::optional<std::uint32_t> stream;
  bool gap = false;                       ///< in the value of an aggregate and in `satisfies`, where each event has a gap
  const NamedEvent* named = nullptr;      ///< the named events around, the nearest first
  const NamedEvent* outer = nullptr;      ///< the one that a query that stands here may refer to
  const NamedEvent* reference = nullptr;  ///< in the side of an equality that is of it: its fields are `s.field`
  const Group* group = nullptr;           ///< in `with`: aggregates have no `of`
  const EarlierSteps* steps = nullptr;    ///< in a step of a sequence: what its condition may refer to
};

/// What the other side of a literal or a bare name is.
struct Expected {
  plan::Type type;
  std::optional<hir::ExprId> other;  ///< for labels; absent where a condition is expected
};

enum class Progress : std::uint8_t { Waiting, Standing, Broken };

struct Module;
struct Partition;

/// A trait, a segment or an arm of a partition: where it was declared, and how far its check is.
struct Declaration {
  std::size_t file;
  std::size_t decl;                ///< in Ast::decls
  std::string_view name{};         ///< as others see it: `recency`, `lifecycle.dormant`, `rfm.recency`
  const Module* module = nullptr;  ///< that declares it; the workspace otherwise
  Partition* partition = nullptr;  ///< of an arm
  std::size_t arm = 0;             ///< its position
  Progress progress = Progress::Waiting;
  std::uint32_t index = 0;               ///< in Hir::traits, Checker::queries or Hir::segments, when it stands
  std::size_t depth = 0;                 ///< of a trait that names events: how many such stand below it
  bool used = false;                     ///< something refers to it
  std::vector<plan::Type> parameters{};  ///< of a trait; then its instances are in Hir::traits
};

/// What a parameter is in one instance of its trait.
struct Binding {
  std::string_view name;
  hir::ExprId value;
  std::string text;   ///< in the instance's name
  bool used = false;  ///< the trait reads it
  /// `3 months` for a duration: only windows and dates know what to do with it. `value` then says nothing.
  std::optional<ast::QuantityLiteral> calendar = {};
};

/// A trait with parameters for one list of arguments.
struct Instance {
  Declaration* declaration = nullptr;
  std::vector<Binding> bindings{};
  std::string text{};  ///< `spend(90 days)`
  Span call{};         ///< the first that asked for it
  Progress progress = Progress::Waiting;
  std::uint32_t index = 0;  ///< in Hir::traits, when it stands
  bool sample = false;      ///< no call asked for it
};

/// What is kept beside each Expr, Trait and Segment of the Hir.
struct Measure {
  std::uint64_t cost = 1;  ///< nodes, with every reference written out
  std::size_t depth = 0;   ///< references on the longest path below it, itself included for a trait or a segment
  std::size_t stage = 0;   ///< cuts on the longest path
};

/// Where the schema says what a field is.
struct FieldPlace {
  Span name;
  Span type;
};

/// The names in the profile, an event or a lookup table. A field in a struct has its path as its name: `address.city`.
struct Names {
  std::unordered_map<std::string_view, std::uint32_t> fields{};
  std::vector<FieldPlace> places{};                ///< one a field
  std::unordered_set<std::string_view> structs{};  ///< `address`
  std::unordered_set<std::string_view> broken{};   ///< declared, but wrongly: their users stay silent
  std::unordered_map<std::string_view, plan::Type> absent{};  ///< of a module's interface, not in the schema: unknown of everybody
};

/// A partition. Its conditions are checked once, for all the arms that need them.
struct Partition {
  struct Condition {
    hir::ExprId written;
    hir::ExprId holds;  ///< whether it is true, not unknown and no fault
  };
  std::size_t file;
  std::size_t decl;  ///< in Ast::decls
  const Module* module = nullptr;
  std::vector<Declaration*> arms{};
  std::vector<std::optional<Condition>> conditions{};  ///< of the first arms, as far as they were checked; none where one is wrong
  std::optional<std::uint32_t> index{};                ///< in Hir::partitions
  bool broken = false;                                 ///< its arms, or what they inherit, are not right
};

/// What names mean in the files that are being checked: in the workspace's, or in a module, whose fields and events are those of its
/// interface.
struct Visible {
  Names profile{};
  std::vector<Names> events{};                                    ///< one an event stream
  std::vector<Names> table_names{};                               ///< one a lookup table
  std::unordered_map<std::string_view, std::uint32_t> streams{};  ///< by singular and plural
  /// Of a module: the names of events that are those of a named query of the workspace, and its name.
  std::unordered_map<std::string_view, std::string_view> narrowed{};
  /// Of a module: what the workspace calls its names, for texts that a person there reads and writes.
  std::unordered_map<std::string_view, std::string> outside{};
  std::unordered_map<std::string_view, std::uint32_t> tables{};
  std::unordered_set<std::string_view> broken_tables{};  ///< declared, but wrongly: who reaches for one stays silent
  std::string_view key{};                                ///< the profile's
  std::unordered_map<std::string_view, Declaration> traits{};
  std::unordered_map<std::string_view, Declaration> segments{};  ///< and the arms of partitions, under their paths
  std::unordered_map<std::string_view, Partition> partitions{};
  std::unordered_set<std::string_view> broken_modules{};            ///< imported, but not to be found
  std::unordered_map<std::string_view, Module*> modules_by_name{};  ///< that are imported, by the last name of their paths
};

/// A module that is imported: its file, and what names mean in it.
struct Module {
  std::string_view name;  ///< `rfm` of `std.rfm`
  std::size_t file;
  Visible visible{};
  bool broken = false;  ///< the schema does not fulfil its interface: its users stay silent
};

struct Function;
struct LocalTime;

struct Checker : Visible {
  std::span<const ast::Ast> files;
  const Sources& sources;
  const Symbols& symbols;
  Zones zones;
  const SemanticLimits& limits;
  Diagnostics& diagnostics;

  hir::Hir hir{};
  std::vector<Measure> measures{};          ///< one an Expr
  std::vector<Measure> trait_measures{};    ///< one a Trait
  std::vector<Measure> segment_measures{};  ///< one a Segment

  const ast::Ast* ast = nullptr;  ///< the file of the declaration that is being checked

  std::deque<std::string> paths{};  ///< what names that are written nowhere point into: of fields in structs, of a module's definitions
  FieldPlace key_place{};
  hir::FieldRoles key_roles{};
  std::deque<Instance> instances{};
  std::unordered_map<std::string, std::size_t> instance_by_arguments{};
  std::map<std::pair<const Instance*, Span>, std::uint32_t> calls{};  ///< the instance that a call means, by where the call stands
  Instance* instance = nullptr;                                       ///< that is being checked
  std::vector<hir::Query> queries{};                                  ///< what traits that name events stand for
  std::deque<Module> modules{};                                       ///< that are imported
  const Module* module = nullptr;                                     ///< whose names are the visible ones; the workspace's otherwise
  Visible workspace{};  ///< the workspace's names while those of a module are the visible ones
  /// Steps that may still be spent on did-you-mean: a text of nothing but misspelt names must not take minutes.
  std::uint64_t suggestion_steps = 100'000'000;

  std::string_view text(Symbol symbol) const { return symbols.text(symbol); }
  std::string_view text(const ast::Name& name) const { return symbols.text(name.symbol); }
  std::string_view text(Span span) const { return sources.text(span); }
  plan::Type type(hir::ExprId id) const { return hir[id].type; }
  bool optional(hir::ExprId id) const { return hir[id].optional; }

  /// Adds a node and measures it.
  hir::ExprId add(hir::Node node, plan::Type type, bool optional, Span span);
  hir::ExprId constant(plan::Literal value, Span span);
  hir::IdRange list(std::span<const hir::ExprId> ids);
};

// ---- expressions. `expected` gives literals and bare names their type; others ignore it.
Checked check_expression(Checker& checker, ast::ExprId id, Scope scope, const Expected* expected = nullptr);
/// A bool; what is none is reported.
Checked check_condition(Checker& checker, ast::ExprId id, Scope scope);

Checked check_name(Checker& checker, const ast::NameExpr& node, Span span, Scope scope, const Expected* expected);
Checked check_path(Checker& checker, const ast::PathExpr& node, Span span, Scope scope);
/// Whether a bare name is a field, a trait or `now` here, whatever its type.
bool resolves(const Checker& checker, std::string_view name, Scope scope);

Checked check_compare(Checker& checker, const ast::CompareExpr& node, Span span, Scope scope);
Checked check_range(Checker& checker, const ast::RangeExpr& node, Span span, Scope scope);
Checked check_in_list(Checker& checker, const ast::InListExpr& node, Span span, Scope scope);
Checked check_in_period(Checker& checker, const ast::InPeriodExpr& node, Span span, Scope scope);
Checked check_text(Checker& checker, const ast::TextExpr& node, Span span, Scope scope);
Checked check_matches(Checker& checker, const ast::MatchesExpr& node, Span span, Scope scope);
/// The text without its case; what is no text is reported.
Checked fold_case(Checker& checker, hir::ExprId text);
Checked check_list(Checker& checker, const ast::ListExpr& node, Span span, Scope scope);
/// `x in LIST`, the same as `LIST contain x`.
Checked check_in_field(Checker& checker, ast::ExprId value, hir::ExprId list, Span span, Scope scope);
/// The set of the items where every one is a constant of the type; else nothing.
std::optional<std::uint32_t> add_set(Checker& checker, plan::Type type, std::span<const hir::ExprId> items);
/// The node for two operands that compare: a date against a timestamp becomes its local day's start.
hir::ExprId compare(Checker& checker, hir::Relation relation, hir::ExprId left, hir::ExprId right, Span span);

Checked check_arithmetic(Checker& checker, const ast::ArithmeticExpr& node, Span span, Scope scope);
Checked check_negate(Checker& checker, const ast::NegateExpr& node, Span span, Scope scope);
hir::ExprId day_start(Checker& checker, hir::ExprId date);
/// Two exact plain numbers without fractions as two ints or two decimals of one scale.
void align_scales(Checker& checker, hir::ExprId& left, hir::ExprId& right);
/// The value as one of `type` where it is that of another scale, or a date for a timestamp; nothing where it cannot be.
Checked as_type(Checker& checker, hir::ExprId value, plan::Type type);

Checked check_chain(Checker& checker, const ast::ChainExpr& node, Span span, Scope scope);
Checked check_block(Checker& checker, const ast::BlockExpr& node, Span span, Scope scope);
Checked check_not(Checker& checker, const ast::NotExpr& node, Span span, Scope scope);
Checked check_suffix(Checker& checker, const ast::SuffixExpr& node, Span span, Scope scope);
Checked check_is_known(Checker& checker, const ast::IsKnownExpr& node, Span span, Scope scope);
Checked check_score(Checker& checker, const ast::ScoreExpr& node, Span span, Scope scope);
Checked check_member_of(Checker& checker, const ast::MemberOfExpr& node, Span span);
hir::ExprId negated(Checker& checker, hir::ExprId operand, Span span);
/// One operand stands for itself.
hir::ExprId logic(Checker& checker, hir::Connective op, std::span<const hir::ExprId> operands, Span span);

/// `gap`, where no field has the name.
Checked check_gap(Checker& checker, Span span, Scope scope);
/// Whether the name is one that a quantified event around was given; outside of an equality it is an error, which is reported.
bool misplaced_reference(Checker& checker, std::string_view name, Span span, Scope scope);
Checked check_aggregate(Checker& checker, const ast::AggregateExpr& node, Span span, Scope scope);
Checked check_quantified(Checker& checker, const ast::QuantifiedExpr& node, Span span, Scope scope);
Checked check_sequence(Checker& checker, const ast::SequenceExpr& node, Span span, Scope scope);
Checked check_grouping(Checker& checker, const ast::GroupingExpr& node, Span span, Scope scope);
/// A query that stands in `scope`; with `scope.outer` or `scope.steps` its condition may refer to those events.
std::optional<hir::Query> check_query(Checker& checker, const ast::Query& query, Scope scope);

Checked check_call(Checker& checker, const ast::CallExpr& node, Span span, Scope scope);
/// A function of values: texts, numbers, dates.
Checked check_value_function(Checker& checker, const Function& function, const ast::CallExpr& node, Span span, Scope scope);
/// One operator of the Plan; unknown where an operand is.
hir::ExprId apply(Checker& checker, plan::Op op, std::span<const hir::ExprId> operands, plan::Type type, Span span);
Checked check_in_population(Checker& checker, const ast::InPopulationExpr& node, Span span, Scope scope);

/// Windows of values: true where the value stands in it.
Checked check_within(Checker& checker, const ast::WithinExpr& node, Span span, Scope scope);
Checked check_open(Checker& checker, const ast::OpenExpr& node, Span span, Scope scope);
Checked check_between(Checker& checker, const ast::BetweenExpr& node, Span span, Scope scope);
Checked check_in_calendar(Checker& checker, const ast::InCalendarExpr& node, Span span, Scope scope);
Checked check_zoned(Checker& checker, const ast::ZonedExpr& node, Span span, Scope scope);

/// Sets `query.from` and `query.to`; false when the window was wrong.
bool check_window(Checker& checker, const ast::Window& window, hir::Query& query);
/// The instants [from, to) of a day, a month, a year or a range of them; without `high`, of `low` alone.
struct Period {
  hir::ExprId from;
  hir::ExprId to;
};
std::optional<Period> check_period(Checker& checker, ast::ExprId low, std::optional<ast::ExprId> high, Scope scope, LocalTime& local);
/// The same as its first and its last day, for values that are dates: a day that the zone skipped is a date all the same.
std::optional<Period> check_days(Checker& checker, ast::ExprId low, std::optional<ast::ExprId> high, Scope scope);
/// Whether the expression is a month or a year, which only a period can be.
bool is_calendar_period(const Checker& checker, ast::ExprId id);

// ---- declarations
/// Fills `checker.hir.schema` and the tables of names.
void check_schema(Checker& checker, const ast::SchemaDecl& schema);
/// Collects what the workspace and the modules that it imports declare, and holds their interfaces against the schema.
void collect_workspace(Checker& checker, std::span<const ModuleFile> modules);
/// Collects a file's traits, segments and partitions by name; reports what is declared twice.
void collect_declarations(Checker& checker, std::size_t file);
/// Checks traits, segments and partitions, each after those it refers to; reports cycles. Of modules only what something refers to.
void check_declarations(Checker& checker);
/// What the items say; keys that they do not have are as in `inherited`.
hir::Metadata check_metadata(Checker& checker, std::span<const ast::MetaItem> items, const hir::Metadata& inherited = {});

}  // namespace seg::semantics
