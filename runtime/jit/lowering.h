#pragma once
// The lowering's inside: one object for one Plan, its operators spread over lower*.cpp.

#include "runtime/jit/lower.h"

namespace seg::jit {

/// The lane values of one node. Lanes are in exactly one of: known (for bools: true or false), fault, unknown.
struct Channels {
  ValueId value = kNoValue;        ///< vectors; numerators of fractions; codes
  ValueId denominator = kNoValue;  ///< fractions
  ValueId truth = kNoValue;        ///< bools: where it is true
  ValueId falsity = kNoValue;      ///< bools: where it is false
  ValueId known = kNoValue;
  ValueId fault = kNoValue;
  std::uint32_t text = 0;  ///< texts: index into Program::texts
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

  std::vector<bool> reachable() const;
  std::vector<std::array<ValueId, 3>> store_segments();
  std::vector<Observed> keep_observed();

  Channels node(plan::NodeId id);
  Channels block(plan::NodeId id);
  Channels field(const plan::Type& type, Domain domain, std::uint32_t index);
  /// An operand as a node of `domain` reads it: profiles' values stand at each of their events.
  Channels operand(plan::NodeId id, Domain domain);
  Domain domain_of(const plan::Node& node) const { return node.rate == plan::Rate::Event ? events_of(node.stream) : kProfiles; }
  plan::Type type_of(plan::NodeId id) const { return plan_.nodes[id].type; }
  bool is_constant_text(plan::NodeId id) const { return plan_.nodes[id].op == plan::Op::Parameter && plan::is_text(type_of(id)); }

  // logic
  Channels boolean(ValueId truth, ValueId falsity, ValueId fault);
  Channels logic(plan::Op op, Operands operands, Domain domain);
  Channels conjunction(Operands operands, Domain domain);
  Channels disjunction(Operands operands, Domain domain);
  Channels threshold(plan::NodeId id, Operands operands, Domain domain);
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
  Channels day_start(plan::NodeId operand_id, Domain domain);
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
  Channels score(plan::NodeId id, Operands operands, Domain domain);
  Channels local_part(plan::Op op, plan::NodeId operand_id, Domain domain);
  Channels date_part(plan::Op op, plan::NodeId operand_id, Domain domain);

  // texts, lists, lookup tables
  Channels text_change(plan::Op op, plan::NodeId operand_id, Domain domain);
  Channels text_size(plan::NodeId operand_id, Domain domain);
  Channels list_element(Operands operands, Domain domain);
  Channels list_membership(const plan::Node& node, Domain domain);
  Channels list_pair(plan::Op op, Operands operands, Domain domain);
  Channels lookup(const plan::Node& node, Domain domain);

  // scans and keyed folds: values of events
  Channels scan(const plan::Node& node);
  Channels keyed_fold(const plan::Node& node);

  // folds
  Channels fold(const plan::Node& node);
  Window window(const plan::Node& node);
  bool is_literal(plan::NodeId id, std::int64_t number) const;
  ValueId position(plan::NodeId bound, std::uint32_t stream);
  ValueId now_position(std::uint32_t stream);
  ValueId any(ValueId word, const Window& window);
  Channels settle(const Window& window, ValueId value_fault, Channels result);
  Channels exact_sum(const Window& window, const Channels& value, ValueId mask);
  Channels float_sum(const Window& window, const Channels& value, ValueId mask);
  Channels extreme(plan::Op op, plan::Type type, const Window& window, const Channels& value, ValueId mask);
  Channels text_extreme(plan::Op op, const Window& window, const Channels& value, ValueId mask);
  Channels end_event(plan::Op op, plan::Type type, const Window& window, const Channels& value);
  Channels distinct(plan::Type type, const Window& window, const Channels& value, ValueId mask);
  ValueId gathered(ValueId value, ValueId positions, const Window& window);

  const plan::Plan& plan_;
  Assembler assembler_;
  std::vector<Channels> channels_;
};

/// The window of a fold: positions in the chunk's events, and which of the events between them count.
struct Lowering::Window {
  std::uint32_t stream;
  Domain events;
  ValueId begin;
  ValueId end;
  ValueId mask;         ///< events for which the condition is true
  ValueId known;        ///< profiles whose bounds are known
  ValueId bound_fault;  ///< profiles with a bound that is a fault
  ValueId fault;        ///< profiles with an event in the window for which the condition is a fault
};

}  // namespace seg::jit
