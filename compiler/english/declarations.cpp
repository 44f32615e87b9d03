// Segments, arms of partitions and traits as sentences.
#include <fmt/format.h>

#include "compiler/english/writer.h"

namespace seg::english {
namespace {

constexpr std::string_view kWho = "Customers";

std::optional<Writer> writer_for(const hir::Hir& hir, std::int64_t now) {
  auto zone = calendar::Zone::find(hir.schema.plan.zone);
  if (!zone) zone = calendar::Zone::find("UTC");
  if (!zone) return std::nullopt;
  return Writer{hir, {now, *zone}, {}, {}, {}, {}, {}};
}

Description description_of(Writer&& writer, Sentence sentence) {
  return {std::move(sentence), std::move(writer.windows), {}, std::move(writer.traits), std::move(writer.segments), std::move(writer.cuts)};
}

/// The names of the arms before, without the partition's.
std::vector<std::string> earlier_arms(const hir::Hir& hir, const hir::Arm& arm) {
  std::vector<std::string> names;
  const auto& arms = hir.partitions[arm.partition].arms;
  for (std::size_t i = 0; i < arms.size() && i < arm.position; ++i) {
    const std::string& name = hir.segments[arms[i]].name;
    names.push_back(name.substr(name.rfind('.') + 1));
  }
  return names;
}

/// Whoever no earlier arm took, and the arm's own condition.
Sentence arm_sentence(Writer& writer, const hir::Arm& arm) {
  const auto names = earlier_arms(writer.hir, arm);
  if (names.empty())
    return arm.condition ? sentence_of(predicate(writer, *arm.condition, {}), std::string(kWho)) : Sentence{"All customers.", {}};
  const std::string others = names.size() == 1 ? "not in " + names.front() : "in none of " + listed(names, "and");
  if (!arm.condition) return {fmt::format("All other {}: those {}.", "customers", others), {}};
  Predicate before;
  before.subject = Subject::Who;
  before.text = "are " + others;
  Predicate own = predicate(writer, *arm.condition, {});
  Predicate both;
  both.joint = Joint::All;
  both.parts.push_back(std::move(before));
  if (own.joint == Joint::All) {
    for (Predicate& part : own.parts) both.parts.push_back(std::move(part));
  } else {
    both.parts.push_back(std::move(own));
  }
  return sentence_of(both, std::string(kWho));
}

const hir::Apply* score_of(const hir::Hir& hir, hir::ExprId id) {
  const auto* apply = std::get_if<hir::Apply>(&hir[id].node);
  return apply != nullptr && apply->op == plan::Op::Score ? apply : nullptr;
}

}  // namespace

Description describe(const hir::Hir& hir, const hir::Segment& segment, std::int64_t now) {
  auto writer = writer_for(hir, now);
  if (!writer) return {};
  Sentence sentence =
      segment.arm ? arm_sentence(*writer, *segment.arm) : sentence_of(predicate(*writer, segment.where, {}), std::string(kWho));
  return description_of(std::move(*writer), std::move(sentence));
}

Description describe(const hir::Hir& hir, const hir::Trait& trait, std::int64_t now) {
  auto writer = writer_for(hir, now);
  if (!writer) return {};
  if (const hir::Apply* score = score_of(hir, trait.value)) {
    auto points = score_points(*writer, *score, {});
    Description made = description_of(std::move(*writer), {"The sum of the points of what is true:", {}});
    made.points = std::move(points);
    return made;
  }
  if (trait.type == plan::bool_type()) {
    Sentence sentence = sentence_of(predicate(*writer, trait.value, {}), "True for customers");
    return description_of(std::move(*writer), std::move(sentence));
  }
  std::string text = value_text(*writer, trait.value, {}) + ".";
  if (text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return description_of(std::move(*writer), {std::move(text), {}});
}

}  // namespace seg::english
