// Conditions, a case a node.
#include <fmt/format.h>

#include "compiler/english/writer.h"

namespace seg::english {
namespace {

constexpr std::size_t kShownValues = 12;

Predicate plain(Subject subject, std::string text) {
  Predicate made;
  made.subject = subject;
  made.text = std::move(text);
  return made;
}

/// The name of an event's or a profile's own segment: `“Lapsed VIPs” (lapsed_vips)`.
std::string segment_words(const hir::Segment& segment) {
  return segment.title.empty() ? segment.name : fmt::format("“{}” ({})", segment.title, segment.name);
}

struct Cases {
  Writer& writer;
  hir::ExprId id;
  const Scope& scope;
  bool negated;

  Predicate value_is_true() const { return about(noun(writer, id, scope), negated ? "is false" : "is true"); }

  Predicate operator()(const hir::Constant& node) const {
    return plain(Subject::ForWhom, (node.value.number != 0) != negated ? "anything is the case" : "nothing is ever the case");
  }
  Predicate operator()(const hir::Now&) const { return value_is_true(); }
  Predicate operator()(const hir::ProfileField&) const { return value_is_true(); }
  Predicate operator()(const hir::EventField&) const { return value_is_true(); }
  Predicate operator()(const hir::EventAt&) const { return value_is_true(); }
  Predicate operator()(const hir::Lookup&) const { return value_is_true(); }
  Predicate operator()(const hir::Gap&) const { return value_is_true(); }
  Predicate operator()(const hir::TraitRef&) const { return value_is_true(); }
  Predicate operator()(const hir::SegmentRef& node) const {
    const hir::Segment& segment = writer.hir.segments[node.segment];
    add_once(writer.segments, segment.name);
    return plain(Subject::Who, fmt::format("{} in {}", negated ? "are not" : "are", segment_words(segment)));
  }
  Predicate operator()(const hir::Logic& node) const {
    if (auto made = exactly(node)) return std::move(*made);
    if (auto made = cycle_predicate(writer, node, scope, negated)) return std::move(*made);
    if (node.op == hir::Connective::And) {
      if (auto made = range_predicate(writer, node.operands, scope, negated)) return std::move(*made);
      if (auto made = each_predicate(writer, node.operands, scope, negated)) return std::move(*made);
    }
    Predicate made;
    const bool all = node.op == hir::Connective::And;
    made.joint = all ? (negated ? Joint::NotAll : Joint::All) : (negated ? Joint::None : Joint::Any);
    add_parts(made, node.operands);
    return made;
  }
  Predicate operator()(const hir::Not& node) const { return predicate(writer, node.operand, scope, !negated); }
  Predicate operator()(const hir::AtLeast& node) const {
    Predicate made;
    made.joint = negated ? Joint::AtMost : Joint::AtLeast;
    made.count = negated ? node.count - 1 : node.count;
    add_parts(made, node.operands);
    return made;
  }
  Predicate operator()(const hir::IsKnown& node) const {
    const bool condition = writer.hir[node.operand].type == plan::bool_type();
    const bool field = std::holds_alternative<hir::ProfileField>(writer.hir[node.operand].node) || !condition;
    const std::string rest = negated ? "is not known" : "is known";
    if (field) return about(noun(writer, node.operand, scope), rest);
    return plain(Subject::ForWhom, fmt::format("it {} whether {}", rest, bracketed(predicate(writer, node.operand, scope))));
  }
  /// Neither or-unknown nor and-known is ever unknown, so that their opposites decide the other way.
  Predicate operator()(const hir::UnknownAs& node) const {
    Predicate inner = predicate(writer, node.operand, scope, negated);
    if (inner.joint != Joint::Leaf || !inner.parts.empty()) inner = plain(Subject::ForWhom, fmt::format("({})", statement(inner)));
    inner.text += node.value != negated ? ", or this is not known" : ", and this is known";
    return inner;
  }
  Predicate operator()(const hir::Compare& node) const { return compare_predicate(writer, node, scope, negated); }
  Predicate operator()(const hir::InSet& node) const {
    const auto& elements = writer.hir.sets[node.set].elements;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < elements.size() && i < kShownValues; ++i)
      texts.push_back(literal_text(writer.schema(), elements[i], writer.clock.zone, false));
    if (elements.size() > kShownValues) texts.push_back(fmt::format("{} more", elements.size() - kShownValues));
    const std::string values = listed(texts, elements.size() > kShownValues ? "and" : "or");
    const auto* folded = std::get_if<hir::Apply>(&writer.hir[node.value].node);
    const bool ignoring_case = folded != nullptr && folded->op == plan::Op::CaseFold;
    const hir::ExprId value = ignoring_case ? writer.hir.operands(folded->operands).front() : node.value;
    const bool list = writer.hir[value].type.list;
    const std::string_view verb = list ? (negated ? "does not include" : "includes") : (negated ? "is not" : "is");
    return about(noun(writer, value, scope), fmt::format("{} {}{}", verb, values, ignoring_case ? ", ignoring case" : ""));
  }
  Predicate operator()(const hir::TextCompare& node) const {
    const auto folded = [&](hir::ExprId side) -> std::optional<hir::ExprId> {
      const auto* apply = std::get_if<hir::Apply>(&writer.hir[side].node);
      if (apply == nullptr || apply->op != plan::Op::CaseFold) return std::nullopt;
      return writer.hir.operands(apply->operands).front();
    };
    const auto left = folded(node.left);
    const auto right = folded(node.right);
    const std::string text = value_text(writer, right.value_or(node.right), scope);
    return about(noun(writer, left.value_or(node.left), scope),
                 fmt::format("{} {}{}", test_words(node.test), text, left ? ", ignoring case" : ""));
  }
  Predicate operator()(const hir::Binary&) const { return value_is_true(); }
  Predicate operator()(const hir::Negate&) const { return value_is_true(); }
  Predicate operator()(const hir::Convert& node) const { return predicate(writer, node.operand, scope, negated); }
  Predicate operator()(const hir::Apply& node) const {
    if (auto made = apply_predicate(writer, node, scope, negated)) return std::move(*made);
    return value_is_true();
  }
  Predicate operator()(const hir::Shift&) const { return value_is_true(); }
  Predicate operator()(const hir::UnitStart&) const { return value_is_true(); }
  Predicate operator()(const hir::Fold& node) const {
    const bool satisfies = node.aggregate == hir::Aggregate::AllTrue || node.aggregate == hir::Aggregate::AtLeastTrue;
    return satisfies ? satisfies_predicate(writer, node, scope, negated) : value_is_true();
  }
  Predicate operator()(const hir::AmongEdge& node) const { return among_edge_predicate(writer, node, scope, negated); }
  Predicate operator()(const hir::Sequence& node) const { return sequence_predicate(writer, node, negated); }
  Predicate operator()(const hir::PopulationCut&) const { return value_is_true(); }
  Predicate operator()(const hir::RankAtMost& node) const { return rank_predicate(writer, node, scope, negated); }
  Predicate operator()(const hir::Quintile&) const { return value_is_true(); }

