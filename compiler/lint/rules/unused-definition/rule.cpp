#include <fmt/format.h>

#include <algorithm>

#include "compiler/lint/rule.h"

namespace seg::lint {

/// Of the workspace and not of one segment: said with the first.
void check_UnusedDefinition(const Subject& subject, Reporter& report) {
  const auto& segments = subject.hir.segments;
  const auto first = std::find_if(segments.begin(), segments.end(), [](const hir::Segment& segment) { return !segment.imported; });
  if (&subject.segment != &*first) return;
  for (const hir::Unused& unused : subject.hir.unused) {
    Diagnostic& finding = report(unused.name_span, fmt::format("{} `{}` is used nowhere", unused.what, unused.name));
    if (unused.what == "trait") finding.fix({"remove the trait", {{unused.declaration, ""}}, Safety::Safe});
  }
}

}  // namespace seg::lint
