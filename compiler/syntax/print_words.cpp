#include "compiler/syntax/print.h"

namespace seg::ast {

std::string_view word(Comparison op) {
  switch (op) {
    case Comparison::Equal:
      return "=";
    case Comparison::NotEqual:
      return "!=";
    case Comparison::Less:
      return "<";
    case Comparison::LessEqual:
      return "<=";
    case Comparison::Greater:
      return ">";
    case Comparison::GreaterEqual:
      return ">=";
  }
  return "";
}

std::string_view word(ArithmeticOp op) {
  switch (op) {
    case ArithmeticOp::Add:
      return "+";
    case ArithmeticOp::Subtract:
      return "-";
    case ArithmeticOp::Multiply:
      return "*";
    case ArithmeticOp::Divide:
      return "/";
  }
  return "";
}

std::string_view word(Unit unit) {
  switch (unit) {
    case Unit::Second:
      return "second";
    case Unit::Minute:
      return "minute";
    case Unit::Hour:
      return "hour";
    case Unit::Day:
      return "day";
    case Unit::Week:
      return "week";
    case Unit::Month:
      return "month";
    case Unit::Quarter:
      return "quarter";
    case Unit::Year:
      return "year";
  }
  return "";
}

std::string_view word(TextOp op) {
  switch (op) {
    case TextOp::Contains:
      return "contains";
    case TextOp::StartsWith:
      return "starts with";
    case TextOp::EndsWith:
      return "ends with";
  }
  return "";
}

std::string_view word(BlockKind kind) {
  switch (kind) {
    case BlockKind::All:
      return "all";
    case BlockKind::Any:
      return "any";
    case BlockKind::None:
      return "none";
    case BlockKind::AtLeast:
      return "at least";
    case BlockKind::AtMost:
      return "at most";
    case BlockKind::Exactly:
      return "exactly";
  }
  return "";
}

std::string_view word(Quantifier quantifier) {
  switch (quantifier) {
    case Quantifier::No:
      return "no";
    case Quantifier::Any:
      return "any";
    case Quantifier::AtLeast:
      return "at least";
    case Quantifier::AtMost:
      return "at most";
    case Quantifier::Exactly:
      return "exactly";
    case Quantifier::Between:
      return "between";
    case Quantifier::Every:
      return "every";
  }
  return "";
}

std::string_view word(ListTest test) {
  switch (test) {
    case ListTest::Contain:
      return "contain";
    case ListTest::Any:
      return "contain any of";
    case ListTest::All:
      return "contain all of";
  }
  return "";
}

}  // namespace seg::ast
