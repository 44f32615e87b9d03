#pragma once
// What a cut is a cut of, as a fingerprint: of two workspaces, or of two versions of one, cuts with the same one mean the same.

#include <string>
#include <vector>

#include "runtime/plan/plan.h"

namespace seg::population {

/// One of 32 hexadecimal digits for each of Plan::cuts, in their order: of the operators below it with their literals and the names of
/// fields, events, tables and enum values, whatever else stands in the Plan. 128 bits of FNV-1a
/// (Fowler, Noll, Vo; http://www.isthe.com/chongo/tech/comp/fnv/): it tells mistakes, not attacks.
std::vector<std::string> definitions(const plan::Plan& plan);

}  // namespace seg::population
