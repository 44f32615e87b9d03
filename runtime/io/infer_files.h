#pragma once
// The facts of the files that a schema is guessed from.

#include "runtime/io/infer.h"

namespace seg::io {

/// Reads the files; those with the same columns in the same order are one. Problems are added.
std::vector<FileFacts> read_facts(const std::vector<std::string>& files, const InferOptions& options, std::vector<Problem>& problems);

}  // namespace seg::io
