#include <fmt/format.h>

#include <algorithm>

#include "compiler/lint/rule.h"

namespace seg::lint {

void check_NoTimeBound(const Subject& subject, Reporter& report) {
  if (subject.facts.recency) return;
  const std::int64_t longest = subject.thresholds.longest_window_days * plan::kMicrosPerDay;
  struct Behaviour {
    Span span;
    Extent extent;
  };
  std::optional<Behaviour> first;
  std::vector<Behaviour> behaviours;
  for (const FoldUse& use : subject.facts.folds) {
    if (!use.lifetime) behaviours.push_back({use.span, use.extent});
  }
  for (const SequenceUse& use : subject.facts.sequences) behaviours.push_back({use.span, use.extent});
  for (const Behaviour& behaviour : behaviours) {
    if (behaviour.extent.bounded && behaviour.extent.micros <= longest) return;
    if (!first || behaviour.span < first->span) first = behaviour;
  }
  if (!first) return;
  const std::string what = first->extent.bounded
                               ? fmt::format("the shortest window here is longer than {} days: who is in hardly ever changes", subject.thresholds.longest_window_days)
                               : "no behaviour here has a window: who is in once stays in";
  report(first->span, what).note("add a window, such as `in last 90 days`").note("why it costs money: seg explain no-time-bound");
}

}  // namespace seg::lint
