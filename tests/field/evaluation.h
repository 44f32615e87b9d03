#pragma once
// A workspace compiled from texts, and what an engine says of its examples.

#include <filesystem>
#include <string>
#include <vector>

#include "compiler/driver/compile.h"
#include "runtime/engine/engine.h"

namespace seg::field {

/// The texts of a workspace's schema and segments.
std::vector<driver::SourceText> read_texts(const std::filesystem::path& root);

/// What an engine can run: every segment, with fields that may be unknown, as examples want them.
struct Runnable {
  hir::Hir hir;
  engine::Engine engine;
};
/// Fails the test that asks for what does not compile.
Runnable runnable(const driver::Compilation& made, engine::Backend backend);

/// Whether the segment called `name` says of the example what the example says of itself.
bool holds(const Runnable& runnable, const std::string& name, const hir::Example& example);

}  // namespace seg::field
