#pragma once
// Literals as they were written, before the other side of an operator has given them a type.

#include "compiler/semantics/checker.h"

namespace seg::semantics {

/// mantissa × 10^-scale; a percentage is a hundredth of it.
struct WrittenNumber {
  std::int64_t mantissa;
  std::uint8_t scale;
  bool percent;
};
struct WrittenAmount {
  std::int64_t mantissa;
  std::uint8_t scale;
  Symbol currency;
};
using WrittenValue = std::variant<WrittenNumber, WrittenAmount, ast::QuantityLiteral, ast::DateLiteral, ast::MonthLiteral, ast::YearLiteral,
                                  ast::TimestampLiteral, ast::ClockLiteral, ast::StringLiteral, ast::BoolLiteral>;
struct Written {
  WrittenValue value;
  Span span;
};

/// The literal that the expression is, with brackets and a minus before it; nothing for every other expression.
std::optional<Written> written_literal(const ast::Ast& ast, ast::ExprId id);

/// The literal with the type of the other side where it can have it, else with its own; a clash is reported.
Checked check_literal(Checker& checker, const Written& written, const Expected* expected);

/// A length in microseconds. Months, years and calendar lengths, and what does not fit, are reported.
std::optional<std::int64_t> duration_micros(Checker& checker, const ast::QuantityLiteral& quantity, Span span);

/// The ratio of a number or a percentage; nothing where it does not fit 64 bits in lowest terms.
std::optional<plan::Literal> ratio_of(const WrittenNumber& number);

/// The value of an enum by its name; what it does not have is reported with the nearest one.
Checked enum_value(Checker& checker, plan::Type type, std::string_view name, Span span);
std::optional<std::uint32_t> find_enum_value(const Checker& checker, plan::Type type, std::string_view name);

}  // namespace seg::semantics
