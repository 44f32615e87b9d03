#include "compiler/lint/rule.h"

namespace seg::lint {

void check_NoKpi(const Subject& subject, Reporter& report) {
  const hir::Metadata& metadata = subject.segment.metadata;
  if (metadata.basis != hir::Basis::Marketing) return;
  if (metadata.kpis.empty()) {
    report(subject.segment.name_span, "nothing says how success is measured").note("add `kpi`, and what it should reach: `target`");
  } else if (metadata.targets.empty()) {
    report(subject.segment.name_span, "a kpi without a target cannot be missed").note("add what it should reach, such as `target " + metadata.kpis.front() + " >= 5%`");
  }
}

}  // namespace seg::lint
