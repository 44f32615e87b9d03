#include "runtime/interpreter/operators.h"

namespace seg::interpreter {

Value apply_calendar(const Operands& operands, const std::optional<calendar::Zone>& zone) {
  if (const auto value = not_known(operands)) return *value;
  if (!zone) return fault();
  const std::optional<calendar::Micros> start = zone->checked_day_start(operands[0].number);
  return start ? integer(*start) : fault();
}

}  // namespace seg::interpreter
