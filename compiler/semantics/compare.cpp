// Comparisons, ranges and text tests: each side gives the other's literals their type.

#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"

namespace seg::semantics {

namespace {

struct Sides {
  hir::ExprId left;
  hir::ExprId right;
};

const ast::NameExpr* bare_name(const Checker& checker, ast::ExprId id) { return std::get_if<ast::NameExpr>(&(*checker.ast)[id].node); }

bool is_literal(const Checker& checker, ast::ExprId id) { return written_literal(*checker.ast, id).has_value(); }

/// Whether the left side should take its type from the right one: a literal against no literal, or a name that is nothing here.
bool left_takes_type(const Checker& checker, ast::ExprId left, ast::ExprId right, Scope scope) {
  if (is_literal(checker, left)) return !is_literal(checker, right);
  const ast::NameExpr* name = bare_name(checker, left);
  if (name == nullptr || resolves(checker, checker.text(name->name), scope) || is_literal(checker, right)) return false;
  const ast::NameExpr* other = bare_name(checker, right);
  return other == nullptr || resolves(checker, checker.text(other->name), scope);
}

std::optional<Sides> check_sides(Checker& checker, ast::ExprId left, ast::ExprId right, Scope scope) {
  const bool swapped = left_takes_type(checker, left, right, scope);
  const Checked first = check_expression(checker, swapped ? right : left, scope);
  if (!first) {
    // What the other side says does not depend on this one, unless it waits for its type.
    const ast::ExprId other = swapped ? left : right;
    if (!is_literal(checker, other) && bare_name(checker, other) == nullptr) check_expression(checker, other, scope);
    return std::nullopt;
  }
  const Expected expected{checker.type(*first), *first};
  const Checked second = check_expression(checker, swapped ? left : right, scope, &expected);
  if (!second) return std::nullopt;
  return swapped ? Sides{*second, *first} : Sides{*first, *second};
}

/// Both sides of one kind and unit; else both are named.
bool require_comparable(Checker& checker, Sides sides) {
  const plan::Type left = checker.type(sides.left);
  const plan::Type right = checker.type(sides.right);
  if (is_comparable(left, right)) return true;
  const plan::Schema& schema = checker.hir.schema.plan;
  Diagnostic& diagnostic =
      checker.diagnostics.report(Code::NotComparable, checker.hir[sides.right].span, described(schema, left), described(schema, right));
  explain_type(checker, diagnostic, sides.right);
  explain_type(checker, diagnostic, sides.left);
  return false;
}

bool require_order(Checker& checker, hir::ExprId value, Span op) {
  const plan::Schema& schema = checker.hir.schema.plan;
  const plan::Type type = checker.type(value);
  if (is_ordered(schema, type)) return true;
  Diagnostic& diagnostic = checker.diagnostics.report(Code::NotOrdered, op, described(schema, type));
  explain_type(checker, diagnostic, value);
  if (type.kind == plan::Kind::Enum)
    diagnostic.note(fmt::format("declare its values with `<` between them to give `{}` an order", schema.enums[type.unit].name));
  return false;
}

/// A date beside a timestamp counts as its local day's start.
void align_days(Checker& checker, Sides& sides) {
  const auto kind = [&](hir::ExprId id) { return checker.type(id).kind; };
  if (kind(sides.left) == plan::Kind::Date && kind(sides.right) == plan::Kind::Timestamp) sides.left = day_start(checker, sides.left);
  if (kind(sides.left) == plan::Kind::Timestamp && kind(sides.right) == plan::Kind::Date) sides.right = day_start(checker, sides.right);
}

}  // namespace

hir::ExprId compare(Checker& checker, hir::Relation relation, hir::ExprId left, hir::ExprId right, Span span) {
  Sides sides{left, right};
  align_days(checker, sides);
  const bool optional = checker.optional(sides.left) || checker.optional(sides.right);
  return checker.add(hir::Compare{relation, sides.left, sides.right}, plan::bool_type(), optional, span);
}

Checked check_compare(Checker& checker, const ast::CompareExpr& node, Span span, Scope scope) {
  const auto sides = check_sides(checker, node.left, node.right, scope);
  if (!sides || !require_comparable(checker, *sides)) return std::nullopt;
  const bool equality = node.op == ast::Comparison::Equal || node.op == ast::Comparison::NotEqual;
  if (!equality && !require_order(checker, sides->left, node.op_span)) return std::nullopt;
  switch (node.op) {
    case ast::Comparison::Equal:
      return compare(checker, hir::Relation::Equal, sides->left, sides->right, span);
    case ast::Comparison::NotEqual:
      return negated(checker, compare(checker, hir::Relation::Equal, sides->left, sides->right, span), span);
    case ast::Comparison::Less:
      return compare(checker, hir::Relation::Less, sides->left, sides->right, span);
    case ast::Comparison::LessEqual:
      return compare(checker, hir::Relation::LessEqual, sides->left, sides->right, span);
    case ast::Comparison::Greater:
      return compare(checker, hir::Relation::Less, sides->right, sides->left, span);
    case ast::Comparison::GreaterEqual:
      return compare(checker, hir::Relation::LessEqual, sides->right, sides->left, span);
  }
  return std::nullopt;
}

namespace {

/// Whether two constants of comparable types stand in the wrong order; false where that cannot be told.
bool is_reversed(const Checker& checker, hir::ExprId low, hir::ExprId high) {
  const auto* a = std::get_if<hir::Constant>(&checker.hir[low].node);
  const auto* b = std::get_if<hir::Constant>(&checker.hir[high].node);
  if (a == nullptr || b == nullptr) return false;
  const plan::Literal& x = a->value;
  const plan::Literal& y = b->value;
  if (plan::is_text(x.type)) return y.text < x.text;
  if (x.type.kind == plan::Kind::Float && y.type.kind == plan::Kind::Float) return y.real < x.real;
  if (x.type.kind == plan::Kind::Float || y.type.kind == plan::Kind::Float) return false;
  __extension__ typedef __int128 Wide;
  const auto denominator = [](const plan::Literal& literal) {
    return is_fraction(literal.type) ? Wide{literal.denominator} : Wide{power_of_ten(literal.type.scale)};
  };
  return Wide{y.number} * denominator(x) < Wide{x.number} * denominator(y);
}

bool require_rising(Checker& checker, ast::ExprId low_text, hir::ExprId low, hir::ExprId high) {
  if (!is_reversed(checker, low, high)) return true;
  const Span first = checker.hir[low].span;
  const Span second = checker.hir[high].span;
  Diagnostic& diagnostic = checker.diagnostics.report(Code::ReversedRange, join((*checker.ast)[low_text].span, second));
  diagnostic.fix(
      {"exchange the ends", {{first, std::string(checker.text(second))}, {second, std::string(checker.text(first))}}, Safety::Unsafe});
  return false;
}

/// `x in 1998-04..1998-06`, `signup_at in 1998-04-01..1998-04-30`: days and months, both ends in.
Checked check_value_in_period(Checker& checker, hir::ExprId value, ast::ExprId low, std::optional<ast::ExprId> high, Span span,
                              Scope scope) {
  const plan::Kind kind = checker.type(value).kind;
  if (kind != plan::Kind::Date && kind != plan::Kind::Timestamp) {
    report_wrong_type(checker, value, "a period", "a date or a timestamp before `in`");
    return std::nullopt;
  }
  const bool date = kind == plan::Kind::Date;
  const auto period = date ? check_days(checker, low, high, scope) : check_period(checker, low, high, scope);
  if (!period) return std::nullopt;
  const hir::Relation last = date ? hir::Relation::LessEqual : hir::Relation::Less;
  const hir::ExprId parts[] = {compare(checker, hir::Relation::LessEqual, period->from, value, span),
                               compare(checker, last, value, period->to, span)};
  return logic(checker, hir::Connective::And, parts, span);
}

/// Dates as ends of a range of timestamps are whole days.
bool is_range_of_days(const Checker& checker, hir::ExprId value, ast::ExprId low, ast::ExprId high) {
  const auto is_date = [&](ast::ExprId id) {
    const auto written = written_literal(*checker.ast, id);
    return written && std::holds_alternative<ast::DateLiteral>(written->value);
  };
  return checker.type(value).kind == plan::Kind::Timestamp && (is_date(low) || is_date(high));
}

Checked check_bounds(Checker& checker, const ast::RangeExpr& node, hir::ExprId value, Span span, Scope scope) {
  const Expected expected{checker.type(value), value};
  const Checked low = check_expression(checker, node.low, scope, &expected);
  const Checked high = check_expression(checker, node.high, scope, &expected);
  if (!low || !high) return std::nullopt;
  if (!require_comparable(checker, {value, *low}) || !require_comparable(checker, {value, *high})) return std::nullopt;
  if (!require_order(checker, value, checker.hir[value].span) || !require_rising(checker, node.low, *low, *high)) return std::nullopt;
  const hir::ExprId parts[] = {compare(checker, hir::Relation::LessEqual, *low, value, span),
                               compare(checker, hir::Relation::LessEqual, value, *high, span)};
  return logic(checker, hir::Connective::And, parts, span);
}

}  // namespace

Checked check_range(Checker& checker, const ast::RangeExpr& node, Span span, Scope scope) {
  const Checked value = check_expression(checker, node.value, scope);
  if (!value) return std::nullopt;
  const bool is_period = is_calendar_period(checker, node.low) || is_calendar_period(checker, node.high) ||
                         is_range_of_days(checker, *value, node.low, node.high);
  const Checked range = is_period ? check_value_in_period(checker, *value, node.low, node.high, span, scope)
                                  : check_bounds(checker, node, *value, span, scope);
  if (!range || !node.negated) return range;
  return negated(checker, *range, span);
}

Checked check_in_period(Checker& checker, const ast::InPeriodExpr& node, Span span, Scope scope) {
  const Checked value = check_expression(checker, node.value, scope);
  if (!value) return std::nullopt;
  const Checked in = check_value_in_period(checker, *value, node.period, std::nullopt, span, scope);
  if (!in || !node.negated) return in;
  return negated(checker, *in, span);
}

Checked check_text(Checker& checker, const ast::TextExpr& node, Span span, Scope scope) {
  const Checked left = check_expression(checker, node.left, scope);
  const Checked right = check_expression(checker, node.right, scope);
  if (!left || !right) return std::nullopt;
  for (const hir::ExprId side : {*left, *right}) {
    if (checker.type(side).kind == plan::Kind::String) continue;
    report_wrong_type(checker, side, fmt::format("`{}`", normalised(checker, node.op_span)), "text (string) on both sides");
    return std::nullopt;
  }
  hir::TextTest test = hir::TextTest::Contains;
  switch (node.op) {
    case ast::TextOp::Contains:
      test = hir::TextTest::Contains;
      break;
    case ast::TextOp::StartsWith:
      test = hir::TextTest::StartsWith;
      break;
    case ast::TextOp::EndsWith:
      test = hir::TextTest::EndsWith;
      break;
  }
  const bool optional = checker.optional(*left) || checker.optional(*right);
  const hir::ExprId result = checker.add(hir::TextCompare{test, *left, *right}, plan::bool_type(), optional, span);
  return node.negated ? negated(checker, result, span) : result;
}

}  // namespace seg::semantics
