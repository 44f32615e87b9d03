#pragma once
// A workspace compiled from texts, and what an engine says of its examples.

#include <filesystem>
#include <string>
#include <vector>

#include "compiler/driver/compile.h"
#include "runtime/engine/engine.h"
#include "tools/explain/example.h"
#include "tools/explain/known_cuts.h"

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

/// Whether the segment called `name` says of the example what the example says of itself. `origin` is what the example stands in, which
/// may be another workspace: cuts that have the same definition or text are the same.
bool holds(const Runnable& runnable, const std::string& name, const hir::Example& example, const explain::ExamplePlan& origin);

}  // namespace seg::field
