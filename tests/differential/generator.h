#pragma once
// Random Plans, through the builder: from a wanted type down to leaves, operators by their weight in ops.def.

#include <optional>
#include <vector>

#include "tests/differential/random.h"
#include "tests/differential/values.h"

namespace seg::differential {

/// Where a node may stand: at most profile rate, or at most event rate of one stream.
struct Place {
  std::uint32_t stream = plan::kNone;
  bool is_event() const { return stream != plan::kNone; }
};

/// How much may still be nested.
struct Budget {
  int depth = 4;
  int folds = 2;
  int cuts = 1;
  Budget deeper() const { return {depth - 1, folds, cuts}; }
};

/// A field of a lookup table of make_schema.
struct TableField {
  std::uint32_t table;
  std::uint32_t field;
};
std::vector<TableField> tables_with(plan::Type type);

class Generator {
 public:
  Generator(plan::Schema schema, std::uint64_t seed, std::int64_t now);

  /// Adds one program: a segment of a random bool.
  void add_program(const std::string& name);
  plan::Plan finish() &&;

 private:
  using Type = plan::Type;
  using NodeId = plan::NodeId;
  using Op = plan::Op;

  struct Window {
    NodeId from;
    NodeId to;
  };
  struct Shape {
    std::uint8_t stage = 0;  ///< population stage
    std::uint8_t folds = 0;  ///< folds one in another
  };

  // generator.cpp: nodes and leaves
  NodeId make(Type type, Place place, Budget budget);
  NodeId leaf(Type type, Place place);
  NodeId literal(Type type);
  std::optional<NodeId> field(Type type, Place place);
  std::optional<NodeId> seen(Type type, Place place, Budget budget);
  NodeId noted(NodeId id);
  NodeId as_truth(NodeId id, Place place, Budget budget);
  Temper temper() { return random_.percent(extreme_percent_) ? Temper::Extreme : Temper::Small; }

  // types.cpp: types that fit
  Type random_type();
  Type plain_type();
  Type exact_plain_type();
  Type comparable_to(Type type);
  Type ordered_type(bool text);
  Type list_type();
  std::vector<Op> producers(Type type) const;

  // producers.cpp: an operator with operands for it
  Op choose(const std::vector<Op>& ops);
  NodeId produce(Op op, Type type, Place place, Budget budget);
  NodeId arithmetic(Op op, Type type, Place place, Budget budget);
  /// A scan or a join by time.
  NodeId of_event(Op op, std::uint32_t stream, Budget budget);
  /// An operator whose operands have types that follow from it and from its result.
  NodeId of_operands(Op op, Type type, Place place, Budget budget);
  NodeId logic(Op op, Place place, Budget budget);
  NodeId comparison(Op op, Type a, Place place, Budget budget);
  NodeId membership(Type type, Place place, Budget budget);
  NodeId text_test(Op op, Place place, Budget budget);
  NodeId sum(Op op, Type type, Place place, Budget budget);
  NodeId product(Type type, Place place, Budget budget);
  NodeId quotient(Op op, Type type, Place place, Budget budget);
  NodeId conversion(Op op, Type type, Place place, Budget budget);
  NodeId cut(Op op, Type type, Budget budget);

  // more_producers.cpp: operators on texts, lists, tables, dates and whole numbers
  NodeId score(Place place, Budget budget);
  NodeId pattern(Op op, Place place, Budget budget);
  NodeId list_test(Op op, Place place, Budget budget);
  NodeId list_use(NodeId list, Place place, Budget budget);
  NodeId lookup(Type type, Place place, Budget budget);
  NodeId rounding(Op op, Type type, Place place, Budget budget);
  plan::LiteralSet literal_set(Type type);

  // time_producers.cpp: local times and zones, dates that are moved, joins by time, steps
  NodeId local_time(Op op, Place place, Budget budget);
  NodeId time_of_day(Place place, Budget budget);
  NodeId zone(Budget budget);
  NodeId moved_date(Op op, Place place, Budget budget);
  NodeId join_by_time(std::uint32_t outer, Budget budget);
  NodeId time_of_event(std::uint32_t stream, Budget budget);
  NodeId steps(Place place, Budget budget);

  // event_producers.cpp: folds, keyed folds and scans
  NodeId fold(Op op, Type type, Place place, Budget budget);
  NodeId fold_of(Op op, std::uint32_t stream, Type value, Budget budget);
  std::vector<NodeId> fold_operands(Op op, std::uint32_t stream, Type value, Budget budget);
  NodeId keyed_fold(Op op, Type value, std::uint32_t outer, Budget budget);
  std::vector<plan::KeyPair> key_pairs(std::int64_t count, std::uint32_t inner, std::uint32_t outer, Budget budget);
  NodeId key(Type type, std::uint32_t stream, Budget budget);
  NodeId scan(Op op, std::uint32_t stream, Budget budget);
  Type folded_type(Op op, Type type);
  Window window(Budget budget);
  NodeId bound(bool is_from, Budget budget);
  NodeId focused(Op op, Place place, Budget budget);
  NodeId focused_keyed(Op op, Budget budget);
  NodeId counted(std::uint32_t stream, NodeId condition, Budget budget);

  Random random_;
  std::int64_t now_;
  int extreme_percent_ = 30;  ///< how often a literal may be an extreme one
  plan::Builder builder_;
  std::vector<Shape> shapes_;
  std::vector<Window> windows_;
};

}  // namespace seg::differential
