#pragma once
// Texts → Plan: the compiler's way in for hosts, the command line and the tests. Reads no file; workspace.h does.

#include <optional>
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

struct Limits {
  syntax::SyntaxLimits syntax;
  semantics::SemanticLimits semantics;
};

/// Everything a compilation made. Later stages are empty when an earlier one had nothing to give.
struct Compilation {
  Sources sources;
  Symbols symbols;
  Diagnostics diagnostics;
  std::vector<syntax::TokenBuffer> tokens;  ///< one a source
  std::vector<ast::Ast> asts;               ///< one a source
  hir::Hir hir;
  bool has_schema = false;
  /// Absent when there was any error.
  std::optional<plan::Plan> plan;       ///< as lowered
  std::optional<plan::Plan> optimized;  ///< after the passes
};

enum class Until : std::uint8_t { Tokens, Ast, Hir, Plan };
Compilation compile(std::vector<SourceText> texts, const Limits& limits = {}, Until until = Until::Plan);

}  // namespace seg::driver
