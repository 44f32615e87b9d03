#pragma once
// What each stage makes of a golden case. The folder's name is the stage's.

#include "compiler/base/diagnostic.h"
#include "tests/golden/cases.h"

namespace seg::test {

/// `lex`: .tokens · `parse`: .ast · `check`: .hir · `plan`: .plan, .opt.plan · `jit`: .ll · `doc`: .txt, .md · `workspace`: nothing; each also .diag where there
/// are diagnostics. `codes` are those of the diagnostics.
struct StageResult {
  Goldens goldens;
  std::vector<Code> codes;
};

/// Null for a folder that is no stage.
using Stage = StageResult (*)(const GoldenCase&);
Stage stage_of(const std::string& folder);

}  // namespace seg::test
