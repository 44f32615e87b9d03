#pragma once
// Why the parser stopped in the clauses of a query, said by what the writer meant. Each returns whether it has reported the failure.

#include <cstddef>

#include "compiler/base/diagnostic.h"
#include "compiler/syntax/reading.h"

namespace seg::syntax {

/// `any b of c where d = 1 and e = 2 with …`, `every b where c or d satisfies …`: what `where` asks for wants brackets.
bool report_open_where(const Leaves& leaves, std::size_t at, const Sources& sources, Diagnostics& diagnostics);

/// `any b where c = 1 in last 30 days`, `then b where c = 1 within 2 hours`: the window stands before `where`.
bool report_late_window(const Leaves& leaves, std::size_t at, const Sources& sources, Diagnostics& diagnostics);

}  // namespace seg::syntax
