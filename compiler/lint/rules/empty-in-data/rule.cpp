#include <fmt/format.h>

#include "compiler/lint/rule.h"

namespace seg::lint {

void check_EmptyInData(const Subject& subject, Reporter& report) {
  if (subject.reach == nullptr || subject.reach->members != 0 || subject.statistics->profiles == 0) return;
  Diagnostic& finding = report(subject.segment.name_span, fmt::format("nobody of {} profiles was in it in the last run", subject.statistics->profiles));
  if (subject.reach->unknown > 0) finding.note(fmt::format("for {} of them it could not be decided: a field that it needs is unknown", subject.reach->unknown));
  finding.note("often a literal that the data no longer has: look at each text and date in the condition");
}

}  // namespace seg::lint
