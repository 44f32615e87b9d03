#pragma once
// Cuts as a file: written by a run over the whole population, read by whoever sees one profile at a time and must say the same.
//
//   { "format": "seg cuts 1", "schema": "shop", "now": 1782864000000000, "cuts": [
//     { "cut": "clv in top 20%", "definition": "6c62…", "type": "money(EUR, 2)", "state": "known", "value": 41250,
//       "population": 1800, "tied": 2, "faults": 0 } ] }
//
// `now`: microseconds since 1970-01-01T00:00Z. `value`: integers as CutValue::number; fractions as { "number", "denominator" } in lowest
// terms; floats as the shortest decimal that reads back as the same double; values of enums by name. It stands where the state is known.

#include <string>
#include <string_view>

#include "runtime/columns/column.h"
#include "runtime/plan/plan.h"

namespace seg::population {

/// The file's text. `cuts` as Plan::cuts.
std::string save_cuts(const plan::Plan& plan, const columns::Cuts& cuts, std::int64_t now);

struct LoadedCuts {
  columns::Cuts cuts;    ///< as Plan::cuts
  std::int64_t now = 0;  ///< of the run that saved them
  std::string error;     ///< empty when every cut of the Plan was found
};
/// The Plan's cuts out of a file's text; those of other Plans are passed over. A cut that is missing, that has another definition or type,
/// and everything that a file cannot say are errors that name the cut, what was found and what was expected.
LoadedCuts load_cuts(std::string_view text, const plan::Plan& plan);

}  // namespace seg::population
