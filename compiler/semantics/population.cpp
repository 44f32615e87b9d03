// Functions that are called by name, and comparisons with the whole population.

#include "compiler/semantics/events.h"
#include "compiler/semantics/functions.h"
#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/parameters.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

bool require_profile(Checker& checker, Scope scope, Span span, std::string_view what) {
  if (!scope.stream && scope.group == nullptr) return true;
  checker.diagnostics.report(Code::PopulationInEvent, span, what);
  return false;
}

/// The percentage above 0% and at most 100%, or `otherwise` reported.
std::optional<plan::Literal> share_of(Checker& checker, const WrittenNumber& number, Code otherwise, Span span) {
  const auto share = ratio_of({number.mantissa, number.scale, true});
  if (share && share->number > 0 && share->number <= share->denominator) return share;
  checker.diagnostics.report(otherwise, span, shown(checker, span));
  return std::nullopt;
}

/// Cuts take a value with an order that is no text; the average takes a number.
bool require_value(Checker& checker, hir::ExprId value, hir::Cut cut, std::string_view what) {
  const plan::Type type = checker.type(value);
  if (cut == hir::Cut::Average) {
    if (is_number(type)) return true;
    report_wrong_type(checker, value, what, "a number");
    return false;
  }
  if (is_ordered(checker.hir.schema.plan, type) && !plan::is_text(type)) return true;
  report_wrong_type(checker, value, what, "a value that has an order and is no text");
  return false;
}

Checked add_cut(Checker& checker, hir::Cut cut, hir::ExprId value, std::optional<plan::Literal> share, std::string text, Span span) {
  plan::Type type = checker.type(value);
  if (cut == hir::Cut::Average && type.kind != plan::Kind::Float) type = fraction_of(type);
  // Over a profile whose value is known the population is not empty, so the cut is unknown only where the value is.
  const bool optional = checker.optional(value);
  const hir::ExprId id = checker.add(hir::PopulationCut{cut, value, std::move(share), std::move(text)}, type, optional, span);
  if (checker.measures[id.index].stage > plan::kMaxPopulationStages) {
    checker.diagnostics.report(Code::TooManyStages, span, plan::kMaxPopulationStages);
    return std::nullopt;
  }
  return id;
}

Checked check_average(Checker& checker, std::span<const ast::ExprId> arguments, Span span, Scope scope) {
  if (!require_profile(checker, scope, span, "average")) return std::nullopt;
  if (arguments.size() != 1) {
    checker.diagnostics.report(Code::WrongArguments, span, "average", "one value: `average(clv)`", arguments.size());
    return std::nullopt;
  }
  const Checked value = check_expression(checker, arguments[0], Scope{});
  if (!value || !require_value(checker, *value, hir::Cut::Average, "`average`")) return std::nullopt;
  return add_cut(checker, hir::Cut::Average, *value, std::nullopt, normalised(checker, span), span);
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
  const Checked value = check_expression(checker, arguments[1], Scope{});
  if (!share || !value || !require_value(checker, *value, hir::Cut::Percentile, "`percentile`")) return std::nullopt;
  return add_cut(checker, hir::Cut::Percentile, *value, share, normalised(checker, span), span);
}

/// An aggregate without `of`: over an event by its name, or over a value of the profile.
Checked aggregate_call(Checker& checker, std::string_view name, const ast::CallExpr& node, std::span<const ast::ExprId> arguments,
                       Span span) {
  if (name == "median") return not_yet(checker, node.function.span, "median over the population");
  if (arguments.size() == 1) {
    const auto* events = std::get_if<ast::NameExpr>(&(*checker.ast)[arguments[0]].node);
    if (events != nullptr && checker.streams.contains(checker.text(events->name))) {
      checker.diagnostics.report(Code::AggregateWithoutValue, span, name,
                                 fmt::format("{}(EXPRESSION of {})", name, checker.text(events->name)));
      return std::nullopt;
    }
  }
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
    case FunctionKind::NotYet:
      return not_yet(checker, node.function.span, name);
    case FunctionKind::Aggregate:
      return aggregate_call(checker, name, node, arguments, span);
    case FunctionKind::Value:
      return check_value_function(checker, *function, node, span, scope);
    case FunctionKind::Population:
      break;
  }
  return name == "average" ? check_average(checker, arguments, span, scope) : check_percentile(checker, arguments, span, scope);
}

Checked check_in_population(Checker& checker, const ast::InPopulationExpr& node, Span span, Scope scope) {
  const bool top = node.side == ast::PopulationSide::Top;
  const std::string_view side = top ? "top" : "bottom";
  if (!require_profile(checker, scope, span, side)) return std::nullopt;
  const Checked value = check_expression(checker, node.value, Scope{});
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
  if (!value || !share || !require_value(checker, *value, cut, fmt::format("`in {}`", side))) return std::nullopt;
  std::string text = fmt::format("{} in {} {}", normalised(checker, (*checker.ast)[node.value].span), side, normalised(checker, place));
  const Checked threshold = add_cut(checker, cut, *value, share, std::move(text), span);
  if (!threshold) return std::nullopt;
  const hir::ExprId in = top ? compare(checker, hir::Relation::LessEqual, *threshold, *value, span)
                             : compare(checker, hir::Relation::LessEqual, *value, *threshold, span);
  return node.negated ? negated(checker, in, span) : in;
}

}  // namespace seg::semantics
