// Values against the population.
#include <fmt/format.h>

#include "compiler/english/writer.h"

namespace seg::english {
namespace {

void keep_cut(Writer& writer, const hir::PopulationCut& cut) { add_once(writer.cuts, cut.text); }

/// `all customers`, `the customers who …`.
std::string population_text(Writer& writer, const std::optional<hir::ExprId>& among) {
  return among ? "the customers " + relative(predicate(writer, *among, {})) : "all customers";
}

std::string percent_text(const plan::Literal& share) {
  plan::Literal ratio = share;
  ratio.type = plan::ratio_type();
  return literal_text({}, ratio, *calendar::Zone::find("UTC"), true);
}

/// `80th percentile`, `99.5 % percentile`.
std::string percentile_text(const plan::Literal& share) {
  __extension__ typedef __int128 Wide;
  const Wide scaled = Wide{share.number} * 100;
  if (scaled % share.denominator == 0) return ordinal(static_cast<std::int64_t>(scaled / share.denominator)) + " percentile";
  return percent_text(share) + " percentile";
}

std::string cut_words(const hir::PopulationCut& cut, const std::string& value) {
  switch (cut.cut) {
    case hir::Cut::Top:
      return fmt::format("the lowest {} of the top {}", value, percent_text(*cut.share));
    case hir::Cut::Bottom:
      return fmt::format("the highest {} of the bottom {}", value, percent_text(*cut.share));
    case hir::Cut::Percentile:
      return fmt::format("the {} of {}", percentile_text(*cut.share), value);
    case hir::Cut::Average:
      return "the average " + value;
    case hir::Cut::Median:
      return "the median " + value;
    case hir::Cut::Rank:
      return fmt::format("the {} at rank {}", value, cut.share ? cut.share->number : 1);
  }
  return {};
}

}  // namespace

Noun cut_noun(Writer& writer, const hir::PopulationCut& cut, const Scope&) {
  keep_cut(writer, cut);
  const std::string value = without_article(noun(writer, cut.value, {}).text);
  return {Noun::Owner::None, fmt::format("{} of {}", cut_words(cut, value), population_text(writer, cut.among))};
}

std::optional<Predicate> cut_predicate(Writer& writer, const hir::Compare& compare, const Scope& scope, bool negated) {
  if (compare.relation != hir::Relation::LessEqual) return std::nullopt;
  const auto* left = std::get_if<hir::PopulationCut>(&writer.hir[compare.left].node);
  const auto* right = std::get_if<hir::PopulationCut>(&writer.hir[compare.right].node);
  const bool top = left != nullptr && left->cut == hir::Cut::Top;
  const bool bottom = right != nullptr && right->cut == hir::Cut::Bottom;
  if (!top && !bottom) return std::nullopt;
  const hir::PopulationCut& cut = top ? *left : *right;
  keep_cut(writer, cut);
  return about(noun(writer, top ? compare.right : compare.left, scope),
               fmt::format("{} among the {} {} of {}", negated ? "is not" : "is", top ? "top" : "bottom", percent_text(*cut.share),
                           population_text(writer, cut.among)));
}

Predicate rank_predicate(Writer& writer, const hir::RankAtMost& rank, const Scope& scope, bool negated) {
  const auto* cut = std::get_if<hir::PopulationCut>(&writer.hir[rank.cut].node);
  const std::int64_t count = cut != nullptr && cut->share ? cut->share->number : 1;
  const std::optional<hir::ExprId> among = cut == nullptr ? std::nullopt : cut->among;
  if (cut != nullptr) keep_cut(writer, *cut);
  const std::string_view is = negated ? "is not" : "is";
  const std::string population = population_text(writer, among);
  return about(noun(writer, rank.value, scope), count == 1
                                                    ? fmt::format("{} the highest of {}, or as high", is, population)
                                                    : fmt::format("{} among the {} highest of {}, ties included", is, count, population));
}

Noun quintile_noun(Writer& writer, const hir::Quintile& quintile, const Scope& scope) {
  std::optional<hir::ExprId> among;
  for (const hir::ExprId id : writer.hir.operands(quintile.cuts)) {
    const auto* cut = std::get_if<hir::PopulationCut>(&writer.hir[id].node);
    if (cut == nullptr) continue;
    keep_cut(writer, *cut);
    among = cut->among;
  }
  const Noun value = noun(writer, quintile.value, scope);
  const std::string population = population_text(writer, among);
  if (value.owner == Noun::Owner::Customer)
    return {value.owner, fmt::format("{} quintile among {} (5 is the highest)", value.text, population)};
  return {value.owner, fmt::format("the quintile of {} among {} (5 is the highest)", value.text, population)};
}

}  // namespace seg::english
