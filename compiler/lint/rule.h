#pragma once
// What a rule sees and how it reports. One function a row of rules.def; a row without its function does not link.

#include <cstdint>

#include "compiler/lint/facts.h"
#include "compiler/lint/lint.h"

namespace seg::lint {

/// One segment as the rules see it.
struct Subject {
  const hir::Hir& hir;
  const hir::Segment& segment;
  const Facts& facts;
  const Sources& sources;
  const Thresholds& thresholds;
  std::int64_t now;                        ///< microseconds since 1970-01-01T00:00Z
  const Statistics* statistics;            ///< of the workspace; null without
  const SegmentStatistics* reach;          ///< of this segment; null without
};

/// Reports findings of one rule on one segment.
class Reporter {
 public:
  Reporter(Code code, Diagnostics& diagnostics) : code_(code), diagnostics_(diagnostics) {}
  Diagnostic& operator()(Span span, const std::string& what) { return diagnostics_.report(code_, span, what); }

 private:
  Code code_;
  Diagnostics& diagnostics_;
};

#define RULE(code, Name, slug, needs) void check_##Name(const Subject& subject, Reporter& report);
#include "compiler/lint/rules.def"
#undef RULE

}  // namespace seg::lint
