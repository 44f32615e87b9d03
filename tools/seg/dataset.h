#pragma once
// The data of a workspace, read as `seg.toml` says.

#include <filesystem>
#include <variant>

#include "runtime/io/load.h"
#include "tools/seg/command.h"

namespace seg::cli {

struct ReadOptions {
  unsigned threads = 1;
  bool strict = false;  ///< a row that cannot be used is an error
};

/// Shows how far it is on a terminal. An exit code when there is no data set: the reason was printed.
std::variant<io::Dataset, Exit> read_dataset(const std::filesystem::path& root, const plan::Schema& schema, const ReadOptions& options,
                                             const Terminal& terminal);

}  // namespace seg::cli
