// + - * / and the minus sign, with the conversions that the Plan's operators ask for.

#include <algorithm>

#include "compiler/semantics/literals.h"
#include "compiler/semantics/messages.h"
#include "compiler/semantics/types.h"
#include "compiler/semantics/windows.h"

namespace seg::semantics {

using plan::Kind;
using plan::Type;

namespace {

struct Sides {
  hir::ExprId left;
  hir::ExprId right;
};

hir::ExprId convert(Checker& checker, hir::Conversion conversion, hir::ExprId operand, Type to) {
  if (checker.type(operand) == to) return operand;
  return checker.add(hir::Convert{conversion, operand}, to, checker.optional(operand), checker.hir[operand].span);
}

hir::ExprId to_fraction(Checker& checker, hir::ExprId operand) {
  if (is_fraction(checker.type(operand))) return operand;
  return convert(checker, hir::Conversion::ToFraction, operand, fraction_of(checker.type(operand)));
}

hir::ExprId to_float(Checker& checker, hir::ExprId operand) {
  return convert(checker, hir::Conversion::ToFloat, operand, plan::float_type());
}

hir::ExprId to_scale(Checker& checker, hir::ExprId operand, std::uint8_t scale) {
  const Type type = checker.type(operand);
  const Type to = type.kind == Kind::Money ? plan::money_type(type.unit, scale) : plan::decimal_type(scale);
  return convert(checker, hir::Conversion::Rescale, operand, to);
}

void on_both(Sides& sides, auto conversion) {
  sides.left = conversion(sides.left);
  sides.right = conversion(sides.right);
}

Checked binary(Checker& checker, hir::Arithmetic op, Sides sides, Type type, Span span) {
  return checker.add(hir::Binary{op, sides.left, sides.right}, type, checker.optional(sides.left) || checker.optional(sides.right), span);
}

std::string_view verb(ast::ArithmeticOp op) {
  switch (op) {
    case ast::ArithmeticOp::Add:
      return "add";
    case ast::ArithmeticOp::Subtract:
      return "subtract";
    case ast::ArithmeticOp::Multiply:
      return "multiply";
    case ast::ArithmeticOp::Divide:
      return "divide";
  }
  return "";
}

Checked refuse(Checker& checker, const ast::ArithmeticExpr& node, Sides sides, std::string note = {}) {
  const plan::Schema& schema = checker.hir.schema.plan;
  Diagnostic& diagnostic =
      checker.diagnostics.report(Code::BadArithmetic, node.op_span, verb(node.op), described(schema, checker.type(sides.left)),
                                 described(schema, checker.type(sides.right)));
  explain_type(checker, diagnostic, sides.left);
  explain_type(checker, diagnostic, sides.right);
  if (!note.empty()) diagnostic.note(std::move(note));
  return std::nullopt;
}

/// Brings two numbers that may be added to one type: floats, fractions, or one scale. False where the units differ.
bool unify(Checker& checker, Sides& sides) {
  const Type left = checker.type(sides.left);
  const Type right = checker.type(sides.right);
  const bool plain = plan::is_plain_number(left) && plan::is_plain_number(right);
  if (!plain && !(is_number(left) && left.kind == right.kind && left.unit == right.unit)) return false;
  if (left.kind == Kind::Float || right.kind == Kind::Float) {
    on_both(sides, [&](hir::ExprId id) { return to_float(checker, id); });
  } else if (is_fraction(left) || is_fraction(right)) {
    on_both(sides, [&](hir::ExprId id) { return to_fraction(checker, id); });
  } else if (left != right) {
    const std::uint8_t scale = std::max(left.scale, right.scale);
    on_both(sides, [&](hir::ExprId id) { return to_scale(checker, id, scale); });
  }
  return true;
}

bool is_moment(Type type) { return type == plan::date_type() || type == plan::timestamp_type(); }

/// A literal length beside a date must be whole days; other lengths are seen at run time.
bool require_whole_days(Checker& checker, hir::ExprId length) {
  const auto* constant = std::get_if<hir::Constant>(&checker.hir[length].node);
  if (constant == nullptr || constant->value.number % plan::kMicrosPerDay == 0) return true;
  checker.diagnostics.report(Code::NotWholeDays, checker.hir[length].span);
  return false;
}

/// Date or timestamp ± duration.
Checked shift(Checker& checker, const ast::ArithmeticExpr& node, Sides sides, Span span) {
  const bool add = node.op == ast::ArithmeticOp::Add;
  if (add && is_moment(checker.type(sides.right))) std::swap(sides.left, sides.right);
  const Type moment = checker.type(sides.left);
  const Type length = checker.type(sides.right);
  const bool fraction = !length.list && length.kind == Kind::Duration && length.fraction;
  if (is_moment(moment) && fraction)
    return refuse(checker, node, sides, "a quotient of durations may not be whole: put it into `round(…)`");
  if (!is_moment(moment) || length != plan::duration_type()) return refuse(checker, node, sides);
  if (moment.kind == Kind::Date && !require_whole_days(checker, sides.right)) return std::nullopt;
  return binary(checker, add ? hir::Arithmetic::Add : hir::Arithmetic::Subtract, sides, moment, span);
}

Checked add_or_subtract(Checker& checker, const ast::ArithmeticExpr& node, Sides sides, Span span) {
  const bool add = node.op == ast::ArithmeticOp::Add;
  const Type left = checker.type(sides.left);
  const Type right = checker.type(sides.right);
  if (is_moment(left) && is_moment(right)) {
    if (add) return refuse(checker, node, sides);
    // As in a comparison, a date beside a timestamp counts as its local day's start.
    if (left.kind != right.kind) {
      on_both(sides, [&](hir::ExprId id) { return checker.type(id).kind == Kind::Date ? day_start(checker, id) : id; });
    }
    return binary(checker, hir::Arithmetic::Subtract, sides, plan::duration_type(), span);
  }
  if (is_moment(left) || is_moment(right)) return shift(checker, node, sides, span);
  if (!unify(checker, sides)) return refuse(checker, node, sides);
  return binary(checker, add ? hir::Arithmetic::Add : hir::Arithmetic::Subtract, sides, checker.type(sides.left), span);
}

/// The scale of an exact product; fractions are needed where a money or a duration has no whole form for it.
Checked multiply(Checker& checker, const ast::ArithmeticExpr& node, Sides sides, Span span) {
  const Type left = checker.type(sides.left);
  const Type right = checker.type(sides.right);
  if (!is_number(left) || !is_number(right) || (has_unit(left) && has_unit(right))) return refuse(checker, node, sides);
  if (left.kind == Kind::Float || right.kind == Kind::Float) {
    if (has_unit(left) || has_unit(right)) return refuse(checker, node, sides, "money and durations are exact, a float is not");
    on_both(sides, [&](hir::ExprId id) { return to_float(checker, id); });
    return binary(checker, hir::Arithmetic::Multiply, sides, plan::float_type(), span);
  }
  const bool unit = has_unit(left) || has_unit(right);
  const bool duration = left.kind == Kind::Duration || right.kind == Kind::Duration;
  const bool decimal = left.kind == Kind::Decimal || right.kind == Kind::Decimal;
  const bool too_fine = left.scale + right.scale > kMaxScale;
  if (too_fine && !unit && !is_fraction(left) && !is_fraction(right)) {
    return refuse(
        checker, node, sides,
        fmt::format("their product needs {} digits after the point, a decimal has at most {}", left.scale + right.scale, kMaxScale));
  }
  if (is_fraction(left) || is_fraction(right) || too_fine || (duration && decimal)) {
    on_both(sides, [&](hir::ExprId id) { return to_fraction(checker, id); });
  }
  const Type operands[] = {checker.type(sides.left), checker.type(sides.right)};
  const plan::TypeResult result = plan::result_type(checker.hir.schema.plan, plan::Op::Multiply, operands);
  if (!result.ok) return refuse(checker, node, sides);
  return binary(checker, hir::Arithmetic::Multiply, sides, result.type, span);
}

bool is_zero(const Checker& checker, hir::ExprId id) {
  const auto* constant = std::get_if<hir::Constant>(&checker.hir[id].node);
  return constant != nullptr && is_number(constant->value.type) && constant->value.number == 0 && constant->value.real == 0;
}

Checked divide(Checker& checker, const ast::ArithmeticExpr& node, Sides sides, Span span) {
  const Type left = checker.type(sides.left);
  const Type right = checker.type(sides.right);
  if (!is_number(left) || !is_number(right)) return refuse(checker, node, sides);
  if (is_zero(checker, sides.right)) {
    checker.diagnostics.report(Code::DivisionByZero, checker.hir[sides.right].span);
    return std::nullopt;
  }
  if (left.kind == Kind::Float || right.kind == Kind::Float) {
    if (has_unit(left) || has_unit(right)) return refuse(checker, node, sides, "money and durations are exact, a float is not");
    on_both(sides, [&](hir::ExprId id) { return to_float(checker, id); });
  }
  const Type operands[] = {checker.type(sides.left), checker.type(sides.right)};
  const plan::TypeResult result = plan::result_type(checker.hir.schema.plan, plan::Op::Divide, operands);
  if (!result.ok) return refuse(checker, node, sides);
  return binary(checker, hir::Arithmetic::Divide, sides, result.type, span);
}

/// In a sum a literal takes the other side's type, but beside a date or a timestamp, where a length stands. In a product it is a plain
/// number.
std::optional<Sides> check_sides(Checker& checker, const ast::ArithmeticExpr& node, Scope scope) {
  const bool sum = node.op == ast::ArithmeticOp::Add || node.op == ast::ArithmeticOp::Subtract;
  const auto left_literal = written_literal(*checker.ast, node.left);
  const auto right_literal = written_literal(*checker.ast, node.right);
  const auto takes_type = [&](const std::optional<Written>& literal) {
    return sum && literal &&
           (std::holds_alternative<WrittenNumber>(literal->value) || std::holds_alternative<WrittenAmount>(literal->value));
  };
  const bool swapped = takes_type(left_literal) && !right_literal;
  const Checked first = check_expression(checker, swapped ? node.right : node.left, scope);
  const ast::ExprId other = swapped ? node.left : node.right;
  std::optional<Expected> expected;
  if (first && takes_type(swapped ? left_literal : right_literal)) {
    const Type type = checker.type(*first);
    if (!is_moment(type))
      expected = Expected{type, *first};
    else
      expected = Expected{plan::duration_type(), *first};
  }
  if (!first && takes_type(swapped ? left_literal : right_literal)) return std::nullopt;
  const Checked second = check_expression(checker, other, scope, expected ? &*expected : nullptr);
  if (!first || !second) return std::nullopt;
  return swapped ? Sides{*second, *first} : Sides{*first, *second};
}

}  // namespace

hir::ExprId day_start(Checker& checker, hir::ExprId date) {
  return convert(checker, hir::Conversion::DayStart, date, plan::timestamp_type());
}

void align_scales(Checker& checker, hir::ExprId& left, hir::ExprId& right) {
  const std::uint8_t scale = std::max(checker.type(left).scale, checker.type(right).scale);
  if (checker.type(left) == checker.type(right)) return;
  left = to_scale(checker, left, scale);
  right = to_scale(checker, right, scale);
}

Checked as_type(Checker& checker, hir::ExprId value, Type type) {
  const Type from = checker.type(value);
  if (from == type) return value;
  if (from == plan::date_type() && type == plan::timestamp_type()) return day_start(checker, value);
  const bool whole = from == plan::int_type() || from.kind == Kind::Decimal;
  const bool number = type.kind == Kind::Decimal && whole;
  const bool money = type.kind == Kind::Money && from.kind == Kind::Money && from.unit == type.unit;
  if (from.list || from.fraction || type.list || type.fraction || !(number || money) || from.scale > type.scale) return std::nullopt;
  return to_scale(checker, value, type.scale);
}

namespace {

/// `signup_at + 3 months`, `birth_date - 1 year`: nothing where neither side is such a length, or the other is no date and no timestamp.
std::optional<Checked> check_months(Checker& checker, const ast::ArithmeticExpr& node, Span span, Scope scope) {
  const bool add = node.op == ast::ArithmeticOp::Add;
  if (!add && node.op != ast::ArithmeticOp::Subtract) return std::nullopt;
  const bool first = add && rolling_length(checker, node.left, scope);
  const auto length = rolling_length(checker, first ? node.left : node.right, scope);
  if (!length || (first && rolling_length(checker, node.right, scope))) return std::nullopt;
  const Checked moment = check_expression(checker, first ? node.right : node.left, scope);
  if (!moment) return Checked(std::nullopt);
  const Span written = (*checker.ast)[first ? node.left : node.right].span;
  if (!is_moment(checker.type(*moment))) {
    report_wrong_type(checker, *moment, fmt::format("`{}`", shown(checker, written)), "a date or a timestamp beside it");
    return Checked(std::nullopt);
  }
  // No instant is so many months from another, and twelve times as many fit.
  constexpr std::int64_t kMostCount = 1'000'000'000;
  if (length->count > kMostCount || length->count < -kMostCount) {
    checker.diagnostics.report(Code::DoesNotFit, written, shown(checker, written));
    return Checked(std::nullopt);
  }
  LocalTime local;
  return Checked(shifted(checker, *moment, add ? length->count : -length->count, length->unit, local, span));
}

}  // namespace

Checked check_arithmetic(Checker& checker, const ast::ArithmeticExpr& node, Span span, Scope scope) {
  if (const auto months = check_months(checker, node, span, scope)) return *months;
  const auto sides = check_sides(checker, node, scope);
  if (!sides) return std::nullopt;
  switch (node.op) {
    case ast::ArithmeticOp::Add:
    case ast::ArithmeticOp::Subtract:
      return add_or_subtract(checker, node, *sides, span);
    case ast::ArithmeticOp::Multiply:
      return multiply(checker, node, *sides, span);
    case ast::ArithmeticOp::Divide:
      return divide(checker, node, *sides, span);
  }
  return std::nullopt;
}

Checked check_negate(Checker& checker, const ast::NegateExpr& node, Span span, Scope scope) {
  const Checked operand = check_expression(checker, node.operand, scope);
  if (!operand) return std::nullopt;
  if (!is_number(checker.type(*operand))) {
    report_wrong_type(checker, *operand, "`-`", "a number");
    return std::nullopt;
  }
  return checker.add(hir::Negate{*operand}, checker.type(*operand), checker.optional(*operand), span);
}

}  // namespace seg::semantics
