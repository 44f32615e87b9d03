#pragma once
// `seg explain SEGMENT --profile KEY`.

#include <optional>
#include <string>

#include "compiler/driver/compile.h"
#include "tools/explain/explain.h"
#include "tools/seg/command.h"

namespace seg::cli {

struct ProfileQuestion {
  std::string segment;
  std::string key;
  std::optional<std::string> now;        ///< as `--now`
  std::optional<std::string> with_cuts;  ///< as `--with-cuts`
};

/// Reads the workspace around the current folder and its data.
Exit explain_profile(const ProfileQuestion& question, const Terminal& terminal);

}  // namespace seg::cli
