#pragma once
// `example "quiet VIP" is member as of 2026-03-01 { … }`

#include "compiler/semantics/checker.h"

namespace seg::semantics {

/// The examples of a segment whose condition is `where`, with values of the fields' types and every cut given; wrong ones are reported and
/// left out.
std::vector<hir::Example> check_examples(Checker& checker, std::span<const ast::Example> written, hir::ExprId where);

}  // namespace seg::semantics
