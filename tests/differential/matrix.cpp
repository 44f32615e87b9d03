#include "tests/differential/matrix.h"

#include <fmt/format.h>

#include <algorithm>

#include "tests/differential/existence.h"
#include "tests/differential/schema.h"
#include "tests/differential/watcher.h"

namespace seg::differential {

std::size_t operand_kind(plan::Type type) {
  if (type.list) {
    const std::vector<plan::Type> lists = list_types();
    const auto same = [type](plan::Type list) { return list.kind == type.kind; };
    return kFirstList + static_cast<std::size_t>(std::find_if(lists.begin(), lists.end(), same) - lists.begin());
  }
  if (type.fraction && type.kind == plan::Kind::Money) return kMoneyFraction;
  if (type.fraction && type.kind == plan::Kind::Duration) return kDurationFraction;
  return static_cast<std::size_t>(type.kind);
}

Matrix::Matrix() : cells_(2 * plan::op_rows().size()) {
  for (const plan::OpRow& row : plan::op_rows()) {
    Cells& plain = cells_[static_cast<std::size_t>(row.op)];
    Cells& keyed = cells_[plan::op_rows().size() + static_cast<std::size_t>(row.op)];
    for (std::size_t kind = 0; kind < kOperandKinds; ++kind) {
      for (std::size_t condition = 0; condition < kConditions; ++condition) {
        plain[kind][condition].exists = can_exist(row.op, kind, static_cast<Condition>(condition));
        keyed[kind][condition].exists = can_exist_keyed(row.op, kind, static_cast<Condition>(condition));
      }
    }
  }
}

void Matrix::note_keyed(plan::Op op, plan::Type type, Condition condition) {
  cells_[plan::op_rows().size() + static_cast<std::size_t>(op)][operand_kind(type)][static_cast<std::size_t>(condition)].reached = true;
}

void Matrix::note(plan::Op op, plan::Type type, Condition condition) {
  cells_[static_cast<std::size_t>(op)][operand_kind(type)][static_cast<std::size_t>(condition)].reached = true;
}

void Matrix::note_half(plan::Op op, plan::Type type, bool end) {
  Cell& cell = cells_[static_cast<std::size_t>(op)][operand_kind(type)][static_cast<std::size_t>(Condition::Edge)];
  cell.half[end ? 1 : 0] = true;
  if (cell.half[0] && cell.half[1]) cell.reached = true;
}

void Matrix::observe(const plan::Plan& plan, const columns::Batch& batch, const columns::Cuts& cuts, std::int64_t now) {
  Watcher(*this, plan).run(batch, cuts, now);
}

void Matrix::merge(const Matrix& other) {
  for (std::size_t op = 0; op < cells_.size(); ++op) {
    for (std::size_t kind = 0; kind < kOperandKinds; ++kind) {
      for (std::size_t condition = 0; condition < kConditions; ++condition) {
        Cell& cell = cells_[op][kind][condition];
        const Cell& found = other.cells_[op][kind][condition];
        for (std::size_t side = 0; side < 2; ++side) cell.half[side] = cell.half[side] || found.half[side];
        cell.reached = cell.reached || found.reached || (cell.half[0] && cell.half[1]);
      }
    }
  }
}

double Matrix::percent_reached() const {
  std::size_t exist = 0;
  std::size_t reached = 0;
  for (const Cells& cells : cells_) {
    for (const auto& row : cells) {
      exist += static_cast<std::size_t>(std::count_if(row.begin(), row.end(), [](const Cell& cell) { return cell.exists; }));
      reached +=
          static_cast<std::size_t>(std::count_if(row.begin(), row.end(), [](const Cell& cell) { return cell.exists && cell.reached; }));
    }
  }
  return 100.0 * static_cast<double>(reached) / static_cast<double>(exist);
}

std::string Matrix::text() const {
  std::string text = fmt::format("{:<20} {:<18}", "operator", "operand");
  for (std::size_t condition = 0; condition < kConditions; ++condition)
    text += fmt::format(" {:>8}", condition_text(static_cast<Condition>(condition)));
  text += '\n';
  std::string missing;
  for (std::size_t row = 0; row < cells_.size(); ++row) {
    const bool keyed = row >= plan::op_rows().size();
    const plan::OpRow& each = plan::op_rows()[row % plan::op_rows().size()];
    const std::string name = fmt::format("{}{}", each.text, !keyed ? "" : plan::takes_zone(each.op) ? " in" : " by");
    for (std::size_t kind = 0; kind < kOperandKinds; ++kind) {
      const auto& cells = cells_[row][kind];
      if (!cells[0].exists) continue;
      text += fmt::format("{:<20} {:<18}", name, kind_text(kind));
      for (std::size_t condition = 0; condition < kConditions; ++condition) {
        const Cell& cell = cells[condition];
        text += fmt::format(" {:>8}", !cell.exists ? "" : cell.reached ? "x" : "-");
        if (cell.exists && !cell.reached)
          missing += fmt::format("not reached: {} {} {}\n", name, kind_text(kind), condition_text(static_cast<Condition>(condition)));
      }
      text += '\n';
    }
  }
  return text + missing + fmt::format("{:.1f} % of the combinations that can exist are reached\n", percent_reached());
}

}  // namespace seg::differential
