// Functions of values: texts, numbers, dates.

#include "compiler/semantics/functions.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"

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
      return "a number or money";
    case Takes::TwoExact:
      return "whole numbers or decimals";
    case Takes::Instant:
      return "a timestamp";
    case Takes::Day:
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
      return plan::is_plain_number(type) || (is_number(type) && type.kind == Kind::Money);
    case Takes::TwoExact:
      return !type.list && (type.kind == Kind::Int || type.kind == Kind::Decimal);
    case Takes::Instant:
      return type == plan::timestamp_type();
    case Takes::Day:
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
  const std::vector<Type> operands(function.takes == Takes::TwoExact ? 2 : 1, operand);
  return plan::result_type(schema, function.op, operands).type;
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
  for (const ast::ExprId argument : arguments) {
    const Checked operand = check_expression(checker, argument, scope);
    if (!operand) continue;
    if (is_taken(function.takes, checker.type(*operand)))
      operands.push_back(*operand);
    else
      report_wrong_type(checker, *operand, fmt::format("`{}`", function.name), taken(function.takes));
  }
  if (operands.size() != arguments.size()) return std::nullopt;
  if (two) {
    if (is_zero(checker, operands[1])) {
      checker.diagnostics.report(Code::DivisionByZero, checker.hir[operands[1]].span);
      return std::nullopt;
    }
    align_scales(checker, operands[0], operands[1]);
  }
  if (function.takes == Takes::Day && checker.type(operands[0]) == plan::timestamp_type()) {
    const hir::ExprId instant[] = {operands[0]};
    operands[0] = apply(checker, Op::LocalDate, instant, plan::date_type(), checker.hir[operands[0]].span);
  }
  const Type type = result_of(checker, function, checker.type(operands[0]));
  return apply(checker, function.op, operands, type, span);
}

}  // namespace seg::semantics
