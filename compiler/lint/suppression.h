#pragma once
// `// seg: allow(too-broad, reason = "brand campaign", owner = "crm", until = 2026-12-31)`, on a line of its own above a declaration
// or behind the line that it is for.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/base/diagnostic.h"
#include "compiler/syntax/token.h"

namespace seg::lint {

struct Suppression {
  std::vector<Code> rules;
  std::string reason;
  std::string owner;
  std::optional<std::int64_t> until;  ///< days since 1970-01-01; the last day on which it holds
  Span span;                          ///< the comment
  Span covers;                        ///< where findings are silenced
};

/// Reads the suppressions of one file. Reports what is malformed: an unknown rule or key, a missing reason (SEG902).
std::vector<Suppression> read_suppressions(const syntax::TokenBuffer& tokens, std::span<const Span> declarations, const Sources& sources,
                                           Diagnostics& diagnostics);

}  // namespace seg::lint
