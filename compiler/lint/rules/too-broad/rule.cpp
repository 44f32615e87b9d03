#include <fmt/format.h>

#include "compiler/lint/rule.h"

namespace seg::lint {
namespace {

double share(std::int64_t part, std::int64_t whole) { return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole); }

double value_of(const plan::Literal& ratio) { return static_cast<double>(ratio.number) / static_cast<double>(ratio.denominator); }

/// The widest share of a base that can be contacted, and the words for that base.
struct Reach {
  double share = 0;
  std::string base;
};

Reach widest(const Subject& subject) {
  Reach widest{share(subject.reach->members, subject.statistics->profiles), "all profiles"};
  bool first = true;
  for (const std::string& channel : subject.segment.metadata.channels) {
    const auto base = subject.statistics->reachable.find(channel);
    const auto members = subject.reach->reachable.find(channel);
    if (base == subject.statistics->reachable.end() || members == subject.reach->reachable.end()) continue;
    const double reached = share(members->second, base->second);
    if (first || reached > widest.share) widest = {reached, fmt::format("those who can be reached by {}", channel)};
    first = false;
  }
  return widest;
}

}  // namespace

void check_TooBroad(const Subject& subject, Reporter& report) {
  if (subject.reach == nullptr) return;
  const auto& expected = subject.segment.metadata.expect_reach;
  if (expected) {
    const double reach = share(subject.reach->members, subject.statistics->profiles);
    if (reach > value_of(expected->high)) {
      report(expected->span, fmt::format("reaches {:.1f} % of all profiles, more than it expects", reach * 100))
          .note("narrow the condition, or expect what is true");
    }
    return;
  }
  if (subject.segment.metadata.priority) return;
  const Reach reach = widest(subject);
  if (reach.share <= subject.thresholds.too_broad_share) return;
  report(subject.segment.name_span, fmt::format("reaches {:.1f} % of {}", reach.share * 100, reach.base))
      .note("add what makes this group different, or a `priority` if it is meant for nearly everybody")
      .note("why it costs money: seg explain too-broad");
}

}  // namespace seg::lint
