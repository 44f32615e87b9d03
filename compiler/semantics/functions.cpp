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
    {"median", FunctionKind::NotYet},
    {"stddev", FunctionKind::NotYet},
    {"mode", FunctionKind::NotYet},
    {"nth", FunctionKind::NotYet},
    {"share", FunctionKind::NotYet},
    {"quintile", FunctionKind::NotYet},
    {"rank", FunctionKind::NotYet},
    {"length", FunctionKind::NotYet},
    {"lower", FunctionKind::NotYet},
    {"upper", FunctionKind::NotYet},
    {"trim", FunctionKind::NotYet},
    {"abs", FunctionKind::NotYet},
    {"round", FunctionKind::NotYet},
    {"floor", FunctionKind::NotYet},
    {"ceil", FunctionKind::NotYet},
    {"mod", FunctionKind::NotYet},
    {"date", FunctionKind::NotYet},
    {"year", FunctionKind::NotYet},
    {"month", FunctionKind::NotYet},
    {"day", FunctionKind::NotYet},
    {"weekday", FunctionKind::NotYet},
    {"hour", FunctionKind::NotYet},
    {"minute", FunctionKind::NotYet},
    {"calendar_month", FunctionKind::NotYet},
    {"calendar_quarter", FunctionKind::NotYet},
    {"day_of_year", FunctionKind::NotYet},
    {"age", FunctionKind::NotYet},
    {"anniversary", FunctionKind::NotYet},
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
