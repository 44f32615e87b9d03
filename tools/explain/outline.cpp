#include "tools/explain/outline.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/semantics/walk.h"

namespace seg::explain {

std::string in_one_line(std::string_view text) {
  std::string made;
  bool blank = false;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
      blank = !made.empty();
      continue;
    }
    if (blank) made += ' ';
    blank = false;
    made += c;
  }
  return made;
}

namespace {

/// What a block or a chain is made of, through the nodes that one sentence became: `exactly 2 of` is two thresholds over the same clauses.
struct Structure {
  Joint joint = Joint::Leaf;
  bool negated = false;
  std::vector<hir::ExprId> parts;
};

bool is_sentence(const hir::Hir& hir, hir::ExprId part, Span span) { return hir[part].span == span; }

void gather_parts(const hir::Hir& hir, hir::ExprId id, Span span, std::vector<hir::ExprId>& parts) {
  const auto gather = [&](std::span<const hir::ExprId> operands) {
    for (const hir::ExprId operand : operands) {
      if (is_sentence(hir, operand, span)) {
        gather_parts(hir, operand, span, parts);
      } else if (std::find(parts.begin(), parts.end(), operand) == parts.end()) {
        parts.push_back(operand);
      }
    }
  };
  const hir::Node& node = hir[id].node;
  if (const auto* logic = std::get_if<hir::Logic>(&node)) return gather(hir.operands(logic->operands));
  if (const auto* threshold = std::get_if<hir::AtLeast>(&node)) return gather(hir.operands(threshold->operands));
  if (const auto* negation = std::get_if<hir::Not>(&node)) gather_parts(hir, negation->operand, span, parts);
}

/// Ranges and periods became conjunctions of comparisons: their parts were not written apart, so they have none.
Structure structure_of(const hir::Hir& hir, hir::ExprId id) {
  Structure made;
  gather_parts(hir, id, hir[id].span, made.parts);
  if (made.parts.empty()) return made;
  const auto* negation = std::get_if<hir::Not>(&hir[id].node);
  made.negated = negation != nullptr;
  const hir::Node& node = negation != nullptr ? hir[negation->operand].node : hir[id].node;
  const auto* logic = std::get_if<hir::Logic>(&node);
  const auto operands = logic != nullptr ? hir.operands(logic->operands) : std::span<const hir::ExprId>();
  if (logic == nullptr || operands.size() != made.parts.size()) {
    made.joint = Joint::Number;
    made.negated = false;
  } else {
    made.joint = logic->op == hir::Connective::And ? Joint::All : Joint::Any;
  }
  return made;
}

std::string_view joint_text(Joint joint, bool negated) {
  if (joint == Joint::All) return negated ? "not all of" : "all of";
  return negated ? "none of" : "any of";
}

}  // namespace

std::string Outliner::written(Span span) const { return in_one_line(sources_.text(span)); }

std::vector<std::uint32_t> told_fields(const hir::Hir& hir, std::uint32_t stream, const std::vector<hir::ExprId>& read) {
  constexpr std::size_t kMostFields = 3;
  constexpr std::size_t kFewFields = 2;
  std::set<std::uint32_t> used;
  const auto collect = [&](const auto& self, hir::ExprId id) -> void {
    const hir::Node& node = hir[id].node;
    if (const auto* field = std::get_if<hir::EventField>(&node); field != nullptr && field->stream == stream) used.insert(field->field);
    hir::for_each_operand(hir, node, [&](hir::ExprId operand) { self(self, operand); });
  };
  for (const hir::ExprId id : read) collect(collect, id);
  const auto& fields = hir.schema.plan.streams[stream].fields;
  for (std::uint32_t field = 0; field < fields.size() && used.size() < kFewFields; ++field) used.insert(field);
  std::vector<std::uint32_t> told;
  for (const std::uint32_t field : used) {
    if (!fields[field].type.list && told.size() < kMostFields) told.push_back(field);
  }
  return told;
}

