#pragma once
// The Plan: one table of hash-consed nodes for all segments of a workspace, each with a rate. It is the contract between the compiler
// and the engines: typed, topologically ordered (operands stand before their users), free of branches, three-valued logic as operators.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/plan/hash_index.h"
#include "runtime/plan/schema.h"
#include "runtime/plan/type.h"

namespace seg::plan {

enum class Op : std::uint8_t {
#define OPERATOR(id, text, arity, signature, unknown, uses_now, weight, comment) id,
#include "runtime/plan/ops.def"
#undef OPERATOR
};

enum class Signature : std::uint8_t {
  Leaf, Lookup, Logic, Threshold, Test, Score, Equality, Order, Membership, TextTest, Pattern, TextChange, TextSize, ListElement, ListMembership,
  ListPair, Filter, Steps, Sum, Difference, Product, Quotient, Rounding, Remainder, Conversion, Calendar, LocalPart, DatePart, DateShift, DatePair,
  Fold, Scan, AsOf, Cut
};
enum class UnknownRule : std::uint8_t { Strict, Kleene, Decides };

struct OpRow {
  Op op;
  std::string_view text;
  int arity;
  Signature signature;
  UnknownRule unknown;
  bool uses_now;
  int weight;
  std::string_view comment;
};
std::span<const OpRow> op_rows();
const OpRow& row_of(Op op);

/// How often a value may change: once for all, with the population, with the profile, with the event.
enum class Rate : std::uint8_t { Constant, Cut, Profile, Event };

using NodeId = std::uint32_t;
inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

struct Node {
  Op op;
  Type type;
  Rate rate;
  /// Index into Schema::streams. Event rate: whose events it is a value of. Folds of profile rate: whose events they take.
  std::uint32_t stream = kNone;
  /// Parameter: slot; ProfileField, EventField, Lookup: field; InSet, ListAnyIn: set; keyed folds and joins by time: how many key pairs.
  std::uint32_t payload = kNone;
  std::uint32_t table = kNone;      ///< Lookup: index into Schema::tables
  std::uint32_t first_operand = 0;  ///< into Plan::operands, where nodes' operands stand in the order of the nodes
  std::uint32_t operand_count = 0;
  bool operator==(const Node&) const = default;
};

/// A literal, or an element of a set. Which members hold it follows from `type` (its form): `number` for Bit (0, 1), Int64 and Enum codes,
/// `number`/`denominator` for fractions (lowest terms), `real` for floats, `text` for String and Id.
struct Literal {
  Type type;
  std::int64_t number = 0;
  std::int64_t denominator = 1;
  double real = 0;
  std::string text;
  bool operator==(const Literal&) const = default;
};

/// A set of literals of one type, sorted and without duplicates.
struct LiteralSet {
  Type type;
  std::vector<Literal> elements;
  bool operator==(const LiteralSet&) const = default;
};

/// The values that may change without compiling again. Slots are shared by equal literals.
struct Parameters {
  std::vector<Literal> slots;
  std::vector<LiteralSet> sets;
  bool operator==(const Parameters&) const = default;
};

struct Segment {
  std::string name;
  NodeId root;  ///< bool, at most profile rate
  /// Whose faults are the segment's: kNone for the root's own. Of an arm of a partition, whose root is never one, what decides whether the arm
  /// takes a profile that no earlier arm took: bool, at most profile rate. The segment is unknown where the root is unknown or a fault, and where
  /// this is a fault.
  NodeId audited = kNone;
  bool operator==(const Segment&) const = default;
};

/// What a person wrote for a cut: `clv in top 20%`.
struct CutLabel {
  NodeId node;  ///< CutTop, CutBottom, CutPercentile, CutRank, CutMedian or CutAverage
  std::string text;
  bool operator==(const CutLabel&) const = default;
};

/// Of a keyed fold: an event counts for an outer event if `inner` equals `outer`.
struct KeyPair {
  NodeId inner;
  NodeId outer;
};

struct Plan {
  Schema schema;
  std::vector<Node> nodes;
  std::vector<NodeId> operands;
  Parameters parameters;
  std::vector<Segment> segments;
  std::vector<CutLabel> cuts;  ///< one for each cut node, in the order of the nodes

