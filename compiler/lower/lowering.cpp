#include "compiler/lower/lowering.h"

namespace seg::lower {

using plan::NodeId;
using plan::Op;

namespace {

Op operator_of(hir::Relation relation) {
  switch (relation) {
    case hir::Relation::Equal:
      return Op::Equal;
    case hir::Relation::Less:
      return Op::Less;
    case hir::Relation::LessEqual:
      return Op::LessEqual;
  }
  return Op::Equal;
}

Op operator_of(hir::TextTest test) {
  switch (test) {
    case hir::TextTest::Contains:
      return Op::Contains;
    case hir::TextTest::StartsWith:
      return Op::StartsWith;
    case hir::TextTest::EndsWith:
      return Op::EndsWith;
  }
  return Op::Contains;
}

Op operator_of(hir::Arithmetic op) {
  switch (op) {
    case hir::Arithmetic::Add:
      return Op::Add;
    case hir::Arithmetic::Subtract:
      return Op::Subtract;
    case hir::Arithmetic::Multiply:
      return Op::Multiply;
    case hir::Arithmetic::Divide:
      return Op::Divide;
  }
  return Op::Add;
}

Op operator_of(hir::Cut cut) {
  switch (cut) {
    case hir::Cut::Top:
      return Op::CutTop;
    case hir::Cut::Bottom:
      return Op::CutBottom;
    case hir::Cut::Percentile:
      return Op::CutPercentile;
    case hir::Cut::Average:
      return Op::CutAverage;
    case hir::Cut::Median:
      return Op::CutMedian;
    case hir::Cut::Rank:
      return Op::CutRank;
  }
  return Op::CutTop;
}

struct Cases {
  Lowering& lowering;
  const hir::Expr& expr;

  plan::Builder& builder() const { return lowering.builder; }
  NodeId lower(hir::ExprId id) const { return lower_expr(lowering, id); }
  std::vector<NodeId> lower(hir::IdRange range) const {
    std::vector<NodeId> nodes;
    nodes.reserve(range.count);
    for (const hir::ExprId operand : lowering.hir.operands(range)) nodes.push_back(lower(operand));
    return nodes;
  }

  NodeId operator()(const hir::Constant& node) const { return builder().literal(node.value); }
  NodeId operator()(const hir::Now&) const { return builder().now(); }
  NodeId operator()(const hir::ProfileField& node) const { return builder().profile_field(node.field); }
  NodeId operator()(const hir::EventField& node) const { return builder().event_field(node.stream, node.field); }
  NodeId operator()(const hir::EventAt& node) const { return builder().event_at(node.stream); }
  NodeId operator()(const hir::Lookup& node) const { return builder().lookup(node.table, node.field, lower(node.key)); }
  NodeId operator()(const hir::Gap&) const { return lower_gap(lowering); }
  NodeId operator()(const hir::Apply& node) const { return builder().apply(node.op, lower(node.operands)); }
  NodeId operator()(const hir::TraitRef& node) const { return lowering.traits[node.trait]; }
  NodeId operator()(const hir::SegmentRef& node) const {
    // A trait that asks for a segment is lowered before it. Both are no deeper than the limit of references.
    return lower(lowering.hir.segments[node.segment].where);
  }
  NodeId operator()(const hir::Logic& node) const {
    return builder().apply(node.op == hir::Connective::And ? Op::And : Op::Or, lower(node.operands));
  }
  NodeId operator()(const hir::Not& node) const { return builder().apply(Op::Not, {lower(node.operand)}); }
  NodeId operator()(const hir::AtLeast& node) const {
    std::vector<NodeId> operands{builder().integer(node.count)};
    const std::vector<NodeId> clauses = lower(node.operands);
    operands.insert(operands.end(), clauses.begin(), clauses.end());
    return builder().apply(Op::AtLeast, operands);
  }
  NodeId operator()(const hir::IsKnown& node) const { return builder().apply(Op::IsKnown, {lower(node.operand)}); }
  NodeId operator()(const hir::UnknownAs& node) const {
    return builder().apply(node.value ? Op::UnknownTrue : Op::UnknownFalse, {lower(node.operand)});
  }
  NodeId operator()(const hir::Compare& node) const { return pair(operator_of(node.relation), node.left, node.right); }
  NodeId operator()(const hir::InSet& node) const { return builder().in_set(lower(node.value), lowering.hir.sets[node.set]); }
  NodeId operator()(const hir::TextCompare& node) const { return pair(operator_of(node.test), node.left, node.right); }
  NodeId operator()(const hir::Binary& node) const { return pair(operator_of(node.op), node.left, node.right); }
  NodeId operator()(const hir::Negate& node) const { return builder().apply(Op::Negate, {lower(node.operand)}); }
  NodeId operator()(const hir::Convert& node) const {
    const NodeId operand = lower(node.operand);
    switch (node.conversion) {
      case hir::Conversion::Rescale:
        return builder().rescale(operand, expr.type.scale);
      case hir::Conversion::ToFraction:
        return builder().apply(Op::ToFraction, {operand});
      case hir::Conversion::ToFloat:
        return builder().apply(Op::ToFloat, {operand});
      case hir::Conversion::DayStart:
        return builder().apply(Op::DayStart, {operand});
    }
    return operand;
  }
  NodeId operator()(const hir::Fold& node) const { return lower_fold(lowering, node); }
  NodeId operator()(const hir::AmongEdge& node) const { return lower_among(lowering, node); }
  NodeId operator()(const hir::Shift& node) const { return lower_shift(lowering, node); }
  NodeId operator()(const hir::UnitStart& node) const { return lower_unit_start(lowering, node); }
  NodeId operator()(const hir::Sequence& node) const { return lower_sequence(lowering, node); }
  NodeId operator()(const hir::RankAtMost& node) const {
    // Where the population has fewer profiles than the rank there is no cut, and every known value is within it.
    const NodeId value = lower(node.value);
    const NodeId cut = lower(node.cut);
    const NodeId reached = builder().apply(Op::LessEqual, {cut, value});
    const NodeId none = builder().apply(Op::Not, {builder().apply(Op::IsKnown, {cut})});
    const NodeId known = builder().apply(Op::Equal, {value, value});
    return builder().apply(Op::Or, {reached, builder().apply(Op::And, {none, known})});
  }
  NodeId operator()(const hir::Quintile& node) const {
    std::vector<NodeId> operands{lower(node.value)};
    for (const NodeId cut : lower(node.cuts)) operands.push_back(cut);
    const NodeId reached = builder().apply(Op::Reaches, operands);
    return builder().apply(Op::Add, {reached, builder().integer(1)});
  }
  NodeId operator()(const hir::PopulationCut& node) const {
    NodeId value = lower(node.value);
    if (node.among) value = builder().apply(Op::When, {lower(*node.among), value});
    std::vector<NodeId> operands{value};
    if (node.share) operands.push_back(builder().literal(*node.share));
    const NodeId cut = builder().apply(operator_of(node.cut), operands);
    builder().label_cut(cut, node.text);
    return cut;
  }

  NodeId pair(Op op, hir::ExprId left, hir::ExprId right) const {
    // In the order of the text, which the order of evaluation of arguments would not keep.
    const NodeId first = lower(left);
    const NodeId second = lower(right);
    return builder().apply(op, {first, second});
  }
};

}  // namespace

NodeId lower_expr(Lowering& lowering, hir::ExprId id) {
  auto& done = lowering.done[id.index];
  if (!done) {
    const hir::Expr& expr = lowering.hir[id];
    done = std::visit(Cases{lowering, expr}, expr.node);
  }
  return *done;
}

}  // namespace seg::lower
