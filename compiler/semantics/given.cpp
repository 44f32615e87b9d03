#include "compiler/semantics/given.h"

#include <algorithm>
#include <unordered_set>

#include "compiler/semantics/example_values.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/same.h"
#include "compiler/semantics/walk.h"

namespace seg::semantics {

namespace {

/// What a cut stands for, and what stands around the value in its text (which ends with a line break).
struct Side {
  ast::Comparison comparison;
  std::string_view written;
  std::string_view before;
  std::vector<std::string_view> after;
};

Side side_of(hir::Cut cut) {
  switch (cut) {
    case hir::Cut::Top:
      return {ast::Comparison::GreaterEqual, ">=", "", {" in top "}};
    case hir::Cut::Bottom:
      return {ast::Comparison::LessEqual, "<=", "", {" in bottom "}};
    case hir::Cut::Rank:
      return {ast::Comparison::GreaterEqual, ">=", "rank(", {") <= ", ") < ", " among "}};
    case hir::Cut::Percentile:
    case hir::Cut::Average:
    case hir::Cut::Median:
      break;
  }
  return {ast::Comparison::Equal, "=", "", {"\n"}};
}

/// The value in the text of a cut.
std::string value_in(std::string_view text, const Side& side) {
  text.remove_prefix(side.before.size());
  std::size_t end = text.size();
  for (const std::string_view after : side.after) end = std::min(end, text.find(after));
  return std::string(text.substr(0, end));
}

/// Whether `left` is the value that the text of a cut speaks of.
bool is_value_of(const std::string& left, const std::string& text, const Side& side) {
  return std::any_of(side.after.begin(), side.after.end(),
                     [&](std::string_view after) { return (text + "\n").starts_with(fmt::format("{}{}{}", side.before, left, after)); });
}

/// The literal of `412.50 EUR` or of `clv >= 412.50 EUR`: the comparison that the cut stands for, of the value as messages show it or as
/// the example calls it.
std::optional<ast::ExprId> value_of(Checker& checker, const ast::ExampleItem& item, const hir::PopulationCut& cut) {
  const auto* compare = std::get_if<ast::CompareExpr>(&(*checker.ast)[*item.is].node);
  if (compare == nullptr) return item.is;
  const Side side = side_of(cut.cut);
  const std::string left = normalised(checker, (*checker.ast)[compare->left].span);
  const std::string written = normalised(checker, (*checker.ast)[*item.given].span);
  if ((is_value_of(left, cut.text, side) || is_value_of(left, written, side)) && compare->op == side.comparison) return compare->right;
  const Span span = (*checker.ast)[*item.is].span;
  const std::string expected = fmt::format("`{} {} VALUE`", value_in(cut.text, side), side.written);
  checker.diagnostics.report(Code::BadExampleValue, span, cut.text, expected, shown(checker, span));
  return std::nullopt;
}

/// The cut that the expression is, or that `x in top 20%` and `rank(x) <= 9` compare with.
std::optional<hir::ExprId> cut_in(const Checker& checker, hir::ExprId id) {
  const auto is_cut = [&](hir::ExprId operand) { return std::holds_alternative<hir::PopulationCut>(checker.hir[operand].node); };
  id = written_out(checker.hir, id);
  if (is_cut(id)) return id;
  if (const auto* rank = std::get_if<hir::RankAtMost>(&checker.hir[id].node)) return rank->cut;
  const auto* compare = std::get_if<hir::Compare>(&checker.hir[id].node);
  if (compare == nullptr) return std::nullopt;
  for (const hir::ExprId side : {compare->left, compare->right}) {
    if (!is_cut(side)) continue;
    const hir::Cut cut = cut_at(checker, side).cut;
    if (cut == hir::Cut::Top || cut == hir::Cut::Bottom) return side;
  }
  return std::nullopt;
}

}  // namespace

const hir::PopulationCut& cut_at(const Checker& checker, hir::ExprId id) { return std::get<hir::PopulationCut>(checker.hir[id].node); }

std::vector<hir::ExprId> cuts_below(const Checker& checker, hir::ExprId root) {
  std::vector<hir::ExprId> cuts;
  std::unordered_set<std::uint32_t> seen;
  std::vector<hir::ExprId> open{root};
  while (!open.empty()) {
    const hir::ExprId id = written_out(checker.hir, open.back());
    open.pop_back();
    if (!seen.insert(id.index).second) continue;
    const hir::Node& node = checker.hir[id].node;
    const auto same = [&](hir::ExprId other) { return same_value(checker.hir, id, other); };
    if (std::holds_alternative<hir::PopulationCut>(node) && std::none_of(cuts.begin(), cuts.end(), same)) cuts.push_back(id);
    const auto first = static_cast<std::ptrdiff_t>(open.size());
    hir::for_each_operand(checker.hir, node, [&](hir::ExprId operand) { open.push_back(operand); });
    std::reverse(open.begin() + first, open.end());
  }
  return cuts;
}

std::optional<hir::ExampleCut> check_given(Checker& checker, const ast::ExampleItem& item, std::span<const hir::ExprId> cuts) {
  const Span span = (*checker.ast)[*item.given].span;
  const std::string text = normalised(checker, span);
  const auto has_text = [&](hir::ExprId cut) { return cut_at(checker, cut).text == text; };
  auto found = std::find_if(cuts.begin(), cuts.end(), has_text);
  if (std::count_if(cuts.begin(), cuts.end(), has_text) != 1) {
    const Checked value = check_expression(checker, *item.given, Scope{});
    if (!value) return std::nullopt;
    const auto cut = cut_in(checker, *value);
    found = std::find_if(cuts.begin(), cuts.end(), [&](hir::ExprId other) { return cut && same_value(checker.hir, *cut, other); });
  }
  if (found == cuts.end()) {
    Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownCut, span, text);
    for (const hir::ExprId cut : cuts) diagnostic.note(fmt::format("it compares with `{}`", cut_at(checker, cut).text));
    return std::nullopt;
  }
  // A copy: the literal may add to the nodes that it stands in.
  const hir::PopulationCut cut = cut_at(checker, *found);
  const auto written = value_of(checker, item, cut);
  if (!written) return std::nullopt;
  const auto literal = example_literal(checker, *written, cut.text, checker.type(*found));
  if (!literal) return std::nullopt;
  return hir::ExampleCut{cut.text, *literal, item.span, *found};
}

}  // namespace seg::semantics
