#pragma once
// What `seg schema infer` writes, as texts.

#include <string>

#include "runtime/io/infer.h"

namespace seg::cli {

/// schema.seg: everything that is not certain stands in a comment that begins with `guessed:`.
std::string schema_text(const io::InferredWorkspace& workspace, const std::string& name);

/// seg.toml for a workspace in `folder`, from which the paths of the files start.
std::string manifest_text(const io::InferredWorkspace& workspace, const std::string& folder);

/// A first segment, so that the workspace has a result.
std::string segment_text(const io::InferredWorkspace& workspace);

}  // namespace seg::cli
