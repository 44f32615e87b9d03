// Event queries, aggregates over them and the sentences that count them.

#include <algorithm>

#include "compiler/semantics/functions.h"
#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

std::optional<std::uint32_t> check_stream(Checker& checker, const ast::Name& stream) {
  const std::string_view name = checker.text(stream);
  if (const auto found = checker.streams.find(name); found != checker.streams.end()) return found->second;
  if (checker.traits.contains(name)) {
    not_yet(checker, stream.span, "a trait in place of an event");
    return std::nullopt;
  }
  Diagnostic& diagnostic = checker.diagnostics.report(Code::UnknownStream, stream.span, name);
  std::vector<std::string_view> names;
  for (const plan::Stream& known : checker.hir.schema.plan.streams) {
    names.push_back(known.plural);
    names.push_back(known.name);
  }
  suggest_name(checker, diagnostic, stream.span, name, names);
  return std::nullopt;
}

bool bounds_optional(const Checker& checker, const hir::Query& query) {
  return (query.from && checker.optional(*query.from)) || (query.to && checker.optional(*query.to));
}

hir::ExprId count_of(Checker& checker, const hir::Query& query, Span span) {
  return checker.add(hir::Fold{hir::Aggregate::Count, query, std::nullopt}, plan::int_type(), bounds_optional(checker, query), span);
}

}  // namespace

std::optional<hir::Query> check_query(Checker& checker, const ast::Query& query) {
  const auto stream = check_stream(checker, query.stream);
  if (!stream) return std::nullopt;
  hir::Query result{*stream, std::nullopt, std::nullopt, std::nullopt};
  bool ok = !query.window || check_window(checker, *query.window, result);
  if (query.where) {
    result.where = check_condition(checker, *query.where, Scope{*stream});
    ok = ok && result.where;
  }
  if (!ok) return std::nullopt;
  return result;
}

namespace {

std::optional<hir::Aggregate> aggregate_of(std::string_view function) {
  if (function == "count") return hir::Aggregate::Count;
  if (function == "sum") return hir::Aggregate::Sum;
  if (function == "avg") return hir::Aggregate::Average;
  if (function == "min") return hir::Aggregate::Min;
  if (function == "max") return hir::Aggregate::Max;
  if (function == "first") return hir::Aggregate::First;
  if (function == "last") return hir::Aggregate::Last;
  return std::nullopt;
}

plan::Op fold_operator(hir::Aggregate aggregate) {
  switch (aggregate) {
    case hir::Aggregate::Count:
      return plan::Op::Count;
    case hir::Aggregate::Sum:
    case hir::Aggregate::Average:
      return plan::Op::SumOf;
    case hir::Aggregate::Min:
      return plan::Op::MinOf;
    case hir::Aggregate::Max:
      return plan::Op::MaxOf;
    case hir::Aggregate::First:
      return plan::Op::FirstOf;
    case hir::Aggregate::Last:
      return plan::Op::LastOf;
    case hir::Aggregate::Median:
      return plan::Op::MedianOf;
    case hir::Aggregate::Stddev:
      return plan::Op::StddevOf;
    case hir::Aggregate::Mode:
      return plan::Op::ModeOf;
    case hir::Aggregate::Nth:
      return plan::Op::NthOf;
    case hir::Aggregate::Share:
    case hir::Aggregate::AllTrue:
      return plan::Op::AllTrue;
    case hir::Aggregate::AtLeastTrue:
      return plan::Op::AtLeastTrue;
  }
  return plan::Op::Count;
}

/// The result type, or what the aggregate expects of its value.
struct FoldType {
  std::optional<plan::Type> type;
  std::string_view expected;
};

FoldType fold_type(const plan::Schema& schema, hir::Aggregate aggregate, plan::Type value) {
  const plan::Type operands[] = {plan::timestamp_type(), plan::timestamp_type(), plan::bool_type(), value};
  const plan::TypeResult result = plan::result_type(schema, fold_operator(aggregate), operands);
  if (!result.ok) {
    const bool sum = aggregate == hir::Aggregate::Sum || aggregate == hir::Aggregate::Average;
    if (sum && is_fraction(value)) return {std::nullopt, "a number that is no quotient"};
    return {std::nullopt, sum ? "a number, money or a duration" : "a value that has an order"};
  }
  if (aggregate != hir::Aggregate::Average || value.kind == plan::Kind::Float) return {result.type, {}};
  return {fraction_of(result.type), {}};
}

Checked check_fold(Checker& checker, hir::Aggregate aggregate, std::string_view function, hir::Query query, hir::ExprId value, Span span) {
  const FoldType type = fold_type(checker.hir.schema.plan, aggregate, checker.type(value));
  if (!type.type) {
    report_wrong_type(checker, value, fmt::format("`{}`", function), type.expected);
    return std::nullopt;
  }
  const bool never_unknown = aggregate == hir::Aggregate::Sum || aggregate == hir::Aggregate::Count;
  return checker.add(hir::Fold{aggregate, query, value}, *type.type, !never_unknown || bounds_optional(checker, query), span);
}

/// Whether a function may take events; says what it should have been.
bool require_aggregate(Checker& checker, const ast::AggregateExpr& node, Span span) {
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
  switch (function->kind) {
    case FunctionKind::Aggregate:
      break;
    case FunctionKind::NotYet:
      not_yet(checker, node.function.span, name);
      return false;
    case FunctionKind::Value:
      checker.diagnostics.report(Code::WrongArguments, node.function.span, name, "values", "events");
      return false;
    case FunctionKind::Population: {
      Diagnostic& diagnostic = checker.diagnostics.report(Code::PopulationOverEvents, node.function.span, name);
      if (name == "average") diagnostic.fix(replacement("write `avg`", node.function.span, "avg", Safety::Unsafe));
      return false;
    }
  }
  if (node.distinct && name != "count") {
    not_yet(checker, span, fmt::format("{}(distinct …)", name));
    return false;
  }
  return true;
}

bool require_value(Checker& checker, const ast::AggregateExpr& node, Span span) {
  const std::string_view name = checker.text(node.function);
  const std::string_view stream = checker.text((*checker.ast)[node.query].stream);
  if (name != "count" && !node.value) {
    checker.diagnostics.report(Code::AggregateWithoutValue, span, name, fmt::format("{}(EXPRESSION of {})", name, stream));
    return false;
  }
  if (name == "count" && node.value && !node.distinct) {
    const Span value = (*checker.ast)[*node.value].span;
    Diagnostic& diagnostic = checker.diagnostics.report(Code::CountOfValue, value);
    diagnostic.fix(
        {"count the different values: add `distinct`", {{{value.source, value.begin, value.begin}, "distinct "}}, Safety::Unsafe});
    return false;
  }
  return true;
}

}  // namespace