 private:
  void add_parts(Predicate& made, hir::IdRange operands) const {
    for (const hir::ExprId operand : writer.hir.operands(operands)) made.parts.push_back(predicate(writer, operand, scope));
  }

  std::string_view test_words(hir::TextTest test) const {
    switch (test) {
      case hir::TextTest::Contains:
        return negated ? "does not contain" : "contains";
      case hir::TextTest::StartsWith:
        return negated ? "does not start with" : "starts with";
      case hir::TextTest::EndsWith:
        return negated ? "does not end with" : "ends with";
    }
    return {};
  }

  /// `exactly 2 of` became: at least 2 of, and not at least 3 of, the same.
  std::optional<Predicate> exactly(const hir::Logic& node) const {
    const auto operands = writer.hir.operands(node.operands);
    if (node.op != hir::Connective::And || operands.size() != 2 || negated) return std::nullopt;
    const auto* low = std::get_if<hir::AtLeast>(&writer.hir[operands[0]].node);
    const auto* negation = std::get_if<hir::Not>(&writer.hir[operands[1]].node);
    const auto* high = negation == nullptr ? nullptr : std::get_if<hir::AtLeast>(&writer.hir[negation->operand].node);
    if (low == nullptr || high == nullptr || low->operands.first != high->operands.first || high->count != low->count + 1)
      return std::nullopt;
    Predicate made;
    made.joint = Joint::Exactly;
    made.count = low->count;
    add_parts(made, low->operands);
    return made;
  }
};

}  // namespace

Predicate predicate(Writer& writer, hir::ExprId id, const Scope& scope, bool negated) {
  return std::visit(Cases{writer, id, scope, negated}, writer.hir[id].node);
}

}  // namespace seg::english
