#pragma once
// How far a profile's events got in a sequence. Private to this folder.

#include <vector>

#include "tools/explain/choice.h"
#include "tools/explain/explain.h"

namespace seg::explain {

/// A clause a step: the event that it was, or what was looked for and between which instants. Steps after the first that found nothing were
/// not looked for.
std::vector<Clause> explain_sequence(const hir::Hir& hir, const Sources& sources, const hir::Sequence& sequence, const Ask& ask);

}  // namespace seg::explain
