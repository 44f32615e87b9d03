// Comparisons and ranges of values.
#include <fmt/format.h>

#include "compiler/english/writer.h"

namespace seg::english {
namespace {

enum class Words : std::uint8_t { Equal, NotEqual, Less, LessEqual, More, MoreEqual };

Words words_of(hir::Relation relation, bool exchanged, bool negated) {
  switch (relation) {
    case hir::Relation::Equal:
      return negated ? Words::NotEqual : Words::Equal;
    case hir::Relation::Less:
      if (negated) return exchanged ? Words::LessEqual : Words::MoreEqual;
      return exchanged ? Words::More : Words::Less;
    case hir::Relation::LessEqual:
      if (negated) return exchanged ? Words::Less : Words::More;
      return exchanged ? Words::MoreEqual : Words::LessEqual;
  }
  return Words::Equal;
}

std::string_view order_words(Words words, plan::Kind kind) {
  const bool day = kind == plan::Kind::Date;
  const bool time = day || kind == plan::Kind::Timestamp;
  switch (words) {
    case Words::Equal:
      return "is";
    case Words::NotEqual:
      return "is not";
    case Words::Less:
      return time ? "is before" : kind == plan::Kind::Enum ? "is below" : "is less than";
    case Words::LessEqual:
      return day ? "is on or before" : time ? "is at or before" : "is at most";
    case Words::More:
      return time ? "is after" : kind == plan::Kind::Enum ? "is above" : "is more than";
    case Words::MoreEqual:
      return day ? "is on or after" : time ? "is at or after" : "is at least";
  }
  return "is";
}

bool is_constant(const hir::Hir& hir, hir::ExprId id) {
  const hir::Node& node = hir[id].node;
  if (const auto* convert = std::get_if<hir::Convert>(&node)) return is_constant(hir, convert->operand);
  return std::holds_alternative<hir::Constant>(node) || std::holds_alternative<hir::Now>(node) ||
         std::holds_alternative<hir::PopulationCut>(node);
}

/// Whether the right side is what the sentence is about: what was written first, and no constant.
bool is_exchanged(const hir::Hir& hir, const hir::Compare& compare) {
  if (is_constant(hir, compare.left) != is_constant(hir, compare.right)) return is_constant(hir, compare.left);
  return hir[compare.right].span.begin < hir[compare.left].span.begin;
}

struct Folded {
  hir::ExprId value;
  bool folded = false;
};

Folded without_case_fold(const hir::Hir& hir, hir::ExprId id) {
  const auto* apply = std::get_if<hir::Apply>(&hir[id].node);
  if (apply == nullptr || apply->op != plan::Op::CaseFold) return {id};
  return {hir.operands(apply->operands).front(), true};
}

/// The ends of a range and what lies between them.
struct Range {
  hir::ExprId value;
  hir::ExprId low;
  hir::ExprId high;
  bool high_included = true;
};

std::optional<Range> range_of(const hir::Hir& hir, hir::IdRange range) {
  const auto operands = hir.operands(range);
  if (operands.size() != 2) return std::nullopt;
  const auto* from = std::get_if<hir::Compare>(&hir[operands[0]].node);
  const auto* to = std::get_if<hir::Compare>(&hir[operands[1]].node);
  if (from == nullptr || to == nullptr || from->right != to->left) return std::nullopt;
  if (from->relation != hir::Relation::LessEqual || to->relation == hir::Relation::Equal) return std::nullopt;
  return Range{from->right, from->left, to->right, to->relation == hir::Relation::LessEqual};
}

bool is_count(const hir::Hir& hir, hir::ExprId id) {
  const auto* fold = std::get_if<hir::Fold>(&hir[id].node);
  return fold != nullptr && fold->aggregate == hir::Aggregate::Count && !fold->distinct && fold->query.matches.empty();
}

}  // namespace

Predicate compare_predicate(Writer& writer, const hir::Compare& compare, const Scope& scope, bool negated) {
  if (auto made = count_predicate(writer, compare, scope, negated)) return std::move(*made);
  if (auto made = cut_predicate(writer, compare, scope, negated)) return std::move(*made);
  if (auto made = cycle_predicate(writer, compare, scope, negated)) return std::move(*made);
  const hir::Hir& hir = writer.hir;
  if (compare.relation == hir::Relation::Equal && compare.left == compare.right)
    return about(noun(writer, compare.left, scope), negated ? "is not itself" : "is known");
  const bool exchanged = is_exchanged(hir, compare);
  const Folded subject = without_case_fold(hir, exchanged ? compare.right : compare.left);
  const Folded other = without_case_fold(hir, exchanged ? compare.left : compare.right);
  const Words words = words_of(compare.relation, exchanged, negated);
  const std::string_view relation = order_words(words, hir[subject.value].type.kind);
  const Noun about_this = noun(writer, subject.value, scope);
  if (compare.relation != hir::Relation::Equal) {
    if (const auto dated = dated_moment(writer, other.value, scope)) return about(about_this, fmt::format("{} {}", relation, *dated));
  }
  return about(about_this, fmt::format("{} {}{}", relation, value_beside(writer, other.value, subject.value, scope),
                                       subject.folded || other.folded ? ", ignoring case" : ""));
}

std::optional<Predicate> range_predicate(Writer& writer, hir::IdRange operands, const Scope& scope, bool negated) {
  const auto range = range_of(writer.hir, operands);
  if (!range) return std::nullopt;
  const plan::Kind kind = writer.hir[range->value].type.kind;
  const std::string_view is = negated ? "is not" : "is";
  if (kind == plan::Kind::Date || kind == plan::Kind::Timestamp) {
    const Noun subject = noun(writer, range->value, scope);
    const std::string window = window_text(writer, range->low, range->high, range->high_included, scope);
    constexpr std::string_view kSince = " since ";
    if (window.rfind(kSince, 0) == 0) {
      const std::string_view now = kind == plan::Kind::Date ? "today" : "now";
      return about(subject, fmt::format("{} from {} to {}", is, window.substr(kSince.size()), now));
    }
    return about(subject, fmt::format("{}{}", is, window));
  }
  if (!range->high_included) return std::nullopt;
  const std::string low = value_beside(writer, range->low, range->value, scope);
  const std::string high = value_beside(writer, range->high, range->value, scope);
  if (is_count(writer.hir, range->value) && !scope.stream) {
    const auto& query = std::get<hir::Fold>(writer.hir[range->value].node).query;
    Predicate made;
    made.subject = Subject::Who;
    made.text = fmt::format("{} from {} to {} {}", negated ? "do not have" : "have", low, high, events_text(writer, query, scope));
    return made;
  }
  return about(noun(writer, range->value, scope), fmt::format("{} from {} to {}", is, low, high));
}

}  // namespace seg::english
