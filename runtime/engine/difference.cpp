#include <fmt/format.h>

#include <bit>

#include "runtime/engine/engine.h"

namespace seg::engine {
namespace {

/// The first row where the bitmaps differ; nothing where they are equal.
std::optional<std::int64_t> first_row(const columns::Bitmap& a, const columns::Bitmap& b) {
  for (std::size_t word = 0; word < std::min(a.words.size(), b.words.size()); ++word) {
    const std::uint64_t different = a.words[word] ^ b.words[word];
    if (different != 0) return static_cast<std::int64_t>(word) * 64 + std::countr_zero(different);
  }
  if (a.rows != b.rows) return std::min(a.rows, b.rows);
  return std::nullopt;
}

std::string_view truth_text(const columns::Bitmap& bits, std::int64_t row) {
  if (row >= bits.rows) return "missing";
  return bits.at(row) ? "true" : "false";
}

/// Lets the earliest row of one kind of bitmap into `found`.
void compare(std::string_view what, std::size_t segment, const columns::Bitmap& jit, const columns::Bitmap& interpreter,
             std::optional<Difference>& found) {
  const std::optional<std::int64_t> row = first_row(jit, interpreter);
  if (!row || (found && found->row <= *row)) return;
  found = Difference{segment, *row, fmt::format("{}: jit {}, interpreter {}", what, truth_text(jit, *row), truth_text(interpreter, *row))};
}

}  // namespace

std::optional<Difference> first_difference(const std::vector<columns::Membership>& jit,
                                           const std::vector<columns::Membership>& interpreter) {
  if (jit.size() != interpreter.size()) {
    return Difference{std::min(jit.size(), interpreter.size()), 0,
                      fmt::format("segments: jit {}, interpreter {}", jit.size(), interpreter.size())};
  }
  std::optional<Difference> found;
  for (std::size_t segment = 0; segment < jit.size(); ++segment) {
    compare("members", segment, jit[segment].members, interpreter[segment].members, found);
    compare("unknown", segment, jit[segment].unknown, interpreter[segment].unknown, found);
    compare("faults", segment, jit[segment].faults, interpreter[segment].faults, found);
  }
  return found;
}

}  // namespace seg::engine