Checked check_aggregate(Checker& checker, const ast::AggregateExpr& node, Span span, Scope) {
  if (!require_aggregate(checker, node, span)) return std::nullopt;
  const std::string_view name = checker.text(node.function);
  const auto query = check_query(checker, (*checker.ast)[node.query]);
  if (!require_value(checker, node, span) || !query) return std::nullopt;
  if (!node.value) return count_of(checker, *query, span);
  const Checked value = check_expression(checker, *node.value, Scope{query->stream});
  if (!value) return std::nullopt;
  return check_fold(checker, *aggregate_of(name), name, *query, *value, span);
}

namespace {

/// The number of a sentence; the grammar has no negative ones there.
Checked check_number(Checker& checker, ast::ExprId id) {
  const Checked number = check_expression(checker, id, Scope{});
  if (!number) return std::nullopt;
  if (checker.type(*number) != plan::int_type()) {
    report_wrong_type(checker, *number, "a count of events", "a whole number");
    return std::nullopt;
  }
  return number;
}

bool require_rising(Checker& checker, hir::ExprId low, hir::ExprId high) {
  const auto* a = std::get_if<hir::Constant>(&checker.hir[low].node);
  const auto* b = std::get_if<hir::Constant>(&checker.hir[high].node);
  if (a == nullptr || b == nullptr || a->value.number <= b->value.number) return true;
  const Span first = checker.hir[low].span;
  const Span second = checker.hir[high].span;
  checker.diagnostics.report(Code::ReversedRange, join(first, second))
      .fix({"exchange the ends", {{first, std::string(checker.text(second))}, {second, std::string(checker.text(first))}}, Safety::Unsafe});
  return false;
}

hir::ExprId int_constant(Checker& checker, std::int64_t value, Span span) { return checker.constant(int_literal(value), span); }

}  // namespace

Checked check_quantified(Checker& checker, const ast::QuantifiedExpr& node, Span span, Scope) {
  const Checked low = node.low ? check_number(checker, *node.low) : std::nullopt;
  const Checked high = node.high ? check_number(checker, *node.high) : std::nullopt;
  const ast::Query& events = (*checker.ast)[node.query];
  const auto query = check_query(checker, events);
  if ((node.low && !low) || (node.high && !high) || !query) return std::nullopt;
  const hir::ExprId count = count_of(checker, *query, span);
  const Span head = node.head.empty() ? span : node.head;
  switch (node.quantifier) {
    case ast::Quantifier::No:
      return compare(checker, hir::Relation::Equal, count, int_constant(checker, 0, head), span);
    case ast::Quantifier::Any:
      return compare(checker, hir::Relation::LessEqual, int_constant(checker, 1, head), count, span);
    case ast::Quantifier::AtLeast:
      return compare(checker, hir::Relation::LessEqual, *low, count, span);
    case ast::Quantifier::AtMost:
      return compare(checker, hir::Relation::LessEqual, count, *low, span);
    case ast::Quantifier::Exactly:
      return compare(checker, hir::Relation::Equal, count, *low, span);
    case ast::Quantifier::Every:
    case ast::Quantifier::Between:
      break;
  }
  if (!require_rising(checker, *low, *high)) return std::nullopt;
  const hir::ExprId ends[] = {compare(checker, hir::Relation::LessEqual, *low, count, span),
                              compare(checker, hir::Relation::LessEqual, count, *high, span)};
  return logic(checker, hir::Connective::And, ends, span);
}

}  // namespace seg::semantics
