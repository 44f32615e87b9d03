#pragma once
// `--with-cuts`: the cuts of an earlier run in place of those of this population.

#include <string>
#include <variant>

#include "runtime/plan/plan.h"
#include "runtime/population/saved_cuts.h"
#include "tools/seg/command.h"

namespace seg::cli {

/// The cuts of the Plan out of a file of `seg run --cuts`, without an error; an exit code where they are not there: the reason was printed.
std::variant<population::LoadedCuts, Exit> read_cuts_file(const std::string& path, const plan::Plan& plan);

}  // namespace seg::cli
