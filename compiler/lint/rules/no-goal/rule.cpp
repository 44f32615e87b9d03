#include "compiler/lint/rule.h"

namespace seg::lint {

void check_NoGoal(const Subject& subject, Reporter& report) {
  if (!subject.segment.metadata.goals.empty()) return;
  report(subject.segment.name_span, "nothing says why this segment exists")
      .note("add `goal`, one of those that the schema declares")
      .note("why it costs money: seg explain no-goal");
}

}  // namespace seg::lint
