#pragma once
// What the generated cases reached: rows of ops.def, folds and joins once more as keyed ones, local times once more in zones, × kinds of
// operands × conditions. README.md says when a cell counts as reached.

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "runtime/columns/column.h"
#include "runtime/interpreter/machine.h"
#include "runtime/plan/plan.h"

namespace seg::differential {

enum class Condition : std::uint8_t { Seen, Unknown, Empty, Tie, Edge, Overflow };
inline constexpr std::size_t kConditions = 6;

/// The kinds of `plan::Kind`, then money and durations as fractions, then lists of each kind that has them.
inline constexpr std::size_t kMoneyFraction = 12;
inline constexpr std::size_t kDurationFraction = 13;
inline constexpr std::size_t kFirstList = 14;
inline constexpr std::size_t kOperandKinds = 22;
std::size_t operand_kind(plan::Type type);

class Matrix {
 public:
  Matrix();
  /// Runs the interpreter over the first rows of the batch and notes what it meets.
  void observe(const plan::Plan& plan, const columns::Batch& batch, const columns::Cuts& cuts, std::int64_t now);
  void merge(const Matrix& other);

  double percent_reached() const;
  /// One line an operator and kind; then what was not reached.
  std::string text() const;

 private:
  struct Cell {
    bool exists = false;
    bool reached = false;
    bool half[2] = {false, false};  ///< window edges: an event exactly on the beginning, exactly on the end
  };
  using Cells = std::array<std::array<Cell, kConditions>, kOperandKinds>;

  friend struct Watcher;
  void note(plan::Op op, plan::Type type, Condition condition);
  /// Of a keyed fold or join, `type` that of its first pair of keys; of an operator with a zone, `type` that of operand 0.
  void note_keyed(plan::Op op, plan::Type type, Condition condition);
  void note_half(plan::Op op, plan::Type type, bool end);

  std::vector<Cells> cells_;  ///< by operator, then by operator with keys or a zone
};

}  // namespace seg::differential