/// Folds over the same events: how many, and what the newest is like.
Newest Outliner::newest(const hir::Fold& fold) {
  const hir::Query query = fold.query;
  const auto last = [&](hir::Node node, plan::Type type) {
    const hir::ExprId value = added(std::move(node), type);
    return added(hir::Fold{hir::Aggregate::Last, query, value}, type);
  };
  std::vector<hir::ExprId> read;
  if (query.where) read.push_back(*query.where);
  if (fold.value) read.push_back(*fold.value);
  Newest made;
  made.stream = query.stream;
  made.count = added(hir::Fold{hir::Aggregate::Count, query, std::nullopt}, plan::int_type());
  made.at = last(hir::EventAt{query.stream}, plan::timestamp_type());
  made.fields = told_fields(hir_, query.stream, read);
  for (const std::uint32_t field : made.fields) {
    made.values.push_back(last(hir::EventField{query.stream, field}, hir_.schema.plan.streams[query.stream].fields[field].type));
  }
  made.from = told_end(query.from);
  made.to = told_end(query.to);
  return made;
}

/// An elapsed time before `now` and a date say themselves what they are.
std::optional<hir::ExprId> Outliner::told_end(std::optional<hir::ExprId> end) const {
  if (!end) return end;
  const auto says_itself = [&](const auto& self, hir::ExprId id) -> bool {
    const hir::Node& node = hir_[id].node;
    if (std::holds_alternative<hir::Now>(node) || std::holds_alternative<hir::Constant>(node)) return true;
    if (const auto* convert = std::get_if<hir::Convert>(&node)) return self(self, convert->operand);
    const auto* binary = std::get_if<hir::Binary>(&node);
    return binary != nullptr && self(self, binary->left) && self(self, binary->right);
  };
  return says_itself(says_itself, *end) ? std::nullopt : end;
}

/// Follows the values of one clause.
struct Outliner::Reader {
  Outliner& outliner;
  Outline& clause;
  bool of_events = false;  ///< below a fold: of the profile's values alone

  void add(std::string label, hir::ExprId value, std::string written, std::optional<Newest> events = {}) {
    add({std::move(label), std::move(written), value, std::move(events)});
  }

  /// Once a clause.
  void add(Reading told) {
    const auto same = [&](const Reading& reading) { return reading.written == told.written; };
    if (std::none_of(clause.readings.begin(), clause.readings.end(), same)) clause.readings.push_back(std::move(told));
  }

  /// Collected before any is followed: what an arm's outline asks is added to the lists that the walk reads.
  void operands(const hir::Node& node) {
    std::vector<hir::ExprId> operands;
    hir::for_each_operand(outliner.hir_, node, [&](hir::ExprId operand) { operands.push_back(operand); });
    for (const hir::ExprId operand : operands) follow(operand);
  }

  void follow(hir::ExprId id) {
    const hir::Expr expr = outliner.hir_[id];
    if (const auto* field = std::get_if<hir::ProfileField>(&expr.node)) {
      const std::string& name = outliner.hir_.schema.plan.profile[field->field].name;
      add(name == clause.text ? "" : name, id, name);
    } else if (std::holds_alternative<hir::Lookup>(expr.node) && !of_events) {
      add(outliner.written(expr.span), id, outliner.written(expr.span));
      operands(expr.node);
    } else if (const auto* fold = std::get_if<hir::Fold>(&expr.node)) {
      if (!of_events) follow_fold(id, *fold, expr.span);
    } else if (const auto* cut = std::get_if<hir::PopulationCut>(&expr.node)) {
      add(std::string(cut_label(cut->cut)), id, cut->text);
    } else if (const auto* quintile = std::get_if<hir::Quintile>(&expr.node)) {
      follow(quintile->value);
      follow_fifths(*quintile);
    } else if (const auto* sequence = std::get_if<hir::Sequence>(&expr.node)) {
      clause.sequence = *sequence;
    } else if (const auto* trait = std::get_if<hir::TraitRef>(&expr.node)) {
      follow_trait(id, trait->trait);
    } else if (const auto* segment = std::get_if<hir::SegmentRef>(&expr.node)) {
      if (outliner.segments_.insert(segment->segment).second) follow_segment(segment->segment);
    } else if (const auto* apply = std::get_if<hir::Apply>(&expr.node); apply != nullptr && apply->op == plan::Op::Score) {
      follow_score(outliner.hir_.operands(apply->operands));
    } else if (const auto* compare = std::get_if<hir::Compare>(&expr.node)) {
      follow_compare(*compare);
    } else {
      operands(expr.node);
    }
  }

