// Functions that are called by name, and comparisons with the whole population.

#include "compiler/semantics/cuts.h"
#include "compiler/semantics/events.h"
#include "compiler/semantics/functions.h"
#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/parameters.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

/// The percentage above 0% and at most 100%, or `otherwise` reported.
std::optional<plan::Literal> share_of(Checker& checker, const WrittenNumber& number, Code otherwise, Span span) {
  const auto share = ratio_of({number.mantissa, number.scale, true});
  if (share && share->number > 0 && share->number <= share->denominator) return share;
  checker.diagnostics.report(otherwise, span, shown(checker, span));
  return std::nullopt;
}

/// `average` and `median`: one value.
Checked check_mean(Checker& checker, hir::Cut cut, std::string_view name, std::span<const ast::ExprId> arguments, Span span, Scope scope) {
  if (!require_profile(checker, scope, span, name)) return std::nullopt;
  if (arguments.size() != 1) {
    checker.diagnostics.report(Code::WrongArguments, span, name, fmt::format("one value: `{}(clv)`", name), arguments.size());
    return std::nullopt;
  }
  const auto against = check_against(checker, arguments[0]);
  if (!against || !require_value(checker, against->value, cut, fmt::format("`{}`", name))) return std::nullopt;
  return add_cut(checker, cut, *against, std::nullopt, cut_text(checker, span), span);
}

Checked check_percentile(Checker& checker, std::span<const ast::ExprId> arguments, Span span, Scope scope) {
  if (!require_profile(checker, scope, span, "percentile")) return std::nullopt;
  if (arguments.size() != 2) {
    checker.diagnostics.report(Code::WrongArguments, span, "percentile", "a number from 0 to 100 and a value: `percentile(80, clv)`",
                               arguments.size());
    return std::nullopt;
  }
  const auto written = written_literal(*checker.ast, arguments[0]);
  const auto* number = written ? std::get_if<WrittenNumber>(&written->value) : nullptr;
  const Span place = (*checker.ast)[arguments[0]].span;
  std::optional<plan::Literal> share;
  if (number == nullptr || number->percent) {
    checker.diagnostics.report(Code::BadPercentile, place, shown(checker, place));
  } else {
    share = share_of(checker, *number, Code::BadPercentile, place);
  }
  const auto against = check_against(checker, arguments[1]);
  if (!share || !against || !require_value(checker, against->value, hir::Cut::Percentile, "`percentile`")) return std::nullopt;
  return add_cut(checker, hir::Cut::Percentile, *against, share, cut_text(checker, span), span);
}

/// Its cuts are those of `in top 80%` and so on, by their texts, too.
Checked check_quintile(Checker& checker, std::span<const ast::ExprId> arguments, Span span, Scope scope) {
  if (!require_profile(checker, scope, span, "quintile")) return std::nullopt;
  if (arguments.size() != 1) {
    checker.diagnostics.report(Code::WrongArguments, span, "quintile", "one value: `quintile(clv)`", arguments.size());
    return std::nullopt;
  }
  const auto against = check_against(checker, arguments[0]);
  if (!against || !require_value(checker, against->value, hir::Cut::Top, "`quintile`")) return std::nullopt;
  std::vector<hir::ExprId> cuts;
  for (const std::int64_t percent : {80, 60, 40, 20}) {
    const auto share = ratio_of({percent, 0, true});
    std::string text = fmt::format("{} in top {}%{}", against->text, percent, against->among_text);
    const Checked cut = add_cut(checker, hir::Cut::Top, *against, share, std::move(text), span);
    if (!cut) return std::nullopt;
    cuts.push_back(*cut);
  }
  const bool optional = checker.optional(against->value) || against->among;
  const hir::IdRange steps = checker.list(cuts);
  return checker.add(hir::Quintile{against->value, steps}, plan::int_type(), optional, span);
}

