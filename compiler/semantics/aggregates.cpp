// Aggregates over a query's events: which value each takes, and what it then is.

#include "compiler/semantics/events.h"
#include "compiler/semantics/functions.h"
#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

using hir::Aggregate;

std::optional<Aggregate> aggregate_of(std::string_view function) {
  constexpr std::pair<std::string_view, Aggregate> kAggregates[] = {
      {"count", Aggregate::Count},   {"sum", Aggregate::Sum},     {"avg", Aggregate::Average}, {"min", Aggregate::Min},
      {"max", Aggregate::Max},       {"first", Aggregate::First}, {"last", Aggregate::Last},   {"median", Aggregate::Median},
      {"stddev", Aggregate::Stddev}, {"mode", Aggregate::Mode},   {"nth", Aggregate::Nth},     {"share", Aggregate::Share},
  };
  for (const auto& [name, aggregate] : kAggregates) {
    if (name == function) return aggregate;
  }
  return std::nullopt;
}

/// The operator whose operand and result types the aggregate has.
plan::Op fold_operator(Aggregate aggregate) {
  switch (aggregate) {
    case Aggregate::Count:
      return plan::Op::CountDistinct;
    case Aggregate::Sum:
    case Aggregate::Average:
      return plan::Op::SumOf;
    case Aggregate::Min:
      return plan::Op::MinOf;
    case Aggregate::Max:
      return plan::Op::MaxOf;
    case Aggregate::First:
    case Aggregate::Nth:
      return plan::Op::FirstOf;
    case Aggregate::Last:
      return plan::Op::LastOf;
    case Aggregate::Median:
      return plan::Op::MedianOf;
    case Aggregate::Stddev:
      return plan::Op::StddevOf;
    case Aggregate::Mode:
      return plan::Op::ModeOf;
    case Aggregate::Share:
    case Aggregate::AllTrue:
    case Aggregate::AtLeastTrue:
      return plan::Op::AllTrue;
  }
  return plan::Op::CountDistinct;
}

/// What an aggregate expects of its value, in the words of a diagnostic.
std::string_view expected_value(Aggregate aggregate, plan::Type found) {
  switch (aggregate) {
    case Aggregate::Sum:
    case Aggregate::Average:
    case Aggregate::Stddev:
      return is_fraction(found) ? "a number that is no quotient" : "a number, money or a duration";
    case Aggregate::Median:
      return "a number, money or a duration";
    case Aggregate::Min:
    case Aggregate::Max:
      return "a value that has an order";
    case Aggregate::Share:
    case Aggregate::AllTrue:
    case Aggregate::AtLeastTrue:
      return "a condition";
    case Aggregate::Count:
    case Aggregate::First:
    case Aggregate::Last:
    case Aggregate::Nth:
    case Aggregate::Mode:
      break;
  }
  return "a value that is no list";
}

std::optional<plan::Type> fold_type(Checker& checker, Aggregate aggregate, std::string_view function, hir::ExprId value) {
  if (aggregate == Aggregate::Share) return plan::ratio_type();
  const plan::Type type = checker.type(value);
  const plan::Type operands[] = {plan::timestamp_type(), plan::timestamp_type(), plan::bool_type(), type};
  const plan::TypeResult result = plan::result_type(checker.hir.schema.plan, fold_operator(aggregate), operands);
  if (!result.ok) {
    report_wrong_type(checker, value, fmt::format("`{}`", function), expected_value(aggregate, type));
    return std::nullopt;
  }
  return aggregate == Aggregate::Average && type.kind != plan::Kind::Float ? fraction_of(result.type) : result.type;
}

/// Whether `distinct` stands where it has a meaning.
bool require_distinct(Checker& checker, const WrittenAggregate& written, const hir::Query& query, Span span) {
  if (!written.distinct || written.function == "count") return true;
  if (written.function == "share") {
    checker.diagnostics.report(Code::NotOverGroups, span, "`share(distinct …)`", "taken: a share is of events, each counts");
    return false;
  }
  if (query.matches.empty()) return true;
  checker.diagnostics
      .report(Code::NotOverGroups, span, fmt::format("`{}(distinct …)`", written.function),
              "taken where events are grouped or refer to another")
      .note("`count(distinct …)` can");
  return false;
}

bool require_value(Checker& checker, const WrittenAggregate& written, std::string_view example, Span span) {
  const bool count = written.function == "count";
  if (!count && !written.value) {
    checker.diagnostics.report(Code::AggregateWithoutValue, span, written.function, example);
    return false;
  }
  if (count && written.value && !written.distinct) {
    const Span value = (*checker.ast)[*written.value].span;
    Diagnostic& diagnostic = checker.diagnostics.report(Code::CountOfValue, value);
    diagnostic.fix(
        {"count the different values: add `distinct`", {{{value.source, value.begin, value.begin}, "distinct "}}, Safety::Unsafe});
    return false;
  }
  return true;
}

