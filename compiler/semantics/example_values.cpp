// Literals in examples: each has the type of its field.

#include "compiler/semantics/example_values.h"

#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

using plan::Kind;

void report_value(Checker& checker, std::string_view field, plan::Type type, Span span) {
  checker.diagnostics.report(Code::BadExampleValue, span, field, described(checker.hir.schema.plan, type), shown(checker, span));
}

/// Whether a literal of this kind can be a value of the type at all.
struct Fits {
  const Checker& checker;
  plan::Type type;

  bool operator()(const WrittenNumber& number) const {
    if (type.kind == Kind::Ratio || type.kind == Kind::Float) return true;
    return plan::is_plain_number(type) && !number.percent;
  }
  bool operator()(const WrittenAmount& amount) const {
    return type.kind == Kind::Money && checker.hir.schema.plan.units[type.unit] == checker.text(amount.currency);
  }
  bool operator()(const ast::QuantityLiteral&) const { return type.kind == Kind::Duration; }
  bool operator()(const ast::DateLiteral&) const { return type.kind == Kind::Date || type.kind == Kind::Timestamp; }
  bool operator()(const ast::TimestampLiteral&) const { return type.kind == Kind::Timestamp; }
  bool operator()(const ast::StringLiteral&) const { return plan::is_text(type) || type.kind == Kind::Enum; }
  bool operator()(const ast::BoolLiteral&) const { return type.kind == Kind::Bool; }
  bool operator()(const ast::MonthLiteral&) const { return false; }
  bool operator()(const ast::YearLiteral&) const { return false; }
  bool operator()(const ast::ClockLiteral&) const { return false; }
};

/// The constant's literal; the expression that was made for it is taken back.
std::optional<plan::Literal> taken_back(Checker& checker, Checked constant, std::size_t exprs) {
  std::optional<plan::Literal> literal;
  if (constant) {
    if (const auto* node = std::get_if<hir::Constant>(&checker.hir[*constant].node)) literal = node->value;
  }
  checker.hir.exprs.resize(exprs);
  checker.measures.resize(exprs);
  return literal;
}

}  // namespace

std::int64_t local_midnight(const Checker& checker, std::int64_t day) { return checker.zones.day_start(checker.hir.schema.plan.zone, day); }

std::optional<plan::Literal> example_literal(Checker& checker, ast::ExprId id, std::string_view field, plan::Type type) {
  const Span span = (*checker.ast)[id].span;
  const std::size_t exprs = checker.hir.exprs.size();
  if (const auto* name = std::get_if<ast::NameExpr>(&(*checker.ast)[id].node); name != nullptr && type.kind == Kind::Enum) {
    return taken_back(checker, enum_value(checker, type, checker.text(name->name), span), exprs);
  }
  const auto written = written_literal(*checker.ast, id);
  if (!written || !std::visit(Fits{checker, type}, written->value)) {
    report_value(checker, field, type, span);
    return std::nullopt;
  }
  const auto* date = std::get_if<ast::DateLiteral>(&written->value);
  if (date != nullptr && type.kind == Kind::Timestamp) return number_literal(type, local_midnight(checker, date->days));
  const Expected expected{type, std::nullopt};
  const Checked constant = check_literal(checker, *written, &expected);
  const bool said = !constant;
  auto literal = taken_back(checker, constant, exprs);
  if (literal && literal->type == type) return literal;
  // More digits than the field has, or a fraction for a whole number.
  if (!said) report_value(checker, field, type, span);
  return std::nullopt;
}

std::optional<hir::ExampleValue> example_value(Checker& checker, const ast::ExampleValue& value, std::string_view field, plan::Type type) {
  hir::ExampleValue result;
  result.list = type.list;
  result.span = value.span;
  if (type.list != value.list.has_value() || value.record) {
    report_value(checker, field, type, value.span);
    return std::nullopt;
  }
  if (!type.list) {
    const auto literal = example_literal(checker, *value.expr, field, type);
    if (!literal) return std::nullopt;
    result.literals.push_back(*literal);
    return result;
  }
  bool ok = true;
  for (const ast::ExampleValue& element : *value.list) {
    if (!element.expr) {
      report_value(checker, field, plan::element_of(type), element.span);
      ok = false;
      continue;
    }
    const auto literal = example_literal(checker, *element.expr, field, plan::element_of(type));
    if (literal) result.literals.push_back(*literal);
    ok = ok && literal;
  }
  return ok ? std::optional(std::move(result)) : std::nullopt;
}

}  // namespace seg::semantics
