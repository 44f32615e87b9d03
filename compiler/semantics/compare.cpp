// Comparisons and ranges: each side gives the other's literals their type.

#include "compiler/semantics/cuts.h"
#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"
#include "compiler/semantics/zones.h"

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
  if (left.list || right.list)
    diagnostic.note("a list is asked what it holds: `tags contain \"vip\"`, `tags contain any of (\"vip\", \"new\")`");
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

namespace {

/// Both sides without their case; beside anything but texts and equality that is reported.
std::optional<Sides> without_case(Checker& checker, Sides sides, bool equality, Span op) {
  if (!equality) {
    checker.diagnostics.report(Code::CaseOfOrder, op, checker.text(op));
    return std::nullopt;
  }
  const Checked left = fold_case(checker, sides.left);
  const Checked right = left ? fold_case(checker, sides.right) : std::nullopt;
  if (!right) return std::nullopt;
  return Sides{*left, *right};
}

}  // namespace

Checked check_compare(Checker& checker, const ast::CompareExpr& node, Span span, Scope scope) {
  if (const auto rank = check_rank(checker, node, span, scope)) return *rank;
  auto sides = check_sides(checker, node.left, node.right, scope);
  if (!sides || !require_comparable(checker, *sides)) return std::nullopt;
  const bool equality = node.op == ast::Comparison::Equal || node.op == ast::Comparison::NotEqual;
  if (node.ignoring_case) sides = without_case(checker, *sides, equality, node.op_span);
  if (!sides || (!equality && !require_order(checker, sides->left, node.op_span))) return std::nullopt;
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
  diagnostic.fix(exchanged_ends(checker, first, second));
  return false;
}

/// `x in 1998-04..1998-06`, `signup_at in 1998-04-01..1998-04-30`: days and months, both ends in.
Checked check_value_in_period(Checker& checker, hir::ExprId value, ast::ExprId low, std::optional<ast::ExprId> high, Span span,
                              Scope scope) {
  const plan::Type type = checker.type(value);
  const bool date = type == plan::date_type();
  if (!date && type != plan::timestamp_type()) {
    report_wrong_type(checker, value, "a period", "a date or a timestamp before `in`");
    return std::nullopt;
  }
  LocalTime local;
  const auto period = date ? check_days(checker, low, high, scope) : check_period(checker, low, high, scope, local);
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
  return checker.type(value) == plan::timestamp_type() && (is_date(low) || is_date(high));
}

/// Hours, months and days of the week come round again, so that a range of them may go over the end: `hour(at) in 22..2`.
bool is_cyclic(const Checker& checker, hir::ExprId value) {
  const hir::Node* node = &checker.hir[value].node;
  while (const auto* trait = std::get_if<hir::TraitRef>(node)) node = &checker.hir[checker.hir.traits[trait->trait].value].node;
  const auto* part = std::get_if<hir::Apply>(node);
  if (part != nullptr && (part->op == plan::Op::LocalHour || part->op == plan::Op::MonthOf)) return true;
  const plan::Type type = checker.type(value);
  return type.kind == plan::Kind::Enum && checker.hir.schema.plan.enums[type.unit].name == plan::kWeekdayEnum;
}

/// Between the ends where they rise, else from the first on or up to the second. Ends that are no constants are compared with each other.
hir::ExprId check_cycle(Checker& checker, hir::ExprId value, hir::ExprId low, hir::ExprId high, Span span) {
  const auto joined = [&](hir::Connective op, hir::ExprId a, hir::ExprId b) {
    const hir::ExprId parts[] = {a, b};
    return logic(checker, op, parts, span);
  };
  const hir::ExprId from = compare(checker, hir::Relation::LessEqual, low, value, span);
  const hir::ExprId to = compare(checker, hir::Relation::LessEqual, value, high, span);
  const auto is_constant = [&](hir::ExprId id) { return std::holds_alternative<hir::Constant>(checker.hir[id].node); };
  if (is_constant(low) && is_constant(high)) {
    return joined(is_reversed(checker, low, high) ? hir::Connective::Or : hir::Connective::And, from, to);
  }
  const hir::ExprId rising =
      joined(hir::Connective::And, compare(checker, hir::Relation::LessEqual, low, high, span), joined(hir::Connective::And, from, to));
  const hir::ExprId falling =
      joined(hir::Connective::And, compare(checker, hir::Relation::Less, high, low, span), joined(hir::Connective::Or, from, to));
  return joined(hir::Connective::Or, rising, falling);
}

Checked check_bounds(Checker& checker, const ast::RangeExpr& node, hir::ExprId value, Span span, Scope scope) {
  const Expected expected{checker.type(value), value};
  const Checked low = check_expression(checker, node.low, scope, &expected);
  const Checked high = check_expression(checker, node.high, scope, &expected);
  if (!low || !high) return std::nullopt;
  if (!require_comparable(checker, {value, *low}) || !require_comparable(checker, {value, *high})) return std::nullopt;
  if (!require_order(checker, value, checker.hir[value].span)) return std::nullopt;
  if (is_cyclic(checker, value)) return check_cycle(checker, value, *low, *high, span);
  if (!require_rising(checker, node.low, *low, *high)) return std::nullopt;
  const hir::ExprId parts[] = {compare(checker, hir::Relation::LessEqual, *low, value, span),
                               compare(checker, hir::Relation::LessEqual, value, *high, span)};
  return logic(checker, hir::Connective::And, parts, span);
}

}  // namespace

Checked check_range(Checker& checker, const ast::RangeExpr& node, Span span, Scope scope) {
  if (const auto rank = check_rank(checker, node, span, scope)) return *rank;
  const Checked value = check_expression(checker, node.value, scope);
  if (!value) return std::nullopt;
  if (checker.type(*value).list) {
    report_wrong_type(checker, *value, "a range", "one value before `in`; a list is asked what it holds with `contain`");
    return std::nullopt;
  }
  const bool is_period = is_calendar_period(checker, node.low) || is_calendar_period(checker, node.high) ||
                         is_range_of_days(checker, *value, node.low, node.high);
  const Checked range = is_period ? check_value_in_period(checker, *value, node.low, node.high, span, scope)
                                  : check_bounds(checker, node, *value, span, scope);
  if (!range || !node.negated) return range;
  return negated(checker, *range, span);
}

namespace {

/// What stands after `in` where it is a field or a path to one: it may be a list.
bool may_be_list(const Checker& checker, ast::ExprId id) {
  const ast::ExprNode& node = (*checker.ast)[id].node;
  return std::holds_alternative<ast::NameExpr>(node) || std::holds_alternative<ast::PathExpr>(node);
}

}  // namespace

Checked check_in_period(Checker& checker, const ast::InPeriodExpr& node, Span span, Scope scope) {
  if (may_be_list(checker, node.period)) {
    const Checked list = check_expression(checker, node.period, scope);
    if (!list) return std::nullopt;
    if (checker.type(*list).list) {
      const Checked in = check_in_field(checker, node.value, *list, span, scope);
      return in && node.negated ? negated(checker, *in, span) : in;
    }
  }
  const Checked value = check_expression(checker, node.value, scope);
  if (!value) return std::nullopt;
  const Checked in = check_value_in_period(checker, *value, node.period, std::nullopt, span, scope);
  if (!in || !node.negated) return in;
  return negated(checker, *in, span);
}

}  // namespace seg::semantics
