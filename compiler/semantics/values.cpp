// Functions of values: texts, numbers, dates.

#include "compiler/semantics/functions.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"
#include "compiler/semantics/zones.h"

namespace seg::semantics {

using plan::Kind;
using plan::Op;
using plan::Type;

namespace {

std::string_view taken(Takes takes) {
  switch (takes) {
    case Takes::Text:
      return "text (string)";
    case Takes::Number:
      return "a number, money or a duration";
    case Takes::Roundable:
      return "a number, money or a quotient of durations";
    case Takes::TwoExact:
      return "whole numbers or decimals";
    case Takes::Instant:
      return "a timestamp";
    case Takes::Day:
    case Takes::Birthday:
      break;
  }
  return "a date or a timestamp";
}

bool is_taken(Takes takes, Type type) {
  switch (takes) {
    case Takes::Text:
      return type == plan::string_type();
    case Takes::Number:
      return is_number(type);
    case Takes::Roundable:
      return plan::is_plain_number(type) || (is_number(type) && (type.kind == Kind::Money || is_fraction(type)));
    case Takes::TwoExact:
      return !type.list && (type.kind == Kind::Int || type.kind == Kind::Decimal);
    case Takes::Instant:
      return type == plan::timestamp_type();
    case Takes::Day:
    case Takes::Birthday:
      break;
  }
  return type == plan::date_type() || type == plan::timestamp_type();
}

bool is_zero(const Checker& checker, hir::ExprId id) {
  const auto* constant = std::get_if<hir::Constant>(&checker.hir[id].node);
  return constant != nullptr && constant->value.number == 0;
}

Type result_of(Checker& checker, const Function& function, Type operand) {
  plan::Schema& schema = checker.hir.schema.plan;
  if (function.op == Op::WeekdayOf) return {Kind::Enum, false, 0, schema.weekdays()};
  const bool two = function.takes == Takes::TwoExact || function.takes == Takes::Birthday;
  const std::vector<Type> operands(two ? 2 : 1, operand);
  return plan::result_type(schema, function.op, operands).type;
}

bool is_local(Takes takes) { return takes == Takes::Instant || takes == Takes::Day || takes == Takes::Birthday; }

/// An argument without the zone that it was written with.
struct Argument {
  ast::ExprId value;
  LocalTime local;
};

/// Functions of local time take `at in profile timezone`; elsewhere, and after `today`, the zone is the value's own.
std::optional<Argument> check_argument_zone(Checker& checker, const Function& function, ast::ExprId id, Scope scope) {
  const auto* zoned = std::get_if<ast::ZonedExpr>(&(*checker.ast)[id].node);
  if (zoned == nullptr || !is_local(function.takes) || is_today(checker, zoned->value, scope)) return Argument{id, {}};
  auto local = check_zone(checker, zoned->zone);
  if (!local) return std::nullopt;
  return Argument{zoned->value, *local};
}

/// The operator of a function of local time: parts of an instant take the zone, parts of a date those of the instant's date.
Checked apply_local(Checker& checker, const Function& function, hir::ExprId operand, LocalTime& local, Span span) {
  std::vector<hir::ExprId> operands{operand};
  if (function.takes == Takes::Instant) {
    local.used = true;
    if (local.zone) operands.push_back(*local.zone);
  } else if (checker.type(operand) == plan::timestamp_type()) {
    operands[0] = local_date(checker, operand, local);
  }
  if (function.takes == Takes::Birthday) operands.push_back(today(checker, local, span));
  if (!require_used(checker, local, "a date is the same in every zone")) return std::nullopt;
  const hir::ExprId result = apply(checker, function.op, operands, result_of(checker, function, checker.type(operands[0])), span);
  // Data may name a zone that there is not.
  if (local.zone && !std::holds_alternative<hir::Constant>(checker.hir[*local.zone].node)) checker.hir.exprs[result.index].optional = true;
  return result;
}

}  // namespace

Checked check_value_function(Checker& checker, const Function& function, const ast::CallExpr& node, Span span, Scope scope) {
  const std::span<const ast::ExprId> arguments{checker.ast->expr_list.data() + node.arguments.first, node.arguments.count};
  const bool two = function.takes == Takes::TwoExact;
  if (arguments.size() != (two ? 2 : 1)) {
    const std::string expected =
        two ? fmt::format("two values, {}", taken(function.takes)) : fmt::format("one value, {}", taken(function.takes));
    checker.diagnostics.report(Code::WrongArguments, span, function.name, expected, arguments.size());
    return std::nullopt;
  }
  std::vector<hir::ExprId> operands;
  LocalTime local;
  for (const ast::ExprId id : arguments) {
    const auto argument = check_argument_zone(checker, function, id, scope);
    const Checked operand = argument ? check_expression(checker, argument->value, scope) : std::nullopt;
    if (!operand) continue;
    local = argument->local;
    if (is_taken(function.takes, checker.type(*operand)))
      operands.push_back(*operand);
    else
      report_wrong_type(checker, *operand, fmt::format("`{}`", function.name), taken(function.takes));
  }
  if (operands.size() != arguments.size()) return std::nullopt;
  if (is_local(function.takes)) return apply_local(checker, function, operands[0], local, span);
  if (two) {
    if (is_zero(checker, operands[1])) {
      checker.diagnostics.report(Code::DivisionByZero, checker.hir[operands[1]].span);
      return std::nullopt;
    }
    align_scales(checker, operands[0], operands[1]);
  }
  return apply(checker, function.op, operands, result_of(checker, function, checker.type(operands[0])), span);
}

}  // namespace seg::semantics
