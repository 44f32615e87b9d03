#pragma once
// `seg explain SEGMENT --profile KEY`.

#include <optional>
#include <string>

#include "compiler/driver/compile.h"
#include "tools/explain/explain.h"
#include "tools/seg/command.h"

namespace seg::cli {

/// Reads the workspace around the current folder and its data; `now` as `--now`.
Exit explain_profile(const std::string& segment, const std::string& key, const std::optional<std::string>& now, const Terminal& terminal);

}  // namespace seg::cli
