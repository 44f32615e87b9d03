#pragma once
// One function a family of operators, as ops.def says what they mean. All are total: what cannot be computed is a fault.

#include <optional>
#include <vector>

#include "runtime/calendar/calendar.h"
#include "runtime/interpreter/value.h"

namespace seg::interpreter {

/// And, Or, Not, AtLeast, IsKnown, UnknownTrue, UnknownFalse.
Value apply_logic(plan::Op op, const Operands& operands);
/// Equal, Less, LessEqual.
Value apply_comparison(plan::Op op, const Operands& operands);
/// InSet. `elements` are the set's values in ascending order.
Value apply_membership(const Operands& operands, const std::vector<Value>& elements);
/// Contains, StartsWith, EndsWith.
Value apply_text_test(plan::Op op, const Operands& operands);
/// Add, Subtract, Multiply, Divide, Mean, Negate, Rescale, ToFraction, ToFloat.
Value apply_arithmetic(plan::Op op, plan::Type result, const Operands& operands);
/// DayStart; a fault where the instant does not fit 64 bits, and where there is no such zone.
Value apply_calendar(const Operands& operands, const std::optional<calendar::Zone>& zone);

/// What a strict operator is over operands that are not all known: a fault if any is one, else unknown. Nothing where all are known.
std::optional<Value> not_known(const Operands& operands);

}  // namespace seg::interpreter
