#include "compiler/semantics/cuts.h"

#include "compiler/semantics/messages.h"
#include "compiler/semantics/parameters.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_part_of_name(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }

/// One name or one literal stands for itself, everything else in brackets.
std::string argument_in(const std::string& argument) {
  constexpr std::string_view kOperators[] = {" + ", " - ", " * ", " / "};
  for (const std::string_view op : kOperators) {
    if (argument.find(op) != std::string::npos) return "(" + argument + ")";
  }
  return argument;
}

/// The end of the string literal that begins at `begin`.
std::size_t end_of_string(std::string_view text, std::size_t begin) {
  std::size_t end = begin + 1;
  while (end < text.size() && text[end] != '"') end += text[end] == '\\' ? 2 : 1;
  return std::min(text.size(), end + 1);
}

Checked check_among(Checker& checker, const ast::Among& among) {
  if (among.condition) return check_condition(checker, *among.condition, Scope{});
  return check_member_of(checker, ast::MemberOfExpr{among.members}, among.span);
}

}  // namespace

std::string cut_text(const Checker& checker, Span span) {
  const std::string text = normalised(checker, span);
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    if (text[at] == '"') end = end_of_string(text, at);
    if (is_part_of_name(text[at])) {
      while (end < text.size() && is_part_of_name(text[end])) ++end;
    }
    const std::string_view word = std::string_view(text).substr(at, end - at);
    const bool is_field = at > 0 && text[at - 1] == '.';
    const std::string* argument = is_field || !is_letter(text[at]) ? nullptr : parameter_text(checker, word);
    const auto outside = checker.outside.find(word);
    if (argument != nullptr)
      result += argument_in(*argument);
    else
      result += outside == checker.outside.end() ? std::string(word) : outside->second;
    at = end;
  }
  return result;
}

bool require_profile(Checker& checker, Scope scope, Span span, std::string_view what) {
  if (!scope.stream && scope.group == nullptr) return true;
  checker.diagnostics.report(Code::PopulationInEvent, span, what);
  return false;
}

std::optional<Against> check_against(Checker& checker, ast::ExprId argument) {
  const auto* among = std::get_if<ast::AmongExpr>(&(*checker.ast)[argument].node);
  if (among != nullptr) return check_against(checker, among->value, among->among);
  return check_against(checker, argument, std::nullopt);
}

std::optional<Against> check_against(Checker& checker, ast::ExprId value, const std::optional<ast::Among>& among) {
  const Checked checked = check_expression(checker, value, Scope{});
  const Checked condition = among ? check_among(checker, *among) : std::nullopt;
  if (!checked || (among && !condition)) return std::nullopt;
  Against against{*checked};
  against.text = cut_text(checker, (*checker.ast)[value].span);
  if (among) {
    against.among = condition;
    against.among_text = " " + cut_text(checker, among->span);
  }
  return against;
}

bool require_value(Checker& checker, hir::ExprId value, hir::Cut cut, std::string_view what) {
  const plan::Type type = checker.type(value);
  if (cut == hir::Cut::Average || cut == hir::Cut::Median) {
    if (is_number(type)) return true;
    report_wrong_type(checker, value, what, "a number");
    return false;
  }
  if (is_ordered(checker.hir.schema.plan, type) && !plan::is_text(type)) return true;
  report_wrong_type(checker, value, what, "a value that has an order and is no text");
  return false;
}

Checked add_cut(Checker& checker, hir::Cut cut, const Against& against, std::optional<plan::Literal> share, std::string text, Span span) {
  plan::Type type = checker.type(against.value);
  const bool mean = cut == hir::Cut::Average || cut == hir::Cut::Median;
  if (mean && type.kind != plan::Kind::Float) type = fraction_of(type);
  // Over a profile whose value is known the population is not empty, but for one that is not among it, and for one smaller than the rank.
  const bool optional = checker.optional(against.value) || against.among || cut == hir::Cut::Rank;
  const hir::ExprId id =
      checker.add(hir::PopulationCut{cut, against.value, std::move(share), std::move(text), against.among}, type, optional, span);
  if (checker.measures[id.index].stage > plan::kMaxPopulationStages) {
    checker.diagnostics.report(Code::TooManyStages, span, plan::kMaxPopulationStages);
    return std::nullopt;
  }
  return id;
}

}  // namespace seg::semantics
