#pragma once
// Where names of fields are looked up, and the paths from one to the next: through structs, and through ids into lookup tables.

#include "compiler/semantics/checker.h"

namespace seg::semantics {

/// The profile, an event, or the row of a lookup table that a value reaches.
struct Place {
  enum class Kind : std::uint8_t { Profile, Event, Table } kind = Kind::Profile;
  std::uint32_t index = 0;  ///< of the stream or the table
  hir::ExprId key{};        ///< of a table: whose row
};

const Names& names_at(const Checker& checker, const Place& place);
const std::vector<plan::Field>& fields_at(const Checker& checker, const Place& place);
/// `profile`, `event purchase`, `table product`.
std::string place_text(const Checker& checker, const Place& place);

/// The field, or `at`, by its name or path; nothing where the place has none of that name. The profile's key becomes a field with its
/// first use, so that data nobody asks it of hold it once.
Checked field_at(Checker& checker, const Place& place, std::string_view name, Span span);

/// Follows names from a place; `start` is where what was written begins. What leads nowhere is reported.
Checked follow(Checker& checker, Place place, std::span<const ast::Name> names, Span start);
/// Follows names from a value, which must reach a table.
Checked follow_from(Checker& checker, hir::ExprId value, std::span<const ast::Name> names, Span start);

}  // namespace seg::semantics
