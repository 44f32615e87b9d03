#pragma once
// One function a family of operators, as ops.def says what they mean. All are total: what cannot be computed is a fault.

#include <optional>
#include <vector>

#include "runtime/calendar/calendar.h"
#include "runtime/interpreter/value.h"
#include "runtime/texts/pattern.h"

namespace seg::interpreter {

/// And, Or, Not, AtLeast, IsKnown, UnknownTrue, UnknownFalse.
Value apply_logic(plan::Op op, const Operands& operands);
/// Score.
Value apply_score(const Operands& operands);
/// Equal, Less, LessEqual.
Value apply_comparison(plan::Op op, const Operands& operands);
/// InSet. `elements` are the set's values in ascending order.
Value apply_membership(const Operands& operands, const std::vector<Value>& elements);
/// Contains, StartsWith, EndsWith.
Value apply_text_test(plan::Op op, const Operands& operands);
/// Matches. Nothing for a pattern that does not compile.
Value apply_pattern(const Operands& operands, const std::optional<texts::Pattern>& pattern);
/// CaseFold, Lower, Upper, Trim of a text or of each element of a list.
Value apply_text_change(plan::Op op, const Operands& operands, Storage& storage);
/// Length.
Value apply_text_size(const Operands& operands);
/// ListContains, ListContainsAny, ListContainsAll.
Value apply_list_test(plan::Op op, const Operands& operands);
/// ListAnyIn. `elements` are the set's values in ascending order.
Value apply_list_membership(const Operands& operands, const std::vector<Value>& elements);
/// Add, Subtract, Multiply, Divide, Mean, Negate, Abs, Rescale, ToFraction, ToFloat.
Value apply_arithmetic(plan::Op op, plan::Type result, const Operands& operands);
/// Round, Floor, Ceil.
Value apply_rounding(plan::Op op, const Operands& operands);
/// Modulo.
Value apply_remainder(const Operands& operands);
/// DayStart, LocalDate, LocalHour, LocalMinute; a fault where the result does not fit 64 bits, and where there is no such zone.
Value apply_zone(plan::Op op, const Operands& operands, const std::optional<calendar::Zone>& zone);
/// YearOf, MonthOf, DayOf, DayOfYear, WeekdayOf, MonthStart, QuarterStart.
Value apply_date_part(plan::Op op, const Operands& operands);

/// What a strict operator is over operands that are not all known: a fault if any is one, else unknown. Nothing where all are known.
std::optional<Value> not_known(const Operands& operands);

}  // namespace seg::interpreter
