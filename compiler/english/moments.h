#pragma once
// Instants and days that an expression is at a given `now`, where no profile's data decides. Private to this folder.

#include <cstdint>
#include <optional>
#include <string>

#include "compiler/semantics/hir.h"
#include "runtime/calendar/calendar.h"

namespace seg::english {

struct Clock {
  std::int64_t now = 0;  ///< microseconds since 1970-01-01T00:00Z
  calendar::Zone zone;   ///< the schema's
};

/// A day (days since 1970-01-01) or an instant (microseconds since 1970-01-01T00:00Z).
struct Moment {
  bool is_day = false;
  std::int64_t value = 0;
};

/// Nothing where the profile decides, where it does not fit 64 bits, and in a zone that is none.
std::optional<Moment> moment_of(const hir::Hir& hir, hir::ExprId id, const Clock& clock);

/// `2026-03-01`, `2026-03-01 00:00`, in the clock's zone.
std::string moment_text(const Moment& moment, const Clock& clock);

/// Whether the expression depends on `now`.
bool reads_now(const hir::Hir& hir, hir::ExprId id);

}  // namespace seg::english
