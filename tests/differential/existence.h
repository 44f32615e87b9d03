#pragma once
// Which cells of the matrix can be reached at all.

#include "tests/differential/matrix.h"

namespace seg::differential {

/// Whether the operator admits operands of this kind (its value for folds, its own type for leaves).
bool admits(plan::Op op, std::size_t kind);
/// The same for a keyed fold or join and the kind of its first keys; for an operator with a zone and its operand 0.
bool can_exist_keyed(plan::Op op, std::size_t kind, Condition condition);
bool can_exist(plan::Op op, std::size_t kind, Condition condition);
std::string_view kind_text(std::size_t kind);
std::string_view condition_text(Condition condition);

}  // namespace seg::differential
