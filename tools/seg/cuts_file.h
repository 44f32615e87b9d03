#pragma once
// `--with-cuts`: the cuts of an earlier run in place of those of this population.

#include <string>
#include <variant>

#include "runtime/columns/column.h"
#include "runtime/plan/plan.h"
#include "tools/seg/command.h"

namespace seg::cli {

/// The cuts of the Plan out of a file of `seg run --cuts`; an exit code where they are not there: the reason was printed.
std::variant<columns::Cuts, Exit> read_cuts_file(const std::string& path, const plan::Plan& plan);

}  // namespace seg::cli
