#pragma once
// The lowering's inside: one object for one Plan, its operators spread over lower*.cpp.

#include <utility>

#include "runtime/jit/lower.h"

namespace seg::jit {

/// The lane values of one node. Lanes are in exactly one of: known (for bools: true or false), fault, unknown.
struct Channels {
  ValueId value = kNoValue;        ///< vectors; numerators of fractions; codes; rows of lists
  ValueId denominator = kNoValue;  ///< fractions
  ValueId truth = kNoValue;        ///< bools: where it is true
  ValueId falsity = kNoValue;      ///< bools: where it is false
  ValueId known = kNoValue;
  ValueId fault = kNoValue;
  std::uint32_t text = 0;  ///< texts and lists of texts: index into Program::texts
  std::uint32_t list = 0;  ///< lists: index into Program::lists
};

class Lowering {
 public:
  explicit Lowering(const plan::Plan& plan) : plan_(plan), channels_(plan.nodes.size()) {}
  Lowered run();

 private:
  using Operands = std::span<const plan::NodeId>;
  struct Quotient {
    ValueId number;
    ValueId denominator;
  };
  struct Window;
  struct Keys;

  std::vector<bool> reachable() const;
  std::vector<std::array<ValueId, 3>> store_segments();
  std::vector<Observed> keep_observed();

  Channels node(plan::NodeId id);
  /// Folds, scans and joins by time.
  Channels of_events(const plan::Node& node);
  Channels block(plan::NodeId id);
  /// What a list of constant rate refers to.
  Channels constant_list(plan::NodeId id);
  Channels instants(Domain domain);
  Channels field(const plan::Type& type, Domain domain, std::uint32_t index);
  /// An operand as a node of `domain` reads it: profiles' values stand at each of their events.
  Channels operand(plan::NodeId id, Domain domain);
  Domain domain_of(const plan::Node& node) const { return node.rate == plan::Rate::Event ? events_of(node.stream) : kProfiles; }
  plan::Type type_of(plan::NodeId id) const { return plan_.nodes[id].type; }
  bool is_constant(plan::NodeId id) const { return plan_.nodes[id].rate <= plan::Rate::Cut; }
  bool is_constant_text(plan::NodeId id) const { return is_constant(id) && plan::is_text(type_of(id)); }

  // logic
  Channels is_known(const Channels& value);
  Channels is_true(const Channels& value);
  Channels boolean(ValueId truth, ValueId falsity, ValueId fault);
  Channels logic(plan::Op op, Operands operands, Domain domain);
  Channels conjunction(Operands operands, Domain domain);
  Channels disjunction(Operands operands, Domain domain);
  Channels threshold(plan::NodeId id, Operands operands, Domain domain);
  Channels filter(Operands operands, Domain domain);
  Channels steps(Operands operands, Domain domain);
  /// Whether at least n of `words` are set; n stands in the value block as bits, least significant first.
  ValueId reaches(std::vector<ValueId> words, const std::vector<ValueId>& bits);

  // comparisons
  Channels comparison(plan::Op op, Operands operands, Domain domain);
  Channels membership(const plan::Node& node, Domain domain);
  ValueId relation(plan::Op op, plan::NodeId left, plan::NodeId right, Domain domain);
  ValueId number_relation(plan::Op op, plan::NodeId left, plan::NodeId right, Domain domain);
  ValueId text_relation(plan::Op op, plan::NodeId left, plan::NodeId right, Domain domain);
  ValueId text_test(plan::Op op, plan::NodeId left, plan::NodeId right, Domain domain);
  ValueId in_set(const plan::Node& node, const Channels& value, Domain domain);
  LaneOp order_op(plan::Op op) const;

  // arithmetic
  Channels arithmetic(const plan::Node& node, Operands operands, Domain domain);
  Channels sum(plan::Op op, plan::Type type, Operands operands, Domain domain);
  Channels dates(plan::Op op, Operands operands, Domain domain);
  Channels product(plan::Type type, Operands operands, Domain domain);
  Channels quotient(plan::Op op, Operands operands, Domain domain);
  Channels negation(plan::Type type, plan::NodeId operand_id, Domain domain);
  Channels conversion(const plan::Node& node, plan::NodeId operand_id, Domain domain);
  /// A strict operator's value: a fault where `fine` is not set though the operands are known.
  Channels strict(const Channels& a, const Channels& b, ValueId fine);
  Channels from_kernel(KernelId kernel, const Channels& a, const Channels& b, Domain domain);
  Channels from_fraction_kernel(KernelId kernel, const Channels& a, Quotient left, const Channels& b, Quotient right, Domain domain);
  /// Any exact number as a quotient in the unit that fractions have.
  Quotient quotient_of(const Channels& value, plan::Type type);

  // rounding, scores, calendar
  Channels magnitude(plan::Type type, plan::NodeId operand_id, Domain domain);
  Channels rounding(plan::Op op, plan::NodeId operand_id, Domain domain);
  Channels remainder(Operands operands, Domain domain);
  Channels score(Operands operands, Domain domain);
  Channels calendar(plan::Op op, Operands operands, Domain domain);
  Channels date_part(plan::Op op, plan::NodeId operand_id, Domain domain);
  Channels date_pair(plan::Op op, Operands operands, Domain domain);
  /// Operators that take a zone.
  Channels zoned(plan::Op op, Operands operands, Domain domain);
  struct Zone;
  Zone zone_of(plan::Op op, Operands operands, Domain domain);

