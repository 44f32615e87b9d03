#pragma once
// `[lint]` of seg.toml in the linter's terms.

#include "compiler/driver/settings.h"
#include "compiler/lint/lint.h"

namespace seg::cli {

/// Reports rules, levels and options that do not exist, and values out of range, at their places in seg.toml.
lint::LintOptions lint_options(const driver::LintSettings& settings, Diagnostics& diagnostics);

}  // namespace seg::cli