  std::span<const NodeId> operands_of(const Node& node) const {
    return {operands.data() + node.first_operand, node.operand_count};
  }
  std::span<const NodeId> operands_of(NodeId id) const { return operands_of(nodes[id]); }
  bool operator==(const Plan&) const = default;
};

/// Whether the fold is one for each event of another query, by equal keys, or the join by time has keys.
bool is_keyed(const Node& node);
/// Whether the operator may have a zone after its operands.
bool takes_zone(Op op);
/// The stream whose events a fold, a scan or a join by time takes.
std::uint32_t folded_stream(const Plan& plan, const Node& node);
/// The operands of a fold, a scan or a join without its key pairs: from, to, condition[, value[, n or bound]].
std::span<const NodeId> fold_operands(const Plan& plan, const Node& node);
/// The pairs of a keyed fold or join: inner, outer, inner, outer …; empty for others.
std::span<const NodeId> key_operands(const Plan& plan, const Node& node);

/// Folds that have no lower (upper) bound have these as parameters for it. An event is in [from, to).
inline constexpr std::int64_t kBeginningOfTime = std::numeric_limits<std::int64_t>::min();
inline constexpr std::int64_t kEndOfTime = std::numeric_limits<std::int64_t>::max();

/// Builds a Plan by hash-consing: a node that is already there is returned, not added. Types and rates are derived from the
/// operands; operands that the operator's signature does not admit are a programming error and throw std::logic_error.
class Builder {
 public:
  explicit Builder(Schema schema);

  NodeId literal(Literal value);
  NodeId now();
  NodeId profile_field(std::uint32_t field);
  NodeId event_field(std::uint32_t stream, std::uint32_t field);
  NodeId event_at(std::uint32_t stream);
  /// The field of the table's row whose key is `key`.
  NodeId lookup(std::uint32_t table, std::uint32_t field, NodeId key);
  /// Every operator but leaves, Lookup, InSet, ListAnyIn, Rescale, folds, scans and joins by time.
  NodeId apply(Op op, std::span<const NodeId> operands);
  NodeId apply(Op op, std::initializer_list<NodeId> operands);
  /// InSet; of a list, ListAnyIn. The set's type is the value's, or its elements'.
  NodeId in_set(NodeId value, LiteralSet set);
  NodeId rescale(NodeId value, std::uint8_t scale);
  /// A fold or a scan. `operands` as ops.def says: from, to, condition[, value[, n]].
  NodeId fold(Op op, std::uint32_t stream, std::span<const NodeId> operands);
  /// A keyed fold: a value of each event of the outer keys' stream.
  NodeId keyed_fold(Op op, std::uint32_t stream, std::span<const NodeId> operands, std::span<const KeyPair> keys);

  /// EarliestAfter, a join by time: a value of each event of the bound's stream; `keys` may be empty. `operands`: from, to, condition, value, bound.
  NodeId as_of(std::span<const NodeId> operands, std::span<const KeyPair> keys);

  NodeId truth(bool value);
  NodeId integer(std::int64_t value);

  void add_segment(std::string name, NodeId root, NodeId audited = kNone);
  /// Notes what a person wrote for a cut; the first text stays.
  void label_cut(NodeId cut, std::string text);

  const Node& node(NodeId id) const { return plan_.nodes[id]; }
  const Plan& plan() const { return plan_; }
  Plan finish() &&;

 private:
  NodeId add(Node node, std::span<const NodeId> operands);
  Plan plan_;
  HashIndex node_index_;
  HashIndex slot_index_;
  HashIndex set_index_;
};

/// The result type of an operator over operand types, or an explanation of what its signature expects.
/// `scale` matters for Rescale only.
struct TypeResult {
  bool ok = false;
  Type type;
  std::string expected;
};
TypeResult result_type(const Schema& schema, Op op, std::span<const Type> operands, std::uint8_t scale = 0);

/// Population stages: 0 for a node below which no cut stands; a cut whose value stands on stage s is computed in stage s + 1.
/// One entry a node; the number of observation passes is the largest.
std::vector<std::uint8_t> population_stages(const Plan& plan);
inline constexpr std::uint8_t kMaxPopulationStages = 3;

/// The Plan's text: parses back to an equal Plan. Errors name the line, what was found and what was expected.
std::string print(const Plan& plan);
struct ParseResult {
  Plan plan;
  std::string error;  ///< empty when it parsed and verified
};
ParseResult parse(std::string_view text);

/// Empty when the Plan is well-formed: order, types, rates, payloads, streams, cut labels, stages; else what is wrong and where.
std::string verify(const Plan& plan);

}  // namespace seg::plan