  // texts, lists, lookup tables
  Channels text_change(plan::Op op, plan::NodeId operand_id, Domain domain);
  Channels text_size(plan::NodeId operand_id, Domain domain);
  std::uint32_t changed_text(plan::Op op, std::uint32_t text);
  ValueId translated(ValueId codes, const Table& table, Domain domain);
  /// Where a list column and its texts are.
  void refer_to_list(Channels& channels, plan::Type type, const ListSource& source);
  ValueId list_column(const Channels& list, std::uint32_t text);
  Channels list_test(const plan::Node& node, Operands operands, Domain domain);
  Channels list_element(Operands operands, Domain domain);
  Channels list_membership(const plan::Node& node, Domain domain);
  Channels list_pair(plan::Op op, Operands operands, Domain domain);
  Channels lookup(const plan::Node& node, Domain domain);

  // windows: of profiles, and of outer events in keyed folds
  Window bounds(Operands operands, std::uint32_t stream);
  Window window(const plan::Node& node);
  Window keyed_window(const plan::Node& node);
  bool is_literal(plan::NodeId id, std::int64_t number) const;
  ValueId position(plan::NodeId bound, std::uint32_t stream);
  ValueId now_position(std::uint32_t stream);
  ValueId starts_of(Domain events);
  ValueId ends_of(Domain events);
  /// A profile's value as one of each event of `domain`; any other as it is.
  ValueId over(ValueId value, Domain domain);
  Channels over(Channels channels, Domain domain);
  /// An operand at the events of a window, in the window's order. A profile's value stays one.
  Channels counted(plan::NodeId id, const Window& window);
  ValueId any(ValueId word, const Window& window);
  ValueId count(ValueId word, const Window& window);
  /// What stands at the positions of some of `events`, 0 at -1.
  ValueId gathered(ValueId value, ValueId positions, Domain events);
  Channels settle(const Window& window, ValueId value_fault, Channels result);
  /// A bool (1, 0), a code or an integer as an array of integers that are equal where the values are.
  ValueId integers_of(const Channels& value, plan::Type type, Domain domain);

  // folds over a window
  Channels fold(const plan::Node& node);
  Channels aggregate(const plan::Node& node, Operands operands, const Window& window);
  Channels exact_sum(const Window& window, const Channels& value, ValueId mask);
  Channels float_sum(const Window& window, const Channels& value, ValueId mask);
  Channels extreme(plan::Op op, plan::Type type, const Window& window, const Channels& value, ValueId mask);
  Channels text_extreme(plan::Op op, const Window& window, const Channels& value, ValueId mask);
  Channels distinct(plan::Type type, const Window& window, const Channels& value, ValueId mask);
  Channels median(plan::Type type, const Window& window, const Channels& value, ValueId mask);
  Channels deviation(plan::Type type, plan::Type result_type, const Window& window, const Channels& value, ValueId mask);
  Channels mode(plan::Type type, const Window& window, const Channels& value, ValueId mask);
  /// First, last and nth: the value of one event.
  Channels one_event(plan::Op op, Operands operands, const Window& window);
  /// The value of the event at each position; `found` where there is one.
  Channels at_positions(plan::Type type, const Window& window, const Channels& value, ValueId positions, ValueId found);
  Channels all_true(const Window& window, const Channels& value);
  Channels at_least_true(Window window, const Channels& value, plan::NodeId number);

  // keyed folds, joins by time and scans: values of events
  Channels keyed_fold(const plan::Node& node);
  std::pair<Keys, Keys> key_pair(Operands pair, Domain events, Domain outer_events);
  std::pair<Keys, Keys> joined_keys(Operands pairs, const Window& profiles, Domain outer_events);
  Channels as_of(const plan::Node& node);
  Channels scan(const plan::Node& node);
  Channels ordinal(plan::Op op, const Window& window, ValueId member);
  Channels gap(const Window& window, ValueId member);
  Channels first_of_value(plan::NodeId id, const Window& window, ValueId member);

  const plan::Plan& plan_;
  Assembler assembler_;
  std::vector<Channels> channels_;
};

/// The window of a fold: positions in the chunk's events, and which of the events between them count.
struct Lowering::Window {
  Domain results;       ///< whose lanes the fold has: profiles, or the outer events of a keyed fold
  Domain events;        ///< the events that it takes
  ValueId begin;        ///< of `results`
  ValueId end;          ///< of `results`
  ValueId mask;         ///< events for which the condition is true
  ValueId known;        ///< results whose bounds are known
  ValueId bound_fault;  ///< results with a bound that is a fault
  ValueId fault;        ///< results with an event in the window for which the condition is a fault
  /// Keyed folds: positions count from here to those of the chunk, the events of one key together; masks and values are in its order.
  ValueId permutation = kNoValue;
  ValueId leaders = kNoValue;  ///< keyed folds: the outer event whose value each outer event takes
};

/// One side of the key pairs of a keyed fold or of a join by time.
struct Lowering::Keys {
  ValueId values;  ///< integers, equal where the keys are
  ValueId known;
  ValueId fault;
};

}  // namespace seg::jit