/// The number of `nth(2, …)`: a literal from 1 on.
Checked check_position(Checker& checker, ast::ExprId id) {
  const Span span = (*checker.ast)[id].span;
  const auto written = written_literal(*checker.ast, id);
  const auto* number = written ? std::get_if<WrittenNumber>(&written->value) : nullptr;
  if (number == nullptr || number->percent || number->scale != 0 || number->mantissa < 1) {
    checker.diagnostics.report(Code::NotAPosition, span, "nth", shown(checker, span)).note("the oldest event is `nth(1, …)`");
    return std::nullopt;
  }
  return checker.constant(int_literal(number->mantissa), span);
}

}  // namespace

Checked check_fold(Checker& checker, const WrittenAggregate& written, hir::Query query, Scope inside, std::string_view example, Span span) {
  const Aggregate aggregate = *aggregate_of(written.function);
  if (!require_value(checker, written, example, span)) return std::nullopt;
  if (!written.value) return count_of(checker, query, span);
  const Checked number = aggregate == Aggregate::Nth && written.number ? check_position(checker, *written.number) : std::nullopt;
  const Checked value =
      aggregate == Aggregate::Share ? check_condition(checker, *written.value, inside) : check_expression(checker, *written.value, inside);
  if (aggregate == Aggregate::Nth && !written.number) {
    checker.diagnostics.report(Code::WrongArguments, span, "nth", "a number and a value: `nth(2, at of purchases)`", "no number");
    return std::nullopt;
  }
  if (written.number && aggregate != Aggregate::Nth) {
    checker.diagnostics.report(Code::WrongArguments, (*checker.ast)[*written.number].span, written.function, "a value of events",
                               "a number before it");
    return std::nullopt;
  }
  if (!value || (aggregate == Aggregate::Nth && !number) || !require_distinct(checker, written, query, span)) return std::nullopt;
  const auto type = fold_type(checker, aggregate, written.function, *value);
  if (!type) return std::nullopt;
  const bool never_unknown = aggregate == Aggregate::Sum || aggregate == Aggregate::Count;
  const bool optional = !never_unknown || bounds_optional(checker, query);
  return checker.add(hir::Fold{aggregate, std::move(query), *value, written.distinct, number}, *type, optional, span);
}

namespace {

/// Whether a function may take events; says what it should have been.
bool require_aggregate(Checker& checker, const ast::AggregateExpr& node) {
  const std::string_view name = checker.text(node.function);
  const Function* function = find_function(name);
  if (function == nullptr) {
    Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownFunction, node.function.span, name);
    std::vector<std::string_view> names;
    for (const Function& known : functions()) {
      if (known.kind == FunctionKind::Aggregate) names.push_back(known.name);
    }
    suggest_name(checker, diagnostic, node.function.span, name, names);
    return false;
  }
  if (aggregate_of(name)) return true;
  if (function->kind == FunctionKind::Population) {
    Diagnostic& diagnostic = checker.diagnostics.report(Code::PopulationOverEvents, node.function.span, name);
    if (name == "average") diagnostic.fix(replacement("write `avg`", node.function.span, "avg", Safety::Unsafe));
    return false;
  }
  Diagnostic& diagnostic = checker.diagnostics.report(Code::WrongArguments, node.function.span, name, "a value", "events");
  diagnostic.note("it stands inside the brackets of an aggregate, around the value");
  return false;
}

}  // namespace

bool is_aggregate(std::string_view function) { return aggregate_of(function).has_value(); }

Checked check_aggregate(Checker& checker, const ast::AggregateExpr& node, Span span, Scope scope) {
  if (!require_aggregate(checker, node)) return std::nullopt;
  const std::string_view name = checker.text(node.function);
  const ast::Query& events = (*checker.ast)[node.query];
  const auto query = check_query(checker, events, scope);
  if (!query) return std::nullopt;
  Scope inside;
  inside.stream = query->stream;
  inside.gap = query->matches.empty();
  inside.named = scope.named;
  const std::string example = fmt::format("{}({}EXPRESSION of {})", name, name == "nth" ? "2, " : "", checker.text(events.stream));
  return check_fold(checker, {name, node.distinct, node.value, node.number}, *query, inside, example, span);
}

Checked check_gap(Checker& checker, Span span, Scope scope) {
  if (scope.gap) return checker.add(hir::Gap{}, plan::duration_type(), true, span);
  Diagnostic& diagnostic =
      scope.stream ? checker.diagnostics.report(Code::MisplacedGap, span, "it is the time between the events that are left in the end")
                   : checker.diagnostics.report(Code::MisplacedGap, span, "it is the time between two events, and here is none");
  diagnostic.note(
      "it stands in the value of an aggregate, `median(gap of purchases)`, or after `satisfies`; not where events are grouped or "
      "refer to another");
  return std::nullopt;
}

}  // namespace seg::semantics