  /// In the order of the text, which the typed form exchanged for `>`; a cut after what it cuts.
  void follow_compare(const hir::Compare& compare) {
    const auto place = [&](hir::ExprId side) {
      return std::pair(std::holds_alternative<hir::PopulationCut>(outliner.hir_[side].node), outliner.hir_[side].span.begin);
    };
    const bool exchanged = place(compare.right) < place(compare.left);
    follow(exchanged ? compare.right : compare.left);
    follow(exchanged ? compare.left : compare.right);
  }

  void part(hir::ExprId condition) { clause.parts.push_back(outliner.outline(condition)); }

  /// Of an arm: whether it was left for it, and its own condition.
  void follow_segment(std::uint32_t index) {
    const hir::Segment segment = outliner.hir_.segments[index];
    if (!segment.arm) return part(segment.where);
    if (segment.arm->position > 0) {
      Outline left;
      left.condition = outliner.left_over(*segment.arm);
      left.text = "no earlier arm took it";
      left.span = segment.name_span;
      clause.parts.push_back(std::move(left));
    }
    if (segment.arm->condition) part(*segment.arm->condition);
  }

  void follow_fifths(const hir::Quintile& quintile) {
    const auto cuts = outliner.hir_.operands(quintile.cuts);
    Reading fifths{"fifths from", "", std::nullopt, {}, {cuts.begin(), cuts.end()}};
    for (const hir::ExprId cut : cuts) {
      if (const auto* own = std::get_if<hir::PopulationCut>(&outliner.hir_[cut].node)) fifths.written += own->text;
    }
    add(std::move(fifths));
  }

  static std::string_view cut_label(hir::Cut cut) {
    switch (cut) {
      case hir::Cut::Average:
        return "the average is";
      case hir::Cut::Median:
        return "the median is";
      case hir::Cut::Top:
      case hir::Cut::Bottom:
      case hir::Cut::Percentile:
      case hir::Cut::Rank:
        break;
    }
    return "the cut is";
  }

  /// A sentence about events is its own label; of an aggregate that was written the text is.
  void follow_fold(hir::ExprId id, const hir::Fold& fold, Span span) {
    const bool sentence = span == clause.span;
    const Newest events = outliner.newest(fold);
    if (sentence) {
      clause.readings.push_back({"", "", std::nullopt, events});
    } else {
      const std::string text = outliner.written(span);
      add(text.substr(0, text.find('(')), id, text, events);
    }
    Reader inner{outliner, clause, true};
    inner.operands(fold);
  }

  void follow_trait(hir::ExprId id, std::uint32_t index) {
    const hir::Trait trait = outliner.hir_.traits[index];
    const bool condition = outliner.hir_[trait.value].type.kind == plan::Kind::Bool;
    if (!condition) add(trait.name, id, trait.name);
    if (!outliner.traits_.insert(index).second) return;
    if (condition) {
      part(trait.value);
    } else {
      follow(trait.value);
    }
  }

  void follow_score(std::span<const hir::ExprId> pairs) {
    const std::vector<hir::ExprId> operands(pairs.begin(), pairs.end());
    for (std::size_t i = 0; i + 1 < operands.size(); i += 2) {
      Outline made = outliner.outline(operands[i + 1]);
      const auto* points = std::get_if<hir::Constant>(&outliner.hir_[operands[i]].node);
      if (points != nullptr) made.text = fmt::format("{} if {}", points->value.number, made.text);
      clause.parts.push_back(std::move(made));
    }
  }
};

hir::ExprId Outliner::added(hir::Node node, plan::Type type) {
  hir_.exprs.push_back({std::move(node), type, true, {}});
  return hir::ExprId{static_cast<std::uint32_t>(hir_.exprs.size() - 1)};
}

