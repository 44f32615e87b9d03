#include "compiler/semantics/functions.h"

namespace seg::semantics {

namespace {

constexpr Function kFunctions[] = {
    {"count", FunctionKind::Aggregate},
    {"sum", FunctionKind::Aggregate},
    {"avg", FunctionKind::Aggregate},
    {"min", FunctionKind::Aggregate},
    {"max", FunctionKind::Aggregate},
    {"first", FunctionKind::Aggregate},
    {"last", FunctionKind::Aggregate},
    {"average", FunctionKind::Population},
    {"percentile", FunctionKind::Population},
    {"median", FunctionKind::Aggregate},
    {"stddev", FunctionKind::Aggregate},
    {"mode", FunctionKind::Aggregate},
    {"nth", FunctionKind::Aggregate},
    {"share", FunctionKind::Aggregate},
    {"quintile", FunctionKind::Population},
    {"rank", FunctionKind::Population},
    {"length", FunctionKind::Value, plan::Op::Length, Takes::Text},
    {"lower", FunctionKind::Value, plan::Op::Lower, Takes::Text},
    {"upper", FunctionKind::Value, plan::Op::Upper, Takes::Text},
    {"trim", FunctionKind::Value, plan::Op::Trim, Takes::Text},
    {"abs", FunctionKind::Value, plan::Op::Abs, Takes::Number},
    {"round", FunctionKind::Value, plan::Op::Round, Takes::Roundable},
    {"floor", FunctionKind::Value, plan::Op::Floor, Takes::Roundable},
    {"ceil", FunctionKind::Value, plan::Op::Ceil, Takes::Roundable},
    {"mod", FunctionKind::Value, plan::Op::Modulo, Takes::TwoExact},
    {"date", FunctionKind::Value, plan::Op::LocalDate, Takes::Instant},
    {"year", FunctionKind::Value, plan::Op::YearOf, Takes::Day},
    {"month", FunctionKind::Value, plan::Op::MonthOf, Takes::Day},
    {"day", FunctionKind::Value, plan::Op::DayOf, Takes::Day},
    {"weekday", FunctionKind::Value, plan::Op::WeekdayOf, Takes::Day},
    {"hour", FunctionKind::Value, plan::Op::LocalHour, Takes::Instant},
    {"minute", FunctionKind::Value, plan::Op::LocalMinute, Takes::Instant},
    {"calendar_month", FunctionKind::Value, plan::Op::MonthStart, Takes::Day},
    {"calendar_quarter", FunctionKind::Value, plan::Op::QuarterStart, Takes::Day},
    {"day_of_year", FunctionKind::Value, plan::Op::DayOfYear, Takes::Day},
    {"age", FunctionKind::Value, plan::Op::Age, Takes::Birthday},
    {"anniversary", FunctionKind::Value, plan::Op::Anniversary, Takes::Birthday},
};

}  // namespace

std::span<const Function> functions() { return kFunctions; }

const Function* find_function(std::string_view name) {
  for (const Function& function : kFunctions) {
    if (function.name == name) return &function;
  }
  return nullptr;
}

}  // namespace seg::semantics
