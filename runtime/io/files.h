#pragma once
// The files that the manifest names.

#include <string>
#include <vector>

#include "runtime/io/manifest.h"
#include "runtime/io/sources.h"

namespace seg::io {

/// Paths and globs (`*`, `?`, `[…]`; no `**`), relative to `folder`. Files of a glob come in the order of their bytes.
/// A glob without a file, a file named twice and an unknown extension are problems. `path`: of seg.toml.
std::vector<InputFile> find_files(const SourceRule& rule, const std::string& path, const std::string& folder,
                                  std::vector<Problem>& problems);

}  // namespace seg::io