/// An aggregate without `of`: over an event by its name, or over a value of the profile.
Checked aggregate_call(Checker& checker, std::string_view name, const ast::CallExpr& node, std::span<const ast::ExprId> arguments,
                       Span span, Scope scope) {
  if (arguments.size() == 1) {
    const auto* events = std::get_if<ast::NameExpr>(&(*checker.ast)[arguments[0]].node);
    if (events != nullptr && checker.streams.contains(checker.text(events->name))) {
      checker.diagnostics.report(Code::AggregateWithoutValue, span, name,
                                 fmt::format("{}(EXPRESSION of {})", name, checker.text(events->name)));
      return std::nullopt;
    }
  }
  if (name == "median") return check_mean(checker, hir::Cut::Median, name, arguments, span, scope);
  Diagnostic& diagnostic = checker.diagnostics.report(Code::AggregateOverProfile, span, name);
  if (name == "avg")
    diagnostic.fix(replacement("write `average`", node.function.span, "average", Safety::Unsafe));
  else
    diagnostic.note(fmt::format("write `{}(EXPRESSION of EVENTS)`", name));
  return std::nullopt;
}

}  // namespace

Checked check_call(Checker& checker, const ast::CallExpr& node, Span span, Scope scope) {
  if (node.module) return check_trait_call(checker, node, span);
  const std::string_view name = checker.text(node.function);
  const std::span<const ast::ExprId> arguments{checker.ast->expr_list.data() + node.arguments.first, node.arguments.count};
  if (scope.group != nullptr && is_aggregate(name)) {
    WrittenAggregate written;
    written.function = name;
    written.distinct = node.distinct;
    if (arguments.size() == 2 && name == "nth") written.number = arguments[0];
    const bool one = arguments.size() == (name == "nth" ? 2U : 1U);
    if (!one) {
      const std::string_view expected = name == "nth" ? "a number and a value of the group's events" : "one value of the group's events";
      checker.diagnostics.report(Code::WrongArguments, span, name, expected, arguments.size());
      return std::nullopt;
    }
    written.value = arguments.back();
    return check_group_aggregate(checker, written, span, scope);
  }
  const Function* function = find_function(name);
  if (function == nullptr && checker.traits.contains(name)) return check_trait_call(checker, node, span);
  if (function == nullptr) {
    Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownFunction, node.function.span, name);
    std::vector<std::string_view> names;
    for (const Function& known : functions()) names.push_back(known.name);
    suggest_name(checker, diagnostic, node.function.span, name, names);
    return std::nullopt;
  }
  switch (function->kind) {
    case FunctionKind::Aggregate:
      return aggregate_call(checker, name, node, arguments, span, scope);
    case FunctionKind::Value:
      return check_value_function(checker, *function, node, span, scope);
    case FunctionKind::Population:
      break;
  }
  if (name == "average") return check_mean(checker, hir::Cut::Average, name, arguments, span, scope);
  if (name == "percentile") return check_percentile(checker, arguments, span, scope);
  if (name == "quintile") return check_quintile(checker, arguments, span, scope);
  checker.diagnostics.report(Code::BadRank, span, "a comparison with a whole number: `rank(clv) <= 1000`");
  return std::nullopt;
}

Checked check_in_population(Checker& checker, const ast::InPopulationExpr& node, Span span, Scope scope) {
  const bool top = node.side == ast::PopulationSide::Top;
  const std::string_view side = top ? "top" : "bottom";
  if (!require_profile(checker, scope, span, side)) return std::nullopt;
  const auto against = check_against(checker, node.value, node.among);
  const Span place = (*checker.ast)[node.share].span;
  const auto written = written_literal(*checker.ast, node.share);
  const auto* number = written ? std::get_if<WrittenNumber>(&written->value) : nullptr;
  std::optional<plan::Literal> share;
  if (number == nullptr || !number->percent) {
    Diagnostic& diagnostic = checker.diagnostics.report(Code::CountOfPopulation, place, side, shown(checker, place));
    diagnostic.note(fmt::format("write a percentage: `in {} 20%`", side));
  } else {
    share = share_of(checker, *number, Code::BadShare, place);
  }
  const hir::Cut cut = top ? hir::Cut::Top : hir::Cut::Bottom;
  if (!against || !share || !require_value(checker, against->value, cut, fmt::format("`in {}`", side))) return std::nullopt;
  std::string text = fmt::format("{} in {} {}{}", against->text, side, normalised(checker, place), against->among_text);
  const Checked threshold = add_cut(checker, cut, *against, share, std::move(text), span);
  if (!threshold) return std::nullopt;
  const hir::ExprId in = top ? compare(checker, hir::Relation::LessEqual, *threshold, against->value, span)
                             : compare(checker, hir::Relation::LessEqual, against->value, *threshold, span);
  return node.negated ? negated(checker, in, span) : in;
}

}  // namespace seg::semantics
