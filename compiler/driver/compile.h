#pragma once
// Texts → Plan: the compiler's way in for hosts, the command line and the tests. Reads no file; workspace.h does.
// The stages in their order: tokenize, parse, read the modules that are imported, check, link, run_passes. None of them runs after an error of an earlier one but check,
// which goes on with what parsed, so that one run shows the errors of both.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/base/diagnostic.h"
#include "compiler/semantics/check.h"
#include "compiler/semantics/hir.h"
#include "compiler/syntax/parse.h"
#include "runtime/plan/plan.h"

namespace seg::driver {

struct SourceText {
  std::string path;  ///< as it should be shown
  std::string text;
};

/// Texts that are read already, and what reading them had to say.
struct Input {
  Sources sources;              ///< may hold more than `files`: seg.toml, so that diagnostics can point into it
  std::vector<SourceId> files;  ///< the .seg texts to compile, schema included
  Diagnostics diagnostics;
};

struct Limits {
  syntax::SyntaxLimits syntax;
  semantics::SemanticLimits semantics;
};

/// Everything a compilation made. Later stages are empty when an earlier one had nothing to give.
struct Compilation {
  Sources sources;
  Symbols symbols;
  Diagnostics diagnostics;
  std::vector<syntax::TokenBuffer> tokens;  ///< one a file, in the order of Input::files; then those of the modules that they import
  std::vector<ast::Ast> asts;               ///< likewise
  std::vector<semantics::ModuleFile> modules;
  hir::Hir hir;
  bool has_schema = false;
  /// Absent when there was any error.
  std::optional<plan::Plan> plan;       ///< as lowered
  std::optional<plan::Plan> optimized;  ///< after the passes
};

enum class Until : std::uint8_t { Tokens, Ast, Hir, Plan };
/// Runs the stages up to `until`. Diagnostics are sorted by place.
Compilation compile(Input input, const Limits& limits = {}, Until until = Until::Plan);
Compilation compile(std::vector<SourceText> texts, const Limits& limits = {}, Until until = Until::Plan);

/// The Plan of some segments only, with what they refer to; for a compilation that stands without errors. Names that no segment has are
/// ignored.
plan::Plan plan_of(const Compilation& compilation, std::span<const std::string> segments);

}  // namespace seg::driver