hir::ExprId Outliner::left_over(const hir::Arm& arm) {
  const std::vector<std::uint32_t> arms = hir_.partitions[arm.partition].arms;
  std::vector<hir::ExprId> earlier;
  for (std::size_t i = 0; i < arms.size() && i < arm.position; ++i) earlier.push_back(added(hir::SegmentRef{arms[i]}, plan::bool_type()));
  const hir::IdRange list{static_cast<std::uint32_t>(hir_.expr_list.size()), static_cast<std::uint32_t>(earlier.size())};
  hir_.expr_list.insert(hir_.expr_list.end(), earlier.begin(), earlier.end());
  return added(hir::Not{added(hir::Logic{hir::Connective::Or, list}, plan::bool_type())}, plan::bool_type());
}

std::vector<Outline> Outliner::earlier_arms(const hir::Arm& arm) {
  std::vector<Outline> made;
  const std::vector<std::uint32_t> arms = hir_.partitions[arm.partition].arms;
  for (std::size_t i = 0; i < arms.size() && i < arm.position; ++i) {
    const hir::Segment earlier = hir_.segments[arms[i]];
    Outline taken;
    taken.condition = added(hir::SegmentRef{arms[i]}, plan::bool_type());
    taken.text = fmt::format("taken by an earlier arm: {}", earlier.name);
    taken.span = earlier.name_span;
    if (earlier.arm && earlier.arm->condition) taken.parts.push_back(outline(*earlier.arm->condition));
    made.push_back(std::move(taken));
  }
  return made;
}

Outline Outliner::joined(hir::ExprId condition, Joint joint, bool negated, const std::vector<hir::ExprId>& parts) {
  const Span span = hir_[condition].span;
  Outline made{condition, joint, negated, "", span, {}, {}, {}};
  const std::string text = written(span);
  const std::size_t brace = text.find('{');
  const bool block = !text.empty() && text.back() == '}' && brace != std::string::npos && brace > 0;
  made.text = block ? text.substr(0, text.find_last_not_of(' ', brace - 1) + 1) : std::string(joint_text(joint, negated));
  for (const hir::ExprId part : parts) made.parts.push_back(outline(part));
  return made;
}

/// Steps stand below what is written around them, and decide as a conjunction does.
void Outliner::name_sequence(Outline& clause) const {
  const std::size_t open = clause.text.find('{');
  const std::size_t close = clause.text.rfind('}');
  if (open == std::string::npos || close == std::string::npos) return;
  clause.text = clause.text.substr(0, clause.text.find_last_not_of(' ', open - 1) + 1) + clause.text.substr(close + 1);
  const auto* negation = std::get_if<hir::Not>(&hir_[clause.condition].node);
  clause.negated = negation != nullptr;
  const hir::Node& node = negation == nullptr ? hir_[clause.condition].node : hir_[negation->operand].node;
  if (std::holds_alternative<hir::Sequence>(node)) clause.joint = Joint::All;
}

Outline Outliner::outline(hir::ExprId condition) {
  const Structure structure = structure_of(hir_, condition);
  if (structure.joint != Joint::Leaf) return joined(condition, structure.joint, structure.negated, structure.parts);
  const hir::Node& node = hir_[condition].node;
  // `not (a and b)`: the brackets hold a chain of its own.
  if (const auto* negation = std::get_if<hir::Not>(&node)) {
    const Structure inner = structure_of(hir_, negation->operand);
    if (inner.joint == Joint::All || inner.joint == Joint::Any) return joined(condition, inner.joint, !inner.negated, inner.parts);
  }
  const bool reference = std::holds_alternative<hir::SegmentRef>(node) || std::holds_alternative<hir::TraitRef>(node);
  const Span span = hir_[condition].span;
  Outline made{condition, Joint::Leaf, false, written(span), span, {}, {}, {}};
  Reader{*this, made}.follow(condition);
  if (made.sequence) name_sequence(made);
  if (reference && !made.parts.empty()) made.joint = Joint::Reference;
  return made;
}

}  // namespace seg::explain
