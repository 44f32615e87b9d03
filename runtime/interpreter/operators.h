#pragma once
// One function a family of operators, as ops.def says what they mean. All are total: what cannot be computed is a fault.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/calendar/calendar.h"
#include "runtime/interpreter/value.h"
#include "runtime/texts/pattern.h"

namespace seg::interpreter {

/// Zones by their names, each looked for once.
class Zones {
 public:
  explicit Zones(std::string schema_zone) : schema_zone_(std::move(schema_zone)) {}
  const std::optional<calendar::Zone>& of_schema() { return find(schema_zone_); }
  const std::optional<calendar::Zone>& find(std::string_view name);

 private:
  std::string schema_zone_;
  std::map<std::string, std::optional<calendar::Zone>, std::less<>> found_;
};

/// And, Or, Not, AtLeast, IsKnown, IsTrue, UnknownTrue, UnknownFalse.
Value apply_logic(plan::Op op, const Operands& operands);
/// Score.
Value apply_score(const Operands& operands);
/// When.
Value apply_filter(const Operands& operands);
/// Equal, Less, LessEqual.
Value apply_comparison(plan::Op op, const Operands& operands);
/// Reaches.
Value apply_steps(const Operands& operands);
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
/// DayStart, LocalInstant, LocalDate, LocalHour, LocalMinute, LocalTime in the zone. `zones` has those of the operands that are zones.
Value apply_zone(plan::Op op, const Operands& operands, Zones& zones);
/// YearOf, MonthOf, DayOf, DayOfYear, WeekdayOf, WeekStart, MonthStart, QuarterStart, YearStart.
Value apply_date_part(plan::Op op, const Operands& operands);
/// AddMonths, Anniversary, Age.
Value apply_date_pair(plan::Op op, const Operands& operands);

/// What a strict operator is over operands that are not all known: a fault if any is one, else unknown. Nothing where all are known.
std::optional<Value> not_known(const Operands& operands);

}  // namespace seg::interpreter
