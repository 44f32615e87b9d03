#include <fmt/format.h>

#include "compiler/lint/rule.h"

namespace seg::lint {

void check_TooNarrow(const Subject& subject, Reporter& report) {
  if (subject.reach == nullptr || subject.reach->members == 0 || subject.statistics->profiles == 0) return;
  const double share = static_cast<double>(subject.reach->members) / static_cast<double>(subject.statistics->profiles);
  const auto& expected = subject.segment.metadata.expect_reach;
  if (expected && share < static_cast<double>(expected->low.number) / static_cast<double>(expected->low.denominator)) {
    report(expected->span, fmt::format("reaches {:.2f} % of all profiles, less than it expects", share * 100))
        .note("widen the condition, or expect what is true");
    return;
  }
  const bool few = subject.reach->members < subject.thresholds.too_narrow_members;
  const bool thin = !expected && share < subject.thresholds.too_narrow_share;
  if (!few && !thin) return;
  report(subject.segment.name_span, fmt::format("reaches {} profiles, {:.2f} % of all: too few to measure or to learn from", subject.reach->members, share * 100))
      .note("drop the clause that matters least, or join it with a neighbour")
      .note("why it costs money: seg explain too-narrow");
}

}  // namespace seg::lint
