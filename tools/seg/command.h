#pragma once
// The subcommands of `seg`. Each adds itself to the command line and returns what runs it once the command line is parsed.

#include <CLI/CLI.hpp>
#include <functional>

#include "tools/seg/terminal.h"

namespace seg::cli {

/// What the process says to a script.
enum class Exit : int {
  Clean = 0,
  Findings = 1,  ///< errors, or findings at or above --fail-on
  Usage = 2,     ///< the command line or seg.toml
  BadData = 3,   ///< the data files
  Internal = 4,  ///< a defect of seg, or of the machine
};

using Run = std::function<Exit()>;

Run add_init(CLI::App& app, const Terminal& terminal);
Run add_check(CLI::App& app, const Terminal& terminal);
Run add_lint(CLI::App& app, const Terminal& terminal);
Run add_run(CLI::App& app, const Terminal& terminal);
Run add_doc(CLI::App& app, const Terminal& terminal);
Run add_explain(CLI::App& app, const Terminal& terminal);
Run add_test(CLI::App& app, const Terminal& terminal);
Run add_schema(CLI::App& app, const Terminal& terminal);

}  // namespace seg::cli
